import assert from "node:assert/strict";
import { test } from "node:test";

import { createHub } from "../../generator/papershelf/serve/client/hub.js";

function makeHub() {
  let stream;
  const hub = createHub((listener) => {
    stream = listener;
  });
  return { hub, stream };
}

function makePort(hub, { isFront = true, answers = true } = {}) {
  const port = { got: [] };
  port.postMessage = (message) => {
    port.got.push(message);
    if (answers) port.onmessage({ data: { type: "heard" } });
  };
  hub.join(port);
  port.say = (data) => port.onmessage({ data });
  port.say({ type: "hello", isFront });
  return port;
}

test("every page hears every state, and one that comes later the last of them", () => {
  const { hub, stream } = makeHub();
  const first = makePort(hub);
  stream.told({ version: 1 });
  stream.told({ version: 2 });
  const second = makePort(hub, { isFront: false });
  assert.deepEqual(first.got.map(({ state }) => state.version), [1, 2]);
  assert.deepEqual(second.got.map(({ state }) => state.version), [2]);
});

test("a page that comes while there is no server hears of that", () => {
  const { hub, stream } = makeHub();
  stream.told({ version: 1 });
  stream.lost();
  assert.deepEqual(makePort(hub).got.map(({ type }) => type), ["lost"]);
});

test("the page that was looked at last is in front, alone", () => {
  const { hub, stream } = makeHub();
  const pages = [makePort(hub), makePort(hub), makePort(hub, { isFront: false })];
  stream.told({ version: 1 });
  assert.deepEqual(pages.map(({ got }) => got.at(-1).isFront), [false, true, false]);
  pages[0].say({ type: "hello", isFront: true });
  stream.told({ version: 2 });
  assert.deepEqual(pages.map(({ got }) => got.at(-1).isFront), [true, false, false]);
});

test("a page hears when it is no longer in front", () => {
  const { hub, stream } = makeHub();
  const first = makePort(hub);
  stream.told({ version: 1 });
  makePort(hub);
  assert.deepEqual(first.got.map(({ isFront }) => isFront), [true, false]);
});

test("when the page in front goes another one takes its place", () => {
  const { hub, stream } = makeHub();
  const [first, second] = [makePort(hub), makePort(hub)];
  second.say({ type: "bye" });
  stream.told({ version: 1 });
  assert.equal(first.got.at(-1).isFront, true);
  assert.deepEqual(second.got, []);
  assert.equal(hub.size, 1);
});

test("pages that died without a word do not pile up", () => {
  const { hub, stream } = makeHub();
  for (let at = 0; at < 5; at += 1) makePort(hub, { answers: false });
  for (let version = 0; version < 20; version += 1) stream.told({ version });
  assert.equal(hub.size, 0);
});

test("a page that was only busy hears the last state when it answers again", () => {
  const { hub, stream } = makeHub();
  const port = makePort(hub, { answers: false });
  for (let version = 0; version < 20; version += 1) stream.told({ version });
  port.say({ type: "heard" });
  assert.equal(hub.size, 1);
  assert.equal(port.got.at(-1).state.version, 19);
});
