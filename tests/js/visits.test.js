import assert from "node:assert/strict";
import { test } from "node:test";

import { newMarks, viewed } from "../../themes/base/assets/js/visits.js";

const HOUR = 60 * 60 * 1000;
const range = (from, to) => Array.from({ length: to - from }, (_, at) => `m${from + at}`);

test("the first page view remembers when it was, and nothing else", () => {
  assert.deepEqual(viewed(null, 5), { seen: 5 });
});

test("a view within four hours belongs to the same visit", () => {
  const past = { seen: 0, known: ["a"], since: -9, before: ["b"], fresh: ["papers/a/"] };
  assert.deepEqual(viewed(past, 4 * HOUR - 1), { ...past, seen: 4 * HOUR - 1 });
});

test("after four hours a new visit begins with what was known at the end of the last", () => {
  const past = { seen: 0, known: ["a"], since: -9, before: ["b"], fresh: ["papers/a/"] };
  assert.deepEqual(viewed(past, 4 * HOUR), {
    seen: 4 * HOUR, known: ["a"], since: 0, before: ["a"], fresh: [],
  });
});

test("a clock that was set back begins no visit and is believed from now on", () => {
  assert.deepEqual(viewed({ seen: 9 * HOUR }, HOUR), { seen: HOUR });
});

test("nothing is new to a reader of whom nothing is known", () => {
  assert.deepEqual(newMarks(undefined, ["a"]), []);
  assert.deepEqual(newMarks([], ["a"]), []);
});

test("what was not known is new wherever it stands, also with a date of long ago", () => {
  assert.deepEqual(newMarks(["b", "d"], ["a", "b", "c", "d", "e"]), ["a", "c", "e"]);
});

test("papers that move up into a full list because another one went are not new", () => {
  const before = range(0, 200);
  const after = ["fresh", ...range(1, 200), "m200"];
  assert.deepEqual(newMarks(before, after), ["fresh"]);
  assert.deepEqual(newMarks(before, [...range(2, 202)]), []);
});

test("everything is new where nothing of it was known", () => {
  assert.deepEqual(newMarks(range(0, 200), range(300, 500)), range(300, 500));
});
