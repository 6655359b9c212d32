// What a reader keeps about papers: in this browser alone, on one device.
//
// One key holds it all: `{version: 1, papers: {id: entry}}`. An entry is
// `{title, facts, star?, read?, hidden?, basket?, note?, noted?, changed}`: title and facts are texts
// to show without asking the shelf, each mark is the time at which it was set, `noted` that of the
// note. Times are in milliseconds and only order. An id is the last part of the address of a paper's
// page, decoded: `vinyals-2015-pointer-networks`.

// The pages of a site lie above its assets, wherever the site does; several may share one origin.
const ROOT = new URL("../../../", import.meta.url);
/** Where everything is kept; what could not be read lies under the same name with `:damaged`. */
export const KEY = `papershelf-papers:${ROOT.pathname}`;
export const DAMAGED_KEY = `${KEY}:damaged`;
export const KINDS = ["star", "read", "hidden", "basket"];
export const MOST_PAPERS = 20_000;
/** Characters. */
export const LONGEST_NOTE = 20_000;
const LONGEST_TEXT = 1_000;
const LONGEST_ID = 300;
const VERSION = 1;
// Clocks of two devices are never quite the same.
const DAY_MS = 24 * 60 * 60 * 1000;

// Each step takes what the version of its place wrote to the next.
const STEPS = [
  // Before there were versions: `{id: entry}`, with marks that were true or times.
  (papers) => ({ version: 1, papers: mapped(papers, dated) }),
];

/** The storage of this browser, or null where it is blocked. */
export function browserStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/**
 * What is known about papers. Every change reads the storage anew, so that tabs keep each other's;
 * what cannot be written lasts as long as the page. Changes return whether they were made.
 * @param {Storage|null} storage null where there is none
 * @param {{now?: () => number, target?: EventTarget}} world the clock, and who hears of other tabs
 */
export function openStore(storage = browserStorage(), { now = Date.now, target = globalThis } = {}) {
  return new Store(storage, now, target);
}

class Store {
  #storage;
  #now;
  #listeners = new Set();
  // What could not be written, by id; null for what is to go.
  #unwritten = new Map();
  // Why not: "memory" or "full".
  #why = "full";
  // The text that was read last, and what it said.
  #text;
  #said;

  constructor(storage, now, target) {
    this.#storage = storage;
    this.#now = now;
    target.addEventListener?.("storage", ({ key }) => {
      if (key === KEY || key === null) this.#tell();
    });
    // Browsers keep the page that was left for the way back, where it hears nothing.
    target.addEventListener?.("pageshow", ({ persisted }) => {
      if (persisted) this.#tell();
    });
  }

  /**
   * How it is kept: "kept"; "memory", as long as the page, for storage is blocked; "full", the same
   * for want of room; "damaged", what was found could not all be read and is kept aside; "newer",
   * a newer version wrote it: shown and never changed.
   */
  get state() {
    const { version } = this.#read();
    if (!this.#storage) return "memory";
    if (version > VERSION) return "newer";
    if (this.#unwritten.size) return this.#why;
    return this.damaged() === null ? "kept" : "damaged";
  }

  /** All papers with anything to them: a new Map from id to entry. */
  papers() {
    const papers = new Map(this.#read().papers);
    for (const [id, entry] of this.#unwritten) {
      if (entry) papers.set(id, entry);
      else papers.delete(id);
    }
    return papers;
  }

  /** The entry of a paper, or undefined. */
  get(id) {
    const entry = this.#unwritten.get(id);
    return entry === undefined ? this.#read().papers.get(id) : entry ?? undefined;
  }

  /** How many papers have a kind. */
  count(kind) {
    let count = 0;
    for (const entry of this.papers().values()) count += Number(kind in entry);
    return count;
  }

  /**
   * Set a mark on a paper, or take it off.
   * @param {string} id
   * @param {"star"|"read"|"hidden"|"basket"} kind
   * @param {boolean} on
   * @param {{title: string, facts: string}} [about] what is known without an earlier entry
   */
  mark(id, kind, on, about) {
    return this.#change(id, about, (entry, time) => {
      if (!on) delete entry[kind];
      else entry[kind] ??= time;
    });
  }

  /** Set marks of one kind on many papers, of `[id, about]`, at once; those over the limit are left. */
  markAll(papers, kind, on = true) {
    return this.#replace((kept) => {
      const time = after(kept, this.#now());
      for (const [id, about] of papers) {
        const entry = { ...blank(about), ...kept.get(id), changed: time };
        if (!on) delete entry[kind];
        else entry[kind] ??= time;
        put(kept, id, entry);
      }
    });
  }

