// What is new to this reader: nothing leaves the browser.

// The pages of a site lie above its assets, wherever the site does; several may share one origin.
const ROOT = new URL("../../../", import.meta.url);
const KEY = `papershelf-visits:${ROOT.pathname}`;
const PAUSE_MS = 4 * 60 * 60 * 1000;
const ALL = 200;
// No date lies beyond it.
const LAST_MS = 8.64e15;

/**
 * What is remembered after a page view: `seen`, the time of it, `known`, the marks of the papers
 * on the home page; of the visit before: `since`, its end, and `before`, what was known then;
 * `fresh`, the addresses of papers that were not; `back`, what the clock said before it was set
 * back, until it says so again. Times are in milliseconds.
 * @param {object|null} past what was remembered
 * @param {number} now
 */
export function viewed(past, now) {
  if (!past) return { seen: now };
  const { back, ...kept } = past;
  // A clock that was wrong for a while goes on where it was: this is no visit of long ago.
  const isMended = back !== undefined && now >= back;
  const seen = isMended ? back : kept.seen;
  const state = back === undefined || isMended ? {} : { back };
  if (now < seen) return { ...kept, seen: now, back: Math.max(seen, back ?? seen) };
  if (now - seen < PAUSE_MS) return { ...kept, ...state, seen: now };
  return { ...state, seen: now, known: kept.known, since: seen, before: kept.known, fresh: [] };
}

/**
 * The marks that are new to a reader who knew others; those at the end that only moved up from
 * beyond the end of a full list are not.
 * @param {string[]|undefined} before
 * @param {string[]} marks newest first
 */
export function newMarks(before, marks) {
  if (!before?.length) return [];
  const known = new Set(before);
  const isNew = (mark) => !known.has(mark);
  if (marks.every(isNew)) return marks;
  const end = before.length < ALL ? marks.length : marks.findLastIndex((mark) => !isNew(mark));
  return marks.slice(0, end).filter(isNew);
}

/** Remember this view of the page, and show what is new since the last visit. */
export async function attachVisits() {
  const now = Date.now();
  const state = viewed(read(), now);
  const section = document.querySelector("[data-recent]");
  if (section) {
    const marks = section.dataset.recentMarks.split(" ");
    const found = newMarks(state.before, marks);
    state.known = marks;
    // Stored first: a reader who leaves before the titles are there was here all the same.
    write(state);
    state.fresh = [];
    if (found.length) {
      const { showRecent } = await import("./recent.js");
      state.fresh = await showRecent(section, found, Math.min(state.since, now), found.length >= ALL);
    }
  }
  write(state);
  markNew(state.fresh ?? []);
}

function markNew(addresses) {
  if (!addresses.length) return;
  const fresh = new Set(addresses.map((address) => new URL(address, ROOT).href));
  for (const list of document.querySelectorAll("[data-new]")) {
    for (const item of list.children) {
      const link = [...item.querySelectorAll("a")].find(({ href }) => fresh.has(href));
      if (link) sayNew(item, addBadge(list, link));
    }
  }
}

// The badge hangs on an empty anchor at the end of the title, so that it moves nothing; where there
// is no room beside the title, it goes to the corner of the item.
function addBadge(list, link) {
  const anchor = document.createElement("span");
  const badge = document.createElement("span");
  anchor.className = "new";
  badge.className = "new__badge";
  badge.textContent = list.dataset.new;
  anchor.append(badge);
  link.after(anchor);
  const [inner, outer] = [badge.getBoundingClientRect(), list.getBoundingClientRect()];
  const isOutside = inner.right > outer.right || inner.left < outer.left;
  anchor.classList.toggle("new--low", isOutside);
  return badge;
}

// Who hears the page hears the title as it is, and then that the paper is new.
function sayNew(item, badge) {
  const facts = item.querySelector(".card__facts");
  if (!facts) return;
  const word = document.createElement("span");
  word.className = "visually-hidden";
  word.textContent = badge.textContent;
  facts.prepend(word);
  badge.ariaHidden = "true";
}

function read() {
  try {
    const state = JSON.parse(localStorage.getItem(KEY));
    const isKnown = [state?.seen, state?.since ?? 0, state?.back ?? 0].every(isTime);
    return isKnown ? state : null;
  } catch {
    return null;
  }
}

const isTime = (time) => Number.isFinite(time) && Math.abs(time) <= LAST_MS;

function write(state) {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // Storage is blocked or full: nothing is ever new.
  }
}
