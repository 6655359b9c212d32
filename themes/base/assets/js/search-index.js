// What a query finds: papers, with the scores of lunr 2.3.9, and how it was read.

import { fold } from "./lib/fold.js";
import { stem } from "./lib/stemmer.js";
import { isStopWord } from "./lib/tokenizer.js";
import { include, intersect } from "./facets.js";
import { parse } from "./query.js";
import { openFiles, SPOTS, unreachable } from "./search-files.js";

// As `word^10 word*` in lunr: what begins like the word being typed ranks below the word itself.
const PREFIX_BOOST = 0.1;
// What was not typed counts less than what was.
const GUESS_BOOST = 0.5;
// The paper whose id was typed comes first.
const ID_SCORE = 1000;
const MOST_LONGER = 8;
const MOST_PREFIX_FILES = 2;
const MOST_REPLACED = 4;
const MOST_EXPANDED = 1000;
const MOST_DROPS = 8;

const isPositive = ({ presence }) => presence !== "-";
const isScoring = (clause) => isPositive(clause) && clause.kind !== "filter";
const isId = ({ kind }) => kind === "id";
// One character is a word of the language, but not of the index.
const isHan = (word) => /^\p{Script=Han}$/u.test(word);
const isRequired = (group) => group.some((clause) => !isPositive(clause) ? group.length > 1
  : clause.presence || clause.kind === "phrase" || clause.kind === "filter");

// Few queries need it.
const guessing = () => import("./search-guess.js").catch(() => {
  throw unreachable();
});

