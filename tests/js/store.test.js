import assert from "node:assert/strict";
import { test } from "node:test";

import {
  DAMAGED_KEY, entryOf, KEY, LONGEST_NOTE, MOST_PAPERS, openStore,
} from "../../themes/base/assets/js/store.js";

const ABOUT = { title: "Pointer Networks", facts: "Vinyals et al. · NeurIPS 2015" };
const DAY = 24 * 60 * 60 * 1000;

/** A storage that holds what fits into `room` characters. */
function storage(room = Infinity, texts = {}) {
  const map = new Map(Object.entries(texts));
  const size = () => [...map].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  return {
    getItem: (key) => map.get(key) ?? null,
    removeItem: (key) => void map.delete(key),
    setItem(key, text) {
      const before = map.get(key);
      map.set(key, String(text));
      if (size() <= room) return;
      if (before === undefined) map.delete(key);
      else map.set(key, before);
      throw new DOMException("full", "QuotaExceededError");
    },
  };
}

/** A store with a clock that one sets, and what stands for its window. */
function world(kept = storage(), time = 1000) {
  const target = new EventTarget();
  const clock = { time };
  return { kept, target, clock, store: openStore(kept, { now: () => clock.time, target }) };
}

const written = (kept) => JSON.parse(kept.getItem(KEY));
const wrote = (papers, version = 1) => storage(Infinity, { [KEY]: JSON.stringify({ version, papers }) });

test("a mark is the time at which it was set, and is there for the next who opens", () => {
  const { store, kept } = world();
  assert.equal(store.mark("pointer", "star", true, ABOUT), true);
  assert.deepEqual(store.get("pointer"), { ...ABOUT, star: 1000, changed: 1000 });
  assert.deepEqual([...openStore(kept).papers()], [...store.papers()]);
  assert.equal(store.state, "kept");
});

test("marking twice keeps the first time, and a paper without marks is forgotten", () => {
  const { store, kept, clock } = world();
  store.mark("pointer", "star", true, ABOUT);
  clock.time = 2000;
  store.mark("pointer", "star", true, ABOUT);
  assert.deepEqual(store.get("pointer"), { ...ABOUT, star: 1000, changed: 2000 });
  store.mark("pointer", "star", false);
  assert.equal(store.get("pointer"), undefined);
  assert.deepEqual(written(kept), { version: 1, papers: {} });
});

test("a note is cut at its limit, and an empty one is none", () => {
  const { store } = world();
  store.note("pointer", "x".repeat(LONGEST_NOTE + 5), ABOUT);
  assert.equal(store.get("pointer").note.length, LONGEST_NOTE);
  store.note("pointer", " \n", ABOUT);
  assert.equal(store.get("pointer"), undefined);
});

test("hostile ids and texts are texts", () => {
  const { store, kept } = world();
  const hostile = ["__proto__", "constructor", "hasOwnProperty", "<img onerror=x>", "\ud800", "\u202e"];
  for (const id of hostile) {
    assert.equal(store.mark(id, "basket", true, { title: id, facts: "__proto__" }), true);
    assert.equal(store.note(id, id), true);
  }
  const again = openStore(kept);
  assert.deepEqual([...again.papers().keys()], hostile);
  assert.ok(hostile.every((id) => again.get(id).note === id));
  assert.equal({}.basket, undefined);
  assert.equal(store.mark("", "star", true), false);
  assert.equal(store.mark("x".repeat(301), "star", true), false);
});

test("where storage is blocked or missing, marks last as long as the page", () => {
  const refusing = () => {
    throw new DOMException("blocked", "SecurityError");
  };
  for (const kept of [null, { getItem: refusing, setItem: refusing, removeItem: refusing }]) {
    const { store } = world(kept);
    assert.equal(store.mark("pointer", "read", true, ABOUT), true);
    assert.equal(store.state, "memory");
    assert.equal(store.get("pointer").read, 1000);
    store.clear();
    assert.equal(store.papers().size, 0);
  }
});

test("where storage is full, what does not fit lasts as long as the page, until there is room", () => {
  const kept = storage(400);
  const { store } = world(kept);
  store.mark("first", "star", true, ABOUT);
  store.note("second", "n".repeat(300), ABOUT);
  assert.equal(store.state, "full");
  assert.deepEqual([...store.papers().keys()], ["first", "second"]);
  assert.deepEqual(Object.keys(written(kept).papers), ["first"]);
  // Another tab marks meanwhile.
  openStore(kept).mark("third", "read", true);
  store.note("second", "", ABOUT);
  assert.equal(store.state, "kept");
  assert.deepEqual(Object.keys(written(kept).papers), ["first", "third"]);
});

