import assert from "node:assert/strict";
import { test } from "node:test";

import { fold } from "../../themes/base/assets/js/lib/fold.js";
import { findMarks } from "../../themes/base/assets/js/lib/marks.js";
import { slugify } from "../../themes/base/assets/js/lib/slugify.js";
import { stem } from "../../themes/base/assets/js/lib/stemmer.js";
import { words } from "../../themes/base/assets/js/lib/tokenizer.js";

const marked = (text, stems, prefix = "") =>
  findMarks(text, stems, prefix).map(([start, end]) => text.slice(start, end));

test("letters are folded to what people type", () => {
  assert.equal(fold("ŁUKASZ Erdős, ﬁrst straße ΟΔΟΣ"), "lukasz erdos, first strasse οδοσ");
});

test("halves of surrogate pairs do no harm", () => {
  assert.equal(fold("\ud800A"), "\ud800a");
  assert.deepEqual(words("a\udfffb"), ["a", "b"]);
});

test("slugs keep letters and digits of any script", () => {
  assert.equal(slugify("  C++ & Ω: 深度 学习! "), "c-ω-深度-学习");
});

test("endings are removed as Porter does", () => {
  const stems = { networks: "network", optimization: "optim", ponies: "poni", agreed: "agre" };
  for (const [word, expected] of Object.entries(stems)) assert.equal(stem(word), expected);
});

test("searched words are marked in any form they are written in", () => {
  assert.deepEqual(marked("Pointing at (POINTERS), point-wise.", ["pointer"]), ["POINTERS"]);
  assert.deepEqual(marked("Müller and Muller", ["muller"]), ["Müller", "Muller"]);
});

test("words that begin as typed are marked", () => {
  assert.deepEqual(marked("Transformers transform text", [], "transfo"), [
    "Transformers",
    "transform",
  ]);
});

test("nothing is marked where nothing was searched", () => {
  assert.deepEqual(findMarks("any text", [], ""), []);
});
