// The real lunr.js and our reader over the same papers: a line of questions in, one of answers out.

import { createInterface } from "node:readline";

import lunr from "lunr";

import { stem } from "../../themes/base/assets/js/lib/stemmer.js";
import { openShelf } from "./shelf.mjs";

const SHOWN = 20;
const TIE = 1e-6;

const lunrStem = (word) => lunr.stemmer(new lunr.Token(word)).toString();

/** The clauses as lunr's own parser reads them, and whether it stems all words as we do. */
function parsed(text, fields) {
  const { clauses } = new lunr.QueryParser(text, new lunr.Query(fields)).parse();
  const stemmed = clauses.filter(({ usePipeline }) => usePipeline);
  return { clauses, alike: stemmed.every(({ term }) => lunrStem(term) === stem(term)) };
}

/** Ask lunr with our stems where its own differ. */
function askLunr(index, text) {
  const { clauses, alike } = parsed(text, index.fields);
  if (alike) return { found: index.search(text), whole: true };
  const found = index.query((query) => {
    for (const clause of clauses) {
      const term = clause.usePipeline ? stem(clause.term) : clause.term;
      query.clause({ ...clause, term, usePipeline: false });
    }
  });
  return { found, whole: false };
}

/** A word being typed: what begins like it ranks below the word itself. */
function askLunrTyping(index, word) {
  const found = index.query((query) => {
    query.term(stem(word), { usePipeline: false });
    query.term(`${word}*`, { usePipeline: false, boost: 0.1 });
  });
  return { found, whole: false };
}

/** The best results with all that tie with the last of them. */
function best(results) {
  const last = results[Math.min(SHOWN, results.length) - 1]?.[1];
  return results.filter(([, score]) => score >= last - TIE);
}

async function answers({ files, index, queries, typed }) {
  const real = lunr.Index.load(index);
  const { ask, slugs } = openShelf((name) => files[name]);
  const { documents: count } = await ask({ type: "open" });
  const documents = (await slugs([...Array(count).keys()])).map(Number);
  async function compare(text, { found, whole }, typing) {
    const reply = await ask({ type: "search", text, typing, limit: count, exact: true });
    if (reply.type !== "answer") return { text, error: reply.message };
    const lunrs = found.map(({ ref, score }) => [Number(ref), score]);
    const ours = reply.results.map(({ place, score }) => [documents[place], score]);
    const known = new Set(ours.map(([document]) => document));
    return {
      text,
      whole,
      totals: [ours.length, lunrs.length],
      lost: lunrs.filter(([document]) => !known.has(document)).length,
      lunr: best(lunrs),
      ours: ours.slice(0, SHOWN),
    };
  }
  const answered = [];
  for (const text of queries) answered.push(await compare(text, askLunr(real, text), false));
  for (const text of typed) answered.push(await compare(text, askLunrTyping(real, text), true));
  return answered;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answers(JSON.parse(line)))}\n`);
}
