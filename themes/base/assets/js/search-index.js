// The one module that knows the files of the search, which generator/papershelf/search/ writes.

import { stem } from "./lib/stemmer.js";
import { isStopWord, words } from "./lib/tokenizer.js";

const VERSION = 1;

// As `word^10 word*` in lunr: what begins like the word being typed ranks below the word itself.
const PREFIX_WEIGHT = 0.1;
const SHORTEST_PREFIX = 2;

// While "optimiza" is typed only "optim" is in the index: these may be what is still to come.
const ENDINGS = [
  "ing", "ings", "ingly", "ed", "edly", "er", "ers", "ion", "ions", "ional", "ation", "ations",
  "ational", "ization", "izations", "izing", "ized", "izer", "alization", "alizing", "ication",
  "ability", "ibility", "ality", "icity", "ivity", "ity", "ative", "ive", "iveness", "ment",
  "ments", "ness", "ance", "ancy", "ence", "ency", "ent", "ently", "ant", "ally", "ical", "ically",
  "able", "ably", "ible", "ous", "ously", "ism",
];

/** A failure that readers are told about. */
export class SearchError extends Error {
  /**
   * @param {"unreachable" | "broken" | "outdated" | "internal"} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * Load the index below a URL that ends in a slash.
 * @param {string} base
 * @param {typeof fetch} [fetchFile]
 * @returns {Promise<SearchIndex>}
 */
export async function openIndex(base, fetchFile = (...request) => fetch(...request)) {
  const load = (name, cache) => loadJson(new URL(name, base), cache, fetchFile);
  // The only file whose name stays when its content changes.
  const manifest = await load("manifest.json", "no-cache");
  if (manifest?.version !== VERSION) {
    throw new SearchError("outdated", "The site has been updated, please reload.");
  }
  const [index, papers] = await Promise.all([
    load(manifest.index, "default"),
    load(manifest.papers, "default"),
  ]);
  try {
    return new SearchIndex(index, papers);
  } catch {
    throw new SearchError("broken", "The search index cannot be read.");
  }
}

async function loadJson(url, cache, fetchFile) {
  let response;
  try {
    response = await fetchFile(url, { cache });
  } catch {
    throw new SearchError("unreachable", "The search index could not be loaded.");
  }
  if (!response.ok) {
    const message = `The search index could not be loaded (${response.status}).`;
    throw new SearchError("unreachable", message);
  }
  try {
    return await response.json();
  } catch {
    throw new SearchError("broken", "The search index cannot be read.");
  }
}

/**
 * @typedef {{title: string, url: string, authors?: string, venue?: string, year?: string | number,
 *   summary?: string}} Card
 * @typedef {{total: number, results: {score: number, place: number, card: Card}[],
 *   missing: string[], stems: string[], prefix: string}} Answer
 */

/** An index in memory; papers have the places of the file of cards. */
export class SearchIndex {
  #papers;
  #terms;
  #numbers;
  #postings;

  /**
   * @param {object} index as lunr 2.3.9 serializes it
   * @param {Card[]} papers
   */
  constructor(index, papers) {
    this.#papers = papers;
    this.#terms = index.invertedIndex.map(([term]) => term);
    this.#numbers = new Map(index.invertedIndex.map(([term, posting]) => [term, posting._index]));
    this.#postings = transpose(index.fieldVectors, this.#terms.length);
  }

  /** How many papers there are. */
  get size() {
    return this.#papers.length;
  }

  /**
   * The papers that have any word of a text, best first, scored as lunr does.
   * @param {string} text
   * @param {{limit?: number}} [options]
   * @returns {Answer}
   */
  search(text, { limit = 20 } = {}) {
    const { vector, missing, stems, prefix } = this.#read(text);
    const scores = this.#score(vector);
    const places = [...scores.keys()].sort((a, b) => scores.get(b) - scores.get(a) || a - b);
    const results = places
      .slice(0, limit)
      .map((place) => ({ score: scores.get(place), place, card: this.#papers[place] }));
    return { total: places.length, results, missing, stems, prefix };
  }

  #read(text) {
    const typed = words(text);
    const unfinished = /[\p{L}\p{M}\p{N}]$/u.test(text) ? typed.at(-1) : undefined;
    const vector = new Map();
    const add = (term, weight) => {
      const number = this.#numbers.get(term);
      vector.set(number, (vector.get(number) ?? 0) + weight);
    };
    const stems = new Set();
    const missing = new Set();
    let prefix = "";
    typed.forEach((word, position) => {
      const isLast = position === typed.length - 1 && unfinished !== undefined;
      if (isStopWord(word) && !(isLast && typed.length === 1)) return;
      const term = stem(word);
      const isKnown = this.#numbers.has(term);
      if (isKnown) {
        add(term, 1);
        stems.add(term);
      }
      if (!isLast) {
        if (!isKnown) missing.add(word);
        return;
      }
      const longer = this.#startingWith(word);
      for (const candidate of longer) add(candidate, PREFIX_WEIGHT);
      if (longer.length > 0) prefix = word;
      if (isKnown || longer.length > 0) return;
      const shorter = this.#stemOfUnfinished(word);
      if (shorter) {
        add(shorter, 1);
        stems.add(shorter);
      } else {
        missing.add(word);
      }
    });
    return { vector, missing: [...missing], stems: [...stems], prefix };
  }

  #startingWith(prefix) {
    if (prefix.length < SHORTEST_PREFIX) return [];
    let low = 0;
    let high = this.#terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#terms[middle] < prefix) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < this.#terms.length && this.#terms[end].startsWith(prefix)) end += 1;
    return this.#terms.slice(low, end);
  }

  #stemOfUnfinished(word) {
    for (let end = word.length - 1; end > SHORTEST_PREFIX; end -= 1) {
      const term = word.slice(0, end);
      const begun = word.slice(end);
      const isStem = (ending) => ending.startsWith(begun) && stem(term + ending) === term;
      if (this.#numbers.has(term) && ENDINGS.some(isStem)) return term;
    }
    return "";
  }

  #score(vector) {
    let squares = 0;
    for (const weight of vector.values()) squares += weight * weight;
    const length = Math.sqrt(squares);
    const scores = new Map();
    for (const [number, weight] of vector) {
      const { starts, places, weights } = this.#postings;
      for (let at = starts[number]; at < starts[number + 1]; at += 1) {
        const gain = (weight * weights[at]) / length;
        scores.set(places[at], (scores.get(places[at]) ?? 0) + gain);
      }
    }
    return scores;
  }
}

/** From the terms of each paper's field to the papers of each term, as flat arrays. */
function transpose(fieldVectors, termCount) {
  const starts = new Uint32Array(termCount + 1);
  for (const [, vector] of fieldVectors) {
    for (let at = 0; at < vector.length; at += 2) starts[vector[at] + 1] += 1;
  }
  for (let number = 0; number < termCount; number += 1) starts[number + 1] += starts[number];
  const next = starts.slice();
  const places = new Uint32Array(starts[termCount]);
  const weights = new Float64Array(starts[termCount]);
  for (const [reference, vector] of fieldVectors) {
    const place = Number(reference.slice(reference.indexOf("/") + 1));
    for (let at = 0; at < vector.length; at += 2) {
      const slot = next[vector[at]]++;
      places[slot] = place;
      weights[slot] = vector[at + 1];
    }
  }
  return { starts, places, weights };
}
