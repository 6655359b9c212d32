// Makes a page as the reader left the one before it.

import { BOXES } from "./keep.js";
import { findNamed, landmarks } from "./places.js";

// Lists and results come late; after this they are no longer waited for.
const PATIENCE_MS = 5000;
const ACTS = ["wheel", "touchstart", "pointerdown", "keydown"];

/** Make the page what was kept, now and as it grows, until the reader does something. */
export function restore({ scroll, details, boxes, focus }) {
  const pending = new Set([
    ...details.map((each) => () => restoreDetails(each)),
    ...boxes.map((each) => () => restoreBox(each)),
    ...(focus ? [() => restoreFocus(focus)] : []),
  ]);

  function attempt() {
    for (const step of [...pending]) if (step()) pending.delete(step);
    restoreScroll(scroll);
  }

  const sizes = new ResizeObserver(attempt);
  const parts = new MutationObserver(attempt);
  const stop = () => {
    sizes.disconnect();
    parts.disconnect();
    for (const type of ACTS) removeEventListener(type, stop, true);
  };
  for (const type of ACTS) addEventListener(type, stop, { capture: true, passive: true });
  sizes.observe(document.body);
  parts.observe(document.body, { childList: true, subtree: true });
  // Browsers go back to where things were; some of them late.
  addEventListener("load", () => requestAnimationFrame(attempt), { once: true });
  setTimeout(stop, PATIENCE_MS);
  attempt();
}

/** Go where the page was: by the nearest landmark, what is above it may have another size now. */
export function restoreScroll({ x, y, anchor }) {
  const element = y > 0 && anchor && findNamed(anchor.name, landmarks());
  const isThere = element && element.checkVisibility();
  const top = isThere ? element.getBoundingClientRect().top + scrollY - anchor.top : y;
  // A smooth way there would be seen.
  if (Math.abs(top - scrollY) > 1) scrollTo({ left: x, top, behavior: "instant" });
}

function restoreDetails({ name, isOpen }) {
  const summary = findNamed(name, [...document.querySelectorAll("summary")]);
  if (summary) summary.parentElement.open = isOpen;
  return Boolean(summary);
}

function restoreBox({ name, value }) {
  const box = findNamed(name, [...document.querySelectorAll(BOXES)]);
  if (!box) return false;
  if (box.value !== value) {
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return true;
}

// Results that were open open again with the focus in their box.
function restoreFocus({ name, tag, selection }) {
  const element = findNamed(name, [...document.querySelectorAll(tag)]);
  if (!element) return false;
  if (document.activeElement !== document.body) return true;
  element.focus({ preventScroll: true });
  if (selection) element.setSelectionRange(...selection);
  return document.activeElement === element;
}
