import { stem } from "./stemmer.js";
import { words } from "./tokenizer.js";

const PIECES = /[\p{L}\p{M}\p{N}](?:[^\s-]*[\p{L}\p{M}\p{N}])?/gu;

/**
 * Where a text has words that were searched for, as [start, end] pairs.
 * @param {string} text
 * @param {string[]} stems of whole words
 * @param {string} prefix of other words; empty for none
 * @returns {[number, number][]}
 */
export function findMarks(text, stems, prefix) {
  const wanted = new Set(stems);
  const isWanted = (word) => {
    const term = stem(word);
    return wanted.has(term) || (prefix !== "" && term.startsWith(prefix));
  };
  return [...text.matchAll(PIECES)]
    .filter(([piece]) => words(piece).some(isWanted))
    .map(({ 0: piece, index }) => [index, index + piece.length]);
}
