import assert from "node:assert/strict";
import { test } from "node:test";

import { excerpt, findMarks } from "../../themes/base/assets/js/lib/marks.js";

const marked = (text, stems, prefix = "") =>
  findMarks(text, stems, prefix).map(([start, end]) => text.slice(start, end));

test("parts of hyphenated words are marked, or all of one whose joined form was searched", () => {
  assert.deepEqual(marked("state-of-the-art models", ["art"]), ["art"]);
  assert.deepEqual(marked("GPT-4o and GPT", ["gpt4o"]), ["GPT-4o"]);
  assert.deepEqual(marked("GPT-4o and GPT", ["gpt"]), ["GPT", "GPT"]);
});

test("signs that belong to a word are marked with it", () => {
  assert.deepEqual(marked("C++, C# and C.", ["c++"]), ["C++"]);
  assert.deepEqual(marked("version 3.5.", ["3.5"]), ["3.5"]);
});

test("in scripts without spaces neighbouring characters are marked", () => {
  assert.deepEqual(marked("关于深度学习的综述", ["深度", "度学", "学习"]), ["深度学习"]);
  assert.deepEqual(marked("深度learning", ["learn"]), ["learning"]);
});

test("a word begun is marked where a word begins like it, whatever its stem", () => {
  assert.deepEqual(marked("optimization", [], "optimiza"), ["optimization"]);
});

test("a short text is shown whole", () => {
  assert.equal(excerpt("a short text", []), "a short text");
});

test("a long text is cut after a word, whatever it is made of", () => {
  const text = "word ".repeat(100);
  assert.match(excerpt(text, []), /^(word )+word…$/);
  for (const one of ["y".repeat(999), "𝒳".repeat(500), "深".repeat(999), " ".repeat(999)]) {
    for (const place of [0, 301, 302, 900]) {
      const shown = excerpt(one, [[place, place + 2]]);
      assert.ok(shown.length <= 202 && shown.isWellFormed(), shown);
    }
  }
});
