// What a page hands to the one that is loaded in its place.

import { landmarks, nameOf, nearestTo } from "./places.js";

const KEY = "papershelf-preview-kept";
/** The boxes whose text is not in the address. */
export const BOXES = "[data-search-box] input, [data-search] input[name=q]";

/**
 * Remember how the reader left the page, which is loaded again for the digest `found`, and what it
 * has `heard`: `isFront`, whether it was in front, and `rebuilt`, the last rebuild.
 */
export function keep(found, heard) {
  const reader = {
    scroll: scrollState(), details: detailsState(), boxes: boxesState(), focus: focusState(),
  };
  handOver(location.href, { ...heard, found, reader });
}

/** Give something to the page at an address, which comes next. */
export function handOver(href, values) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ href, ...values }));
  } catch {
    // Storage is blocked: the browser keeps the place at least.
  }
}

/** What the page before this one has kept for it, once; null for nothing. */
export function takeKept() {
  try {
    const state = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    return state?.href === location.href ? state : null;
  } catch {
    return null;
  }
}

/** Where the page is, also as seen from the nearest landmark. */
export function scrollState() {
  const elements = landmarks();
  const seen = elements.filter((element) => element.checkVisibility());
  const tops = seen.map((element) => element.getBoundingClientRect().top);
  const at = nearestTo(tops);
  const anchor = at < 0 ? null : { name: nameOf(seen[at], elements), top: tops[at] };
  return { x: scrollX, y: scrollY, anchor };
}

function detailsState() {
  const elements = [...document.querySelectorAll("summary")];
  return elements.map((summary) => ({
    name: nameOf(summary, elements), isOpen: summary.parentElement.open === true,
  }));
}

function boxesState() {
  const elements = [...document.querySelectorAll(BOXES)];
  return elements.filter(({ value }) => value)
    .map((box) => ({ name: nameOf(box, elements), value: box.value }));
}

function focusState() {
  const element = document.activeElement;
  if (!element || element === document.body || element.shadowRoot) return null;
  const elements = [...document.querySelectorAll(element.tagName)];
  return {
    name: nameOf(element, elements), tag: element.tagName, selection: selectionOf(element),
  };
}

// Boxes for numbers have no selection, and say so by null.
function selectionOf({ selectionStart, selectionEnd }) {
  return typeof selectionStart === "number" ? [selectionStart, selectionEnd] : null;
}
