// The files of the map, as papershelf/map_files.py writes them.

import { reader, signed } from "./lib/digits.js";

const FORMAT = 1;
const GRID = 65536;

/** What readers are told of a failure: the name of a sentence. */
class MapError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

async function load(address) {
  let response;
  try {
    response = await fetch(address);
  } catch {
    throw new MapError("failed");
  }
  // The folder is named by what is in it: one that is gone belongs to a site that is gone.
  if (!response.ok) throw new MapError(response.status === 404 ? "outdated" : "failed");
  try {
    return await response.json();
  } catch {
    throw new MapError("failed");
  }
}

function places(text, count) {
  const next = reader(text);
  const found = new Float32Array(count);
  for (let at = 0, place = 0; at < count; at++) found[at] = (place += signed(next())) / GRID;
  return found;
}

function column(text, count) {
  const next = reader(text);
  return Uint8Array.from({ length: count }, () => next());
}

/** Where the papers are, from 0 to 1, the number of each one's colour, and their cards. */
export async function openMap(folder) {
  const { version, papers, block, x, y, colours } = await load(new URL("spots.json", folder));
  if (version !== FORMAT) throw new MapError("outdated");
  const kept = new Map();

  function cards(number) {
    if (!kept.has(number)) {
      const loaded = load(new URL(`cards-${number}.json`, folder));
      // So that another look tries again.
      loaded.catch(() => kept.delete(number));
      kept.set(number, loaded);
    }
    return kept.get(number);
  }

  return {
    count: papers,
    x: places(x, papers),
    y: places(y, papers),
    colours: Object.fromEntries(
      Object.entries(colours).map(([name, text]) => [name, column(text, papers)]),
    ),

    async card(place) {
      const rows = await cards(Math.floor(place / block));
      const [slug, title, authors, more, venue, topics] = rows[place % block];
      return { slug, title, authors, more, venue, topics };
    },
  };
}