test("what cannot be read is kept aside before anything is written", () => {
  for (const text of ["{", "[]", "7", "null", "", '{"version":1}', '{"version":1,"papers":[]}']) {
    const kept = storage(Infinity, { [KEY]: text });
    const { store } = world(kept);
    assert.equal(store.state, "damaged", text);
    assert.equal(store.papers().size, 0);
    assert.equal(kept.getItem(KEY), text);
    assert.equal(store.damaged(), text);
    store.mark("pointer", "star", true, ABOUT);
    assert.equal(kept.getItem(DAMAGED_KEY), text);
    assert.equal(store.damaged(), text);
    assert.equal(store.state, "damaged");
    assert.deepEqual(Object.keys(written(kept).papers), ["pointer"]);
    kept.setItem(KEY, "again");
    assert.equal(store.damaged(), `${text}\nagain`);
    store.mark("pointer", "star", true, ABOUT);
    assert.equal(kept.getItem(DAMAGED_KEY), `${text}\nagain`);
    store.clear();
    assert.deepEqual([store.state, kept.getItem(DAMAGED_KEY)], ["kept", null]);
  }
});

test("of what is damaged in part, the rest is read", () => {
  const papers = { good: { ...ABOUT, star: 1, changed: 1 }, bad: 7, odd: { star: "yes", read: 2, changed: 2 } };
  const { store } = world(wrote(papers));
  assert.equal(store.state, "damaged");
  assert.deepEqual([...store.papers().keys()], ["good", "odd"]);
  assert.deepEqual(store.get("odd"), { title: "", facts: "", read: 2, changed: 2 });
});

test("where there is no room to keep it aside, it stays where it is", () => {
  const text = `{${"x".repeat(100)}`;
  const kept = storage(KEY.length + text.length, { [KEY]: text });
  const { store } = world(kept);
  assert.equal(store.mark("pointer", "star", true, ABOUT), true);
  assert.equal(kept.getItem(KEY), text);
  assert.equal(store.get("pointer").star, 1000);
});

test("what a newer version wrote is shown and never changed", () => {
  const kept = wrote({ pointer: { ...ABOUT, star: 5, mood: "good", changed: 5 } }, 2);
  const before = kept.getItem(KEY);
  const { store } = world(kept);
  assert.equal(store.state, "newer");
  assert.equal(store.get("pointer").star, 5);
  assert.equal(store.mark("pointer", "star", false), false);
  assert.equal(store.note("other", "text"), false);
  assert.deepEqual(store.merge([["a", { star: 1 }], ["b", {}]]), { added: 0, changed: 0, same: 0, refused: 2 });
  assert.equal(store.rename("pointer", "other"), false);
  assert.equal(store.clear(["star"]), false);
  assert.equal(kept.getItem(KEY), before);
  assert.equal(store.clear(), true);
  assert.equal(kept.getItem(KEY), null);
});

test("what was written before there were versions is read, and written as now", () => {
  const papers = { pointer: { title: "P", star: true, changed: 9 }, version: { read: true }, gone: {} };
  const kept = storage(Infinity, { [KEY]: JSON.stringify(papers) });
  const { store } = world(kept);
  assert.equal(store.state, "kept");
  assert.deepEqual(store.get("pointer"), { title: "P", facts: "", star: 9, changed: 9 });
  assert.deepEqual(store.get("version"), { title: "", facts: "", read: 0, changed: 0 });
  store.mark("pointer", "read", true);
  assert.equal(written(kept).version, 1);
  assert.deepEqual(Object.keys(written(kept).papers), ["pointer", "version"]);
});

test("there is a most of papers, and those that are there can still be marked", () => {
  const papers = Object.fromEntries(
    Array.from({ length: MOST_PAPERS }, (_, at) => [`p${at}`, { star: 1, changed: 1 }]),
  );
  const { store } = world(wrote(papers));
  assert.equal(store.mark("more", "star", true, ABOUT), false);
  assert.equal(store.mark("p7", "read", true, ABOUT), true);
  assert.equal(store.merge([["more", { star: 1 }], ["p8", { read: 1 }]]).refused, 1);
  assert.equal(store.papers().size, MOST_PAPERS);
});

test("whatever the clock does, what comes later is later", () => {
  const { store, clock } = world(wrote({ far: { star: 9e14, changed: 9e14 } }), 1000);
  store.mark("first", "star", true, ABOUT);
  clock.time = 10;
  store.mark("second", "star", true, ABOUT);
  store.mark("far", "read", true);
  const times = ["first", "second", "far"].map((id) => store.get(id).changed);
  assert.deepEqual(times, [...times].sort((a, b) => a - b));
  assert.equal(new Set(times).size, 3);
});

