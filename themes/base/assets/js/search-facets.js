// Facets: lists to choose from, the years, and chips of what is chosen.

import { keepingFocusInView } from "./lib/in-view.js";
import { LISTS, setYears } from "./search-address.js";

const FEW = 10;
const NAMES = ["year", ...LISTS];

/** Facets that `ask` for their counts and `choose`, told whether everything is to be cleared. */
export function createFacets(section, { ask, say, choose, failed }) {
  const one = (selector, element = section) => element.querySelector(selector);
  const copy = (name) => {
    return one(`template[data-search-${name}]`).content.firstElementChild.cloneNode(true);
  };
  const details = one("[data-search-facets]");
  const chips = one("[data-search-chips]");
  // By facet and id, once the facet is known.
  const labels = new Map();
  const most = {};
  let shown = { filters: {} };

  /** Show what a search has chosen. */
  function expect(search) {
    shown = search;
    const items = NAMES.flatMap((name) => (shown.filters[name] ? chipsOf(name) : []));
    one("[data-chip-list]", chips).replaceChildren(...items);
    chips.hidden = !items.length;
  }

  /** Count for a search; folded facets are asked only for the names of what is chosen. */
  async function show(search) {
    expect(search);
    const names = details.open ? NAMES : LISTS.filter((name) => search.filters[name]);
    try {
      const replies = await Promise.all(names.map((name) => {
        return ask({ ...search, names: [name], most: most[name] ?? FEW });
      }));
      if (shown !== search) return;
      // All at once, so that no list pushes another down.
      keepingFocusInView(() => {
        names.forEach((name, at) => showFacet(name, replies[at][name] ?? { values: [] }));
        expect(search);
      });
    } catch (error) {
      if (shown === search) failed(error);
    }
  }

  function showFacet(name, { values, more }) {
    const named = values.map(({ id, label }) => [id, label]);
    labels.set(name, new Map([...(labels.get(name) ?? []), ...named]));
    const box = one(`[data-facet=${name}]`);
    box.hidden = !values.length;
    if (name === "year") return showYears(values);
    const focused = box.contains(document.activeElement) && document.activeElement.value;
    const items = values.map((value) => {
      const item = copy("value");
      Object.assign(one("input", item), { value: value.id, checked: value.chosen });
      one("[data-value-label]", item).textContent = value.label;
      one("[data-value-count]", item).replaceChildren(...say("number", value));
      return item;
    });
    one("ul", box).replaceChildren(...items);
    one("[data-facet-more]", box).hidden = !more;
    // What had the focus may have moved.
    const inputs = items.map((item) => one("input", item));
    if (focused) inputs.find(({ value }) => value === focused)?.focus({ preventScroll: true });
  }

  function showYears(values) {
    const counts = new Map(values.map(({ id, count }) => [Number(id), count]));
    const chosen = new Set(values.map((value) => value.chosen && Number(value.id)));
    const first = Math.min(...counts.keys());
    const last = Math.max(...counts.keys());
    const bars = Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => {
      const year = first + at;
      const count = counts.get(year) ?? 0;
      const bar = copy("bar");
      bar.value = year;
      bar.title = say("year_count", { year: `${year}`, count }).join("");
      bar.setAttribute("aria-pressed", chosen.has(year));
      bar.style.setProperty("--share", count / Math.max(...counts.values()));
      return bar;
    });
    one("[data-year-bars]").replaceChildren(...bars);
    [first, last].forEach((placeholder, at) => {
      const input = section.querySelectorAll("[data-facet=year] input")[at];
      input.placeholder = placeholder;
      if (document.activeElement !== input) input.value = shown.filters.year?.[at] ?? "";
    });
  }

  function chipsOf(name) {
    if (name === "year") {
      const [from, to] = shown.filters.year;
      const form = !from ? "until" : !to ? "from" : from === to ? "one" : "between";
      return [chipOf(name, "", say(`year_${form}`, { from: `${from}`, to: `${to}` }).join(""))];
    }
    const known = labels.get(name);
    return shown.filters[name]
      .filter((id) => !known || known.has(id))
      .map((id) => chipOf(name, id, known?.get(id) ?? id));
  }

  function chipOf(name, id, label) {
    const item = copy("chip");
    const button = one("button", item);
    Object.assign(button.dataset, { name, id });
    button.setAttribute("aria-label", say("drop", { text: label }).join(""));
    one("[data-chip-label]", item).textContent = label;
    return item;
  }

  function change(edit, isAll = false) {
    const filters = { ...shown.filters };
    edit(filters);
    expect({ ...shown, filters });
    choose(filters, isAll);
  }

  function toggle(name, id, isChosen) {
    change((filters) => {
      const others = (filters[name] ?? []).filter((value) => value !== id);
      filters[name] = isChosen ? [...others, id] : others;
      if (!filters[name].length) delete filters[name];
    });
  }

  details.addEventListener("change", ({ target }) => {
    const { facet } = target.closest("[data-facet]").dataset;
    if (facet !== "year") return toggle(facet, target.value, target.checked);
    const [from, to] = section.querySelectorAll("[data-facet=year] input");
    change((filters) => setYears(filters, from.value, to.value));
  });
  details.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.value) {
      const [from, to] = shown.filters.year ?? [];
      const year = from === to && Number(button.value) === from ? "" : button.value;
      change((filters) => setYears(filters, year, year));
    } else {
      const { facet } = button.closest("[data-facet]").dataset;
      most[facet] = (most[facet] ?? FEW) * 5;
      void show(shown);
    }
  });
  chips.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const { name, id } = button.dataset;
    const at = [...chips.querySelectorAll("button")].indexOf(button);
    if (id) toggle(name, id, false);
    else change((filters) => (name ? [name] : NAMES).forEach((each) => delete filters[each]), !name);
    // The button is gone: go on with the one in its place.
    (chips.hidden ? one("summary") : chips.querySelectorAll("button")[at])?.focus();
  });

  return { expect, show };
}
