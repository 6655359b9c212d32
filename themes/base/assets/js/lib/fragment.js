// The assets lie two folders below the root of the site.
const PAGE = new URL("../../../../display/", import.meta.url);

/** The element that the page of display settings calls `name`: panels and words that few readers need. */
export async function fragment(name) {
  const answer = await fetch(PAGE);
  if (!answer.ok) throw new Error(`${PAGE}: ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.importNode(page.querySelector(`[data-fragment=${name}]`), true);
}

/** Load the style sheet of the panels, unless the page has it. */
export function loadStyles() {
  const address = new URL("../../panels.css", import.meta.url).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === address)) return null;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}

/** Go to the page itself, where a fragment cannot be had. */
export function goToPage(name) {
  location.assign(`${PAGE}#${name}`);
}
