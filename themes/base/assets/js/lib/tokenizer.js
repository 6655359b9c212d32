// The words of a text, as generator/papershelf/search/words.py finds them; a test compares both.

import { fold } from "./fold.js";

const SEPARATORS = /[ \t-\r\u0085\u1680\u200b\u2028\u2029\ufeff\ud800-\udfff-]+/u;
const TRIMMED = /[\p{L}\p{M}\p{N}](?:.*[\p{L}\p{M}\p{N}])?/su;
const LONGEST_WORD = 64;

const STOP_WORDS = new Set(
  ("a able about across after all almost also am among an and any are as at be because been " +
    "but by can cannot could dear did do does either else ever every for from get got had has " +
    "have he her hers him his how however i if in into is it its just least let like likely " +
    "may me might most must my neither no nor not of off often on only or other our own " +
    "rather said say says she should since so some than that the their them then there these " +
    "they this tis to too twas us wants was we were what when where which while who whom why " +
    "will with would yet you your").split(" "),
);

/**
 * Folded words without punctuation around them, in order of appearance.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return fold(text)
    .split(SEPARATORS)
    .map((word) => trim(word))
    .filter(Boolean);
}

/**
 * Whether a folded word is too common to be in the index.
 * @param {string} word
 */
export function isStopWord(word) {
  return STOP_WORDS.has(word);
}

function trim(word) {
  const bare = TRIMMED.exec(word)?.[0] ?? "";
  // Counted in characters, as Python does, not in UTF-16 units.
  return bare.length > LONGEST_WORD ? [...bare].slice(0, LONGEST_WORD).join("") : bare;
}
