// The search of a page: box, results, keyboard. Bound to the markup by data attributes.

import { writeSearch } from "./search-address.js";
import { SearchClient } from "./search-client.js";
import { attachPage } from "./search-page.js";
import { createResults } from "./search-results.js";
import { namesOf, shortened, speakerOf } from "./search-words.js";

const PAUSE_MS = 60;
const PATIENCE_MS = 400;

/**
 * Make a section work: a page of the search, or a brief one whose panel leads to the page.
 * @param {HTMLElement} section
 * @param {object} [list] that a page is to search in: `within`, the filters that make it; `open`,
 *   `show` and `close`, which are told that a search begins, whether there are results to show
 *   instead of the list, and that it is wanted back
 */
export function attachSearch(section, list) {
  const part = (name) => section.querySelector(`[data-search-${name}]`);
  const box = section.querySelector("input[name=q]");
  const panel = part("panel");
  const say = speakerOf(part("words"));
  const client = new SearchClient(new URL(section.dataset.searchFiles, document.baseURI).href);
  const step = Number(section.dataset.searchStep);
  const results = createResults(section, {
    ask: async (places, { terms, prefix }) => {
      return (await client.cards({ places, terms, prefix })).cards;
    },
    foundIn: (fields) => (fields.length ? say("found_in", { fields: namesOf(fields, say) }) : []),
    failed,
  });
  const search = {
    section, list, part, box, say, client, step, results, start, run, failed,
    state: { text: "", sort: "", filters: {} }, typing: false, limit: step,
  };
  let isOpen = false;
  let pause = 0;
  let patience = 0;
  let page = null;

  async function start() {
    const reply = await client.start();
    if (isOpen || reply.type !== "opened") return;
    isOpen = true;
    page?.opened(reply);
  }

  async function run() {
    const { state, typing, limit } = search;
    const isEmpty = !state.text.trim() && !Object.keys(state.filters).length &&
      !(list && state.sort);
    clearTimeout(pause);
    clearTimeout(patience);
    page?.expect(isEmpty);
    if (!isEmpty) list?.open();
    if (panel) panel.hidden = isEmpty;
    if (isEmpty) {
      client.cancel();
      show(null, []);
      return;
    }
    void start();
    patience = setTimeout(() => tell(say("searching")), PATIENCE_MS);
    try {
      const answer = await client.search({ ...state, within: list?.within, typing, limit });
      // Another search was made meanwhile.
      if (!answer) return;
      const query = shortened(state.text);
      const none = query ? say("none", { query }) : say("none_chosen");
      show(answer, answer.total ? say("papers", { count: answer.total }) : none);
    } catch (error) {
      show(null, []);
      failed(error);
    }
  }

  function show(answer, status) {
    clearTimeout(patience);
    tell(status);
    list?.show(answer !== null);
    results.show(answer);
    page?.show(answer);
    if (panel) {
      const all = part("all");
      all.hidden = !answer?.total;
      all.replaceChildren(...say("all", { count: answer?.total ?? 0 }));
      all.href = writeSearch(box.form.action, search.state);
    }
  }

  function tell(parts, remedy) {
    part("status").replaceChildren(...parts);
    for (const name of ["retry", "reload"]) part(name).hidden = name !== remedy;
  }

  function failed({ code }) {
    clearTimeout(patience);
    tell(say(`failed_${code}`), code === "outdated" ? "reload" : "retry");
  }

  function typed() {
    clearTimeout(pause);
    pause = setTimeout(() => {
      Object.assign(search, { state: { ...search.state, text: box.value }, typing: true });
      search.limit = step;
      page?.keep();
      void run();
    }, PAUSE_MS);
  }

  function move(event) {
    const from = results.entered();
    const isDown = event.key === "ArrowDown";
    if (from < 0 && (document.activeElement !== box || !isDown)) return;
    event.preventDefault();
    if (from === 0 && !isDown) box.focus();
    else void results.enter(from + (isDown ? 1 : -1));
  }

  function leave(event) {
    event.preventDefault();
    if (document.activeElement !== box) {
      box.focus();
    } else if (panel && !panel.hidden) {
      clearTimeout(pause);
      panel.hidden = true;
    } else if (box.value) {
      box.value = "";
      typed();
    } else {
      box.blur();
    }
  }

  box.addEventListener("input", typed);
  box.addEventListener("focus", start, { once: true });
  part("retry").addEventListener("click", () => {
    // The button goes with the failure, and must not take the focus with it.
    box.focus();
    void run();
  });
  part("reload").addEventListener("click", () => location.reload());
  section.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event);
    else if (event.key === "Escape") leave(event);
  });
  if (panel) {
    section.addEventListener("focusout", ({ relatedTarget }) => {
      if (!section.contains(relatedTarget)) panel.hidden = true;
    });
    box.addEventListener("focus", () => {
      panel.hidden = !part("status").textContent;
    });
  } else {
    page = attachPage(search);
  }
  if (list || document.activeElement === box) void start();
  // Somebody may have been faster than this module: what they typed counts.
  if (box.value !== search.state.text && box.value) typed();
  else page?.read();
}
