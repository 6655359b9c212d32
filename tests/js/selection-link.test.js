import assert from "node:assert/strict";
import { test } from "node:test";

import { readSelection, writeSelection } from "../../themes/base/assets/js/selection-link.js";

const PAGE = "https://site.example/repo/basket/";

test("a link says the ids that it was made of, in their order", () => {
  const ids = ["vinyals-2015", "深度学习", "a,b", "100%", "<b>", "__proto__", "../x", "a b&c#d"];
  const link = writeSelection(PAGE, ids);
  assert.ok(link.startsWith(`${PAGE}#papers=vinyals-2015,`));
  assert.deepEqual(readSelection(new URL(link).hash), ids);
});

test("each id counts once", () => {
  assert.deepEqual(readSelection("#papers=a,b,a,,b,"), ["a", "b"]);
});

test("a fragment that names no selection is none", () => {
  assert.equal(readSelection(""), null);
  assert.equal(readSelection("#main"), null);
  assert.deepEqual(readSelection("#papers="), []);
});

test("what is wrongly encoded stays as it is, and half a character is left out", () => {
  assert.deepEqual(readSelection("#papers=%E0%A4,%zz,ok"), ["%E0%A4", "%zz", "ok"]);
  assert.equal(writeSelection(PAGE, ["\ud800", "ok"]), `${PAGE}#papers=ok`);
});
