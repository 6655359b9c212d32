// The files of the search: loaded and decoded when asked for, forgotten when room is short.

import { VALUES, reader, signed } from "./lib/digits.js";

const VERSION = 3;
const ROOM_BYTES = 40e6;

function ascending(next) {
  const places = new Uint32Array(next());
  for (let at = 0, place = -1; at < places.length; at++) places[at] = place += next() + 1;
  return places;
}

const begunBy = (other, item) => other.slice(0, VALUES[item.charCodeAt(0)]) + item.slice(1);

function readTerms(text) {
  let term = "";
  return text ? text.split(" ").map((item) => (term = begunBy(term, item))) : [];
}

/** The words that each paper has in the longest field. */
function readLengths({ documents, longest: [, steps] }) {
  const lengths = new Uint32Array(documents);
  const next = reader(steps);
  for (let length = 0, at = 0; at < documents;) {
    length += next();
    lengths.fill(length, at, (at += next()));
  }
  return lengths;
}

/** For each field of a term: places, weights in thousandths as lunr 2.3.9 has them, and spots. */
function readPostings({ documents, fields, longest }, lengths, gaps, weights, positions) {
  const postings = [];
  let next = reader(gaps);
  let total = 0;
  for (let field; (field = next()) >= 0; ) {
    const places = ascending(next);
    total += places.length;
    postings.push({ field, places });
  }
  const idf = Math.log(1 + Math.abs((documents - total + 0.5) / (total + 0.5)));
  next = reader(weights);
  const step = reader(positions ?? "");
  for (const posting of postings) {
    const [, boost, words] = fields[posting.field];
    let length = Math.floor(words / documents);
    posting.weights = new Uint32Array(posting.places.length);
    posting.spots = [];
    posting.places.forEach((place, at) => {
      const code = next();
      let times = code + 1;
      if (posting.field === longest[0]) {
        length = lengths[place];
      } else {
        length += signed(Math.floor(code / 3));
        times = code % 3 < 2 ? code % 3 + 1 : next() + 3;
      }
      const norm = 1.2 * (0.25 + 0.75 * (length / (words / documents))) + times;
      posting.weights[at] = Math.round(idf * (2.2 * times) / norm * boost * 1000);
      if (positions === undefined) return;
      for (let time = 0, spot = place * SPOTS; time < times; time++) {
        posting.spots.push(spot += step());
      }
    });
  }
  return Object.assign(postings, { idf });
}

/** Where a word stands is told by `place * SPOTS + position`. */
export const SPOTS = 65536;

/** A failure that readers are told about; `code`: unreachable, broken or outdated. */
class SearchError extends Error {
  constructor(code, message, status) {
    super(message);
    Object.assign(this, { code, status });
  }
}

export const unreachable = (status) =>
  new SearchError("unreachable", "The search index could not be loaded.", status);

export const outdated = () =>
  new SearchError("outdated", "The site has been updated, please reload.");

