// Small search indexes, written as generator/papershelf/search/ writes them, and a network.

import { stem } from "../../themes/base/assets/js/lib/stemmer.js";
import { isStopWord, placedWords } from "../../themes/base/assets/js/lib/tokenizer.js";

export const BASE = "http://localhost/search/";

const DIGITS = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))
  .filter((digit) => !'"\\'.includes(digit)).join("");

export function numbers(values) {
  let text = "";
  for (let value of values) {
    for (; value >= 75; value = Math.floor(value / 17)) {
      value -= 75;
      text += DIGITS[75 + (value % 17)];
    }
    text += DIGITS[value];
  }
  return text;
}

const zigzag = (value) => (value >= 0 ? 2 * value : -2 * value - 1);

export function ascending(places) {
  return [places.length, ...places.map((place, at) => place - (at ? places[at - 1] + 1 : 0))];
}

function sharedLength(one, other) {
  let length = 0;
  while (length < Math.min(one.length, other.length, 91) && one[length] === other[length]) {
    length += 1;
  }
  return /[\ud800-\udbff]/.test(one[length - 1] ?? "") ? length - 1 : length;
}

export function frontCoded(terms) {
  return terms.map((term, at) => {
    const length = sharedLength(at ? terms[at - 1] : "", term);
    return DIGITS[length] + term.slice(length);
  }).join(" ");
}

export const PAPERS = [
  { title: "Long context language models", authors: "Ann Lee", year: "2024", has: ["code"] },
  { title: "Optimization of long sequences", authors: "Oriol Vinyals", year: "2015" },
  {
    title: "Pointer networks", authors: "Oriol Vinyals, Meire Fortunato", year: "2015",
    ids: ["1506.03134", "10.5555/ptr-net"], has: ["code", "pdf"],
  },
  { title: "BERT: Pre-training of transformers", authors: "Jacob Devlin", year: "2019" },
  { title: "深度学习", authors: "李 明", year: "2020" },
  { title: "Attention is all you need", authors: "Noam Shazeer", year: "2017", has: ["pdf"] },
  { title: "All the attention you need", authors: "Ann Lee", year: "2018" },
];

/**
 * The files of an index as a map from path to content.
 * @param {object[]} papers texts by field; `ids`, `has`: lists
 */
