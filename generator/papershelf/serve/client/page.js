// Keeps the page what the server would send: asks, shows, loads again, swaps styles, follows.

import { decide, isAnother } from "./decide.js";
import { createGlimpse } from "./glimpse.js";
import { handOver, keep, scrollState } from "./keep.js";
import { createQuiet } from "./quiet.js";
import { restoreScroll } from "./restore.js";
import { createStyle } from "./style.js";

// Long enough for a curator's next keystroke, short enough that nobody clicks what is only shown.
const QUIET_MS = 400;

/**
 * A page that follows the states of the preview.
 * @param {string} digest of what the page shows
 * @param {{found: string, rebuilt: number}} kept by the page before it: the digest that the page was
 *   loaded again for, and the last rebuild that was heard of; each may be missing
 * @returns {{hear: function(object, boolean), lose: function()}} `lose` tells that the server has
 *   gone
 */
export function createPage(digest, { found: reloadedFor = null, rebuilt = null }) {
  const style = createStyle();
  const glimpse = createGlimpse();
  const quiet = createQuiet();
  let last = null;
  let site = null;
  let search = null;
  let isAsking = false;
  let isLeaving = false;
  let isLost = false;
  let heard = { isFront: false, rebuilt };
  let shown = digest;
  // The digest that the page is to be loaded again for.
  let due = null;

  function hear(state, isFront) {
    // A page that is on its way must not be called back; it hears this, too.
    if (isLeaving) return;
    const path = location.pathname;
    const isSearching = usesSearch();
    // A search that is open keeps the index that it began with.
    if (!isSearching || search === null) search = state.search;
    const { goTo, reloads, checks } = decide(heard.rebuilt, state, {
      site, path, isFront, search, isSearching,
    });
    last = state;
    heard = { isFront, rebuilt: state.rebuilt };
    if (isLost) {
      isLost = false;
      if (due !== null) renewLater(due, 0);
    }
    if (goTo) {
      isLeaving = true;
      handOver(new URL(goTo, location.href).href, heard);
      location.assign(goTo);
    } else if (reloads) {
      renewLater(shown, 0);
    } else if (checks) {
      void check();
    }
  }

  // To load the page again would give it away to an error of the browser.
  function lose() {
    isLost = true;
    quiet.stop();
  }

  // One question at a time, and the last state has the last word.
  async function check() {
    if (isAsking) return;
    isAsking = true;
    try {
      while (!isLeaving && last.site && last.site !== site) {
        const asked = last;
        const { found, html } = await pageOf(location.href);
        if (isLeaving) return;
        if (found === shown) glimpse.know(html);
        else if (isAnother(shown, found, { site, reloadedFor })) renew(found, html);
        site = asked.site;
      }
      if (last.style && due === null) style.swap(last.style);
    } catch {
      // The server has gone: the first state of the next one asks again.
    } finally {
      isAsking = false;
    }
  }

  // What was edited is seen at once; the page that works as it should follows when it is quiet.
  function renew(found, html) {
    const scroll = scrollState();
    const isShown = glimpse.show(html);
    if (isShown) {
      restoreScroll(scroll);
      shown = found;
    }
    renewLater(found, isShown ? QUIET_MS : 0);
  }

  function renewLater(found, pause) {
    due = found;
    if (isLost) return;
    quiet.wait(() => {
      isLeaving = true;
      keep(found, heard);
      location.reload();
    }, pause);
  }

  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) isLeaving = false;
  });
  return { hear, lose };
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
