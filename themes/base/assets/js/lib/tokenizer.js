// Twins of words.py and tex.py in papershelf/tokens.

import { fold } from "./fold.js";

const NEXT = "[\\p{L}\\p{N}\\p{M}]";
const WORD = `[\\p{L}\\p{N}]${NEXT}*`;
const PART = `(?:[a-z][a-z0-9]?[+#]+(?!${NEXT}|[+#])|${WORD}(?:[.']${WORD})*)`;
const CHAINS = new RegExp(`${PART}(?:-${PART})*`, "gu");
// Han with Kana, and Hangul.
const UNSPACED =
  /(?:(?=\p{L}|\p{N})[々-ヿㇰ-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}])+|[\u1100-\u11ff가-\ud7ff]+/gu;
const TEX =
  /(?<![\d$\\])\$(?![ \n$])([^$]+)(?<![ \n\\])\$(?![\d$])|\\[A-Za-z]+([_^]?\{[^{}$]*\}|[_^]\w)*/g;

const GREEK = `alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi
rho sigma sigma tau upsilon phi chi psi omega`.split(/\s/);
const STOP_WORDS = new Set(`a able about across after all almost also am among an and any are as at
be because been but by can cannot could dear did do does either else ever every for from get got had
has have he her hers him his how however i if in into is it its just least let like likely may me
might most must my neither no nor not of off often on only or other our own rather said say says she
should since so some than that the their them then there these they this tis to too twas us wants
was we were what when where which while who whom why will with would yet you your`.split(/\s/));

/** Folded words with their places: [["k", 0], ["knn", 0], ["nn", 1]]. */
export function placedWords(text) {
  const placed = [];
  let place = 0;
  const folded = fold(text.replaceAll("—", " ")).replaceAll("_", "-");
  for (const [chain] of folded.replace(UNSPACED, bigrams).matchAll(CHAINS)) {
    const parts = chain.split("-").map(named);
    const joined = parts.join("");
    parts.forEach((part, i) => {
      placed.push([part, place]);
      if (!i && parts[1] && !parts[5] && cut(joined) === joined) placed.push([joined, place]);
      place++;
    });
  }
  return placed;
}

/** The same words without their places. */
export const words = (text) => placedWords(text).map(([word]) => word);

/** Whether a folded word is too common to be in the index. */
export const isStopWord = (word) => STOP_WORDS.has(word);

/** A text with its TeX as words() would find it in Unicode. */
export const plainTex = (text) =>
  text.replace(TEX, (tex, formula = tex) => formula
    .replace(/\} *\{/g, " ")
    .replace(/\\([A-Za-z]+)( *\{)?/g, (_, name, group) => {
      const letter = name.toLowerCase().replace(/^var/, "");
      const place = GREEK.lastIndexOf(letter);
      if (place >= 0) return String.fromCharCode(945 + place);
      return letter === "ell" ? "l" : group ? "" : ` ${name} `;
    })
    .replace(/[{}_^]/g, ""));

function named(part) {
  const word = part.replace(/'s$/, "");
  return word[1] ? cut(word) : GREEK[word.charCodeAt() - 945] ?? word;
}

// Counted in characters, as Python does.
const cut = (word) => [...word].slice(0, 64).join("");

function bigrams(run) {
  const pairs = [...run].map((first, i, all) => first + all[i + 1]);
  return ` ${pairs.slice(0, -1).join(" ") || run} `;
}
