import assert from "node:assert/strict";
import { test } from "node:test";

import { isWithin } from "../../themes/base/assets/js/search-guess.js";
import { openIndex } from "../../themes/base/assets/js/search-index.js";
import { createService } from "../../themes/base/assets/js/search-service.js";
import { BASE, makeFiles, PAPERS, serve } from "./site.js";

const answer = createService(serve(makeFiles()));
const search = (text, more) => answer({ id: 1, type: "search", files: BASE, text, ...more });
const placesOf = ({ results }) => results.map(({ place }) => place);
const places = async (text, more) => placesOf(await search(text, more));

const FOUND = {
  "long context": [0, 1],
  "VÎNYALS": [1, 2],
  "深度": [4],
  "+long context": [0, 1],
  "long -context": [1],
  "-long": [4, 3, 6, 5, 2],
  "+long +sequences": [1],
  "+missing long": [],
  "title:lee": [],
  "authors:lee": [0, 6],
  '"attention is all you need"': [5],
  '"attention you need"': [6],
  '"need attention"': [],
  'authors:"attention you need"': [],
  '-"attention is all you need" attention': [6],
  '"pre-training of transformers"': [3],
  "pretraining": [3],
  "+pre-training": [3],
  "+pre-missing": [],
  "trans*": [3],
  "*former": [],
  "*form": [3],
  "l*g": [0, 1],
  "pointr~1": [2],
  "pontr~2": [2],
  "zzz*": [],
  "year:2015": [1, 2],
  "year:2015..2018 long": [1],
  "-year:2015 long": [0],
  "has:code": [0, 2],
  "has:code OR year:2019": [0, 3, 2],
  "pointer OR has:code": [2, 0],
  "pointer OR -has:code": [2, 4, 3, 6, 5, 1],
  '"pointer networks" OR "long context"': [0, 2],
  "+pointer OR +context": [0, 2],
  "1506.03134": [2],
  "arXiv:1506.03134v3 long": [2, 1, 0],
  "https://doi.org/10.5555/ptr-net": [2],
  "id:1506.03134": [2],
  "-id:1506.03134 vinyals": [1],
  "*": [],
  "the": [],
  "has:nothing": [],
};

for (const [text, expected] of Object.entries(FOUND)) {
  test(`${text} finds ${expected.length ? `papers ${expected}` : "nothing"}`, async () => {
    const found = await places(text);
    const isRanked = /^(long|pointer OR h|arXiv)/.test(text) || !/\p{L}/u.test(text);
    const sorted = (list) => (isRanked ? list : [...list].sort());
    assert.deepEqual(sorted(found), sorted(expected));
  });
}

test("an empty text finds everything, newest first", async () => {
  assert.deepEqual(await places(""), [0, 4, 3, 6, 5, 1, 2]);
});

test("a score is the sum over fields of weights over the length of the query", async () => {
  const scoreOf = async (text) => (await search(text)).results
    .find(({ place }) => place === 0).score;
  const [long, context, both] = await Promise.all(["long", "context", "long context"].map(scoreOf));
  assert.ok(Math.abs(both - (long + context) / Math.SQRT2) < 1e-3);
  assert.ok(Math.abs((await scoreOf("long context^3")) - (long + 3 * context) / Math.sqrt(10)) < 1e-3);
});

test("the fields that matched are named", async () => {
  const { results } = await search("long vinyals");
  assert.deepEqual(results.find(({ place }) => place === 1).fields, ["title", "authors"]);
});

test("the last word is also the beginning of a longer one while it is typed", async () => {
  for (const text of ["transfo", "title:transfo", "+transfo"]) {
    const reply = await search(text, { typing: true });
    assert.deepEqual([placesOf(reply), reply.prefix, reply.replaced], [[3], "transfo", []], text);
  }
  assert.equal((await search("transfo", { exact: true })).total, 0);
});

test("a word typed beyond its stem is still found and not called unknown", async () => {
  for (const text of ["optimi", "optimiz", "optimiza", "optimizati", "optimization"]) {
    const reply = await search(text, { typing: true });
    assert.deepEqual([placesOf(reply), reply.replaced], [[1], []], text);
  }
});

