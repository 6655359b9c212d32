import assert from "node:assert/strict";
import { test } from "node:test";

import lunr from "lunr";

import { stem } from "../../themes/base/assets/js/lib/stemmer.js";
import { createService } from "../../themes/base/assets/js/search-service.js";
import { BASE, makeFiles, serve } from "./site.js";

const WORDS = `alpha alpine alps beta bets better gamma games gam delta deltas abc acb bca abcd acbd
ab ba`.split(/\s/);

let seed = 7;
function below(limit) {
  seed = (seed * 48271) % 2147483647;
  return seed % limit;
}
const pick = (list) => list[below(list.length)];
const many = (most, make) => Array.from({ length: 1 + below(most) }, make);
const text = (most) => many(most, () => pick(WORDS)).join(" ");

function piece() {
  const word = pick(WORDS);
  const forms = [
    word, word, "zzz", `${word.slice(0, 1 + below(4))}*`, `*${word.slice(1)}`,
    `${word[0]}*${word.at(-1)}`, `${word}~1`, `${word}~2`, `${word}^${below(9)}`,
  ];
  return pick(["", "", "", "+", "-"]) + pick(["", "", "", "title:", "authors:"]) + pick(forms);
}

function lunrOf(papers, boosts) {
  const builder = new lunr.Builder();
  const stemmed = (token) => token.update(stem);
  lunr.Pipeline.registerFunction(stemmed, "stemmed");
  builder.pipeline.add(stemmed);
  builder.searchPipeline.add(stemmed);
  for (const [name, boost] of Object.entries(boosts)) builder.field(name, { boost });
  papers.forEach((paper, id) => builder.add({ id, ...paper }));
  return builder.build();
}

test("papers and scores are those of lunr", async () => {
  for (let round = 0; round < 30; round += 1) {
    const papers = many(15, () => ({ title: text(4), authors: text(3), abstract: text(9) }));
    const boosts = { title: 1 + below(10), authors: 1, abstract: 1 + below(3) };
    const theirs = lunrOf(papers, boosts);
    const answer = createService(serve(makeFiles(papers, { boosts })));
    for (let number = 0; number < 30; number += 1) {
      const query = many(4, piece).join(" ");
      const request = { type: "search", files: BASE, text: query, limit: 99, exact: true };
      const { results } = await answer(request);
      const scores = new Map(results.map(({ place, score }) => [place, score]));
      const expected = theirs.search(query);
      assert.equal(results.length, expected.length, query);
      for (const { ref, score } of expected) {
        assert.ok(Math.abs(scores.get(Number(ref)) - score) < 1e-3, query);
      }
    }
  }
});
