// lunr.js over one whole index, for search_lunr.py: time to parse and load it, time of the first
// query and of those after it, memory.

import { readFileSync } from "node:fs";

import lunr from "lunr";

import { readPayload } from "../support/read.mjs";

const { file, queries } = readPayload();
const text = readFileSync(file, "utf-8");
const started = performance.now();
const index = lunr.Index.load(JSON.parse(text));
const loaded = performance.now();
index.search(queries[0]);
const first = performance.now();
const later = queries.slice(1).map((query) => {
  const before = performance.now();
  index.search(query);
  return performance.now() - before;
});
globalThis.gc();
process.stdout.write(JSON.stringify({
  load: loaded - started,
  first: first - loaded,
  later,
  megabytes: process.memoryUsage().heapUsed / 1e6,
}));