test("an unknown word gives way to what begins like it or has one typo", async () => {
  for (const [word, by] of [["transfo", "transformers"], ["ponter", "pointer"]]) {
    const { replaced, missing } = await search(word);
    assert.deepEqual([replaced, missing], [[{ word, by: [by] }], []]);
  }
  const { total, missing } = await search("pointer xylophones zzz");
  assert.deepEqual([total, missing], [1, ["xylophones", "zzz"]]);
});

test("stop words of the shelf are left out as others are", async () => {
  const ask = createService(serve(makeFiles(PAPERS, { stopWords: ["long"] })));
  const { total, notes } = await ask({ type: "search", files: BASE, text: "long" });
  assert.deepEqual([total, notes], [0, [{ kind: "stop-words", words: ["long"] }]]);
});

test("synonyms count half, and several words only together in a field", async () => {
  const synonyms = [[["ptr"], ["pointer", "networks"]], [["bert"], ["long", "vinyals"]]];
  const ask = createService(serve(makeFiles(PAPERS, { synonyms })));
  const found = async (text) => placesOf(await ask({ type: "search", files: BASE, text }));
  assert.deepEqual(await found("bert"), [3]);
  assert.deepEqual(await found("+ptr"), []);
  assert.deepEqual(await found("ptr"), [2]);
});

test("a query without results has suggestions", async () => {
  const { suggestions } = await search("+atention has:code");
  assert.equal(suggestions.spelling, "+attention has:code");
  assert.deepEqual((await search("pointer year:2024")).suggestions.drops, [
    { text: "year:2024", total: 1 },
  ]);
});

test("the reading names each piece with its group", async () => {
  const { reading } = await search("title:long OR -year:2015 has:code");
  const told = reading.map(({ text, kind, presence, group, fields }) =>
    [text, kind, presence, group, fields]);
  assert.deepEqual(told, [
    ["title:long", "word", "", 0, ["title"]],
    ["-year:2015", "filter", "-", 0, []],
    ["has:code", "filter", "", 1, []],
  ]);
});

test("a filter that no paper can meet is told with those that are met", async () => {
  assert.deepEqual((await search("long has:fun")).notes, [
    { kind: "unknown-value", name: "fun", valid: ["code", "pdf"] },
  ]);
});

test("an index without papers answers that there are none", async () => {
  const ask = createService(serve(makeFiles([])));
  for (const text of ["", "anything", "any*", "word~1", '"a phrase here"', "anything -else"]) {
    assert.equal((await ask({ type: "search", files: BASE, text })).total, 0, text);
  }
});

test("no text at all can fail", async () => {
  const texts = [
    "BERT: Pre-training", "C++", "a:b", "^~*:+-\"", "word~99^", "👩‍👩‍👧", "שלום عالم", "\ud800",
    "\u0000", "__proto__ constructor", "has:__proto__", "long ".repeat(2000), "y".repeat(10_000),
    `${"!".repeat(10_000)}a`, "a!".repeat(5000), "\u0301".repeat(10_000), "*a".repeat(3000),
    "深".repeat(10_000), "title:".repeat(2000), '"'.repeat(10_000), "a OR ".repeat(2000),
  ];
  for (const text of texts) {
    for (const typing of [false, true]) {
      assert.equal((await search(text, { typing })).type, "answer", text.slice(0, 30));
    }
  }
});

test("typos are insertions, deletions, substitutions and transpositions", () => {
  const cases = [
    ["abc", "abc", 0], ["abc", "abxc", 1], ["abc", "ac", 1], ["abc", "axc", 1], ["abc", "acb", 1],
    ["abc", "bca", 2], ["abc", "", 3], ["ab", "bxa", 2], ["abcd", "badc", 2], ["a", "b", 1],
  ];
  for (const [one, other, edits] of cases) {
    assert.ok(isWithin(one, other, edits), `${one} ${other}`);
    if (edits > 0) assert.ok(!isWithin(one, other, edits - 1), `${one} ${other}`);
  }
});

test("a missing or broken manifest is an error with a sentence", async () => {
  await assert.rejects(openIndex(BASE, serve(new Map())), { code: "unreachable" });
  await assert.rejects(openIndex(BASE, serve(new Map([["manifest.json", "{"]]))), { code: "broken" });
  const offline = async () => { throw new TypeError("Failed to fetch"); };
  await assert.rejects(openIndex(BASE, offline), { code: "unreachable" });
  await assert.rejects(openIndex(BASE, serve(makeFiles(PAPERS, { version: 2 }))), {
    code: "outdated",
    message: "The site has been updated, please reload.",
  });
});
