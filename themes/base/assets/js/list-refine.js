// Refines the list of a page: the search page's section stands before it and searches in it.

import { loadStyles } from "./lib/styles.js";
import { readSearch } from "./search-address.js";

const STEP = 25;

/**
 * Open the search in a list, and let its button do so from then on.
 * @param {HTMLElement} list with `data-list-filter`, the filter that makes it, as in an address
 * @param {HTMLButtonElement} button
 */
export async function refineList(list, button) {
  const fixed = list.querySelector("[data-list-static]");
  const isPressed = list.dataset.listState === "loading";
  const address = document.querySelector("form[data-search-box]").action;
  const [section, { attachSearch }] = await Promise.all([
    load(address),
    import("./search.js"),
    loadStyles("search.css"),
  ]);
  const facets = section.querySelector("[data-search-facets]");
  const box = section.querySelector("input[name=q]");

  function open() {
    if (section.isConnected) return;
    button.hidden = true;
    list.querySelector("[data-list-room]")?.remove();
    fixed.before(section);
  }

  function show(isFound) {
    if (!section.isConnected) return;
    fixed.hidden = isFound;
    list.dataset.listState = isFound ? "found" : "open";
  }

  function close() {
    section.remove();
    delete list.dataset.listState;
    button.hidden = false;
    button.focus();
  }

  function enter() {
    facets.open = matchMedia("(min-width: 40rem)").matches;
    open();
    show(false);
    // A box that is entered by touch would bring up a keyboard over the list.
    const first = matchMedia("(pointer: fine)").matches ? box : facets.querySelector("summary");
    first.focus();
  }

  const within = readSearch(new URL(`?${list.dataset.listFilter}`, address)).filters;
  // Else the address asks for a search, and the focus stays where it is.
  if (isPressed) enter();
  else open();
  attachSearch(section, { within, open, show, close });
  button.addEventListener("click", enter);
}

/** The section of the search page at an address, made to stand on another page. */
async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const section = page.querySelector("[data-search=page]");
  const resolved = (path) => new URL(path, address).href;
  for (const name of ["href", "action"]) {
    for (const element of section.querySelectorAll(`[${name}]`)) {
      element.setAttribute(name, resolved(element.getAttribute(name)));
    }
  }
  const { searchFiles, siteRoot, searchWithin } = section.dataset;
  Object.assign(section.dataset, {
    search: "list", searchStep: STEP, searchFiles: resolved(searchFiles), siteRoot: resolved(siteRoot),
  });
  const box = section.querySelector("input[name=q]");
  for (const element of [section, box.form, box]) element.setAttribute("aria-label", searchWithin);
  box.placeholder = searchWithin;
  section.querySelector("noscript").remove();
  section.querySelector("[data-search-browse]").replaceChildren();
  section.querySelector("[data-search-close]").hidden = false;
  // Last: a picture is fetched by its address as soon as it belongs to this page.
  return document.adoptNode(section);
}
