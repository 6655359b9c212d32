// The same definition as fold() in generator/papershelf/text.py; a test compares both.

const MARKS = /[\u0300-\u036f]/g;

const FOLDED = new Map(Object.entries({
  "æ": "ae",
  "ð": "d",
  "ø": "o",
  "þ": "th",
  "ß": "ss",
  "đ": "d",
  "ħ": "h",
  "ı": "i",
  "ĸ": "k",
  "ł": "l",
  "ŋ": "n",
  "œ": "oe",
  "ŧ": "t",
  "ƀ": "b",
  "ƙ": "k",
  "ƴ": "y",
  "ǥ": "g",
  "ɓ": "b",
  "ɖ": "d",
  "ɗ": "d",
  "ɨ": "i",
  "ʉ": "u",
  "ς": "σ",
  "\u02bc": "'",
  "\u2018": "'",
  "\u2019": "'",
  "\u2010": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  "\u00ad": "",
}));

const REPLACED = new RegExp(`[${[...FOLDED.keys()].join("")}]`, "g");

/**
 * Text without case, accents and typographic variants, for comparing and searching.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  let folded = foldOnce(text);
  // Lower-casing and the table can yield what decomposes again.
  while (folded !== text) {
    text = folded;
    folded = foldOnce(text);
  }
  return folded;
}

function foldOnce(text) {
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(REPLACED, (character) => FOLDED.get(character));
}