/** The index below a URL that ends in a slash. */
export async function openIndex(base, fetchFile) {
  const files = await openFiles(base, fetchFile);
  const { manifest, names } = files;
  const { documents, facets } = manifest;
  const every = [...names.keys()];
  const stopWords = new Set(manifest.stopWords);
  const isStop = (word) => isStopWord(word) || stopWords.has(word);
  const newSet = () => new Uint8Array(documents);

  /**
   * What a text finds; `typing`: its last word may go on; `exact`: as lunr, without guesses.
   * Clauses get `scored`, pairs of a term and its boost, and `sets`: a paper suits a clause that
   * has, for one of them, a term of each of its lists.
   */
  async function find(text, typing, exact) {
    const query = parse(text, { names, every, facets, isStop, typing });
    const { notes } = query;
    const told = { notes, exact, replaced: [], missing: [], unknown: [], prefix: "" };
    const isOnly = !query.groups[1] && !query.groups[0]?.[1];
    const groups = await Promise.all(query.groups.map(async (group) =>
      (await Promise.all(group.map((clause) => resolve(clause, told, isOnly)))).flat()));
    // One after the other: only the first are replaced.
    for (const clause of groups.flat()) await mend(clause, told);
    if (!exact) groups.push(...(await synonymsOf(groups.flat())));
    const kept = groups.filter((group) => group.length > 0);
    const terms = kept.flat().filter(isPositive)
      .flatMap(({ scored }) => scored.map(([term]) => term));
    const found = await evaluate(kept, query.text);
    const { replaced, missing, unknown, prefix } = told;
    const reading = readingOf(kept);
    const reply = { reading, notes, replaced, missing, terms: [...new Set(terms)], prefix };
    return { ...found, text: query.text, groups: kept, unknown, reply };
  }

  /** How each piece of a text was read. */
  function readingOf(groups) {
    const reading = [];
    groups.forEach((clauses, group) => clauses.forEach((clause) => {
      const { text, at, kind, presence, parts, name, value, from, to } = clause;
      const last = reading.at(-1);
      if (at && last?.at === at) last.words.push(...parts);
      else {
        const fields = names.filter((_, field) =>
          clause.fields !== every && clause.fields.includes(field));
        const words = [...parts];
        reading.push({ text, at, kind, presence, group, fields, words, name, value, from, to });
      }
    }));
    return reading;
  }

  async function resolve(clause, told, isOnly) {
    const { kind, parts, joined, presence, boost, unfinished, otherwise } = clause;
    const made = { ...clause, scored: [], sets: [] };
    const score = (terms, factor = 1) =>
      made.scored.push(...terms.map((term) => [term, boost * factor]));
    if (kind === "filter") return filtered(made, told);
    if (kind === "id") {
      for (const id of parts) {
        if (!(await files.has(id))) continue;
        score([id]);
        return { ...made, parts: [id], sets: [[[id]]] };
      }
      if (otherwise) return Promise.all(otherwise.map((other) => resolve(other, told, isOnly)));
      told.missing.push(parts[0]);
      return made;
    }
    const expanded = (word) => expand(word, clause, told);
    const isContinued = unfinished && kind === "word" && isPositive(clause);
    const [lists, whole, longer] = await Promise.all([
      Promise.all(parts.map(expanded)),
      joined ? expanded(joined) : [],
      isContinued ? continued(parts.at(-1), told.exact, isOnly) : [],
    ]);
    score([...new Set([...lists.flat(), ...whole])]);
    score(longer, PREFIX_BOOST);
    if (longer[0]) told.prefix = parts.at(-1);
    return { ...made, sets: [lists, [whole], [...lists.slice(0, -1), longer]] };
  }

  /** Let others stand for the words of a clause that are not in the index. */
  async function mend({ kind, presence, parts, boost, unfinished, scored, sets }, told) {
    if (kind === "filter" || kind === "id" || presence === "-") return;
    const [lists, [whole], longer] = sets;
    for (const [at, word] of parts.entries()) {
      const others = at === parts.length - 1 ? longer.at(-1) : [];
      if (lists[at].length + whole.length + others.length > 0) continue;
      if (kind !== "wildcard") told.unknown.push(word);
      const isGuessed = kind === "word" && !presence && !told.exact &&
        (word.length > 2 || isHan(word)) && told.replaced.length < MOST_REPLACED;
      const guesses = isGuessed ? (await guessed(word)).slice(0, MOST_LONGER) : [];
      lists[at] = guesses.map(([term]) => term);
      scored.push(...lists[at].map((term) => [term, boost * GUESS_BOOST]));
      const by = guesses.map(([, , surface]) => surface);
      if (!by[0]) told.missing.push(word);
      else if (unfinished && by[0].startsWith(word)) told.prefix = word;
      else told.replaced.push({ word, by });
    }
  }

  async function filtered(made, { notes }) {
    const { name, value, from, to, unfinished } = made;
    const values = await files.facet(name);
    const valid = values.map(({ id }) => id);
    const isIn = ({ id }) => (name === "has" ? fold(id) === value : id >= from && id <= to);
    made.chosen = values.filter(isIn);
    if (name !== "has" || made.chosen.length > 0) return made;
    if (!unfinished) notes.push({ kind: "unknown-value", name: value, valid });
    return [];
  }

  async function expand(word, { kind, edits, text }, { exact, notes }) {
    const root = stem(word);
    const isWild = kind === "wildcard" && word.includes("*");
    if (!isWild && !edits) return (await files.has(root)) ? [root] : [];
    const { holds, isWithin } = await guessing();
    const [start, ...rest] = word.split("*");
    const found = await (isWild ? files.vocabulary(start, (term) => holds(term, start.length, rest))
      : files.vocabulary("", (term) => isWithin(root, term, edits)));
    if (found.length > MOST_EXPANDED && !exact) {
      found.length = MOST_EXPANDED;
      notes.push({ kind: "cut-terms", text });
    }
    return found.map(([term]) => term);
  }

  /** What begins as a word does that is being typed. */
  async function continued(word, exact, isOnly) {
    const found = await files.longer(word, exact ? Infinity : MOST_PREFIX_FILES) ??
      (isOnly ? await files.vocabulary(word) : []);
    return found.slice(0, exact ? Infinity : MOST_LONGER).map(([term]) => term);
  }

  const guessed = async (word) => (await guessing()).guess(files, word);

  async function synonymsOf(clauses) {
    const spaced = (words) => ` ${words.filter((word) => !isStop(word)).map(stem).join(" ")} `;
    const typed = spaced(clauses.flatMap((clause) =>
      (clause.kind === "word" && isPositive(clause) && clause.fields === every
        ? clause.parts : ["|"])));
    // One of stop words alone is never typed.
    const isTyped = (words) => words.some((word) => !isStop(word)) && typed.includes(spaced(words));
    const groups = [];
    for (const synonyms of manifest.synonyms.filter((group) => group.some(isTyped))) {
      const instead = spaced(synonyms.filter(isTyped).flat()).trim().split(" ");
      for (const parts of synonyms.filter((words) => !isTyped(words))) {
        const terms = spaced(parts).trim().split(" ");
        const lists = terms.map((term) => [term]);
        groups.push([{
          kind: "synonym", text: parts.join(" "), presence: "", fields: every, parts, sets: [lists],
          instead,
          scored: terms.map((term) => [term, GUESS_BOOST / terms.length]),
          // All in one field.
          among: terms[1] && await Promise.all(every.map((field) => having(lists, [field]))),
        }]);
      }
    }
    return groups;
  }

  async function evaluate(groups, text) {
    const scores = new Float64Array(documents);
    const fieldsAt = new Uint16Array(documents);
    const found = newSet();
    const clauses = groups.flat().filter(isScoring);
    const named = await score(clauses, scores, fieldsAt);
    if (manifest.coverage) await discount(groups, scores);
    for (const place of named) scores[place] += ID_SCORE;
    for (let place = 0; place < documents; place++) {
      if (!fieldsAt[place]) continue;
      found[place] = 1;
      // So that sums of the same weights in another order tie.
      scores[place] = Math.round(scores[place] * 1e9) / 1e9;
    }
    if (!clauses[0] && (groups[0] || !text)) found.fill(1);
    const sets = [];
    for (const group of groups) {
      if (!isRequired(group) && isPositive(group[0])) continue;
      const set = newSet();
      for (const clause of group) {
        const suits = await setOf(clause);
        const has = isPositive(clause) ? 1 : 0;
        for (let place = 0; place < documents; place++) if (suits[place] === has) set[place] = 1;
      }
      sets.push(set);
      // A paper may suit "word OR year:2019" without any word.
      if (group[1] && group.some(isScoring)) {
        set.forEach((has, place) => {
          found[place] |= has;
        });
      }
    }
    for (const set of sets) intersect(found, set);
    const fieldsOf = (place) => names.filter((_, field) => fieldsAt[place] >> field & 1);
    return { found, scores, fieldsOf, isScored: clauses.length > 0 };
  }

  /** The dot products of papers and query, field by field, over the length of the query. */
  async function score(clauses, scores, fieldsAt) {
    const vectors = names.map(() => new Map());
    for (const { kind, fields, scored } of clauses) {
      if (kind === "id") continue;
      for (const [term, boost] of scored) {
        for (const field of fields) {
          vectors[field].set(term, (vectors[field].get(term) ?? 0) + boost);
        }
      }
    }
    const lengths = vectors.map((vector) => Math.hypot(...vector.values()));
    const named = [];
    for (const { kind, fields, scored, among } of clauses) {
      for (const [term, boost] of scored) {
        for (const { field, places, weights } of await files.postings(term)) {
          if (!fields.includes(field)) continue;
          if (kind === "id") named.push(...places);
          // Weights are in thousandths.
          const factor = kind === "id" ? 0 : boost / lengths[field] / 1000 || 0;
          const allowed = among?.[field];
          for (let at = 0; at < places.length; at++) {
            const place = places[at];
            if (allowed && !allowed[place]) continue;
            scores[place] += factor * weights[at];
            fieldsAt[place] |= 1 << field;
          }
        }
      }
    }
    return named;
  }

  /** Beyond lunr: a paper that has more of a query comes before one that has some of it often. */
  async function discount(groups, scores) {
    const synonyms = groups.flat().filter(({ instead }) => instead);
    const shares = new Float64Array(documents);
    let whole = 0;
    for (const group of groups) {
      const own = group.filter((clause) => isScoring(clause) && !clause.instead && !isId(clause));
      const terms = own.flatMap(({ scored }) => scored.map(([term]) => term));
      const others = synonyms.filter(({ instead }) => instead.some((term) => terms.includes(term)));
      const has = newSet();
      let weight = 0;
      for (const { scored, fields, among, instead } of [...own, ...others]) {
        for (const [term, boost] of scored) {
          const postings = await files.postings(term);
          if (!instead) weight = Math.max(weight, boost * (postings.idf ?? 0));
          for (const { field, places } of postings) {
            if (!fields.includes(field)) continue;
            for (const place of places) if (!among || among[field][place]) has[place] = 1;
          }
        }
      }
      whole += weight;
      has.forEach((yes, place) => {
        if (yes) shares[place] += weight;
      });
    }
    if (whole) scores.forEach((score, place) => {
      scores[place] = score * (shares[place] / whole) ** manifest.coverage;
    });
  }

  async function setOf({ kind, chosen, fields, sets, parts, offsets }) {
    const set = newSet();
    if (kind === "filter") for (const { places } of chosen) include(set, places);
    else if (kind === "phrase") await includePhrase(set, fields, parts, offsets);
    else {
      for (const lists of sets) {
        (await having(lists, fields)).forEach((has, place) => {
          set[place] |= has;
        });
      }
    }
    return set;
  }

  /** The papers with a term of each list in these fields. */
  async function having(lists, fields) {
    const set = newSet().fill(1);
    for (const terms of lists) {
      const some = newSet();
      for (const term of terms) {
        for (const { field, places } of await files.postings(term)) {
          if (fields.includes(field)) include(some, places);
        }
      }
      intersect(set, some);
    }
    return set;
  }

  async function includePhrase(set, fields, parts, offsets) {
    const known = await Promise.all(parts.map((word) => files.placed(stem(word))));
    for (const field of fields) {
      const starts = known.map((postings, at) => {
        const { spots = [] } = postings.find((posting) => posting.field === field) ?? {};
        return spots.map((spot) => spot - offsets[at]);
      });
      starts.sort((a, b) => a.length - b.length);
      const both = (few, many) => {
        let at = 0;
        return few.filter((start) => {
          while (many[at] < start) at++;
          return many[at] === start;
        });
      };
      include(set, starts.reduce(both).map((start) => Math.floor(start / SPOTS)));
    }
  }

  /** What else might be asked where nothing was found; `count` counts the papers of a set. */
  async function suggest({ text, groups, unknown }, count) {
    const nearest = new Map();
    for (const word of unknown.slice(0, MOST_REPLACED)) {
      const { near } = await guessing();
      const [close] = [...(await near(files, word, 1)), ...(await near(files, word, 2))];
      if (close) nearest.set(word, close[2]);
    }
    const mended = (word) => nearest.get(fold(word)) ?? word;
    const spelling = text.replace(/[\p{L}\p{M}\p{N}]+/gu, mended);
    const drops = [];
    for (const group of groups.filter(isRequired).slice(0, MOST_DROPS)) {
      const rest = groups.filter((other) => other !== group);
      const total = rest[0] ? await count((await evaluate(rest, text)).found) : 0;
      if (total) drops.push({ text: text.slice(group[0].at[0], group.at(-1).at[1]), total });
    }
    return { spelling: spelling === text ? "" : spelling, drops };
  }

  return { files, find, suggest };
}
