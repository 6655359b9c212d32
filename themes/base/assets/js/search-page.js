// What only a page of the search has: its address, facets, order, and sentences about an answer.

import { keepingFocusInView } from "./lib/in-view.js";
import { NOTHING, readSearch, writeSearch } from "./search-address.js";
import { sentencesAbout, shortened } from "./search-words.js";

// A third of it is sent.
const SMALL_BYTES = 24_000;

/** @param {object} search what search.js makes of the section */
export function attachPage(search) {
  const { section, list, part, box, say, client, step, results, start, run, failed } = search;
  const within = list?.within;
  const sort = part("sort").querySelector("select");
  const relevance = sort.options[0].text;
  // The address that "back" returns to.
  let committed = location.href;
  // The address, without its fragment, whose search is shown.
  let searched = "";
  let counting = 0;
  const details = part("facets");
  let facets = null;
  let loading = null;

  /** Facets come when first needed: few readers of a large shelf unfold them. */
  function load() {
    loading ??= import("./search-facets.js").then(({ createFacets }) => {
      facets = createFacets(section, {
        ask: (request) => client.facets({ ...request, within, typing: search.typing }),
        say,
        choose: (filters, isAll) => go(list && isAll ? NOTHING : { ...search.state, filters }),
        failed,
      });
      facets.expect(search.state);
    }, () => {
      loading = null;
      failed({ code: "unreachable" });
    });
    return loading;
  }

  const isChosen = () => Object.keys(search.state.filters).length > 0;

  async function count() {
    if (details.open || isChosen()) await load();
    void facets?.show(search.state);
  }

  /** Search what the address asks for. */
  function read() {
    committed = location.href;
    searched = withoutFragment(committed);
    const state = readSearch(committed, within);
    Object.assign(search, { state, typing: false, limit: history.state?.limit ?? step });
    box.value = state.text;
    void run();
  }

  /** The address has changed, be it by a link to a part of the page alone. */
  function moved() {
    committed = location.href;
    if (withoutFragment(committed) !== searched) read();
    // Browsers keep no state with such a link: how many results there are would be forgotten.
    else write("replaceState", committed);
  }

  /** Make another search, which "back" undoes. */
  function go(state) {
    const typing = search.typing && state.text === search.state.text;
    Object.assign(search, { state, typing, limit: step });
    box.value = state.text;
    write("pushState");
    committed = location.href;
    void run();
  }

  function keep() {
    write("replaceState");
  }

  function write(method, href = writeSearch(location.href, search.state)) {
    try {
      history[method]({ limit: search.limit }, "", href);
    } catch {
      // Browsers limit how often and how long; the search itself does not need the address.
    }
    searched = withoutFragment(location.href);
  }

  function submit(event) {
    event.preventDefault();
    const state = { ...search.state, text: box.value };
    Object.assign(search, { state, typing: false });
    if (writeSearch(location.href, state) === committed) return void run();
    // Typing has replaced it.
    write("replaceState", committed);
    go(state);
  }

  function close() {
    // What was typed just now is not searched any more.
    box.value = "";
    if (writeSearch(location.href, NOTHING) !== location.href) go(NOTHING);
    list.close();
  }

  async function showMore() {
    const shown = search.limit;
    search.limit += step;
    keep();
    await run();
    void results.enter(shown);
  }

  function follow(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    box.focus();
    go(readSearch(link.href, within));
  }

  /** A search begins. */
  function expect(isEmpty) {
    const { state } = search;
    part("browse").hidden = !isEmpty;
    const isListed = list && !state.text.trim() && !isChosen();
    sort.options[0].text = isListed ? section.dataset.searchListed : relevance;
    sort.value = state.sort || (isListed || state.text.trim() ? "" : "newest");
    part("chips").hidden = !isChosen();
    if (isChosen()) void load();
    facets?.expect(state);
  }

  function show(answer) {
    const sentences = answer ? sentencesAbout(answer, say, (text) => made("b", [text])) : [];
    const isNothing = answer?.total === 0;
    part("about").replaceChildren(...sentences.map((parts) => made("span", parts)));
    part("suggestions").replaceChildren(...(isNothing ? suggestionsOf(answer) : []));
    if (isNothing) part("browse").hidden = false;
    part("sort").hidden = !(list || answer?.total);
    part("more").hidden = !(answer?.results.length < answer?.total);
    // Cards are asked for in the next frame, and come first.
    clearTimeout(counting);
    counting = setTimeout(count, 50);
  }

  function suggestionsOf({ suggestions: { spelling, drops } }) {
    const { state } = search;
    const link = (other, label) => {
      const href = writeSearch(location.href, { ...state, ...other });
      return Object.assign(made("a", label), { href });
    };
    const sentences = drops.map(({ text, total }) => {
      const rest = state.text.replace(text, () => " ").replace(/\s+/g, " ").trim();
      const without = link({ text: rest }, say("drop", { text: shortened(text) }));
      return say("dropped", { without, count: total });
    });
    if (spelling) {
      sentences.unshift(say("spelling", { text: link({ text: spelling }, [spelling]) }));
    }
    if (state.text.trim() && isChosen()) {
      sentences.push([link({ filters: {} }, say("drop_chosen"))]);
    }
    return sentences.map((parts) => made("p", parts));
  }

  function opened({ documents, orders, facets: sizes }) {
    for (const { value } of [...sort.options]) {
      const order = value === "oldest" ? "newest" : value;
      if (order && !orders[order]) sort.querySelector(`[value=${value}]`).remove();
    }
    const bytes = Object.values(sizes).reduce((sum, size) => sum + size, 0);
    details.hidden = !documents;
    // Unfolded where that costs next to nothing.
    if (bytes < SMALL_BYTES && matchMedia("(min-width: 58rem)").matches) {
      keepingFocusInView(() => {
        details.open = true;
      });
    }
  }

  box.form.addEventListener("submit", submit);
  sort.addEventListener("change", () => go({ ...search.state, sort: sort.value }));
  part("close").addEventListener("click", close);
  part("more").addEventListener("click", showMore);
  part("suggestions").addEventListener("click", follow);
  details.addEventListener("toggle", start, { once: true });
  details.addEventListener("toggle", () => details.open && void count());
  window.addEventListener("popstate", moved);
  search.state = readSearch(location.href, within);
  return { read, keep, expect, show, opened };
}

function withoutFragment(href) {
  return href.split("#")[0];
}

function made(tag, parts) {
  const element = document.createElement(tag);
  element.append(...parts);
  return element;
}
