// Answers messages of the search, in the worker or, where there is none, in the page.

import { countOf, countsOf, firstOf, inside, narrowed } from "./facets.js";
import { excerpt, findMarks } from "./lib/marks.js";
import { slugify } from "./lib/slugify.js";
import { outdated } from "./search-files.js";
import { openIndex } from "./search-index.js";

const ANSWERS = {
  open({ files: { manifest: { documents, facets, orders } } }) {
    return { type: "opened", documents, facets, orders };
  },

  async search(index, request) {
    const { filters = {}, within = {}, sort, limit = 20 } = request;
    const { files, suggest } = index;
    const query = await findOnce(index, request);
    const narrow = async (found) => narrowed(files, await inside(files, found, within), filters);
    const count = async (found) => countOf(await narrow(found));
    const papers = await narrow(query.found);
    const total = countOf(papers);
    const results = (await firstOf(files, papers, query, sort, limit)).map((place) =>
      ({ place, score: query.scores[place], fields: query.fieldsOf(place) }));
    const suggestions = total ? { spelling: "", drops: [] } : await suggest(query, count);
    const everything = new Uint8Array(files.manifest.documents).fill(1);
    const documents = countOf(await inside(files, everything, within));
    return { type: "answer", total, documents, results, suggestions, ...query.reply };
  },

  async cards({ files }, { places, terms = [], prefix = "" }) {
    const [before, after] = files.manifest.urls;
    const find = (text) => findMarks(text, terms, prefix);
    const cards = await Promise.all(places.map(async (place) => {
      const [short, title = "", authors = "", venue = "", year = "", whole = "", status = ""] =
        await files.card(place);
      const slug = short.replace(/\*(\d+)$/, (_, length) => slugify(title).slice(0, length));
      const text = excerpt(whole, find(whole));
      const marks = {
        title: find(title), authors: find(authors), venue: find(venue), text: find(text),
      };
      const url = before + slug + after;
      return { place, url, title, authors, venue, year, text, status, marks };
    }));
    return { type: "cards", cards };
  },

  async facets(index, request) {
    const { files } = index;
    const { filters = {}, within = {}, names, most = 10 } = request;
    const query = await findOnce(index, request);
    const found = await inside(files, query.found, within);
    const known = Object.keys(files.manifest.facets);
    const asked = known.filter((name) => !names || names.includes(name));
    const facets = await Promise.all(asked.map(async (name) =>
      [name, await countsOf(files, found, { filters, within }, name, most)]));
    return { type: "facets", facets: Object.fromEntries(facets) };
  },
};

// The last query of each index, which its facets and further results ask for again.
const last = new WeakMap();

function findOnce(index, { type, text = "", typing = false, exact = false }) {
  // Facets count what was found, whether the text was being typed or not.
  const key = `${typing} ${exact}`;
  const former = last.get(index);
  if (former?.text === text && (former.key === key || type === "facets")) return former.query;
  const query = index.find(text, typing, exact);
  last.set(index, { text, key, query });
  query.catch(() => last.delete(index));
  return query;
}

/**
 * A function from requests {id, type, files, …} to replies {id, type, …}; it never throws.
 * "open" → "opened", "search" → "answer", "cards" → "cards", "facets" → "facets"; else "error".
 * `filters` and `within` hold ids of values by facet (of years the first and the last): a paper
 * has any of those chosen in each facet of `filters`; nothing is found or counted that is not
 * `within`, whatever is chosen.
 */
export function createService(fetchFile = (...request) => fetch(...request)) {
  const opened = new Map();

  function indexOf(files) {
    if (!opened.has(files)) opened.set(files, openIndex(files, fetchFile));
    // So that a retry loads it again.
    opened.get(files).catch(() => opened.delete(files));
    return opened.get(files);
  }

  return async function answer(request) {
    const { id, type, files } = request;
    try {
      const index = await indexOf(files);
      const reply = ANSWERS[type](index, request);
      try {
        return { id, ...(await reply) };
      } catch (error) {
        if (error.status !== 404) throw error;
        // The site may have been published anew since.
        opened.delete(files);
        const other = await indexOf(files);
        if (other.files.manifest.folder === index.files.manifest.folder) throw error;
        // The places of papers are others now.
        if (type === "cards") throw outdated();
        return { id, ...(await ANSWERS[type](other, request)) };
      }
    } catch ({ code = "internal", message }) {
      return { id, type: "error", code, message };
    }
  };
}
