// The same definition as fold() in generator/papershelf/text.py; a test compares both.

// Each character with what becomes of it.
const FOLDED = new Map(
  ("æae ðd øo þth ßss đd ħh ıi ĸk łl ŋn œoe ŧt ƀb ƙk ƴy ǥg ɓb ɖd ɗd ɨi ʉu ςσ " +
    "ʼ' ‘' ’' \u2010- \u2012- \u2013- \u2014- \u2212- \u00ad").split(" ")
    .map(([from, ...to]) => [from, to.join("")]),
);
const REPLACED = new RegExp(`[${[...FOLDED.keys()].join("")}]`, "g");

/** Text without case, accents and typographic variants, for comparing and searching. */
export function fold(text) {
  const folded = text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(REPLACED, (character) => FOLDED.get(character));
  // Lower-casing and the table can yield what decomposes again.
  return folded === text ? folded : fold(folded);
}
