import assert from "node:assert/strict";
import { test } from "node:test";

import { createService } from "../../themes/base/assets/js/search-service.js";
import { BASE, makeFiles, PAPERS, serve } from "./site.js";

const asking = (files, asked) => {
  const answer = createService(serve(files, asked));
  return (type, request) => answer({ id: 7, type, files: BASE, ...request });
};
const ask = asking(makeFiles());
const places = ({ results }) => results.map(({ place }) => place);

test("opening tells how many papers there are and what they can be sorted by", async () => {
  assert.deepEqual(await ask("open"), {
    id: 7, type: "opened", documents: 7, facets: { year: 100, has: 50 },
    orders: { newest: 10, title: 10 },
  });
});

test("no more than the limit are returned, and all are counted", async () => {
  const reply = await ask("search", { text: "long", limit: 1 });
  assert.deepEqual([reply.id, reply.total, reply.documents, places(reply)], [7, 2, 7, [1]]);
});

test("results come in the order that is asked for", async () => {
  const sorted = async (sort) => places(await ask("search", { text: "vinyals lee", sort }));
  assert.deepEqual(await sorted("newest"), [0, 6, 1, 2]);
  assert.deepEqual(await sorted("oldest"), [2, 1, 6, 0]);
  assert.deepEqual(await sorted("title"), [6, 0, 1, 2]);
  assert.deepEqual(await sorted("relevance"), await sorted(""));
});

test("equally good papers come newest first, and only then is the order loaded", async () => {
  const papers = ["2001", "2003", "2002"].map((year) => ({ title: "same", authors: "", year }));
  const asked = [];
  const other = asking(makeFiles([...papers, { title: "one", authors: "", year: "1" }]), asked);
  await other("search", { text: "one" });
  assert.ok(!asked.some((name) => name.includes("order")));
  assert.deepEqual(places(await other("search", { text: "same" })), [1, 2, 0]);
  assert.deepEqual(places(await other("search", { text: "same", limit: 1 })), [1]);
});

test("any of the values chosen in a facet, and all facets, narrow what is found", async () => {
  const found = async (filters) => places(await ask("search", { text: "", filters }));
  assert.deepEqual(await found({ year: [2017, 2019] }), [3, 6, 5]);
  assert.deepEqual(await found({ year: [2019, null] }), [0, 4, 3]);
  assert.deepEqual(await found({ year: [null, 2015] }), [1, 2]);
  assert.deepEqual(await found({ year: [null, null], has: [] }), [0, 4, 3, 6, 5, 1, 2]);
  assert.deepEqual(await found({ has: ["code", "pdf"] }), [0, 5, 2]);
  assert.deepEqual(await found({ has: ["pdf"], year: [2016, 2018] }), [5]);
  assert.deepEqual(await found({ has: ["none"], nothing: ["x"] }), [0, 4, 3, 6, 5, 1, 2]);
});

test("nothing is found or counted that is not within the base", async () => {
  const within = { has: ["pdf"] };
  const found = async (request) => ask("search", { text: "", within, ...request });
  assert.deepEqual(places(await found({})), [5, 2]);
  assert.deepEqual(places(await found({ filters: { has: ["code"] } })), [2]);
  assert.deepEqual(places(await found({ filters: { has: ["code", "pdf"] } })), [5, 2]);
  assert.deepEqual(places(await found({ filters: { year: [2015, 2017] } })), [5, 2]);
  assert.deepEqual(places(await found({ filters: { year: [2018, null] } })), []);
  assert.deepEqual(places(await found({ text: "long pointer", sort: "oldest" })), [2]);
  const { total, documents } = await found({ text: "attention" });
  assert.deepEqual([total, documents], [1, 2]);
});

test("a base of years and of several facets narrows by all of them", async () => {
  const found = async (within) => places(await ask("search", { text: "", within }));
  assert.deepEqual(await found({ year: [2015, 2015] }), [1, 2]);
  assert.deepEqual(await found({ year: [2015, 2015], has: ["code"] }), [2]);
});

test("a base that the shelf does not know has no papers, where a choice would not count", async () => {
  for (const within of [{ has: ["none"] }, { nothing: ["x"] }, { year: [1900, 1900] }]) {
    const reply = await ask("search", { text: "", within });
    assert.deepEqual([reply.total, reply.documents], [0, 0]);
    const { facets } = await ask("facets", { text: "", within });
    assert.deepEqual([facets.year.values, facets.has.values], [[], []]);
  }
});

test("what would be dropped from a query is counted within the base", async () => {
  const drops = async (within) => {
    const { suggestions } = await ask("search", { text: "+attention +year:1999", within });
    return suggestions.drops.map(({ text, total }) => [text, total]);
  };
  assert.deepEqual(await drops({}), [["+year:1999", 2]]);
  assert.deepEqual(await drops({ has: ["pdf"] }), [["+year:1999", 1]]);
});

test("facets count within the base and do not offer what makes it", async () => {
  const { facets } = await ask("facets", { text: "", within: { has: ["pdf"] } });
  assert.deepEqual(facets.year.values.map(({ id, count }) => [id, count]), [
    ["2015", 1], ["2017", 1],
  ]);
  assert.deepEqual(facets.has.values.map(({ id, count }) => [id, count]), [["code", 1]]);
  const ofYear = await ask("facets", { text: "", within: { year: [2015, 2015] } });
  assert.deepEqual(ofYear.facets.year.values, []);
});

