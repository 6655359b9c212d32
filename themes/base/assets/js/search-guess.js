// Words that were not typed as they stand in the index: in part, with a typo, with a wildcard.

import { stem } from "./lib/stemmer.js";

const MOST_TYPOS = 3;
const SHORTEST_WITH_TYPO = 4;

// While "optimiza" is typed only "optim" is in the index: these may be what is still to come.
const ENDINGS = `ing ings ingly ed edly er ers ion ions ional ation ations ational ization izations
izing ized izer alization alizing ication ability ibility ality icity ivity ity ative ive iveness
ment ments ness ance ancy ence ency ent ently ant ally ical ically able ably ible ous ously
ism`.split(/\s/);

/** What may have been meant by a word that is not in the index: [term, count, word] each. */
export async function guess(files, word) {
  const longer = await files.vocabulary(word);
  if (longer.length > 0) return longer;
  for (let end = word.length - 1; end > 2; end--) {
    const root = word.slice(0, end);
    const begun = word.slice(end);
    const isStem = (ending) => ending.startsWith(begun) && stem(root + ending) === root;
    if (!ENDINGS.some(isStem)) continue;
    const found = await files.vocabulary(root, (term) => term === root);
    if (found.length > 0) return found;
  }
  return (await near(files, word, 1)).slice(0, MOST_TYPOS);
}

/** The terms with so many typos and the same first letter. */
export async function near(files, word, edits) {
  if (word.length < SHORTEST_WITH_TYPO) return [];
  const root = stem(word);
  return files.vocabulary([...word][0], (term, surface) =>
    isWithin(root, term, edits) || isWithin(word, surface, edits));
}

/** Whether a term has, from a place on, these pieces in order, the last at its end. */
export function holds(term, at, [piece, ...rest]) {
  if (rest.length === 0) return term.endsWith(piece) && at + piece.length <= term.length;
  const found = term.indexOf(piece, at);
  return found >= 0 && holds(term, found + piece.length, rest);
}

/**
 * Whether a text becomes another by at most so many insertions, deletions, substitutions and
 * transpositions, as lunr.TokenSet.fromFuzzyString has it.
 */
export function isWithin(text, other, edits) {
  if (Math.abs(text.length - other.length) > edits) return false;
  if (!text || !other) return true;
  const [rest, left] = [text.slice(1), other.slice(1)];
  if (text[0] === other[0] && isWithin(rest, left, edits)) return true;
  return edits > 0 && (isWithin(text, left, edits - 1) || isWithin(rest, other, edits - 1) ||
    isWithin(rest, left, edits - 1) ||
    // The first letter stays and may be moved on.
    (rest[0] === other[0] && isWithin(text[0] + rest.slice(1), left, edits - 1)));
}
