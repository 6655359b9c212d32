// Keeps the page what the server would send: asks, loads again, swaps the stylesheet, follows.

import { decide, isAnother } from "./decide.js";
import { keep } from "./keep.js";
import { createStyle } from "./style.js";

/**
 * A page that follows the states of the preview.
 * @param {string} digest of what the page shows
 * @param {string|null} reloadedFor the digest that the page was loaded again for
 */
export function createPage(digest, reloadedFor) {
  const style = createStyle();
  let past = null;
  let site = null;
  let isAsking = false;
  let isLeaving = false;

  function hear(state, isFront) {
    const path = location.pathname;
    const { goTo, reloads, checks } = decide(past, state, {
      site, path, isFront, usesSearch: usesSearch(),
    });
    past = state;
    if (goTo) {
      isLeaving = true;
      location.assign(goTo);
    } else if (isLeaving) {
      // A page that is on its way must not be called back.
    } else if (reloads) {
      reload(digest);
    } else if (checks) {
      void check();
    }
  }

  // One question at a time, and the last state has the last word.
  async function check() {
    if (isAsking) return;
    isAsking = true;
    try {
      while (!isLeaving && past.site && past.site !== site) {
        const asked = past;
        const found = await pageOf(location.href);
        if (isLeaving) return;
        if (isAnother(digest, found, { site, reloadedFor })) return reload(found);
        site = asked.site;
      }
      if (past.style) style.swap(past.style);
    } catch {
      // The server has gone: the first state of the next one asks again.
    } finally {
      isAsking = false;
    }
  }

  function reload(found) {
    isLeaving = true;
    keep(found);
    location.reload();
  }

  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) isLeaving = false;
  });
  return { hear };
}

async function pageOf(address) {
  const answer = await fetch(address, { method: "HEAD", cache: "no-store" });
  return answer.headers.get("X-Papershelf-Page") ?? "";
}

// The worker that searches keeps its own list of what it fetched.
const SEARCH_FILES = /\/(?:search-worker\.js|search\/manifest\.json)$/;

function usesSearch() {
  const entries = performance.getEntriesByType("resource");
  return entries.some(({ name }) => SEARCH_FILES.test(name.split(/[?#]/)[0]));
}
