import assert from "node:assert/strict";
import { test } from "node:test";

import { bucketOf } from "../../themes/base/assets/js/lib/buckets.js";
import { openRecords } from "../../themes/base/assets/js/records.js";

const COUNT = 8;

/** A shelf of papers and aliases; `asked` counts the files, `fails` says how one fails. */
function shelf(ids, aliases = [], fails = () => null) {
  const files = Array.from({ length: COUNT }, () => ({ formats: ["ris"], papers: [], aliases: [] }));
  for (const id of ids) files[bucketOf(id, COUNT)].papers.push({ id, url: `papers/${id}/`, title: `T ${id}`, pieces: [`piece of ${id}`] });
  for (const pair of aliases) files[bucketOf(pair[0], COUNT)].aliases.push(pair);
  const asked = [];
  let open = 0;
  let most = 0;
  const ask = async (address) => {
    asked.push(address);
    most = Math.max(most, open += 1);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    const bucket = Number(/(\d+)\.json$/.exec(address)[1]);
    const status = fails(bucket);
    if (status === "offline") throw new TypeError("offline");
    return new Response(JSON.stringify(files[bucket]), { status: status ?? 200 });
  };
  return { asked, most: () => most, records: openRecords("https://site.example/records/8/", COUNT, ask) };
}

test("papers are found, each file is read once, and no more than six at once", async () => {
  const ids = Array.from({ length: 100 }, (_, at) => `p${at}`);
  const { records, asked, most } = shelf(ids);
  const { found, gone, failed } = await records.find([...ids, "p1", "p2"]);
  assert.deepEqual([...found.keys()].sort(), [...ids].sort());
  assert.equal(found.get("p7").pieces.get("ris"), "piece of p7");
  assert.deepEqual([gone, failed], [[], []]);
  await records.find(ids);
  assert.equal(asked.length, COUNT);
  assert.ok(most() <= 6);
});

test("what names no paper is gone, however hostile it is", async () => {
  const hostile = ["../", "__proto__", "constructor", "x".repeat(10_000), "\ud800", "<b>", "", "../../a?b#c"];
  const { found, gone } = await shelf(["one"]).records.find(hostile);
  assert.equal(found.size, 0);
  assert.deepEqual([...gone].sort(), [...hostile].sort());
});

test("earlier ids are followed, chains to their end, and circles end", async () => {
  const { records } = shelf(["now"], [["once", "then"], ["then", "now"], ["a", "b"], ["b", "a"], ["self", "self"], ["lost", "nowhere"]]);
  const { found, gone } = await records.find(["once", "then", "a", "self", "lost"]);
  assert.deepEqual([...found].map(([id, paper]) => [id, paper.id]).sort(), [["once", "now"], ["then", "now"]]);
  assert.deepEqual(gone.sort(), ["a", "lost", "self"]);
});

test("what could not be read is told, never taken for gone, and asked for again", async () => {
  let isOffline = true;
  const { records } = shelf(["one", "two"], [], () => (isOffline ? "offline" : null));
  const first = await records.find(["one", "two"]);
  assert.deepEqual([first.gone, first.failed, first.outdated], [[], ["one", "two"], false]);
  isOffline = false;
  assert.equal((await records.find(["one", "two"])).found.size, 2);
});

test("a file that is not there, or half there, is told apart", async () => {
  assert.equal((await shelf(["one"], [], () => 404).records.find(["one"])).outdated, true);
  assert.equal((await shelf(["one"], [], () => 503).records.find(["one"])).outdated, false);
  const broken = openRecords("https://site.example/records/1/", 1, async () => new Response("{\"form"));
  assert.deepEqual((await broken.find(["one"])).failed, ["one"]);
});

test("how far it is goes up to all of it", async () => {
  const shares = [];
  await shelf(["one"]).records.find(["one", "two", "three", "four"], (share) => shares.push(share));
  assert.equal(shares.at(-1), 1);
  assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
});
