import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { SearchClient } from "../../themes/base/assets/js/search-client.js";
import { BASE, makeFiles, serve } from "./site.js";

const { fetch } = globalThis;

afterEach(() => {
  delete globalThis.Worker;
  globalThis.fetch = fetch;
});

/** A worker that keeps its messages until the test answers them. */
class FakeWorker extends EventTarget {
  static last;
  messages = [];

  constructor() {
    super();
    FakeWorker.last = this;
  }

  postMessage(message) {
    this.messages.push(message);
  }

  terminate() {
    this.terminated = true;
  }

  answer(reply) {
    this.dispatchEvent(new MessageEvent("message", { data: reply }));
  }
}

test("no worker starts before the first use", () => {
  FakeWorker.last = undefined;
  globalThis.Worker = FakeWorker;
  const client = new SearchClient(BASE);
  assert.equal(FakeWorker.last, undefined);
  client.start();
  client.start();
  assert.deepEqual(FakeWorker.last.messages.map(({ type }) => type), ["open"]);
});

test("an answer to a former search is dropped", async () => {
  globalThis.Worker = FakeWorker;
  const client = new SearchClient(BASE);
  const first = client.search({ text: "lo", limit: 5 });
  const second = client.search({ text: "long", limit: 5 });
  const [one, two] = FakeWorker.last.messages;
  FakeWorker.last.answer({ id: two.id, type: "answer", total: 2 });
  FakeWorker.last.answer({ id: one.id, type: "error", code: "internal", message: "late" });
  assert.equal(await first, null);
  assert.equal((await second).total, 2);
});

test("a cancelled search has no answer", async () => {
  globalThis.Worker = FakeWorker;
  const client = new SearchClient(BASE);
  const search = client.search({ text: "long", limit: 5 });
  client.cancel();
  FakeWorker.last.answer({ id: FakeWorker.last.messages[0].id, type: "answer" });
  assert.equal(await search, null);
});

test("a failure in the worker reaches the page with its code", async () => {
  globalThis.Worker = FakeWorker;
  const search = new SearchClient(BASE).search({ text: "long", limit: 5 });
  const { id } = FakeWorker.last.messages[0];
  FakeWorker.last.answer({ id, type: "error", code: "broken", message: "It cannot be read." });
  await assert.rejects(search, { code: "broken", message: "It cannot be read." });
});

test("without workers the page itself answers", async () => {
  globalThis.fetch = serve(makeFiles());
  const client = new SearchClient(BASE);
  const { results, terms, prefix } = await client.search({ text: "pointer", limit: 5 });
  const { cards } = await client.cards({ places: [results[0].place], terms, prefix });
  assert.equal(cards[0].title, "Pointer networks");
  const { has } = await client.facets({ text: "pointer", names: ["has"] });
  assert.deepEqual(has.values.map(({ id }) => id), ["code", "pdf"]);
  assert.equal((await client.start()).documents, 7);
});

test("a worker that fails hands its searches to the page", async () => {
  globalThis.Worker = FakeWorker;
  globalThis.fetch = serve(makeFiles());
  const search = new SearchClient(BASE).search({ text: "pointer", limit: 5 });
  FakeWorker.last.dispatchEvent(new Event("error"));
  assert.equal((await search).total, 1);
  assert.equal(FakeWorker.last.terminated, true);
});

test("a retry after a missing file succeeds", async () => {
  const files = makeFiles();
  const manifest = files.get("manifest.json");
  files.delete("manifest.json");
  globalThis.fetch = serve(files);
  const client = new SearchClient(BASE);
  await assert.rejects(client.search({ text: "pointer", limit: 5 }), { code: "unreachable" });
  files.set("manifest.json", manifest);
  assert.equal((await client.search({ text: "pointer", limit: 5 })).total, 1);
});
