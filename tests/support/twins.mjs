// The JavaScript twins applied to what Python sends, for test_javascript_twins.py.

import lunr from "lunr";

import { fold } from "../../themes/base/assets/js/lib/fold.js";
import { slugify } from "../../themes/base/assets/js/lib/slugify.js";
import { stem } from "../../themes/base/assets/js/lib/stemmer.js";
import {
  isStopWord,
  placedWords,
  plainTex,
  words,
} from "../../themes/base/assets/js/lib/tokenizer.js";
import { readPayload } from "./read.mjs";

const { characters, texts, split, tex, vocabulary, stopWords } = readPayload();
const all = [...characters, ...texts];

process.stdout.write(JSON.stringify({
  unknown: characters.map((character) => /\p{Cn}/u.test(character)),
  fold: all.map(fold),
  slugify: all.map(slugify),
  around: characters.map((character) => words(`x${character}y ${character}${character}漢`)),
  placedWords: split.map(placedWords),
  words: split.map(words),
  plainTex: tex.map(plainTex),
  stem: vocabulary.map(stem),
  lunrStem: vocabulary.map((word) => lunr.stemmer(new lunr.Token(word)).toString()),
  stopWords: stopWords.filter(isStopWord),
  stopWordsElsewhere: vocabulary.filter(isStopWord),
}));
