// Shows what has changed in a page before it is loaded again, which takes a browser much longer.

import { morph } from "./morph.js";

/**
 * Put the content of a page that was fetched in the place of what is shown.
 * @param {string} html
 * @returns {boolean} whether it is shown; not where more than the content may have changed, or
 *   where the reader is at work in it
 */
export function glimpse(html) {
  const next = new DOMParser().parseFromString(html, "text/html");
  const [old, main] = [document, next].map((page) => page.querySelector("main"));
  if (!old || !main || isAtWork(old) || frameOf(next) !== frameOf(document)) return false;
  morph(old, main);
  document.title = next.title;
  return true;
}

// Searches and filters are made by scripts, which would not know of new elements.
function isAtWork(main) {
  return Boolean(main.contains(document.activeElement) || main.querySelector("[data-search]"));
}

/** All that a page loads beside its content. */
function frameOf(page) {
  const { lang, dir } = page.documentElement;
  const loaded = [...page.querySelectorAll("script[src], link[rel=stylesheet]")];
  const addresses = loaded.map((each) => each.getAttribute("src") ?? each.getAttribute("href"));
  return JSON.stringify([lang, dir, addresses]);
}
