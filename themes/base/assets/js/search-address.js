// A search in the address of its page, so that it can be kept, sent and gone back to.

/** The facets whose values are chosen from lists. */
export const LISTS = ["venue", "topic", "collection", "author", "has"];
const SORTS = ["newest", "oldest", "added", "title", "trending"];

/** A search for nothing. */
export const NOTHING = Object.freeze({ text: "", sort: "", filters: Object.freeze({}) });

/**
 * The search that an address asks for; its `sort` is "" for the usual one. What all papers share
 * since they lie `within` it is no choice.
 */
export function readSearch(href, within = {}) {
  const given = new URL(href).searchParams;
  const filters = {};
  const [from, to = from] = (given.get("year") ?? "").split("..");
  setYears(filters, from, to);
  for (const name of LISTS) {
    const values = (given.get(name) ?? "").split(",")
      .filter((value) => value && !within[name]?.includes(value));
    if (values.length) filters[name] = [...new Set(values)];
  }
  const sort = given.get("sort");
  return { text: given.get("q") ?? "", sort: SORTS.includes(sort) ? sort : "", filters };
}

/** The address with another search in it. */
export function writeSearch(href, { text, sort, filters }) {
  const url = new URL(href);
  const [from, to] = filters.year ?? [];
  const year = from && from === to ? `${from}` : filters.year && `${from ?? ""}..${to ?? ""}`;
  const values = { q: text.trim() && text, sort, year };
  for (const name of LISTS) values[name] = filters[name]?.join(",");
  for (const [name, value] of Object.entries(values)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  url.search = url.search.replaceAll("%2C", ",");
  return url.href;
}

/** Choose years, numbers or digits, in either order; what is no year is an open end. */
export function setYears(filters, from, to) {
  const ends = [from, to].map((year) => (/^\d{1,4}$/.test(year) && Number(year)) || null);
  if (ends[0] && ends[1] && ends[0] > ends[1]) ends.reverse();
  if (ends[0] || ends[1]) filters.year = ends;
  else delete filters.year;
}
