// The page of the basket: what lies in it, or a selection that somebody passed on.

import {
  addressOf, briefly, createStatus, focusOn, listOf, rootOf, showState, wordsOf,
} from "./lib/personal.js";
import { copyText, saveFile } from "./lib/take-away.js";
import { openRecords } from "./records.js";
import { LONG_LINK, MOST_SHARED, readSelection, writeSelection } from "./selection-link.js";
import { MOST_PAPERS, openStore } from "./store.js";

// More than these are looked up when they are to be exported, not before.
const CHECKED_AT_ONCE = 100;
const STEP = 100;

/** Make the page of the basket work. */
export function attachBasket(section) {
  const part = (name) => section.querySelector(`[data-${name}]`);
  const say = wordsOf(section);
  const store = openStore();
  const status = createStatus(section);
  const folder = new URL(section.dataset.records, document.baseURI).href;
  const records = openRecords(folder, Number(section.dataset.buckets));
  // The ids that a link named, or null for the basket itself.
  let shared = null;
  // What is known of papers by the ids that they are listed under.
  let found = new Map();
  let gone = new Set();
  let shown = STEP;
  let lookups = 0;

  const ids = () => shared ?? basketOf(store);
  const titleOf = (id) => {
    return found.get(id)?.title || store.get(id)?.title || (shared ? id : say("untitled"));
  };
  const aboutOf = (id) => {
    const { title = "", facts = "" } = found.get(id) ?? store.get(id) ?? {};
    return { title, facts };
  };

  function render() {
    const all = ids();
    const here = all.filter((id) => !gone.has(id));
    const isTooMany = all.length > MOST_SHARED && shared !== null;
    const listed = isTooMany ? [] : here;
    showState(section, store, say);
    part("shared").hidden = shared === null;
    part("filled").hidden = !listed.length;
    part("empty").hidden = shared !== null || all.length > 0;
    part("add").hidden = !listed.length;
    part("clear").hidden = shared !== null;
    part("count").hidden = shared !== null;
    part("count").textContent = say("papers", { count: all.length });
    if (shared) part("shared-title").textContent = sharedTitle(all, isTooMany);
    part("selection").replaceChildren(...listed.slice(0, shown).map(itemOf));
    part("more").hidden = listed.length <= shown;
    const lost = isTooMany ? [] : all.filter((id) => gone.has(id));
    part("gone").hidden = !lost.length;
    part("drop").hidden = shared !== null;
    part("gone-papers").replaceChildren(...listOf(
      say(shared ? "unknown" : "gone", { count: lost.length }), lost.map((id) => briefly(titleOf(id))), say,
    ));
  }

  function sharedTitle(all, isTooMany) {
    if (isTooMany) return say("too_many", { count: all.length, most: MOST_SHARED });
    return all.length ? say("shared", { count: all.length }) : say("shared_none");
  }

  function itemOf(id) {
    const item = part("paper").content.cloneNode(true);
    const of = (name) => item.querySelector(`[data-${name}]`);
    const paper = found.get(id);
    of("title").textContent = titleOf(id);
    of("title").href = paper ? new URL(paper.url, rootOf(section)).href : addressOf(section, id);
    of("facts").textContent = aboutOf(id).facts;
    const button = of("remove");
    if (shared) button.remove();
    else {
      button.setAttribute("aria-label", say("remove_named", { title: titleOf(id) }));
      button.addEventListener("click", () => remove(id));
    }
    return item;
  }

  function remove(id) {
    const place = basketOf(store).indexOf(id);
    const before = [[id, store.get(id)]];
    if (!store.mark(id, "basket", false)) return;
    const buttons = part("selection").querySelectorAll("[data-remove]");
    if (buttons.length) buttons[Math.min(place, buttons.length - 1)].focus();
    else focusOn(part("status"));
    status.tell(say("removed", { title: briefly(before[0][1].title || id) }), undoing(before));
  }

  const undoing = (before) => ({
    undo() {
      store.merge(before);
      status.tell(say("undone"));
    },
  });

  /** Look papers up; whether all could be. */
  async function look(wanted, retry) {
    const lookup = ++lookups;
    const count = wanted.length;
    const told = await records.find(wanted, (share) => {
      if (lookup !== lookups) return;
      status.progress(Math.floor(share * count), count);
      if (count > CHECKED_AT_ONCE && share < 1) {
        status.tell(say("looking", { done: Math.floor(share * count), count }));
      }
    });
    // Another lookup was begun meanwhile, and has the word.
    if (lookup !== lookups) return false;
    status.progress(1, 1);
    for (const [id, paper] of told.found) {
      found.set(paper.id, paper);
      // A paper that was renamed is kept under its new id from now on.
      if (!shared && paper.id !== id) store.rename(id, paper.id);
    }
    if (shared) shared = [...new Set(shared.map((id) => told.found.get(id)?.id ?? id))];
    gone = new Set([...gone, ...told.gone]);
    if (told.failed.length) {
      if (told.outdated) status.tell(say("outdated"), { reload: () => location.reload() });
      else status.tell(say("unreachable", { count: told.failed.length }), { retry });
    } else status.tell("");
    render();
    return !told.failed.length;
  }

  /** The papers of the selection with their pieces; null where not all are known. */
  async function wholeSelection(retry) {
    const missing = ids().filter((id) => !found.has(id) && !gone.has(id));
    if (missing.length && !await look(missing, retry)) return null;
    return ids().map((id) => found.get(id)).filter(Boolean);
  }

  async function exported(button, retry) {
    const papers = await wholeSelection(retry);
    if (papers === null) return null;
    const name = button.dataset.export;
    const pieces = papers.map((paper) => paper.pieces.get(name));
    if (pieces.includes(undefined)) {
      status.tell(say("outdated"), { reload: () => location.reload() });
      return null;
    }
    if (!pieces.length) {
      status.tell(say("export_none"));
      return null;
    }
    const [head, between, tail] = JSON.parse(button.dataset.rules);
    return { text: head + pieces.join(between) + tail, count: pieces.length };
  }

  function tellOf(sentence) {
    const count = ids().filter((id) => gone.has(id)).length;
    status.tell(count ? `${sentence} ${say("exported_part", { count })}` : sentence);
  }

  async function save(button) {
    const made = await exported(button, () => save(button));
    if (!made) return;
    saveFile(button.dataset.file, button.dataset.type, made.text);
    tellOf(say("exported", { file: button.dataset.file, count: made.count }));
  }

  async function copy(name) {
    const button = section.querySelector(`[data-export="${name}"]`);
    const made = await exported(button, () => copy(name));
    if (!made) return;
    if (await copyText(made.text)) {
      tellOf(say("exported_copy", { format: button.textContent, count: made.count }));
    } else offerText(made.text);
  }

  function offerText(text) {
    const field = part("link-text");
    part("link-room").hidden = false;
    field.value = text;
    field.select();
    status.tell(say("not_copied"));
  }

  async function copyLink() {
    const wanted = ids().filter((id) => !gone.has(id));
    if (wanted.length > MOST_SHARED) {
      status.tell(say("link_too_many", { most: MOST_SHARED }));
      return;
    }
    const link = writeSelection(location.href.split("#")[0], wanted);
    if (!await copyText(link)) {
      offerText(link);
      return;
    }
    const isLong = link.length > LONG_LINK;
    status.tell(say(isLong ? "link_long" : "link_copied", { count: link.length }));
  }

  function markAll(papers, kind, word) {
    const before = store.count(kind);
    const known = store.papers();
    const isMarked = papers.filter(([id]) => !(kind in (known.get(id) ?? {})));
    if (!store.markAll(isMarked, kind)) return;
    const count = store.count(kind) - before;
    const sentence = say(word, { count });
    const isOver = count < isMarked.length;
    status.tell(isOver ? `${sentence} ${say("full_list", { count: MOST_PAPERS })}` : sentence, {
      undo() {
        store.markAll(isMarked, kind, false);
        status.tell(say("undone"));
      },
    });
  }

  const listedPapers = () => ids().filter((id) => !gone.has(id))
    .map((id) => [id, aboutOf(id)]);

  async function add() {
    // Only papers of this shelf come into the basket.
    if (await wholeSelection(add)) markAll(listedPapers(), "basket", "added");
  }

  /** Take papers out of the basket, all at once. */
  function takeOut(papers) {
    const before = papers.map((id) => [id, store.get(id)]);
    if (!store.markAll(before, "basket", false)) return;
    focusOn(part("status"));
    status.tell(say("cleared", { count: before.length }), undoing(before));
  }

  function open() {
    shared = readSelection(location.hash);
    found = new Map();
    gone = new Set();
    shown = STEP;
    status.tell("");
    render();
    section.hidden = false;
    const wanted = ids();
    const limit = shared ? MOST_SHARED : CHECKED_AT_ONCE;
    const again = () => look(ids().filter((id) => !found.has(id) && !gone.has(id)), again);
    if (wanted.length && wanted.length <= limit) void again();
  }

  for (const button of section.querySelectorAll("[data-export]")) {
    button.addEventListener("click", () => save(button));
  }
  for (const button of section.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", () => copy(button.dataset.copy));
  }
  part("link").addEventListener("click", copyLink);
  part("star-all").addEventListener("click", () => markAll(listedPapers(), "star", "starred"));
  part("clear").addEventListener("click", () => takeOut(basketOf(store)));
  part("drop").addEventListener("click", () => takeOut(ids().filter((id) => gone.has(id))));
  part("add").addEventListener("click", add);
  part("more").addEventListener("click", () => {
    const first = shown;
    shown += STEP;
    render();
    part("selection").children[first]?.querySelector("a").focus();
  });
  addEventListener("hashchange", () => {
    // Links within the page, such as the first one, are no selections.
    if (!location.hash || readSelection(location.hash)) open();
  });
  store.subscribe(render);
  open();
}

/** The papers in the basket, in the order in which they were put in. */
function basketOf(store) {
  return [...store.papers()].filter(([, entry]) => "basket" in entry)
    .sort(([, one], [, other]) => one.basket - other.basket).map(([id]) => id);
}

for (const section of document.querySelectorAll("[data-basket-page]")) attachBasket(section);