export function makeFiles(papers = PAPERS, {
  boosts = { title: 10, authors: 1, year: 1, ids: 1 }, version = 3, folder = "0123456789ab",
  perFile = 5, block = 3, stopWords = [], synonyms = [],
} = {}) {
  const fields = Object.keys(boosts);
  const terms = new Map();
  const totals = fields.map(() => 0);
  papers.forEach((paper, place) => fields.forEach((name, field) => {
    const placed = name === "ids"
      ? (paper.ids ?? []).map((id, at) => [id, at, id])
      : placedWords(paper[name] ?? "")
        .filter(([word]) => !isStopWord(word) && !stopWords.includes(word))
        .map(([word, at]) => [word, at, stem(word)]);
    totals[field] += placed.length;
    for (const [word, at, term] of placed) {
      if (!terms.has(term)) terms.set(term, { words: new Map(), fields: new Map() });
      const entry = terms.get(term);
      if (name !== "ids") entry.words.set(word, (entry.words.get(word) ?? 0) + 1);
      if (!entry.fields.has(field)) entry.fields.set(field, new Map());
      const posting = entry.fields.get(field);
      if (!posting.has(place)) posting.set(place, { length: placed.length, positions: [] });
      posting.get(place).positions.push(at);
    }
  }));
  const files = new Map();
  const sorted = [...terms.keys()].sort();
  const cut = (list) => Array.from({ length: Math.ceil(list.length / perFile) }, (_, at) =>
    list.slice(at * perFile, (at + 1) * perFile));
  const starts = (pieces) => pieces.map(([term], at) => (at ? term : ""));
  const pieces = cut(sorted);
  pieces.forEach((piece, at) => {
    const [gaps, weights, positions] = [[], [], []];
    for (const term of piece) {
      const [gap, weight, position] = [[], [], []];
      const byField = [...terms.get(term).fields].sort(([a], [b]) => a - b);
      for (const [field, posting] of byField) {
        gap.push(field, ...ascending([...posting.keys()]));
        let before = Math.floor(totals[field] / papers.length);
        for (const { length, positions: own } of posting.values()) {
          weight.push(zigzag(length - before) * 3 + Math.min(own.length - 1, 2));
          if (own.length >= 3) weight.push(own.length - 3);
          before = length;
          position.push(...own.map((value, time) => value - (time ? own[time - 1] : 0)));
        }
      }
      gaps.push(numbers(gap));
      weights.push(numbers(weight));
      positions.push(numbers(position));
    }
    files.set(`${folder}/terms-${at}.json`, {
      terms: frontCoded(piece), gaps: gaps.join(" "), weights: weights.join(" "),
    });
    files.set(`${folder}/positions-${at}.json`, {
      terms: frontCoded(piece), positions: positions.join(" "),
    });
  });
  const vocabulary = cut(sorted.filter((term) => terms.get(term).words.size > 0));
  vocabulary.forEach((piece, at) => {
    const words = piece.map((term) => {
      const [[word]] = [...terms.get(term).words].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      const length = sharedLength(term, word);
      return word === term ? "" : DIGITS[length] + word.slice(length);
    });
    const counts = piece.map((term) => [...terms.get(term).fields.values()]
      .reduce((sum, posting) => sum + posting.size, 0));
    files.set(`${folder}/vocabulary-${at}.json`, {
      terms: frontCoded(piece), words: words.join(" "), counts: numbers(counts),
    });
  });
  for (let at = 0; at < papers.length; at += block) {
    files.set(`${folder}/cards-${at / block}.json`, papers.slice(at, at + block).map((paper, i) =>
      [`p${at + i}`, paper.title, paper.authors, paper.venue ?? "", paper.year, paper.text ?? "", paper.status ?? ""]));
  }
  const facet = (name, valuesOf) => {
    const values = new Map();
    papers.forEach((paper, place) => {
      for (const id of valuesOf(paper)) values.set(id, [...(values.get(id) ?? []), place]);
    });
    const order = [...values].sort(([a, one], [b, other]) =>
      (name === "year" ? 0 : other.length - one.length) || (a < b ? -1 : 1));
    files.set(`${folder}/facet-${name}.json`, {
      values: order.map(([id]) => [id, id.toUpperCase()]),
      papers: order.map(([, places]) => numbers(ascending(places))),
    });
  };
  facet("year", ({ year }) => (year ? [year] : []));
  facet("has", ({ has = [] }) => has);
  const order = (name, compare) => {
    const places = [...papers.keys()].sort((a, b) => compare(papers[a], papers[b]) || a - b);
    const coded = places.map((place, at) => zigzag(place - (at ? places[at - 1] : 0)));
    files.set(`${folder}/order-${name}.json`, { places: numbers(coded) });
  };
  order("newest", (a, b) => Number(b.year) - Number(a.year));
  order("title", (a, b) => (a.title < b.title ? -1 : 1));
  files.set("manifest.json", {
    version, folder, documents: papers.length, block, stopWords, synonyms,
    fields: fields.map((name, field) => [name, boosts[name], totals[field]]),
    terms: starts(pieces), positions: starts(pieces), vocabulary: starts(vocabulary),
    facets: { year: 100, has: 50 }, orders: { newest: 10, title: 10 }, urls: ["papers/", "/"],
    longest: [-1, ""], rare: [], coverage: 0,
  });
  return files;
}

/** A `fetch` that serves files and remembers in `asked` which. */
export function serve(files, asked = []) {
  return async (url) => {
    const name = new URL(url).pathname.replace("/search/", "");
    asked.push(name);
    if (!files.has(name)) return new Response("", { status: 404 });
    const content = files.get(name);
    return new Response(typeof content === "string" ? content : JSON.stringify(content));
  };
}
