// The language of queries: from what is typed to clauses. Any text is a query.

import { fold } from "./lib/fold.js";
import { placedWords, plainTex } from "./lib/tokenizer.js";

// Signs, a field, then a phrase with what follows it, or anything up to a space or a quote.
const PIECE = /([+-]*)(?:([\p{L}_]+):(?=[^\s:/]))?(?:"([^"]*)"?([~^][^\s"]*)?|([^\s"]+))/gu;
const ALIASES = {
  author: "authors", topic: "topics", keyword: "keywords", collection: "collections", id: "ids",
  doi: "ids", arxiv: "ids",
};
const FILTERS = ["year", "has"];
const LONGEST_ID = 200;
const MOST_WORDS = 64;
const MOST_PIECES = 200;
// A letter that nobody types holds the place of "*" while words are told apart.
const STAR = "ꙮ";
const STARS = /ꙮ+/g;

/**
 * A query as {text, groups, notes}. A group is an array of clauses {kind, text, at, presence: "",
 * "+" or "-", fields, boost, parts}, of which one has to be met where the group is required:
 * word, wildcard or fuzzy (`edits`): all `parts`, or `joined`; `unfinished`: the last may go on;
 * phrase: `parts` at `offsets`; filter: `name` with `from` and `to`, or `value`;
 * id: the first of `parts` that exists, else the clauses in `otherwise`.
 * @param {string} typed
 * `names` of fields, `every` number of them, `facets` of the shelf.
 */
export function parse(typed, { names, every, facets, isStop, typing }) {
  const text = plainTex(typed).replace(/[“”„«»]/g, '"').trimStart();
  const groups = [];
  const notes = [];
  const stopped = [];
  const seen = new Set();
  const filters = FILTERS.filter((name) => name in facets);
  let count = 0;
  let isCut = false;
  let former;
  let joins;

  function kept(words) {
    const own = words.filter((word) => !isStop(word));
    if (own.length === 0) stopped.push(...words);
    return own.filter((word) => {
      if (seen.size < MOST_WORDS) seen.add(word);
      isCut ||= !seen.has(word);
      return seen.has(word);
    });
  }

  function phrase(piece, quoted) {
    const placed = placedWords(quoted);
    // A joined form stands beside its first part, which will do.
    const words = placed.filter(([, place], at) => place !== placed[at - 1]?.[1]);
    const all = kept(words.map(([word]) => word));
    if (all.length === 0) return [];
    if (!all[1]) return [{ ...piece, kind: "word", presence: piece.presence || "+", parts: all }];
    const own = words.filter(([word]) => all.includes(word));
    const parts = own.map(([word]) => word);
    const offsets = own.map(([, place]) => place - own[0][1]);
    return [{ ...piece, kind: "phrase", parts, offsets }];
  }

  function words(piece, bare, edits, unfinished) {
    const clauses = [];
    const placed = placedWords(bare.replaceAll("*", STAR)).slice(0, MOST_PIECES);
    for (const [starred, place] of placed) {
      const word = starred.replace(STARS, "*");
      const last = clauses.at(-1);
      if (last?.place === place) last.joined = word;
      else if (word === "*") continue;
      else if (last?.parts.join("").length < last?.joined.length) last.parts.push(word);
      else clauses.push({ ...piece, place, joined: "", parts: [word], edits });
    }
    for (const clause of clauses) {
      const { parts } = clause;
      clause.unfinished = unfinished && clause === clauses.at(-1);
      // "the" alone may become "theory".
      const isBegun = clause.unfinished && parts[0] === text.toLowerCase();
      if (!isBegun) clause.parts = kept(parts);
      const isWild = [...parts, clause.joined].some((word) => word.includes("*"));
      clause.kind = isWild ? "wildcard" : edits ? "fuzzy" : "word";
    }
    return clauses.filter(({ parts }) => parts.length > 0);
  }

  function filter(piece, name, value, unfinished) {
    const clause = { ...piece, kind: "filter", name };
    if (name === "has") return [{ ...clause, value: fold(value), unfinished }];
    const [whole, first, dots, last] = /^(\d{1,4})?(\.\.|-)?(\d{1,4})?$/.exec(value) ?? [];
    if (whole && (first || last) && (dots || !last) && !(unfinished && value.length < 4)) {
      const [from, to] = [first ?? 0, last ?? (dots ? 9999 : first)].map(Number);
      return [{ ...clause, from: Math.min(from, to), to: Math.max(from, to) }];
    }
    if (!unfinished) notes.push({ kind: "bad-year", text: value });
    return [];
  }

  function clausesOf({ 0: whole, 1: signs, 2: name, 3: quoted, 4: after = "", 5: word, index }) {
    const at = [index, index + whole.length];
    const isLast = Boolean(typing) && at[1] === text.length;
    const presence = signs.length === 1 ? signs : "";
    const tail = word ? /[~^][\d.~^]*$/.exec(word.slice(-24))?.[0] ?? "" : after;
    const boost = Math.min(/\^(\d+\.?\d*|\.\d+)/.exec(tail)?.[1] ?? 1, 1000);
    const edits = Math.min(/~(\d+)/.exec(tail)?.[1] ?? 0, 2);
    const bare = word?.slice(0, word.length - tail.length);
    const piece = { text: whole, at, presence, fields: every, boost, parts: [] };
    const clauses = [];
    if (name) {
      const lower = name.toLowerCase();
      if (filters.includes(lower)) return filter(piece, lower, quoted ?? word, isLast);
      const field = names.indexOf(ALIASES[lower] ?? lower);
      if (field >= 0) piece.fields = [field];
      else {
        notes.push({ kind: "unknown-field", name, valid: [...new Set([...names, ...filters])] });
        clauses.push(...words(piece, name, 0));
      }
    }
    if (word === undefined) return clauses.concat(phrase(piece, quoted));
    const found = () => words(piece, bare, edits, isLast && /[\p{L}\p{M}\p{N}]{2}$/u.test(word));
    const fields = [names.indexOf("ids")];
    const [ids, isId] = idsOf(bare.slice(0, LONGEST_ID));
    const isField = piece.fields !== every;
    const id = { ...piece, kind: "id", fields, parts: ids, otherwise: [] };
    if (isField && piece.fields[0] === fields[0]) return [{ ...id, otherwise: undefined }];
    if (fields[0] >= 0 && !isField) {
      if (isId) return [{ ...id, otherwise: found() }];
      const isLikely = /\d/.test(bare) && /[./:-]/.test(bare) && presence !== "-";
      if (isLikely) groups.push([{ ...id, presence: "" }]);
    }
    return clauses.concat(found());
  }

  for (const match of text.matchAll(PIECE)) {
    if (match[0] === "OR") {
      joins = former;
      continue;
    }
    isCut ||= ++count > MOST_PIECES;
    if (isCut) break;
    const clauses = clausesOf(match);
    if (joins) joins.push(...clauses);
    else groups.push(...clauses.map((clause) => [clause]));
    former = clauses.length > 0 ? joins ?? groups.at(-1) : undefined;
    joins = undefined;
  }
  if (isCut) notes.push({ kind: "cut" });
  if (groups.length === 0 && stopped.length > 0) notes.push({ kind: "stop-words", words: stopped });
  return { text, groups, notes };
}

/** The forms that a piece of text has as an id, and whether it can be little else. */
function idsOf(piece) {
  const text = fold(piece).replace(/^[(<[]+|[)>\].,;]+$/g, "");
  const path = text.replace(
    /^(https?:..)?(www\.|dx\.)?((doi|arxiv|aclanthology|aclweb)\.org|openreview\.net)\//, "");
  const bare = path === text ? text.replace(/^(doi|arxiv):/, "") : path
    .replace(/^(abs|pdf|html|anthology)\/|^(forum|pdf)\?id=/, "").replace(/[?&#].*|\/$/, "");
  const id = bare.replace(/^(\d{4}\.\d{4,5}|[a-z.-]+\/\d{7})(v\d+)?(\.pdf)?$/, "$1")
    .replace(/^([^/]+)\.pdf$/, "$1");
  const isbn = /^[\dx-]{8,17}$/.test(id) ? id.replaceAll("-", "") : id;
  const isId = bare !== text || /^10\.\d{4,9}\/.|^\d{4}\.\d{4,5}$|^[a-z.-]+\/\d{7}$/.test(id);
  return [[...new Set([id, isbn, id.replace(/^10\.48550\/arxiv\./, "")])], isId];
}