test("the same text within another base is counted anew", async () => {
  const other = asking(makeFiles());
  const total = async (within) => (await other("search", { text: "need", within })).total;
  assert.deepEqual([await total({}), await total({ has: ["pdf"] }), await total({})], [2, 1, 2]);
});

test("cards tell what has become of a paper", async () => {
  const papers = [
    { title: "a", authors: "b", year: "1", status: "retracted" },
    { title: "a", authors: "b", year: "1" },
  ];
  const { cards } = await asking(makeFiles(papers))("cards", { places: [0, 1] });
  assert.deepEqual(cards.map(({ status }) => status), ["retracted", ""]);
});

test("facets count what is found under the other facets", async () => {
  const { facets } = await ask("facets", {
    text: "attention long", filters: { has: ["pdf"] }, names: ["year", "has"],
  });
  assert.deepEqual(facets.year.values, [{ id: "2017", label: "2017", count: 1, chosen: false }]);
  assert.deepEqual(facets.has.values, [
    { id: "code", label: "CODE", count: 1, chosen: false },
    { id: "pdf", label: "PDF", count: 1, chosen: true },
  ]);
});

test("facets show the most frequent values, the chosen ones and how many more there are", async () => {
  const { facets } = await ask("facets", { text: "", names: ["has", "none"], most: 1 });
  assert.deepEqual(Object.keys(facets), ["has"]);
  assert.deepEqual([facets.has.values.length, facets.has.more], [1, 1]);
  const chosen = await ask("facets", { text: "zzz", names: ["has"], filters: { has: ["pdf"] } });
  assert.deepEqual(chosen.facets.has.values.map(({ id, count }) => [id, count]), [["pdf", 0]]);
});

test("facets after a search load nothing but the facets", async () => {
  const asked = [];
  const other = asking(makeFiles(), asked);
  await other("search", { text: "lon", typing: true });
  const before = asked.length;
  const { facets } = await other("facets", { text: "lon", names: ["has"] });
  assert.equal(facets.has.values[0].count, 1);
  assert.deepEqual(asked.slice(before).map((name) => name.split("/")[1]), ["facet-has.json"]);
});

test("cards have an address and marks", async () => {
  const { cards } = await ask("cards", { places: [2, 0], terms: ["pointer"], prefix: "lan" });
  assert.deepEqual(cards.map(({ place, url }) => [place, url]), [
    [2, "papers/p2/"], [0, "papers/p0/"],
  ]);
  assert.deepEqual(cards.map(({ marks }) => marks.title), [[[0, 7]], [[13, 21]]]);
});

test("a long text is cut between words around the marks", async () => {
  const text = `${"filler ".repeat(60)}here stands the needle ${"filler ".repeat(60)}`;
  const other = asking(makeFiles([{ title: "t", authors: "a", year: "1", text }]));
  const { cards: [card] } = await other("cards", { places: [0], terms: ["needl"] });
  assert.match(card.text, /^…filler .*needle.* filler…$/);
  assert.ok(card.text.length <= 202);
  assert.deepEqual(card.marks.text.map(([from, to]) => card.text.slice(from, to)), ["needle"]);
});

test("each file is loaded once, whatever is asked at the same time", async () => {
  const asked = [];
  const other = asking(makeFiles(), asked);
  await Promise.all(["long", "context", "long context"].map((text) => other("search", { text })));
  assert.equal(new Set(asked).size, asked.length);
});

test("a failure is a reply, and the next request tries again", async () => {
  const names = ["manifest.json", "terms-", "vocabulary-", "positions-", "facet-has", "cards-"];
  for (const name of names) {
    for (const [content, code] of [[undefined, "unreachable"], ["{", "broken"], ["[1", "broken"]]) {
      const files = makeFiles();
      const whole = new Map(files);
      for (const path of whole.keys()) {
        if (!path.includes(name)) continue;
        if (content === undefined) files.delete(path);
        else files.set(path, content);
      }
      const other = asking(files);
      const type = name === "cards-" ? "cards" : "search";
      const request = { text: '"pointer networks" lo* has:code', places: [0] };
      const failed = await other(type, request);
      assert.deepEqual([failed.id, failed.type, failed.code], [7, "error", code], name);
      for (const [path, file] of whole) files.set(path, file);
      assert.notEqual((await other(type, request)).type, "error", name);
    }
  }
});

test("files of another shape are broken ones", async () => {
  for (const name of ["terms-0", "positions-0", "facet-has", "order-newest"]) {
    const files = makeFiles(PAPERS, { perFile: 999 });
    files.set(`0123456789ab/${name}.json`, { terms: "!a", values: 3 });
    const reply = await asking(files)("search", { text: '"pointer networks" has:code', sort: "newest" });
    assert.equal(reply.code, "broken", name);
  }
});

test("a site published anew is read anew", async () => {
  const files = makeFiles();
  const other = asking(files);
  await other("search", { text: "pointer" });
  files.clear();
  for (const [name, file] of makeFiles(PAPERS.slice(0, 6), { folder: "ba9876543210" })) {
    files.set(name, file);
  }
  const { total, documents } = await other("search", { text: "attention" });
  assert.deepEqual([total, documents], [1, 6]);
});

test("cards of papers that were found before a site was published anew ask for a reload", async () => {
  const files = makeFiles();
  const other = asking(files);
  await other("search", { text: "pointer" });
  files.clear();
  for (const [name, file] of makeFiles(PAPERS, { folder: "ba9876543210" })) files.set(name, file);
  assert.equal((await other("cards", { places: [0] })).code, "outdated");
});
