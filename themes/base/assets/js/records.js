// What the shelf says of papers, from small files that hold a few papers each.

import { bucketOf } from "./lib/buckets.js";

const AT_ONCE = 6;
const LONGEST_ID = 300;

/**
 * Looks papers up in the files of the shelf; what was read stays read.
 * @param {string} folder the address of the files
 * @param {number} count how many there are
 * @param {(address: string) => Promise<Response>} ask
 */
export function openRecords(folder, count, ask = (address) => fetch(address)) {
  const files = new Map();

  async function load(bucket) {
    const response = await ask(new URL(`${bucket}.json`, folder).href);
    // The number of files is part of their address: where one is missing the shelf has changed.
    if (response.status === 404) return "outdated";
    if (!response.ok) return "unreachable";
    files.set(bucket, readFile(await response.json()));
    return "read";
  }

  async function loadAll(buckets, progress) {
    const waiting = [...buckets];
    const failures = new Map();
    let done = 0;
    const work = async () => {
      for (let bucket = waiting.pop(); bucket !== undefined; bucket = waiting.pop()) {
        const told = await load(bucket).catch(() => "unreachable");
        if (told !== "read") failures.set(bucket, told);
        done += 1;
        progress(done / buckets.length);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return failures;
  }

  return {
    /**
     * Look up papers by id, or by one that they had before.
     * @param {Iterable<string>} ids
     * @param {(share: number) => void} [progress] told how far it is, from 0 to 1
     * @returns {Promise<{found: Map<string, object>, gone: string[], failed: string[],
     *   outdated: boolean}>} `found`: papers by the id that was asked for; `gone`: ids of no paper
     *   here; `failed`: those of which nothing could be learned; `outdated`: whether that is
     *   because the site has changed
     */
    async find(ids, progress = () => {}) {
      const result = { found: new Map(), gone: [], failed: [], outdated: false };
      // Each id with the one to look for now and those that led there.
      let open = [...new Set(ids)].map((id) => ({ id, now: id, seen: new Set([id]) }));
      while (open.length) {
        const [known, unknown] = parted(open, ({ now }) => isId(now));
        result.gone.push(...unknown.map(({ id }) => id));
        const wanted = new Set(known.map(({ now }) => bucketOf(now, count)));
        const missing = [...wanted].filter((bucket) => !files.has(bucket));
        const failures = await loadAll(missing, progress);
        open = [];
        for (const search of known) {
          const bucket = bucketOf(search.now, count);
          const file = files.get(bucket);
          const next = file?.aliases.get(search.now);
          if (!file) {
            result.failed.push(search.id);
            result.outdated ||= failures.get(bucket) === "outdated";
          } else if (file.papers.has(search.now)) {
            result.found.set(search.id, file.papers.get(search.now));
          } else if (next !== undefined && !search.seen.has(next)) {
            open.push({ id: search.id, now: next, seen: search.seen.add(next) });
          } else {
            result.gone.push(search.id);
          }
        }
      }
      return result;
    },
  };
}

// `{formats, papers, aliases}`: each paper with its pieces by the name of their format.
function readFile({ formats, papers, aliases }) {
  const byId = new Map(papers.map(({ pieces, ...paper }) => {
    return [paper.id, { ...paper, pieces: new Map(formats.map((name, at) => [name, pieces[at]])) }];
  }));
  return { papers: byId, aliases: new Map(aliases) };
}

function parted(items, test) {
  return [items.filter(test), items.filter((item) => !test(item))];
}

const isId = (id) => id.length > 0 && id.length <= LONGEST_ID;
