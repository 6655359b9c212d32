// Our reader and the real lunr.js over the same files, for test_search_parity.py.

import { readFile } from "node:fs/promises";
import path from "node:path";

import lunr from "lunr";

import { stem } from "../../themes/base/assets/js/lib/stemmer.js";
import { openIndex } from "../../themes/base/assets/js/search-index.js";
import { readPayload } from "./read.mjs";

const { folder, plain, prefixes } = readPayload();

async function fetchFile(url) {
  const content = await readFile(path.join(folder, path.basename(url.pathname)), "utf-8");
  return new Response(content);
}

const manifest = await (await fetchFile(new URL("http://localhost/manifest.json"))).json();
const serialized = await (await fetchFile(new URL(manifest.index, "http://localhost/"))).json();
const real = lunr.Index.load(serialized);
const ours = await openIndex("http://localhost/", fetchFile);

const fromLunr = (results) => results.map(({ ref, score }) => [Number(ref), score]);
const fromOurs = (text) =>
  ours.search(text, { limit: Infinity }).results.map(({ place, score }) => [place, score]);
const lunrStem = (word) => lunr.stemmer(new lunr.Token(word)).toString();

process.stdout.write(JSON.stringify({
  terms: serialized.invertedIndex.length,
  plain: plain.map((text) => ({
    text,
    stemmedAlike: text.split(" ").every((word) => lunrStem(word) === stem(word)),
    lunr: fromLunr(real.search(text)),
    // The space after it says that the last word is not the beginning of a longer one.
    ours: fromOurs(`${text} `),
  })),
  prefixes: prefixes.map((word) => ({
    text: word,
    lunr: fromLunr(real.query((query) => {
      query.term(stem(word), { usePipeline: false });
      query.term(`${word}*`, { usePipeline: false, boost: 0.1 });
    })),
    ours: fromOurs(word),
  })),
}));