/** The files below a URL that ends in a slash. */
export async function openFiles(base, fetchFile) {
  const kept = new Map(); // The least recently used first.
  let bytes = 0;

  async function load(name, make, cache) {
    let response;
    let text;
    try {
      response = await fetchFile(new URL(name, base), { cache });
      if (response.ok) text = await response.text();
    } catch {
      // No response.
    }
    if (text === undefined) {
      throw unreachable(response?.status);
    }
    try {
      const made = make(JSON.parse(text));
      grow(name, 2 * text.length);
      return made;
    } catch {
      throw new SearchError("broken", "The search index cannot be read.");
    }
  }

  function grow(name, more) {
    const grown = kept.get(name);
    if (!grown) return;
    grown.bytes += more;
    bytes += more;
    for (const [other, one] of kept) {
      if (bytes <= ROOM_BYTES) return;
      if (!one.bytes || one === grown) continue;
      bytes -= one.bytes;
      kept.delete(other);
    }
  }

  const pathOf = (name) => `${manifest.folder}/${name}.json`;

  function file(name, make = (content) => content) {
    const path = pathOf(name);
    const one = kept.get(path) ?? { bytes: 0, made: load(path, make, "default") };
    kept.delete(path);
    kept.set(path, one);
    // So that a retry loads it again.
    one.made.catch(() => kept.delete(path));
    return one.made;
  }

  const shard = (name) => file(name, (content) => {
    const terms = readTerms(content.terms);
    const made = { terms, decoded: [] };
    for (const column of name.startsWith("positions") ? ["positions"] : ["gaps", "weights"]) {
      made[column] = content[column].split(" ");
      if (made[column].length !== terms.length) throw new TypeError();
    }
    return made;
  });

  async function find(term, ...kinds) {
    let found = { at: -1 };
    for (const kind of kinds) {
      if (!manifest[kind].length) continue;
      const name = `${kind}-${fileOf(manifest[kind], term)}`;
      const content = await shard(name);
      found = { ...content, name, at: content.terms.indexOf(term) };
      if (found.at >= 0) break;
    }
    return found;
  }

  /** A term where it most likely is, or else among the rare ones. */
  const findTerm = (term) => find(term, "terms", "rare");

  /** The files of a kind that may have terms with a prefix. */
  function beginning(kind, prefix) {
    const first = fileOf(manifest[kind], prefix);
    const last = fileOf(manifest[kind], `${prefix}\uffff`);
    return manifest[kind].map((_, at) => `${kind}-${at}`).slice(Math.max(first, 0), last + 1);
  }

  // The only file whose name stays when its content changes.
  const manifest = await load("manifest.json", (content) => content, "no-cache");
  if (manifest?.version !== VERSION) throw outdated();
  const lengths = readLengths(manifest);

  return {
    manifest,
    names: manifest.fields.map(([name]) => name),

    has: async (term) => (await findTerm(term)).at >= 0,

    async postings(term) {
      const { decoded, gaps, weights, name, at } = await findTerm(term);
      if (at < 0) return [];
      if (!decoded[at]) {
        decoded[at] = readPostings(manifest, lengths, gaps[at], weights[at]);
        grow(pathOf(name), 8 * gaps[at].length);
      }
      return decoded[at];
    },

    /** The postings of a term with its spots; not kept. */
    async placed(term) {
      const [{ gaps, weights, at }, other] =
        await Promise.all([findTerm(term), find(term, "positions")]);
      return at < 0 || other.at < 0
        ? [] : readPostings(manifest, lengths, gaps[at], weights[at], other.positions[other.at]);
    },

    /** The terms with a prefix, commonest first; null if more than `most` files may have them. */
    async longer(prefix, most) {
      // Rare terms would hardly count.
      const kinds = most === Infinity ? ["terms", "rare"] : ["terms"];
      const shards = kinds.flatMap((kind) => beginning(kind, prefix));
      if (shards.length > most) return null;
      const found = await Promise.all(shards.map((name) => shard(name)));
      return commonest(found.flatMap(({ terms, gaps }) => terms
        .map((term, at) => [term, gaps[at].length]).filter(([term]) => term.startsWith(prefix))));
    },

    /** [term, count, commonest word] with a prefix for which test(term, word), commonest first. */
    async vocabulary(prefix, test = () => true) {
      const found = [];
      const names = beginning("vocabulary", prefix);
      for (const { terms, words, counts } of await Promise.all(names.map((name) => file(name)))) {
        const next = reader(counts);
        const shown = words.split(" ");
        readTerms(terms).forEach((term, at) => {
          const count = next();
          if (!term.startsWith(prefix)) return;
          const word = shown[at] ? begunBy(term, shown[at]) : term;
          if (test(term, word)) found.push([term, count, word]);
        });
      }
      return commonest(found);
    },

    async card(place) {
      return (await file(`cards-${Math.floor(place / manifest.block)}`))[place % manifest.block];
    },

    facet: (name) => file(`facet-${name}`, ({ values, papers }) => values.map(([id, label], at) =>
      ({ id, label, places: ascending(reader(papers[at])) }))),

    order: (name) => file(`order-${name}`, ({ places }) => {
      const next = reader(places);
      let place = 0;
      return Uint32Array.from({ length: manifest.documents }, () => (place += signed(next())));
    }),
  };
}

/** The last file that begins at or before a term; -1 without files. */
const fileOf = (starts, term) => starts.findLastIndex((start) => start <= term);

const commonest = (found) => found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
