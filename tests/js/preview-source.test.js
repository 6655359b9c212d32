import assert from "node:assert/strict";
import { test } from "node:test";

import { listen } from "../../generator/papershelf/serve/client/source.js";

function makeStreams() {
  const streams = [];
  const open = (address) => {
    const stream = {
      address, readyState: 0, close() {
        this.readyState = 2;
      },
    };
    streams.push(stream);
    return stream;
  };
  return { streams, open };
}

test("states are told as they come", () => {
  const { streams, open } = makeStreams();
  const told = [];
  listen("/events", { told: (state) => told.push(state), lost() {} }, open);
  streams[0].onmessage({ data: '{"version":7}' });
  assert.equal(streams[0].address, "/events");
  assert.deepEqual(told, [{ version: 7 }]);
});

test("a stream that broke is left to the browser, one that was refused is opened again", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { streams, open } = makeStreams();
  let lost = 0;
  listen("/events", { told() {}, lost: () => lost += 1 }, open);
  streams[0].onerror();
  context.mock.timers.tick(60_000);
  assert.equal(streams.length, 1);
  streams[0].readyState = 2;
  streams[0].onerror();
  context.mock.timers.tick(60_000);
  assert.equal(streams.length, 2);
  assert.equal(lost, 2);
});

test("what was ended is not opened again", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { streams, open } = makeStreams();
  const end = listen("/events", { told() {}, lost() {} }, open);
  streams[0].readyState = 2;
  streams[0].onerror();
  end();
  context.mock.timers.tick(60_000);
  assert.equal(streams.length, 1);
});
