import assert from "node:assert/strict";
import { test } from "node:test";

import { isStopWord } from "../../themes/base/assets/js/lib/tokenizer.js";
import { parse } from "../../themes/base/assets/js/query.js";

const NAMES = ["title", "authors", "topics", "year", "ids"];
const SHELF = { names: NAMES, every: [...NAMES.keys()], facets: { year: 1, has: 1 }, isStop: isStopWord };

function shown(clause) {
  const { kind, presence, fields, boost, parts, joined, edits, name, value, from, to } = clause;
  const words = parts.join(" ");
  const forms = {
    word: words + (joined ? `|${joined}` : ""),
    wildcard: words + (joined ? `|${joined}` : ""),
    fuzzy: `${words}~${edits}`,
    phrase: `"${parts.map((part, at) => `${part}@${clause.offsets?.[at]}`).join(" ")}"`,
    filter: `[${name} ${value ?? `${from}-${to}`}]`,
    id: `<${words}>${clause.otherwise?.length ? `(${clause.otherwise.map(shown).join(" ")})` : ""}`,
  };
  const within = fields.length < NAMES.length && kind !== "id" ? `${NAMES[fields[0]]}:` : "";
  const weight = boost === 1 || kind === "id" ? "" : `^${boost}`;
  return presence + within + forms[kind] + weight + (clause.unfinished ? "…" : "");
}

const read = (text, more) => parse(text, { ...SHELF, ...more }).groups
  .map((group) => group.map(shown).join(" / ")).join(" , ");

const CASES = {
  "long": "long",
  "long context": "long , context",
  "Long CONTEXT": "long , context",
  "the long of": "long",
  "long long": "long , long",
  "+long -context": "+long , -context",
  "long -": "long",
  "+ long": "long",
  "--long": "long",
  "+-long": "long",
  "BERT - a survey": "bert , survey",
  "title:long": "title:long",
  "Title:long": "title:long",
  "+title:long": "+title:long",
  "-author:lee": "-authors:lee",
  "authors:lee topic:nets": "authors:lee , topics:nets",
  "title: long": "title , long",
  "title:": "title",
  ":long": "long",
  "long^5": "long^5",
  "long^0.5": "long^0.5",
  "long^.5": "long^0.5",
  "long^0": "long^0",
  "long^": "long",
  "long^x": "long , x",
  "long^1e9": "long , 1e9",
  "long^99999": "long^1000",
  "long~1": "long~1",
  "long~2": "long~2",
  "long~9": "long~2",
  "long~": "long",
  "long~0": "long",
  "long~1^3": "long~1^3",
  "long^3~1": "long~1^3",
  "+title:long~1^3": "+title:long~1^3",
  "trans*": "trans*",
  "*former": "*former",
  "tr*er": "tr*er",
  "tr**er": "tr*er",
  "Trans*": "trans*",
  "pre-train*": "pre train*|pretrain*",
  "devlin-*": "devlin|devlin*",
  "*-devlin": "*devlin , devlin",
  "trans*~1": "trans*",
  "*": "",
  "** * ***": "",
  "^ ~ + -": "",
  "k-NN": "k nn|knn",
  "+k-NN": "+k nn|knn",
  "state-of-the-art": "state art|stateoftheart",
  "C++": "c++",
  "+C++": "+c++",
  "don't": "don't",
  "a/b long": "b , long",
  "cat/dog": "cat , dog",
  '"long context"': '"long@0 context@1"',
  '+"long context"': '+"long@0 context@1"',
  '-"long context"': '-"long@0 context@1"',
  'title:"long context"': 'title:"long@0 context@1"',
  '"long context"^2': '"long@0 context@1"^2',
  '"attention is all you need"': '"attention@0 need@4"',
  '"the long context"': '"long@0 context@1"',
  '"k-NN graphs"': '"k@0 nn@1 graphs@2"',
  '"long"': "+long",
  '-"long"': "-long",
  '"long context': '"long@0 context@1"',
  '“long context”': '"long@0 context@1"',
  '""': "",
  '"': "",
  '"of the"': "",
  'say"long context"': '"long@0 context@1"',
  "cat OR dog": "cat / dog",
  "cat OR dog OR cow": "cat / dog / cow",
  "cat OR dog cow": "cat / dog , cow",
  "OR cat": "cat",
  "cat OR": "cat",
  "OR OR OR": "",
  "cat or dog": "cat , dog",
  "cat OR -dog": "cat / -dog",
  'cat OR "big dog"': 'cat / "big@0 dog@1"',
  "cat OR the dog": "cat , dog",
  "year:2019": "[year 2019-2019]",
  "year:2019..2023": "[year 2019-2023]",
  "year:2023..2019": "[year 2019-2023]",
  "year:2019-2023": "[year 2019-2023]",
  "year:..2020": "[year 0-2020]",
  "year:2019..": "[year 2019-9999]",
  'year:"2019"': "[year 2019-2019]",
  "-year:2019": "-[year 2019-2019]",
  "year:2019 OR has:code": "[year 2019-2019] / [has code]",
  "year:abc": "",
  "year:..": "",
  "year:20190": "",
  "has:Code": "[has code]",
  "-has:code": "-[has code]",
  "BERT: Pre-training": "bert , pre training|pretraining",
  "cat:dog": "cat , dog",
  "+cat:dog": "+cat , +dog",
  "std::vector": "std , vector",
  "venue:acl": "venue , acl",
  "gpt-4": "<gpt-4> , gpt 4|gpt4",
  "-gpt-4": "-gpt 4|gpt4",
  "3.5": "<3.5> , 3.5",
  "10.18653/V1/N19-1423": "<10.18653/v1/n19-1423>(10.18653 v1 n19 1423|n191423)",
  "doi:10.1/x": "<10.1/x>",
  "id:vaswani-2017": "<vaswani-2017>",
  "https://doi.org/10.1/x": "<10.1/x>(https doi.org 10.1 x)",
  "arXiv:1706.03762v5": "<1706.03762>",
  "https://arxiv.org/pdf/hep-th/9711200v3.pdf":
    "<hep-th/9711200>(https arxiv.org pdf hep th|hepth 9711200v3.pdf)",
  "https://openreview.net/forum?id=rJX&x=1":
    "<rjx>(https openreview.net forum id rjx x 1)",
  "https://aclanthology.org/N19-1423/": "<n19-1423>(https aclanthology.org n19 1423|n191423)",
  "978-3-16-148410-0": "<978-3-16-148410-0 9783161484100> , 978 3 16 148410 0|9783161484100",
};

