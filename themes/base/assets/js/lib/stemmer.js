// Porter's stemmer (Program 14(3), 1980) with the departures of the author's own C version, which
// lunr.py follows, and lunr.py makes the index. lunr.js differs in a final "y" ("lay", "try").

// Endings with what replaces them; the first that fits counts.
const rules = (text) => text.split(" ").map((rule) => rule.split(">"));
const STEP_2 = rules(
  "ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e " +
    "ousli>ous ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous " +
    "aliti>al iviti>ive biliti>ble logi>log",
);
const STEP_3 = rules("icate>ic ative> alize>al iciti>ic ical>ic ful> ness>");
const STEP_4 =
  /(al|[ae]nce|er|ic|[ai]ble|ant|(e?m)?ent|(?<=[st])ion|ou|ism|ate|iti|ous|ive|ize)$/;

/** The stem of a folded word. */
export function stem(word) {
  if ([...word].length < 3) return word;
  word = withoutParticiple(word.replace(/(ss|i)es$|([^s])s$/, "$1$2"));
  if (word.endsWith("y") && hasVowel(word.slice(0, -1))) word = word.slice(0, -1) + "i";
  word = replaced(replaced(word, STEP_2), STEP_3);
  const rest = word.replace(STEP_4, "");
  return tidied(measure(rest) > 1 ? rest : word);
}

function withoutParticiple(word) {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const rest = word.replace(/(ed|ing)$/, "");
  if (rest === word || !hasVowel(rest)) return word;
  if (/(at|bl|iz)$/.test(rest)) return rest + "e";
  const [last, before] = [...rest].reverse();
  if (last === before && shape(rest).endsWith("c")) {
    return /[lsz]$/.test(rest) ? rest : rest.slice(0, -last.length);
  }
  return measure(rest) === 1 && endsShort(rest) ? rest + "e" : rest;
}

function replaced(word, step) {
  const [ending, other] = step.find((rule) => word.endsWith(rule[0])) ?? [];
  const rest = ending && word.slice(0, -ending.length);
  return ending && measure(rest) > 0 ? rest + other : word;
}

function tidied(word) {
  const count = measure(word);
  const rest = word.replace(/e$/, "");
  if (count > 1 || (count === 1 && !endsShort(rest))) word = rest;
  return count > 1 ? word.replace(/ll$/, "l") : word;
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
const measure = (word) => shape(word).split("vc").length - 1;

const hasVowel = (word) => shape(word).includes("v");

/** Whether an "e" may have been lost: consonant, vowel, consonant other than w, x and y. */
const endsShort = (word) => shape(word).endsWith("cvc") && !/[wxy]$/.test(word);
