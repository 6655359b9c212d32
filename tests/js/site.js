// A small search index, made by the real lunr.js, and a network that serves it.

import lunr from "lunr";

export const BASE = "http://localhost/search/";

const PAPERS = [
  { title: "Long context language models", authors: "Ann Lee", year: "2024" },
  { title: "Optimization of long sequences", authors: "Oriol Vinyals", year: "2015" },
  { title: "Pointer networks", authors: "Oriol Vinyals, Meire Fortunato", year: "2015" },
  { title: "BERT: Pre-training of transformers", authors: "Jacob Devlin", year: "2019" },
  { title: "深度学习", authors: "李 明", year: "2020" },
];

export function makeFiles({ version = 1 } = {}) {
  const builder = new lunr.Builder();
  builder.pipeline.add(lunr.stopWordFilter, lunr.stemmer);
  builder.searchPipeline.add(lunr.stemmer);
  builder.field("title", { boost: 10 });
  builder.field("authors");
  builder.field("year");
  PAPERS.forEach(({ title, authors, year }, id) => {
    const plain = title.replace(":", "");
    builder.add({ id, title: plain, authors: authors.replace(",", ""), year });
  });
  const papers = PAPERS.map((paper, place) => ({ ...paper, url: `papers/${place}/` }));
  return new Map(Object.entries({
    "manifest.json": { version, documents: 5, index: "index-1.json", papers: "papers-1.json" },
    "index-1.json": builder.build().toJSON(),
    "papers-1.json": papers,
  }));
}

export function serve(files) {
  return async (url) => {
    const name = new URL(url).pathname.split("/").at(-1);
    if (!files.has(name)) return new Response("", { status: 404 });
    const content = files.get(name);
    return new Response(typeof content === "string" ? content : JSON.stringify(content));
  };
}
