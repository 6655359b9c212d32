import assert from "node:assert/strict";
import { test } from "node:test";

import {
  countProblems, decide, isAnother, showsProblems, signatureOf,
} from "../../generator/papershelf/serve/client/decide.js";

const state = (more) => ({
  version: 2, site: "one", style: "/style.css", search: "a", rebuilt: 1, failed: false, failure: "", problems: [], more: 0,
  papers: 3, drafts: 0, seconds: 0.1, catching_up: false, edited: "", follow: false, ...more,
});
const page = (more) => ({
  site: "one", path: "/", isFront: true, search: "a", isSearching: false, ...more,
});
const problem = { path: "a.md", line: 1, column: 2, message: "bad" };
const NOTHING = { goTo: "", reloads: false, checks: false };

test("the first state a page hears of is checked, since the page may be older", () => {
  assert.deepEqual(decide(null, state(), page({ site: null })), { ...NOTHING, checks: true });
});

test("another site is checked, the same one is not", () => {
  assert.equal(decide(1, state({ site: "two" }), page()).checks, true);
  assert.deepEqual(decide(1, state({ version: 3 }), page()), NOTHING);
});

test("without a site the page stays as it is", () => {
  assert.deepEqual(decide(1, state({ site: "", failed: true }), page()), NOTHING);
});

test("with follow the page in front goes to the entry just edited", () => {
  const edited = state({ follow: true, edited: "/papers/a/", site: "two", rebuilt: 2 });
  assert.equal(decide(1, edited, page()).goTo, "/papers/a/");
  assert.equal(decide(1, edited, page({ isFront: false })).goTo, "");
  assert.equal(decide(1, { ...edited, follow: false }, page()).goTo, "");
});

test("a page that is where the edit was is only checked", () => {
  const edited = state({ follow: true, edited: "/papers/a/", site: "two", rebuilt: 2 });
  assert.deepEqual(decide(1, edited, page({ path: "/papers/a/" })), {
    ...NOTHING, checks: true,
  });
});

test("with follow the page goes to an entry that is edited once more", () => {
  const edited = state({ follow: true, edited: "/papers/a/" });
  assert.equal(decide(1, { ...edited, rebuilt: 2 }, page()).goTo, "/papers/a/");
});

test("an edit from before the page came, or one that is told again, takes nobody away", () => {
  const edited = state({ follow: true, edited: "/papers/a/" });
  assert.equal(decide(null, edited, page()).goTo, "");
  assert.equal(decide(1, { ...edited, version: 3 }, page()).goTo, "");
});

test("a page with an open search is loaded again when the search finds something else", () => {
  const found = state({ site: "two", search: "b" });
  const searching = page({ isSearching: true });
  assert.deepEqual(decide(1, found, searching), { ...NOTHING, reloads: true });
  assert.equal(decide(1, found, page()).reloads, false);
  assert.equal(decide(1, { ...found, catching_up: true }, searching).reloads, false);
  assert.equal(decide(1, state(), searching).reloads, false);
});

test("a page with another digest is another page", () => {
  assert.equal(isAnother("a", "b", { site: "one", reloadedFor: null }), true);
  assert.equal(isAnother("a", "a", { site: null, reloadedFor: null }), false);
});

test("a server whose answers never agree does not keep a page loading", () => {
  assert.equal(isAnother("a", "b", { site: null, reloadedFor: "b" }), false);
  assert.equal(isAnother("a", "c", { site: null, reloadedFor: "b" }), true);
  assert.equal(isAnother("a", "b", { site: "one", reloadedFor: "b" }), true);
});

test("grave problems are shown until they are put away or mended", () => {
  const failed = state({ failed: true, problems: [problem] });
  assert.equal(showsProblems(failed, { dismissed: null, isAsked: false }), true);
  const dismissed = signatureOf(failed);
  assert.equal(showsProblems(failed, { dismissed, isAsked: false }), false);
  assert.equal(showsProblems(failed, { dismissed, isAsked: true }), true);
  assert.equal(showsProblems(state(), { dismissed: null, isAsked: true }), false);
});

test("problems that were put away come again with the next rebuild, not with the search", () => {
  const failed = state({ failed: true, problems: [problem] });
  const dismissed = signatureOf(failed);
  const shows = (more) => showsProblems({ ...failed, ...more }, { dismissed, isAsked: false });
  assert.equal(shows({ version: 9, catching_up: true }), false);
  assert.equal(shows({ seconds: 0.2 }), false);
  assert.equal(shows({ rebuilt: 2 }), true);
  assert.equal(shows({ problems: [{ ...problem, line: 2 }] }), true);
});

test("warnings are shown to those who ask", () => {
  const warned = state({ problems: [problem] });
  assert.equal(showsProblems(warned, { dismissed: null, isAsked: false }), false);
  assert.equal(showsProblems(warned, { dismissed: null, isAsked: true }), true);
});

test("a failure counts as a problem, and so do problems that are not told one by one", () => {
  assert.equal(countProblems(state({ failure: "no", problems: [problem], more: 4 })), 6);
});
