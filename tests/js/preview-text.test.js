import assert from "node:assert/strict";
import { test } from "node:test";

import { timeOf } from "../../generator/papershelf/serve/client/bar.js";
import { isFollowable, partsOf, visible } from "../../generator/papershelf/serve/client/excerpt.js";
import { findNamed, markOf, nameOf, nearestTo } from "../../generator/papershelf/serve/client/places.js";
import { speaker } from "../../generator/papershelf/serve/client/words.js";

test("a line is parted at a column, which counts characters and not their halves", () => {
  assert.deepEqual(partsOf("a😀bc", 3), { before: "a😀", at: "b", after: "c" });
});

test("past the end of a line there is a blank to point at, without a column nothing", () => {
  assert.deepEqual(partsOf("abc", 9), { before: "abc", at: " ", after: "" });
  assert.deepEqual(partsOf("abc", 0), { before: "abc", at: "", after: "" });
});

test("a long line is cut around its column", () => {
  const { before, at, after } = partsOf(`${"x".repeat(500)}!${"y".repeat(500)}`, 501);
  assert.equal(at, "!");
  assert.match(before, /^…x{60}$/);
  assert.match(after, /^y{99}…$/);
});

test("what would turn the direction of a text or not be seen is named", () => {
  assert.equal(visible("a\u202eb\u0007\tc\u2066"), "a\\u202eb\\x07 c\\u2066");
  assert.equal(visible("深度 e\u0301 👩\u200d👧"), "深度 e\u0301 👩\u200d👧");
});

test("an address that is a program is not followed, nor one without a scheme", () => {
  assert.ok(isFollowable("vscode://file/a.md:1:2"));
  assert.ok(isFollowable("idea://open?file=a.md"));
  for (const address of ["javascript:alert(1)", " JaVaScript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "blob:x", "vbscript:x", "/a", ""]) {
    assert.ok(!isFollowable(address), address);
  }
});

test("times have as many digits as a person reads", () => {
  assert.deepEqual([0.0421, 0.421, 4.21, 42.1].map(timeOf), ["0.042 s", "0.42 s", "4.2 s", "42 s"]);
});

test("a sentence chooses its plural and fills its blanks with texts alone", () => {
  const say = speaker(new Map([["p-one", "{count} paper"], ["p-other", "{count} papers"], ["x", "{a}: {b}"]]));
  assert.equal(say("p", { count: 1 }), "1 paper");
  assert.equal(say("p", { count: 1200 }), "1,200 papers");
  assert.equal(say("x", { a: "{b}", b: "$&" }), "{b}: $&");
});

function element(tagName, { id = "", textContent = "", main = null, ...attributes }) {
  return {
    tagName, id, textContent, closest: () => main, getAttribute: (name) => attributes[name] ?? null,
  };
}

test("a place is known by its id, its address or its words, and found among others of its kind", () => {
  const before = [
    element("H2", { textContent: " One " }), element("H2", { textContent: "Two" }),
    element("H2", { textContent: "Two" }), element("A", { href: "x/", textContent: "Two" }),
    element("P", { id: "here", textContent: "Two" }),
  ];
  assert.deepEqual(before.map(markOf), ["H2 One", "H2 Two", "H2 Two", "A x/", "#here"]);
  const after = [element("H2", { textContent: "New" }), ...before];
  for (const each of before) assert.equal(findNamed(nameOf(each, before), after), each);
});

test("of places of one kind the last is found where there are fewer now, else none", () => {
  const two = [element("H2", { textContent: "A" }), element("H2", { textContent: "A" })];
  assert.equal(findNamed(nameOf(two[1], two), [two[0]]), two[0]);
  assert.equal(findNamed(nameOf(two[1], two), []), null);
});

test("a box in the content is not taken for one of the same name outside of it", () => {
  const boxes = [element("INPUT", { name: "q" }), element("INPUT", { name: "q", main: {} })];
  assert.equal(findNamed(nameOf(boxes[1], boxes), boxes.slice(0, 1)), null);
  assert.equal(findNamed(nameOf(boxes[1], boxes), boxes), boxes[1]);
});

test("the nearest place to the top of the window may be above it", () => {
  assert.equal(nearestTo([-900, -20, 50]), 1);
  assert.equal(nearestTo([]), -1);
});
