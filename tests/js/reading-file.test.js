import assert from "node:assert/strict";
import { test } from "node:test";

import { forgetAll } from "../../themes/base/assets/js/lib/forget.js";
import { markdownOf, readList, writeList } from "../../themes/base/assets/js/reading-file.js";
import { importList } from "../../themes/base/assets/js/reading-import.js";
import { openStore } from "../../themes/base/assets/js/store.js";

const SHELF = { title: "A shelf", address: "https://site.example/" };
const entry = (more) => ({ title: "T", facts: "F", changed: 5, ...more });

function storage(content = {}) {
  const map = new Map(Object.entries(content));
  const kept = {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, String(value)),
    removeItem: (key) => map.delete(key),
  };
  return new Proxy(kept, {
    ownKeys: () => [...map.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}
const quiet = { now: () => 100, target: new EventTarget() };
const fileOf = (text) => new File([text], "reading-list.json");
const noRecords = { find: () => assert.fail("nothing is to be looked up") };
const world = (store, records = noRecords) => ({
  store, records, address: SHELF.address, progress: () => {},
});

test("a list that was written is read as it was", () => {
  const papers = [
    ["__proto__", entry({ star: 1 })],
    ["2017", entry({ read: 2, note: "<img onerror=alert(1)>\u202e \ud800", noted: 3 })],
  ];
  const { shelf, papers: found, broken } = readList(writeList(SHELF, papers));
  assert.deepEqual([shelf, found, broken], [SHELF, papers, []]);
});

test("what is no list is told, and why", () => {
  assert.equal(readList("{").fault, "json");
  for (const text of ["null", "3", "[]", "{}", '{"kind":"papershelf-reading-list"}']) {
    assert.equal(readList(text).fault, "kind");
  }
  const list = (version) => JSON.stringify({ kind: "papershelf-reading-list", version, papers: [] });
  assert.equal(readList(list(2)).fault, "version");
  assert.equal(readList(list("x")).fault, "kind");
  assert.deepEqual(readList(list(1)).papers, []);
});

test("entries that cannot be read are named or numbered", () => {
  const papers = [null, 3, { id: "a" }, { id: 7, title: "Seven" }, { id: "b", title: "B", star: 1 }, []];
  const list = readList(JSON.stringify({ kind: "papershelf-reading-list", version: 1, shelf: 4, papers }));
  assert.deepEqual(list.papers.map(([id]) => id), ["b"]);
  assert.deepEqual(list.broken, [1, 2, "a", "Seven", 6]);
});

test("notes and titles are text in Markdown", () => {
  const text = markdownOf("My *shelf*", [{
    title: "[x](javascript:alert(1)) <b>", address: "https://site.example/papers/x/", facts: "A · 2017",
    marks: ["Read"], note: "# no heading\n- no list\n\n<script>",
  }]);
  assert.equal(text, [
    "# My \\*shelf\\*", "",
    "- [\\[x\\](javascript:alert(1)) \\<b\\>](https://site.example/papers/x/) · A · 2017 · Read",
    "  > \\# no heading", "  >", "  > \\- no list", "  >", "  > \\<script\\>", "",
  ].join("\n"));
});

test("a saved list comes in, twice without harm, and can be taken back", async () => {
  const store = openStore(storage(), quiet);
  store.mark("mine", "star", true, { title: "Mine", facts: "" });
  store.note("both", "here", { title: "Both", facts: "" });
  const before = store.papers();
  const text = writeList(SHELF, [
    ["both", entry({ star: 4 })], ["new", entry({ note: "n", noted: 4, basket: 3 })],
  ]);
  const told = await importList(fileOf(text), world(store));
  assert.deepEqual([told.taken, told.same, told.gone, told.elsewhere], [2, 0, [], null]);
  assert.equal(store.get("both").note, "here");
  assert.equal(store.get("mine").title, "Mine");
  assert.equal((await importList(fileOf(text), world(store))).same, 2);
  told.undo();
  const bare = (papers) => [...papers].map(([id, { star, note, basket }]) => [id, star, note, basket]);
  assert.deepEqual(bare(store.papers()), bare(before));
});

test("of a list from elsewhere the papers of this shelf are taken, and the others named", async () => {
  const store = openStore(storage(), quiet);
  const text = writeList({ title: "Other", address: "https://else.example/" }, [
    ["old-name", entry({ star: 1, title: "Theirs" })], ["gone", entry({ star: 1, title: "Gone" })],
  ]);
  const records = {
    find: async () => ({
      found: new Map([["old-name", { id: "name", title: "Ours", facts: "" }]]), gone: ["gone"], failed: [],
    }),
  };
  const told = await importList(fileOf(text), world(store, records));
  assert.deepEqual([told.taken, told.gone, told.elsewhere.title], [1, ["Gone"], "Other"]);
  assert.equal(store.get("name").title, "Ours");
});

test("nothing is changed where the shelf cannot be asked, or the file is too large", async () => {
  const store = openStore(storage(), quiet);
  const text = writeList({ title: "Other", address: "" }, [["a", entry({ star: 1 })]]);
  const records = { find: async () => ({ found: new Map(), gone: [], failed: ["a"] }) };
  assert.equal((await importList(fileOf(text), world(store, records))).fault, "unreachable");
  assert.equal((await importList({ size: 5_000_001 }, world(store))).fault, "size");
  assert.equal(store.papers().size, 0);
});

test("everything of this site goes, and nothing of another", () => {
  const kept = storage({
    "papershelf-papers:/a/": "1", "papershelf-papers:/a/:damaged": "2", "papershelf-visits:/a/": "3",
    "papershelf-papers:/a/b/": "4", "papershelf-papers:/": "5", "papershelf-theme": "dark", other: "6",
  });
  const told = forgetAll([kept], "/a/");
  assert.deepEqual(told, { keys: ["papers", "papers:damaged", "visits"], settings: ["theme"] });
  assert.deepEqual(Object.keys(kept).sort(), ["other", "papershelf-papers:/", "papershelf-papers:/a/b/"]);
});
