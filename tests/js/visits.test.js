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
  assert.deepEqual(viewed({ seen: 9 * HOUR }, HOUR), { seen: HOUR, back: 9 * HOUR });
  const past = { seen: HOUR, back: 90 * HOUR, known: ["a"] };
  assert.deepEqual(viewed(past, 6 * HOUR), {
    seen: 6 * HOUR, back: 90 * HOUR, known: ["a"], since: HOUR, before: ["a"], fresh: [],
  });
});

test("a clock that jumps back and forth within a visit begins none", () => {
  const past = { seen: 900 * HOUR, known: ["a"], since: 800 * HOUR, before: ["b"], fresh: [] };
  const jumped = viewed(viewed(past, 0), HOUR);
  assert.deepEqual(viewed(jumped, 901 * HOUR), { ...past, seen: 901 * HOUR });
});

test("however a clock jumps, what was known stays, and nothing but the clock is believed", () => {
  let random = 7;
  const next = () => (random = (random * 48271) % 2147483647);
  for (let run = 0; run < 200; run += 1) {
    let state = { seen: next() % 1000 * HOUR, known: ["a"] };
    for (let step = 0; step < 20; step += 1) {
      const now = next() % 1000 * HOUR;
      state = viewed(state, now);
      assert.equal(state.seen, now);
      assert.deepEqual(state.known, ["a"]);
    }
  }
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
