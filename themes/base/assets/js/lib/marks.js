import { stem } from "./stemmer.js";
import { words } from "./tokenizer.js";

const LONGEST = 200;
const BEFORE = 40;
const UNSPACED = "[\u1100-\u11ff々-ヿㇰ-\u9fff가-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}]";
const LETTER = `(?:(?!${UNSPACED})[\\p{L}\\p{M}\\p{N}])`;
const PART = `(?:${UNSPACED}+|${LETTER}+(?:[.'’]${LETTER}+)*[+#]*)`;
const PARTS = new RegExp(PART, "gu");
const CHAINS = new RegExp(`${PART}(?:[_\\p{Pd}]${PART})*`, "gu");
const IS_UNSPACED = new RegExp(`^${UNSPACED}`, "u");

/**
 * Where a text has words that were searched for, as [start, end] pairs.
 * @param {string} text
 * @param {string[]} stems of whole words
 * @param {string} prefix of other words; empty for none
 * @returns {[number, number][]}
 */
export function findMarks(text, stems, prefix) {
  const wanted = new Set(stems);
  const isWanted = (word) => wanted.has(stem(word)) || (prefix && word.startsWith(prefix));
  const marks = [];
  const mark = (piece, start) => {
    if (!words(piece).some(isWanted)) return;
    const end = start + piece.length;
    if (marks.at(-1)?.[1] >= start) marks.at(-1)[1] = end;
    else marks.push([start, end]);
  };
  if (wanted.size === 0 && !prefix) return marks;
  for (const { 0: chain, index } of text.matchAll(CHAINS)) {
    const before = marks.length;
    for (const { 0: part, index: offset } of chain.matchAll(PARTS)) {
      let start = index + offset;
      if (!IS_UNSPACED.test(part)) {
        mark(part, start);
        continue;
      }
      const characters = [...part];
      characters.forEach((character, at) => {
        mark(character + (characters[at + 1] ?? ""), start);
        start += character.length;
      });
    }
    // Only the joined form was searched for.
    if (marks.length === before) mark(chain, index);
  }
  return marks;
}

/** About 200 characters of a text, those with the most marks, cut between words. */
export function excerpt(text, marks) {
  if (text.length <= LONGEST) return text;
  const count = (start) =>
    marks.filter(([from, to]) => from >= start && to <= start + LONGEST).length;
  const start = marks.map(([from]) => Math.min(Math.max(0, from - BEFORE), text.length - LONGEST))
    .reduce((best, other) => (count(other) > count(best) ? other : best), 0);
  // Where there are no spaces a cut must not fall between the halves of a pair.
  const window = text.slice(start, start + LONGEST);
  const shown = start ? window.replace(/^(?:\S{0,30}\s|[\udc00-\udfff])/, "") : window;
  const isEnd = start + LONGEST >= text.length;
  const tail = isEnd ? shown : shown.replace(/(?:\s\S{0,30}|[\ud800-\udbff])$/, "");
  return (start ? "…" : "") + tail.trim() + (isEnd ? "" : "…");
}
