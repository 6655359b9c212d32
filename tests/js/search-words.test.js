import assert from "node:assert/strict";
import { test } from "node:test";

import {
  sentencesAbout, shortened, speaker,
} from "../../themes/base/assets/js/search-words.js";

const SENTENCES = new Map(Object.entries({
  "papers-one": "{count} paper", "papers-other": "{count} papers",
  comma: ", ", quoted: "“{text}”", either: "{left} or {right}",
  about: "Searched {count} papers", "about_for": "Searched {count} papers for {words}", "about_with": "with {words}",
  "about_also": "also {words}", "about_without": "without {words}", "about_only": "only {words}",
  in: "{name} in {fields}", replaced: "{word} is not there; searched for {by}.",
  missing: "Not there: {words}.", "note_unknown_field": "No field {text}, only {valid}.",
  "field_ids": "identifiers",
}));
const say = speaker(SENTENCES, "en");

const piece = (text, more = {}) => {
  return { text, kind: "word", presence: "", group: text, fields: [], ...more };
};

const about = (reading, more = {}) => {
  const answer = { documents: 51, notes: [], replaced: [], missing: [], reading, ...more };
  return sentencesAbout(answer, say, (text) => `*${text}*`).map((parts) => parts.join(""));
};

test("a number is written in the language and picks the plural", () => {
  assert.deepEqual(say("papers", { count: 1 }), ["1", " paper"]);
  assert.deepEqual(say("papers", { count: 95_562 }), ["95,562", " papers"]);
  assert.deepEqual(speaker(SENTENCES, "de")("papers", { count: 95_562 })[0], "95.562");
});

test("a blank takes elements as they are and a sentence that nobody wrote is empty", () => {
  const element = { tag: "b" };
  assert.deepEqual(say("about_only", { words: [element, "!"] }), ["only ", element, "!"]);
  assert.deepEqual(say("note_of_tomorrow", { text: "x" }), []);
});

test("plain words are what was searched for", () => {
  assert.deepEqual(
    about([piece("pointer"), piece("networks")]), ["Searched 51 papers for *pointer*, *networks*"],
  );
});

test("what must be, must not be and is filtered is told apart", () => {
  const reading = [
    piece("long"), piece("+context"), piece("-cats", { presence: "-" }),
    piece("year:2019..2023", { kind: "filter", group: 3 }),
    piece("-has:code", { kind: "filter", presence: "-", group: 4 }),
  ];
  reading[1].presence = "+";
  assert.deepEqual(about(reading), [
    "Searched 51 papers for *long* · with *context* · without *cats*, *has:code* · " +
      "only *year:2019..2023*",
  ]);
});

test("a word of one field names the field as readers know it", () => {
  const reading = [piece("title:pointer", { fields: ["title"] }), piece("doi:10.1/x", { fields: ["ids"] })];
  assert.deepEqual(about(reading), [
    "Searched 51 papers for *pointer* in title, *10.1/x* in identifiers",
  ]);
});

test("members of a group are joined by “or” and parts of one word are told once", () => {
  const reading = [
    piece("cats", { group: 0 }), piece("dogs", { group: 0 }),
    piece("k-NN", { group: 1 }), piece("k-NN", { group: 1 }),
  ];
  assert.deepEqual(about(reading), ["Searched 51 papers for *cats* or *dogs*, *k-NN*"]);
});

test("a query of nothing but filters tells what was searched", () => {
  assert.deepEqual(about([]), ["Searched 51 papers"]);
});

test("replaced, missing and unknown words have sentences of their own", () => {
  const more = {
    replaced: [{ word: "transfomer", by: ["transformer"] }],
    missing: ["zyzzyva"],
    notes: [{ kind: "unknown-field", name: "foo", valid: ["title", "year"] }, { kind: "other" }],
  };
  assert.deepEqual(about([piece("a")], more).slice(1), [
    "“transfomer” is not there; searched for “transformer”.",
    "Not there: “zyzzyva”.",
    "No field “foo”, only title, year.",
  ]);
});

test("a very long text is not repeated, nor cut within a character", () => {
  assert.equal([...shortened("👩".repeat(10_000))].length, 80);
  assert.equal(shortened(" long context "), "long context");
  assert.ok(about([piece("x".repeat(10_000))])[0].length < 200);
});
