// The marks that readers set on papers, wherever a page shows one. They are kept by store.js.

import { fragment } from "./lib/fragment.js";
import { itemsOf, linkIn, paperIn, placeOf, ROOT } from "./lib/papers.js";
import { loadStyles } from "./lib/styles.js";
import { toast } from "./lib/toast.js";
import { openNote } from "./note-box.js";
import { speakerOf } from "./search-words.js";
import { KINDS, openStore } from "./store.js";

/**
 * Show what is kept on this page, and from now on what changes, here or in other tabs. Returns
 * `press(control)` for a click on an element with `data-mark`, and `act(kind, place)` for a key.
 */
export async function attachMarks() {
  const store = openStore();
  const basket = document.querySelector("[data-basket]");
  // Words come from the page of display settings when they are first needed.
  let parts;
  let words;
  const load = () => words ??= fragment("marks").then((found) => {
    parts = found;
    return speakerOf(found.querySelector("[data-marks-words]"));
  }).catch((error) => {
    words = undefined;
    throw error;
  });
  // Those that have come, for what cannot wait.
  let say;

  /** A copy of a part of the fragment. */
  const part = (name) => parts.querySelector(`[data-marks-${name}]`).cloneNode(true);

  function paint() {
    const papers = store.papers();
    let isWaiting = false;
    for (const item of itemsOf(document)) {
      const id = linkIn(item) && paperIn(item).id;
      const entry = papers.get(id);
      if (entry?.hidden !== undefined && !say) isWaiting = true;
      else paintLine(item, entry);
      paintPlace(item, entry);
    }
    for (const place of document.querySelectorAll("[data-paper]")) {
      paintPlace(place, papers.get(paperIn(place).id));
    }
    if (basket) paintBasket(papers);
    // Without words a hidden paper is shown, for nothing could say that it is there.
    if (isWaiting) {
      load().then((found) => {
        say = found;
        paint();
      }, () => {});
    }
  }

  function paintPlace(place, entry = {}) {
    const kinds = [...KINDS, "note"].filter((kind) => kind in entry);
    const shown = kinds.filter((kind) => kind !== "hidden" || place.querySelector(":scope > .marks-hidden"));
    if (place.dataset.is !== shown.join(" ")) place.dataset.is = shown.join(" ");
    for (const control of place.querySelectorAll("[data-mark][aria-pressed]")) {
      const isPressed = `${control.dataset.mark in entry}`;
      if (control.ariaPressed !== isPressed) control.ariaPressed = isPressed;
    }
    const sign = place.querySelector("[data-marked=read]") ?? ("read" in entry && addSign(place));
    if (sign) sign.hidden = !("read" in entry);
  }

  // In the list of near papers, which has no controls: its page has those of one paper.
  function addSign(place) {
    if ("paper" in place.dataset) return null;
    const button = document.querySelector("[data-paper] [data-mark=read]");
    if (!button) return null;
    const sign = document.createElement("span");
    const word = document.createElement("span");
    sign.className = "marks__read";
    sign.dataset.marked = "read";
    word.className = "visually-hidden";
    word.textContent = button.textContent;
    sign.append(button.firstElementChild.cloneNode(true), word);
    place.append(sign);
    return sign;
  }

  function paintLine(item, entry) {
    const line = item.querySelector(":scope > .marks-hidden");
    if (entry?.hidden === undefined) {
      if (!line) return;
      const hadFocus = line.contains(document.activeElement);
      delete item.dataset.is;
      if (hadFocus) linkIn(item).focus();
      line.remove();
    } else if (!line) {
      const added = part("hidden");
      const hadFocus = item.contains(document.activeElement);
      const title = paperIn(item).title;
      added.querySelector("span").replaceChildren(...say("hidden_line", { title }));
      item.prepend(added);
      if (hadFocus) added.querySelector("button").focus();
    }
  }

  function paintBasket(papers) {
    let count = 0;
    for (const entry of papers.values()) count += Number("basket" in entry);
    const text = new Intl.NumberFormat(document.documentElement.lang || "en").format(count);
    const number = basket.querySelector("[data-basket-count]");
    if (number.textContent !== text) number.textContent = text;
    if (basket.hidden !== !count) basket.hidden = !count;
  }

  async function toggle(kind, place) {
    const paper = paperIn(place);
    if (!paper) return;
    const isOn = !(kind in (store.get(paper.id) ?? {}));
    // The line of a hidden paper has words.
    if (kind === "hidden") say ??= await load().catch(() => undefined);
    const isMade = store.mark(paper.id, kind, isOn, paper);
    await tell(isMade && `${kind}_${isOn ? "on" : "off"}`, { count: store.count("basket") });
  }

  /** Say what has been done, or false for what could not be, and what will not last. */
  async function tell(sentence, blanks) {
    say ??= await load().catch(() => undefined);
    // Offline: the control itself says it.
    if (say) await toast(outcome(sentence, blanks));
  }

  function outcome(sentence, blanks) {
    const { state } = store;
    if (!sentence) return say(state === "newer" ? state : "refused").join("");
    const trouble = state === "kept" ? [] : [say(state).join("")];
    return [say(sentence, blanks).join(""), ...trouble].join(". ");
  }

  async function showMore(place, control) {
    const row = place.querySelector("[data-marks-more]");
    if (row) {
      row.remove();
      control.ariaExpanded = "false";
      return;
    }
    try {
      say ??= await load();
    } catch {
      // The page of the paper has them all.
      linkIn(place).click();
      return;
    }
    if (place.querySelector("[data-marks-more]")) return;
    const added = part("more");
    afterFacts(place, added);
    control.ariaExpanded = "true";
    paint();
    added.querySelector("button").focus();
  }

  async function note(place) {
    const paper = paperIn(place);
    if (!paper) return;
    try {
      say ??= await load();
    } catch {
      return;
    }
    const box = place.parentElement.querySelector(":scope > [data-marks-note]") ??
      place.querySelector("[data-marks-note]");
    if (box) {
      box.dispatchEvent(new Event("close"));
      return;
    }
    const control = [...place.querySelectorAll("[data-mark=note]")].at(-1);
    if (control) control.ariaExpanded = "true";
    const added = part("note");
    if ("paper" in place.dataset) place.after(added);
    else afterFacts(place, added);
    openNote(added, {
      store,
      paper,
      outcome: (sentence) => outcome(sentence, {}),
      closed: () => {
        if (control) control.ariaExpanded = "false";
        (control ?? linkIn(place))?.focus();
      },
    });
  }

  const act = (kind, place) => (kind === "note" ? note(place) : toggle(kind, place));

  function press(control) {
    const place = placeOf(control);
    if (!place) return undefined;
    const { mark } = control.dataset;
    return mark === "more" ? showMore(place, control) : act(mark, place);
  }

  if (basket) basket.href = new URL("basket/", ROOT).href;
  await loadStyles("marks.css");
  paint();
  store.subscribe(paint);
  new MutationObserver(paint).observe(document.body, {
    subtree: true, childList: true, attributeFilter: ["data-filled"],
  });
  return { press, act };
}

// Below the line of facts where there is one, else at the end.
function afterFacts(item, added) {
  const last = item.querySelector("[data-marks-more]") ?? item.querySelector(".card__facts");
  if (last) last.after(added);
  else item.append(added);
}
