import assert from "node:assert/strict";
import { test } from "node:test";

import { openIndex } from "../../themes/base/assets/js/search-index.js";
import { createService } from "../../themes/base/assets/js/search-service.js";
import { BASE, makeFiles, serve } from "./site.js";

const serviceOf = (files) => createService((base) => openIndex(base, serve(files)));

test("an answer has the number of its request, and marks in its cards", async () => {
  const answer = serviceOf(makeFiles());
  const reply = await answer({ id: 7, type: "search", files: BASE, text: "pointers", limit: 5 });
  assert.equal(reply.id, 7);
  assert.equal(reply.type, "answer");
  assert.equal(reply.results[0].card.title, "Pointer networks");
  assert.deepEqual(reply.results[0].marks.title, [[0, 7]]);
});

test("opening tells how many papers there are", async () => {
  const reply = await serviceOf(makeFiles())({ id: 1, type: "open", files: BASE });
  assert.deepEqual(reply, { id: 1, type: "opened", documents: 5 });
});

test("a failure is a reply, and the next request tries again", async () => {
  const files = makeFiles();
  const index = files.get("index-1.json");
  files.delete("index-1.json");
  const answer = serviceOf(files);
  const request = { id: 1, type: "search", files: BASE, text: "long", limit: 5 };
  const failed = await answer(request);
  assert.equal(failed.type, "error");
  assert.equal(failed.code, "unreachable");
  files.set("index-1.json", index);
  assert.equal((await answer(request)).type, "answer");
});
