// Our reader under Node over written files, for ranking.py: for each query of each variant of the
// boosts the slugs of the best ten papers.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { slugify } from "../../themes/base/assets/js/lib/slugify.js";
import { createService } from "../../themes/base/assets/js/search-service.js";
import { readPayload } from "../support/read.mjs";

const { folder, variants, queries } = readPayload();
const manifest = JSON.parse(await readFile(path.join(folder, "search/manifest.json"), "utf-8"));

async function fetchFrom({ boosts, coverage }, url) {
  const { pathname } = new URL(url);
  const content = await readFile(path.join(folder, pathname), "utf-8");
  if (!pathname.endsWith("/manifest.json")) return new Response(content);
  const fields = manifest.fields.map(([name, boost, total]) => [name, boosts?.[name] ?? boost, total]);
  return new Response(JSON.stringify({ ...manifest, fields, coverage }));
}

async function slugs() {
  const all = [];
  for (let file = 0; all.length < manifest.documents; file += 1) {
    const name = path.join(folder, "search", manifest.folder, `cards-${file}.json`);
    for (const [slug, title] of JSON.parse(await readFile(name, "utf-8"))) {
      all.push(slug.replace(/\*(\d+)$/, (_, length) => slugify(title).slice(0, length)));
    }
  }
  return all;
}

const slugOf = await slugs();
const found = [];
for (const { boosts, coverage, exact } of variants) {
  const answer = createService((url) => fetchFrom({ boosts, coverage }, url));
  const files = "http://localhost/search/";
  const best = [];
  for (const text of queries) {
    const reply = await answer({
      id: 0, type: "search", files, text, typing: false, filters: {}, sort: "relevance", limit: 10,
      exact,
    });
    if (reply.type === "error") throw new Error(`${text}: ${reply.message}`);
    best.push(reply.results.map(({ place }) => slugOf[place]));
  }
  found.push(best);
}
process.stdout.write(JSON.stringify(found));
