// Shows what has changed in a page before it is loaded again, which takes a browser much longer.

import { stepsTo } from "./morph.js";

/** What shows new content in the page as it is. */
export function createGlimpse() {
  let source = "";

  /** The page shows what this HTML of the server does. */
  function know(html) {
    source = html;
  }

  /**
   * Put what has changed in the content into the page.
   * @param {string} html of the page as the server has it now
   * @returns {boolean} whether all that is new is shown, or at least its content; false where
   *   nothing is
   */
  function show(html) {
    const [base, next] = [source, html].map(parsed);
    const [live, was, comes] = [document, base, next].map((page) => page.querySelector("main"));
    if (!live || !was || !comes || frameOf(base) !== frameOf(next)) return false;
    const steps = stepsTo(live, was, comes);
    if (!steps?.length) return false;
    for (const step of steps) step();
    document.title = next.title;
    know(html);
    return true;
  }

  return { know, show };
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

/** All that a page loads beside its content. */
function frameOf(page) {
  const { lang, dir } = page.documentElement;
  const loaded = [...page.querySelectorAll("script[src], link[rel=stylesheet]")];
  const addresses = loaded.map((each) => each.getAttribute("src") ?? each.getAttribute("href"));
  return JSON.stringify([lang, dir, addresses]);
}
