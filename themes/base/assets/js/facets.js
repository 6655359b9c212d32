// Sets of papers, one byte for each: what facets make of them, and which papers come first.

export const intersect = (set, other) => other.forEach((has, place) => {
  set[place] &= has;
});

export const countOf = (set) => set.reduce((count, has) => count + has, 0);

/** Add papers to a set. */
export function include(set, places) {
  for (const place of places) set[place] = 1;
}

const isChosen = (wanted, name, id) => (name === "year"
  ? wanted.some(Boolean) && Number(id) >= (wanted[0] ?? 0) && Number(id) <= (wanted[1] ?? 9999)
  : wanted.includes(id));

async function chosenIn(files, name, wanted) {
  const values = name in files.manifest.facets ? await files.facet(name) : [];
  return values.filter(({ id }) => isChosen(wanted, name, id));
}

function keep(set, values) {
  const kept = new Uint8Array(set.length);
  for (const { places } of values) include(kept, places);
  intersect(set, kept);
}

/** The papers of a set that suit what is chosen in all facets but one. */
export async function narrowed(files, found, filters, except) {
  const left = found.slice();
  for (const [name, wanted] of Object.entries(filters)) {
    if (name === except || !(name in files.manifest.facets)) continue;
    const chosen = await chosenIn(files, name, wanted);
    // Values that the shelf does not know do not count.
    if (chosen[0] || (name === "year" && wanted.some(Boolean))) keep(left, chosen);
  }
  return left;
}

/** The papers of a set that lie within filters; a value that the shelf does not know has none. */
export async function inside(files, found, within) {
  const left = found.slice();
  for (const [name, wanted] of Object.entries(within)) {
    keep(left, await chosenIn(files, name, wanted));
  }
  return left;
}

/**
 * The values of a facet with their counts in a set: years in order, others by count. What all
 * papers share since they lie `within` it is left out.
 */
export async function countsOf(files, found, { filters, within }, name, most) {
  const set = await narrowed(files, found, filters, name);
  const values = (await files.facet(name)).map(({ id, label, places }) => ({
    id, label,
    count: places.reduce((count, place) => count + set[place], 0),
    chosen: isChosen(filters[name] ?? [], name, id),
  })).filter(({ id, count, chosen }) =>
    (count || chosen) && !isChosen(within[name] ?? [], name, id));
  if (name === "year") return { values, more: 0 };
  values.sort((a, b) => b.count - a.count);
  const first = values.filter(({ chosen }, at) => at < most || chosen);
  return { values: first, more: values.length - first.length };
}

/** The first papers of a set: in an order of the manifest, "oldest" first, or by relevance. */
export async function firstOf(files, found, { scores, isScored }, sort, limit) {
  const { orders } = files.manifest;
  const isOldest = sort === "oldest";
  let name = isOldest ? "newest" : sort;
  if (!(name in orders) && !isScored) name = "newest";
  if (name in orders) {
    const places = (await files.order(name)).filter((place) => found[place]);
    return [...(isOldest ? places.reverse() : places).subarray(0, limit)];
  }
  const compare = (a, b) => scores[b] - scores[a];
  const first = best(found, limit + 1, (a, b) => compare(a, b) || a - b);
  const isTie = (place, at) => at > 0 && scores[place] === scores[first[at - 1]];
  if (!first.some(isTie) || !("newest" in orders)) return first.slice(0, limit);
  const rank = [];
  (await files.order("newest")).forEach((place, at) => (rank[place] = at));
  return best(found, limit, (a, b) => compare(a, b) || rank[a] - rank[b]);
}

/** The first places of a set without sorting all of them. */
function best(found, limit, compare) {
  const first = [];
  let last;
  for (let place = 0; place < found.length; place++) {
    if (!found[place] || compare(place, last) >= 0) continue;
    if (first.push(place) > 4 * limit) {
      first.sort(compare).length = limit;
      last = first.at(-1);
    }
  }
  return first.sort(compare).slice(0, limit);
}
