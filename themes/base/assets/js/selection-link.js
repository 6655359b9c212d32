// Links that carry a selection of papers: `#papers=one,two`, each id percent-encoded.

const NAME = "#papers=";
/** Papers that a link may carry. */
export const MOST_SHARED = 5_000;
/** Characters after which some programs cut links. */
export const LONG_LINK = 2_000;

/** The link to a selection on a page. */
export function writeSelection(page, ids) {
  // Half a character is in no id of a shelf, and cannot be encoded.
  const encoded = ids.filter(isWhole).map(encodeURIComponent);
  return new URL(NAME + encoded.join(","), page).href;
}

/** The ids that the fragment of an address names, each once; null where it names no selection. */
export function readSelection(hash) {
  if (!hash.startsWith(NAME)) return null;
  const ids = hash.slice(NAME.length).split(",").filter(Boolean).map(decoded);
  return [...new Set(ids)];
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    // It is no id then, and is shown as it is.
    return text;
  }
}

function isWhole(id) {
  try {
    encodeURIComponent(id);
    return true;
  } catch {
    return false;
  }
}