  /** Write a note on a paper, of at most `LONGEST_NOTE` characters; an empty one is none. */
  note(id, text, about) {
    return this.#change(id, about, (entry, time) => {
      delete entry.note;
      delete entry.noted;
      if (text.trim()) Object.assign(entry, { note: text.slice(0, LONGEST_NOTE), noted: time });
    });
  }

  /**
   * Bring in papers from elsewhere: iterable pairs of id and entry, neither to be trusted. Marks of
   * both sides stay, of two notes the newer one; nothing is taken away.
   * @returns {{added: number, changed: number, same: number, refused: number}} numbers of papers;
   * all are refused where nothing may be changed
   */
  merge(entries) {
    const told = { added: 0, changed: 0, same: 0, refused: 0 };
    const time = this.#now();
    const made = this.#replace((kept) => {
      for (const [id, value] of entries) {
        const { entry } = entryOf(id, value);
        const here = kept.get(id);
        const both = entry && (here ? merged(here, entry, time) : clamped(entry, time));
        if (!entry || !put(kept, id, both)) told.refused += 1;
        else if (!here) told.added += 1;
        else told[equal(here, both) ? "same" : "changed"] += 1;
      }
    });
    return made ? told : { added: 0, changed: 0, same: 0, refused: [...entries].length };
  }

  /** Move what is known of a paper to its new id. */
  rename(from, to) {
    return this.#replace((kept) => {
      const [old, entry] = [kept.get(from), kept.get(to)];
      if (!old || from === to) return;
      kept.delete(from);
      put(kept, to, entry ? merged(entry, old, this.#now()) : old);
    });
  }

  /** Take kinds (or "note") off all papers; without kinds forget everything, what lies aside too. */
  clear(kinds) {
    if (kinds) {
      return this.#replace((kept) => {
        const time = after(kept, this.#now());
        for (const [id, entry] of kept) {
          const fields = kinds.flatMap((kind) => (kind === "note" ? ["note", "noted"] : [kind]));
          if (!fields.some((field) => field in entry)) continue;
          const rest = Object.entries(entry).filter(([field]) => !fields.includes(field));
          put(kept, id, { ...Object.fromEntries(rest), changed: time });
        }
      });
    }
    this.#unwritten.clear();
    try {
      this.#storage?.removeItem(KEY);
      this.#storage?.removeItem(DAMAGED_KEY);
    } catch {
      // Storage is blocked: there is nothing in it.
    }
    this.#tell();
    return true;
  }

  /** All text that could not be read, kept aside or not touched so far, or null. */
  damaged() {
    const { version, text, isWhole } = this.#read();
    const texts = [this.#aside(), isWhole || version > VERSION ? null : text];
    const found = texts.filter((part) => part !== null);
    return found.length ? found.join("\n") : null;
  }

  /** Call `listener` after every change, of this tab or another; returns how to end that. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }

  #change(id, about, edit) {
    let isPut = false;
    const made = this.#replace((kept) => {
      const time = after(kept, this.#now());
      const entry = { ...blank(about), ...kept.get(id), ...texts(about), changed: time };
      edit(entry, time);
      isPut = put(kept, id, entry);
    });
    return made && isPut;
  }

  // Lets `edit` change a map of entries, which it does not change themselves, and writes it.
  #replace(edit) {
    const { version, text, papers: stored, isWhole } = this.#read();
    if (version > VERSION) return false;
    const papers = this.papers();
    edit(papers);
    this.#write(papers, stored, isWhole ? null : text);
    this.#tell();
    return true;
  }

  #read() {
    let text = null;
    try {
      text = this.#storage?.getItem(KEY) ?? null;
    } catch {
      this.#storage = null;
    }
    if (text !== this.#text || !this.#said) {
      this.#text = text;
      this.#said = { text, ...parsed(text) };
    }
    return this.#said;
  }

  #write(papers, stored, unreadable) {
    try {
      if (!this.#storage) throw new Error("blocked");
      if (unreadable !== null) this.#keepAside(unreadable);
      this.#storage.setItem(KEY, JSON.stringify({ version: VERSION, papers: Object.fromEntries(papers) }));
      this.#unwritten.clear();
    } catch (error) {
      this.#why = error.name === "QuotaExceededError" ? "full" : "memory";
      for (const id of new Set([...stored.keys(), ...papers.keys()])) {
        if (papers.get(id) !== stored.get(id)) this.#unwritten.set(id, papers.get(id) ?? null);
        else this.#unwritten.delete(id);
      }
    }
  }

  #aside() {
    try {
      return this.#storage?.getItem(DAMAGED_KEY) ?? null;
    } catch {
      return null;
    }
  }

  // Moved, for there may not be room for both.
  #keepAside(text) {
    const all = this.damaged();
    this.#storage.removeItem(KEY);
    try {
      this.#storage.setItem(DAMAGED_KEY, all);
    } catch (error) {
      this.#storage.setItem(KEY, text);
      throw error;
    }
  }
}

// A text of the storage: its version, entries by id, and whether all of it could be read.
function parsed(text) {
  const papers = new Map();
  if (text === null) return { version: VERSION, papers, isWhole: true };
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { version: VERSION, papers, isWhole: false };
  }
  let version = Number.isSafeInteger(value?.version) && value.version >= 0 ? value.version : 0;
  const written = version;
  for (; version < VERSION; version += 1) value = isRecord(value) ? STEPS[version](value) : null;
  let isWhole = isRecord(value?.papers);
  for (const [id, candidate] of isWhole ? Object.entries(value.papers) : []) {
    const read = entryOf(id, candidate);
    const isPut = !read.entry || put(papers, id, read.entry);
    isWhole &&= read.isWhole && isPut;
  }
  return { version: written, papers, isWhole };
}

/**
 * What can be read of a value that should be an entry, and whether that is all: unknown fields are
 * dropped and do not count. The entry is null where the value is none.
 */
export function entryOf(id, value) {
  if (!isId(id) || !isRecord(value)) return { entry: null, isWhole: false };
  const entry = { ...blank(value), changed: isTime(value.changed) ? value.changed : 0 };
  let isWhole = true;
  for (const kind of KINDS) {
    const time = field(value, kind);
    if (isTime(time)) entry[kind] = time;
    else if (time !== undefined) isWhole = false;
  }
  const note = field(value, "note");
  if (typeof note === "string" && note) {
    entry.note = note.slice(0, LONGEST_NOTE);
    entry.noted = isTime(value.noted) ? value.noted : entry.changed;
    isWhole &&= note.length <= LONGEST_NOTE;
  } else if (note !== undefined) isWhole = false;
  return { entry: isMarked(entry) ? entry : null, isWhole };
}

// Puts an entry in its place, or takes the place away where nothing is marked.
function put(papers, id, entry) {
  if (!isMarked(entry)) papers.delete(id);
  else if (!isId(id) || (!papers.has(id) && papers.size >= MOST_PAPERS)) return false;
  else papers.set(id, entry);
  return true;
}

// A clock may be set back: what comes later is later all the same.
function after(papers, now) {
  let last = -1;
  for (const { changed } of papers.values()) last = Math.max(last, changed);
  return Math.max(now, Math.min(last + 1, Number.MAX_SAFE_INTEGER));
}

// Two entries of a paper. A time that has not come yet says nothing: it would win for ever.
function merged(here, there, now) {
  const rank = (time) => (time === undefined ? -1 : time > now + DAY_MS ? 0 : Math.min(time, now));
  const isNewer = rank(there.changed) > rank(here.changed);
  const both = isNewer ? { ...here, title: there.title || here.title, facts: there.facts || here.facts } : { ...here };
  for (const kind of KINDS) if (!(kind in here) && kind in there) both[kind] = Math.min(there[kind], now);
  if (rank(there.noted) > rank(here.noted)) {
    both.note = there.note;
    both.noted = Math.min(there.noted, now);
  }
  if (isNewer) both.changed = Math.min(there.changed, now);
  return both;
}

function clamped(entry, now) {
  return mapped(entry, (value) => (typeof value === "number" ? Math.min(value, now) : value));
}

function equal(one, other) {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...fields].every((name) => one[name] === other[name]);
}

function dated(entry) {
  if (!isRecord(entry)) return entry;
  const changed = isTime(entry.changed) ? entry.changed : 0;
  return { ...mapped(entry, (value) => (value === true ? changed : value)), changed };
}

const blank = (about) => ({ title: "", facts: "", ...texts(about) });

function texts(about) {
  const found = {};
  for (const name of ["title", "facts"]) {
    const text = about && field(about, name);
    if (typeof text === "string" && text) found[name] = text.slice(0, LONGEST_TEXT);
  }
  return found;
}

// An assignment to `__proto__` would be lost, unlike a field that is defined.
const mapped = (record, change) => Object.fromEntries(
  Object.entries(record).map(([name, value]) => [name, change(value)]),
);
const field = (record, name) => (Object.hasOwn(record, name) ? record[name] : undefined);
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isId = (id) => typeof id === "string" && id.length > 0 && id.length <= LONGEST_ID;
const isTime = (time) => Number.isSafeInteger(time) && time >= 0;
const isMarked = (entry) => "note" in entry || KINDS.some((kind) => kind in entry);
