import assert from "node:assert/strict";
import { test } from "node:test";

import { openIndex } from "../../themes/base/assets/js/search-index.js";
import { BASE, makeFiles, serve } from "./site.js";

const index = await openIndex(BASE, serve(makeFiles()));
const places = (text) => index.search(text).results.map(({ place }) => place);

test("papers with more of the words come first", () => {
  assert.deepEqual(places("long context "), [0, 1]);
});

test("authors and years are found, with or without accents and capitals", () => {
  assert.deepEqual(new Set(places("VÎNYALS ")), new Set([1, 2]));
  assert.deepEqual(new Set(places("2015 ")), new Set([1, 2]));
});

test("words of other scripts are found", () => {
  assert.deepEqual(places("深度学习 "), [4]);
  assert.deepEqual(places("深度"), [4]);
});

test("the last word is also the beginning of a longer one", () => {
  assert.deepEqual(places("transfo"), [3]);
  assert.deepEqual(places("point"), [2]);
});

test("with a space after it the last word is complete", () => {
  assert.deepEqual(places("transfo "), []);
  assert.deepEqual(index.search("transfo ").missing, ["transfo"]);
});

test("a word typed beyond its stem is still found", () => {
  for (const text of ["optimi", "optimiz", "optimiza", "optimizati", "optimization"]) {
    assert.deepEqual(places(text), [1], text);
  }
});

test("a word that finds nothing is reported", () => {
  const { total, missing } = index.search("pointer xylophones zzz");
  assert.equal(total, 1);
  assert.deepEqual(missing, ["xylophones", "zzz"]);
});

test("stop words are neither searched nor missing", () => {
  assert.deepEqual(index.search("the of ").missing, []);
  assert.deepEqual(places("the pointer of "), [2]);
});

test("no more than the limit are returned, and all are counted", () => {
  const { total, results } = index.search("long ", { limit: 1 });
  assert.equal(total, 2);
  assert.equal(results.length, 1);
});

test("no text at all can throw", () => {
  const texts = [
    "", " ", "BERT: Pre-training", "C++", "a:b", "^~*:+-\"", "^", "~", "*", "+", "-", "word~99^",
    "👩‍👩‍👧", "שלום عالم", "\ud800", "\u0000", "__proto__ constructor", "long ".repeat(2000),
    "y".repeat(10_000), "!".repeat(10_000) + "a", "a!".repeat(5000), "\u0301".repeat(10_000),
  ];
  for (const text of texts) index.search(text);
  assert.deepEqual(places("BERT: Pre-training "), [3]);
});

test("an index without papers answers that there are none", async () => {
  const files = makeFiles();
  files.set("index-1.json", { fieldVectors: [], invertedIndex: [] });
  files.set("papers-1.json", []);
  const empty = await openIndex(BASE, serve(files));
  assert.equal(empty.size, 0);
  assert.deepEqual(empty.search("anything").results, []);
});

test("a missing file is an error with a sentence", async () => {
  for (const name of ["manifest.json", "index-1.json", "papers-1.json"]) {
    const files = makeFiles();
    files.delete(name);
    await assert.rejects(openIndex(BASE, serve(files)), { code: "unreachable" }, name);
  }
  const offline = async () => { throw new TypeError("Failed to fetch"); };
  await assert.rejects(openIndex(BASE, offline), { code: "unreachable" });
});

test("a broken file is an error with a sentence", async () => {
  for (const name of ["manifest.json", "index-1.json", "papers-1.json"]) {
    const files = makeFiles().set(name, "{");
    await assert.rejects(openIndex(BASE, serve(files)), { code: "broken" }, name);
  }
  const files = makeFiles().set("index-1.json", { fields: [] });
  await assert.rejects(openIndex(BASE, serve(files)), { code: "broken" });
});

test("files of another version ask for a reload", async () => {
  await assert.rejects(openIndex(BASE, serve(makeFiles({ version: 2 }))), {
    code: "outdated",
    message: "The site has been updated, please reload.",
  });
});
