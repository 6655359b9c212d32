// Answers messages of the search, in the worker or, where there is none, in the page.

import { findMarks } from "./lib/marks.js";
import { openIndex } from "./search-index.js";

const MARKED = ["title", "authors", "venue", "summary"];

/**
 * A function from requests {id, type: "open" | "search", files, text, limit} to replies
 * {id, type: "opened" | "answer" | "error", …}; it never throws.
 * @param {typeof openIndex} [open]
 */
export function createService(open = openIndex) {
  const indexes = new Map();

  async function load(files) {
    if (!indexes.has(files)) indexes.set(files, open(files));
    try {
      return await indexes.get(files);
    } catch (error) {
      // So that a retry loads again.
      indexes.delete(files);
      throw error;
    }
  }

  return async function answer({ id, type, files, text, limit }) {
    try {
      const index = await load(files);
      if (type === "open") return { id, type: "opened", documents: index.size };
      const { total, results, missing, stems, prefix } = index.search(text, { limit });
      const marked = results.map((result) => {
        return { ...result, marks: marksOf(result.card, stems, prefix) };
      });
      return { id, type: "answer", total, results: marked, missing };
    } catch (error) {
      return { id, type: "error", code: error.code ?? "internal", message: error.message };
    }
  };
}

function marksOf(card, stems, prefix) {
  const found = (name) => [name, findMarks(String(card[name] ?? ""), stems, prefix)];
  return Object.fromEntries(MARKED.map(found));
}
