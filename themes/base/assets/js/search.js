// The search page: the box, the address, the keyboard. Bound to the markup by data attributes.

import { SearchClient } from "./search-client.js";
import { describe, showResults, showStatus } from "./search-results.js";

const PAUSE_MS = 120;
const PATIENCE_MS = 400;
const PAGE_SIZE = 50;

/**
 * Make a search section work.
 * @param {HTMLElement} section
 */
export function attachSearch(section) {
  const form = section.querySelector("form");
  const box = form.elements.namedItem("q");
  const browse = section.querySelector("[data-search-browse]");
  const client = new SearchClient(new URL(section.dataset.searchFiles, document.baseURI).href);
  let limit = PAGE_SIZE;
  let pause = 0;
  let patience = 0;
  let submitted = queryOfAddress();

  async function run() {
    const text = box.value;
    clearTimeout(patience);
    if (!text.trim()) {
      client.cancel();
      show([], "");
      return;
    }
    patience = setTimeout(() => showStatus(section, "Searching…"), PATIENCE_MS);
    try {
      const answer = await client.search(text, { limit });
      if (answer) show(answer.results, describe(text, answer), moreOf(answer));
    } catch (error) {
      show([], error.message, remedyOf(error));
    }
  }

  function show(results, status, action) {
    clearTimeout(patience);
    showResults(section, results);
    showStatus(section, status, action);
    if (browse) browse.hidden = results.length > 0;
  }

  function moreOf({ total, results }) {
    if (results.length >= total) return undefined;
    const act = async () => {
      limit += PAGE_SIZE;
      await run();
      // The button that had the focus is gone: go on with the first of the new results.
      section.querySelectorAll("[data-result-link]")[results.length]?.focus();
    };
    return { label: "Show more", act };
  }

  function remedyOf(error) {
    if (error.code === "outdated") return { label: "Reload", act: () => location.reload() };
    return { label: "Try again", act: () => void run() };
  }

  function runAnew() {
    clearTimeout(pause);
    limit = PAGE_SIZE;
    void run();
  }

  function typed() {
    clearTimeout(pause);
    pause = setTimeout(() => {
      writeAddress("replaceState", box.value);
      runAnew();
    }, PAUSE_MS);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (box.value !== submitted) {
      // Typing has replaced the address that "back" should return to.
      writeAddress("replaceState", submitted);
      writeAddress("pushState", box.value);
      submitted = box.value;
    }
    runAnew();
  });
  box.addEventListener("input", typed);
  box.addEventListener("focus", () => client.start(), { once: true });
  window.addEventListener("popstate", () => {
    submitted = queryOfAddress();
    box.value = submitted;
    runAnew();
  });
  section.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      moveFocus(section, box, event);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (document.activeElement !== box) {
        box.focus();
      } else if (box.value) {
        box.value = "";
        typed();
      } else {
        box.blur();
      }
    }
  });

  if (document.activeElement === box) client.start();
  if (box.value && box.value !== submitted) {
    // Somebody was faster than this module: what they typed counts, and belongs in the address.
    typed();
  } else if (submitted) {
    box.value = submitted;
    runAnew();
  }
}

function moveFocus(section, box, event) {
  const stops = [box, ...section.querySelectorAll("[data-result-link]")];
  const current = stops.indexOf(document.activeElement);
  const next = stops[current + (event.key === "ArrowDown" ? 1 : -1)];
  if (current === -1 || !next) return;
  event.preventDefault();
  next.focus();
}

function queryOfAddress() {
  return new URL(location.href).searchParams.get("q") ?? "";
}

function writeAddress(method, text) {
  const url = new URL(location.href);
  if (text.trim()) url.searchParams.set("q", text);
  else url.searchParams.delete("q");
  try {
    history[method](null, "", url);
  } catch {
    // Browsers limit how often and how long; the search itself does not need the address.
  }
}
