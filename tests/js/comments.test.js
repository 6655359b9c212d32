import assert from "node:assert/strict";
import { test } from "node:test";

import {
  frameAddress, giscusTheme, plainWords, read,
} from "../../themes/base/assets/js/comments-frame.js";

const MADE = "https://giscus.app/de/widget?repo=someone%2Fshelf&term=papers%2Fa%20b&strict=1";
const PAGE = { href: "https://a.example/shelf/papers/b/?x=1#in=walk", title: "B · Shelf" };

function parameters(page, session = "") {
  return Object.fromEntries(new URL(frameAddress(MADE, page, session)).searchParams);
}

test("the frame is told what the page says and what only the browser knows", () => {
  const address = new URL(frameAddress(MADE, { ...PAGE, theme: "dark" }, "a+b=&c"));
  assert.equal(address.origin + address.pathname, "https://giscus.app/de/widget");
  assert.deepEqual(Object.fromEntries(address.searchParams), {
    repo: "someone/shelf",
    term: "papers/a b",
    strict: "1",
    origin: "https://a.example/shelf/papers/b/#comments",
    backLink: "https://a.example/shelf/papers/b/",
    description: "B · Shelf",
    theme: "dark",
    session: "a+b=&c",
  });
});

test("nobody is told what a reader searched for", () => {
  const found = frameAddress(MADE, { ...PAGE, href: "https://a.example/papers/b/?hl=secret#x" }, "");
  assert.ok(!found.includes("secret"));
});

test("a discussion leads back to the address that the page calls its own", () => {
  const canonical = "https://shelf.example/papers/b/";
  assert.equal(parameters({ ...PAGE, canonical }).backLink, canonical);
});

test("a title cannot add a parameter or take the place of one", () => {
  const found = parameters({ ...PAGE, title: "A&term=papers/other&session=x#y" });
  assert.equal(found.term, "papers/a b");
  assert.equal(found.session, "");
  assert.equal(found.description, "A term papers other session x y");
});

test("the look that is not chosen is that of the browser", () => {
  assert.equal(giscusTheme("light"), "light");
  assert.equal(giscusTheme("dark"), "dark");
  for (const theme of [undefined, "", "auto", "https://evil.example/x.css"]) {
    assert.equal(giscusTheme(theme), "preferred_color_scheme");
  }
});

test("a title is words in a discussion: it calls nobody and is nobody's mark", () => {
  assert.equal(plainWords("@torvalds, see #1 and [this](https://evil.example)"),
    "torvalds, see 1 and this https: evil.example");
  assert.equal(plainWords("<!-- sha1: 2ef7bde608ce5404e97d5f042f95f89f1c232871 -->"), "-- sha1: --");
  assert.equal(plainWords("<script>*a* `b` |c| \\d ![e](f)</script>"), "script a b c d e f script");
  assert.equal(plainWords("  Über 论文\u202e\u0000\n  naïve  "), "Über 论文 naïve");
});

test("a title in a script without blanks stays, and a mark in any disguise goes", () => {
  const title = "拡散モデルによる高解像度画像生成のための潜在空間における条件付き学習手法の比較";
  assert.ok([...title].length > 30);
  assert.equal(plainWords(title), title);
  const mark = "2ef7bde608ce5404e97d5f042f95f89f1c232871";
  const wide = mark.replace(/./g, (sign) => String.fromCodePoint(sign.codePointAt(0) + 0xfee0));
  assert.equal(plainWords(`a ${wide} b 論文${mark} c,${mark.toUpperCase()}`), "a b");
});

test("a title of any length is cut between characters", () => {
  assert.equal([...plainWords("𝐀𝐁 ".repeat(10_000))].length, 200);
  assert.equal(plainWords("a".repeat(10_000)), "");
  assert.equal(plainWords(""), "");
});

test("a height is a number of pixels that a page may have", () => {
  const height = (resizeHeight) => read({ giscus: { resizeHeight } }).height;
  assert.equal(height(420.4), 421);
  assert.equal(height(1), 1);
  for (const odd of [NaN, Infinity, -Infinity, -5, 0, 1e9, "900", [900], {}, null, true, undefined]) {
    assert.equal(height(odd), 0);
  }
});

test("what is no message of giscus says nothing", () => {
  for (const odd of [null, undefined, 5, "giscus", [], {}, { giscus: null }, { giscus: "signOut" }]) {
    assert.equal(read(odd), null);
  }
});

test("signing out is said with true and nothing like it", () => {
  assert.equal(read({ giscus: { signOut: true } }).isSignedOut, true);
  for (const odd of ["true", 1, {}, undefined]) {
    assert.equal(read({ giscus: { signOut: odd } }).isSignedOut, false);
  }
});

test("an error is one of those that the page has a sentence for", () => {
  const error = (message) => read({ giscus: { error: message } }).error;
  assert.equal(error("Bad credentials"), "ended");
  assert.equal(error("Invalid state value."), "ended");
  assert.equal(error("State has expired."), "ended");
  assert.equal(error("Unable to retrieve token."), "ended");
  assert.equal(error("Discussion not found"), "none");
  assert.equal(error("API rate limit exceeded for a/b. Sign in to increase the rate limit"), "busy");
  assert.equal(error("anything <b>else</b>"), "failed");
  for (const odd of ["", {}, 7, null, undefined, ["Bad credentials"]]) assert.equal(error(odd), "");
});
