import assert from "node:assert/strict";
import { test } from "node:test";

import { describe } from "../../themes/base/assets/js/search-results.js";

const answer = (total, shown = total, missing = []) => ({
  total,
  results: Array.from({ length: shown }),
  missing,
});

test("the status counts papers", () => {
  assert.equal(describe("long context", answer(12)), "12 papers for “long context”");
  assert.equal(describe(" long ", answer(1)), "1 paper for “long”");
  assert.equal(describe("long", answer(0)), "No paper for “long”");
});

test("the status tells what is not shown and what was not found", () => {
  assert.equal(
    describe("long zzz", answer(80, 50, ["zzz"])),
    "80 papers for “long zzz”, the best 50 shown; not found: “zzz”",
  );
});

test("the status does not repeat a very long query", () => {
  assert.ok(describe("x".repeat(10_000), answer(0)).length < 120);
});
