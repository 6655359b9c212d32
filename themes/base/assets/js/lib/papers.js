// Papers where pages show them: items of lists, and the page of one.

// The assets lie three folders below the root of the site.
export const ROOT = new URL("../../../../", import.meta.url);
const ADDRESS = new URL("papers/", ROOT).href;
const ITEMS = ".cards > li, .near > li, .rows li, [data-search-results] > li";
// What stands in a title beside its words.
const BESIDE = "annotation, .visually-hidden, .new, .status, [data-marks]";

/** The id of the paper at an address, or null where it is not the page of a paper. */
export function idOf(address) {
  if (!address.startsWith(ADDRESS)) return null;
  const found = /^([^/?#]+)\/(?:index\.html)?(?:[?#].*)?$/.exec(address.slice(ADDRESS.length));
  try {
    return found && decodeURIComponent(found[1]);
  } catch {
    return null;
  }
}

/** The items of lists that papers stand in, but for those of lists with `data-marks-off`. */
export function itemsOf(document) {
  return [...document.querySelectorAll(ITEMS)].filter((item) => !item.closest("[data-marks-off]"));
}

/** Where an element belongs: the item of a list, or what stands for the paper of the page. */
export function placeOf(element) {
  return element.closest(ITEMS) ?? element.closest("[data-paper]");
}

/** The paper of such a place: `{id, title, facts}`, or null where there is none yet. */
export function paperIn(place) {
  const { paper, facts } = place.dataset;
  if (paper !== undefined) {
    return { id: idOf(new URL(paper, ROOT).href), title: textOf(document.querySelector("h1")), facts };
  }
  const link = linkIn(place);
  return link && { id: idOf(link.href), title: textOf(link), facts: factsIn(place) };
}

/** The link to the paper in the item of a list. */
export function linkIn(item) {
  return [...item.querySelectorAll("a")].find(({ href }) => idOf(href) !== null) ?? null;
}

function factsIn(item) {
  const parts = item.querySelectorAll(
    ".card__people, .card__place, [data-result-authors], [data-result-venue], .rows__facts, .near a + span",
  );
  return [...parts].map(textOf).filter(Boolean).join(" · ");
}

function textOf(element) {
  const copy = element.cloneNode(true);
  for (const other of copy.querySelectorAll(BESIDE)) other.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}
