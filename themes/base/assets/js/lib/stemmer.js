// Porter's stemmer (Program 14(3), 1980) with the departures of the author's own C version, which
// lunr.py follows, and lunr.py makes the index. lunr.js treats a final "y" otherwise ("lay", "try").

const STEP_2 = [
  ["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"],
  ["bli", "ble"], ["alli", "al"], ["entli", "ent"], ["eli", "e"], ["ousli", "ous"],
  ["ization", "ize"], ["ation", "ate"], ["ator", "ate"], ["alism", "al"], ["iveness", "ive"],
  ["fulness", "ful"], ["ousness", "ous"], ["aliti", "al"], ["iviti", "ive"], ["biliti", "ble"],
  ["logi", "log"],
];
const STEP_3 = [
  ["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ful", ""],
  ["ness", ""],
];
const STEP_4 = [
  "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion", "tion",
  "ou", "ism", "ate", "iti", "ous", "ive", "ize",
];

/**
 * The stem of a folded word.
 * @param {string} word
 * @returns {string}
 */
export function stem(word) {
  if ([...word].length < 3) return word;
  word = withoutPlural(word);
  word = withoutParticiple(word);
  if (word.endsWith("y") && hasVowel(word.slice(0, -1))) word = word.slice(0, -1) + "i";
  word = replaced(word, STEP_2);
  word = replaced(word, STEP_3);
  word = withoutLongSuffix(word);
  return tidied(word);
}

function withoutPlural(word) {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

function withoutParticiple(word) {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = ["ed", "ing"].find((ending) => word.endsWith(ending));
  const rest = suffix ? word.slice(0, -suffix.length) : "";
  if (!hasVowel(rest)) return word;
  if (/(at|bl|iz)$/.test(rest)) return rest + "e";
  if (endsInDoubleConsonant(rest)) return /[lsz]$/.test(rest) ? rest : withoutLast(rest);
  return measure(rest) === 1 && endsShort(rest) ? rest + "e" : rest;
}

function replaced(word, rules) {
  const rule = rules.find(([suffix]) => word.endsWith(suffix));
  if (!rule) return word;
  const rest = word.slice(0, -rule[0].length);
  return measure(rest) > 0 ? rest + rule[1] : word;
}

function withoutLongSuffix(word) {
  const suffix = STEP_4.find((ending) => word.endsWith(ending));
  if (!suffix) return word;
  // The consonant before "ion" only allows the cut; it stays.
  const rest = word.slice(0, suffix.endsWith("ion") ? -3 : -suffix.length);
  return measure(rest) > 1 ? rest : word;
}

function tidied(word) {
  const count = measure(word);
  if (word.endsWith("e")) {
    const rest = word.slice(0, -1);
    if (count > 1 || (count === 1 && !endsShort(rest))) word = rest;
  }
  return word.endsWith("ll") && count > 1 ? word.slice(0, -1) : word;
}

/** One letter for each of the word: v for a vowel, c for a consonant. */
function shape(word) {
  let letters = "";
  for (const letter of word) {
    const isVowel = "aeiou".includes(letter) || (letter === "y" && letters.endsWith("c"));
    letters += isVowel ? "v" : "c";
  }
  return letters;
}

/** How often consonants follow vowels: Porter's m. */
function measure(word) {
  return shape(word).split("vc").length - 1;
}

function hasVowel(word) {
  return shape(word).includes("v");
}

function endsInDoubleConsonant(word) {
  const [last, before] = [...word].reverse();
  return last !== undefined && last === before && shape(word).endsWith("c");
}

/** Whether an "e" may have been lost: consonant, vowel, consonant other than w, x and y. */
function endsShort(word) {
  return shape(word).endsWith("cvc") && !/[wxy]$/.test(word);
}

function withoutLast(word) {
  return [...word].slice(0, -1).join("");
}