for (const [text, expected] of Object.entries(CASES)) {
  test(`${text} is read as ${expected || "nothing"}`, () => {
    assert.equal(read(text), expected);
  });
}

test("the last word may go on while it is typed", () => {
  assert.equal(read("long cont", { typing: true }), "long , cont…");
  assert.equal(read("long cont ", { typing: true }), "long , cont");
  assert.equal(read("long c", { typing: true }), "long , c");
  assert.equal(read("title:cont", { typing: true }), "title:cont…");
  assert.equal(read("the", { typing: true }), "the…");
  assert.equal(read("cat the", { typing: true }), "cat");
  assert.equal(read("cont~1", { typing: true }), "cont~1");
});

test("a year that is being typed is not yet one", () => {
  const { groups, notes } = parse("year:20", { ...SHELF, typing: true });
  assert.deepEqual([groups, notes], [[], []]);
});

test("what cannot be read is told", () => {
  const kinds = (text) => parse(text, SHELF).notes.map(({ kind }) => kind);
  assert.deepEqual(kinds("foo:long"), ["unknown-field"]);
  assert.deepEqual(kinds("year:abc"), ["bad-year"]);
  assert.deepEqual(kinds("of the"), ["stop-words"]);
  assert.deepEqual(kinds("of long"), []);
  assert.deepEqual(kinds("long"), []);
});

test("an unknown field is told with the known ones", () => {
  const [note] = parse("venue:acl", SHELF).notes;
  assert.deepEqual(note, { kind: "unknown-field", name: "venue", valid: [...NAMES, "has"] });
});

test("at most 64 distinct words count", () => {
  const text = Array.from({ length: 100 }, (_, at) => `word${at}`).join(" ");
  const { groups, notes } = parse(text, { ...SHELF, names: NAMES.slice(0, 4), every: [0, 1, 2, 3] });
  assert.equal(groups.length, 64);
  assert.deepEqual(notes, [{ kind: "cut" }]);
});

test("clauses know where they stand in the text", () => {
  const { text, groups } = parse('  cat -title:"big dog"^2 has:code', SHELF);
  assert.deepEqual(groups.map(([{ at }]) => text.slice(...at)), [
    "cat", '-title:"big dog"^2', "has:code",
  ]);
});

test("no text at all can throw", () => {
  const alphabet = [..."+-:\"~^*.()/\\$_{}[]<>%#!?'’“”«»0123456789abzßα深の한\u0301\ud800\udc00 \t\n"]
    .concat(["OR", "year:", "has:", "title:", "10.1/", "https://", "arXiv:", "..", "~2", "^3"]);
  let seed = 1;
  const next = (below) => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  for (let round = 0; round < 3000; round += 1) {
    const pieces = Array.from({ length: next(30) }, () => alphabet[next(alphabet.length)]);
    const text = pieces.join("");
    for (const typing of [false, true]) {
      for (const { parts, at, boost } of parse(text, { ...SHELF, typing }).groups.flat()) {
        assert.ok(Array.isArray(parts) && at[0] < at[1] && boost >= 0, JSON.stringify(text));
      }
    }
  }
});