test("bringing papers in takes nothing away, and the newer note wins", () => {
  const { store } = world(wrote({
    both: { title: "Here", facts: "", star: 5, note: "old", noted: 5, changed: 7 },
    here: { star: 1, changed: 1 },
  }), 100);
  const brought = [
    ["both", { title: "There", read: 6, note: "new", noted: 6, changed: 6, mood: "good" }],
    ["there", { title: "New", basket: 50, changed: 900 }],
    ["none", { title: "Without marks" }],
    ["bad", "text"],
    ["here", { star: 1, changed: 1 }],
  ];
  assert.deepEqual(store.merge(brought), { added: 1, changed: 1, same: 1, refused: 2 });
  assert.deepEqual(store.get("both"), {
    title: "Here", facts: "", star: 5, read: 6, note: "new", noted: 6, changed: 7,
  });
  assert.deepEqual(store.get("there"), { title: "New", facts: "", basket: 50, changed: 100 });
  assert.deepEqual(store.merge(brought), { added: 0, changed: 0, same: 3, refused: 2 });
});

test("a time that has not come does not win over what is here", () => {
  const { store } = world(wrote({ p: { note: "here", noted: 50, star: 1, changed: 50 } }), 100);
  store.merge([["p", { note: "there", noted: 100 + 2 * DAY, changed: 100 + 2 * DAY }]]);
  assert.equal(store.get("p").note, "here");
  assert.equal(store.get("p").changed, 50);
});

test("a paper with a new id keeps what is known of both", () => {
  const { store } = world(wrote({
    old: { ...ABOUT, star: 1, note: "n", noted: 1, changed: 1 }, next: { read: 2, changed: 2 },
  }));
  store.rename("old", "next");
  assert.equal(store.get("old"), undefined);
  assert.deepEqual(store.get("next"), {
    title: "", facts: "", star: 1, read: 2, note: "n", noted: 1, changed: 2,
  });
  store.rename("nothing", "next");
  assert.equal(store.papers().size, 1);
});

test("kinds are cleared one by one, or all at once", () => {
  const { store, kept } = world(wrote({
    a: { star: 1, basket: 1, changed: 1 }, b: { basket: 2, changed: 2 }, c: { note: "n", noted: 1, changed: 1 },
  }));
  store.clear(["basket"]);
  assert.deepEqual([...store.papers().keys()], ["a", "c"]);
  store.clear(["note"]);
  assert.deepEqual([...store.papers().keys()], ["a"]);
  store.clear();
  assert.equal(kept.getItem(KEY), null);
});

test("many papers are marked in one change", () => {
  const { store } = world();
  let heard = 0;
  store.subscribe(() => (heard += 1));
  assert.equal(store.markAll([["a", ABOUT], ["b", ABOUT]], "star"), true);
  assert.deepEqual([store.count("star"), heard], [2, 1]);
  store.markAll([["a", ABOUT]], "star", false);
  assert.equal(store.count("star"), 1);
});

test("listeners hear of changes here and in other tabs, until they leave", () => {
  const { store, target } = world();
  let heard = 0;
  const leave = store.subscribe(() => (heard += 1));
  store.mark("a", "star", true, ABOUT);
  for (const key of [KEY, null, "other"]) target.dispatchEvent(Object.assign(new Event("storage"), { key }));
  target.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.equal(heard, 4);
  leave();
  store.mark("a", "star", false);
  assert.equal(heard, 4);
});

test("two tabs never lose each other's changes, in whatever order they make them", () => {
  let random = 11;
  const next = (most) => (random = (random * 48271) % 2147483647) % most;
  for (let run = 0; run < 100; run += 1) {
    const kept = storage();
    const tabs = [0, 1].map((skew) => openStore(kept, { now: () => 1000 + skew * next(5000), target: {} }));
    const expected = new Map();
    for (let step = 0; step < 40; step += 1) {
      const [id, kind, on] = [`p${next(4)}`, ["star", "read", "hidden", "basket"][next(4)], next(3) > 0];
      tabs[next(2)].mark(id, kind, on, ABOUT);
      expected.set(`${id} ${kind}`, on);
      for (const tab of tabs) {
        for (const [key, isOn] of expected) {
          const [paper, mark] = key.split(" ");
          assert.equal(mark in (tab.get(paper) ?? {}), isOn);
        }
      }
    }
  }
});

test("what is read is made of known fields of the right kinds, whatever was written", () => {
  const values = [undefined, null, true, -1, 1.5, 7, 1e300, NaN, "text", "", {}, [], "x".repeat(30_000)];
  let random = 3;
  const next = () => values[(random = (random * 48271) % 2147483647) % values.length];
  for (let run = 0; run < 500; run += 1) {
    const value = Object.fromEntries(
      ["title", "facts", "star", "read", "hidden", "basket", "note", "noted", "changed", "mood"].map(
        (name) => [name, next()],
      ),
    );
    const { entry } = entryOf("p", value);
    if (!entry) continue;
    assert.deepEqual(entryOf("p", entry), { entry, isWhole: true });
    assert.equal("mood" in entry, false);
  }
});
