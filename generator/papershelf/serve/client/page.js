// Keeps the page what the server would send: asks, shows, loads again, swaps styles, follows.

import { decide, isAnother } from "./decide.js";
import { glimpse } from "./glimpse.js";
import { keep, stateOfPage } from "./keep.js";
import { restore } from "./restore.js";
import { createStyle } from "./style.js";

// Long enough for a curator's next keystroke, short enough that nobody clicks what is only shown.
const QUIET_MS = 400;

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
  let shown = digest;
  let quiet = 0;

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
        const { found, html } = await pageOf(location.href);
        if (isLeaving) return;
        if (isAnother(shown, found, { site, reloadedFor })) renew(found, html);
        site = asked.site;
      }
      if (past.style && !quiet && !isLeaving) style.swap(past.style);
    } catch {
      // The server has gone: the first state of the next one asks again.
    } finally {
      isAsking = false;
    }
  }

  // What was edited is seen at once; the page that works as it should follows when it is quiet.
  function renew(found, html) {
    clearTimeout(quiet);
    const before = stateOfPage();
    if (!html || !glimpse(html)) {
      reload(found);
      return;
    }
    restore(before);
    shown = found;
    quiet = setTimeout(reload, QUIET_MS, found);
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
  const answer = await fetch(address, { cache: "no-store" });
  const found = answer.headers.get("X-Papershelf-Page") ?? "";
  return { found, html: answer.ok ? await answer.text() : "" };
}

// The worker that searches keeps its own list of what it fetched.
const SEARCH_FILES = /\/(?:search-worker\.js|search\/manifest\.json)$/;

function usesSearch() {
  const entries = performance.getEntriesByType("resource");
  return entries.some(({ name }) => SEARCH_FILES.test(name.split(/[?#]/)[0]));
}
