// The assets lie two folders below the root of the site.
const PAGE = new URL("../../../../display/", import.meta.url);

/** The element that the page of display settings calls `name`: panels and words that few readers need. */
export async function fragment(name) {
  const answer = await fetch(PAGE);
  if (!answer.ok) throw new Error(`${PAGE}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.importNode(page.querySelector(`[data-fragment=${name}]`), true);
}

/** Go to the page itself, where a fragment cannot be had. */
export function goToPage(name) {
  location.assign(`${PAGE}#${name}`);
}
