// What a search shows: the list of results and the line of status. Text goes in as text only.

/**
 * Show results in place of the former ones.
 * @param {HTMLElement} section
 * @param {{card: object, marks: object}[]} results
 */
export function showResults(section, results) {
  const template = section.querySelector("template[data-search-result]");
  const items = results.map(({ card, marks }) => {
    const item = template.content.cloneNode(true);
    const link = item.querySelector("[data-result-link]");
    link.href = (section.dataset.siteRoot ?? "") + card.url;
    fill(item.querySelector("[data-result-title]"), card.title, marks.title);
    fill(item.querySelector("[data-result-authors]"), card.authors, marks.authors);
    const venue = item.querySelector("[data-result-venue]");
    fill(venue, [card.venue, card.year].filter(Boolean).join(" "), marks.venue);
    fill(item.querySelector("[data-result-summary]"), card.summary, marks.summary);
    return item;
  });
  section.querySelector("[data-search-results]").replaceChildren(...items);
}

/**
 * Say how the search went, with a button where something can be done.
 * @param {HTMLElement} section
 * @param {string} text
 * @param {{label: string, act: () => void}} [action]
 */
export function showStatus(section, text, action) {
  const status = section.querySelector("[data-search-status]");
  status.replaceChildren(text);
  if (!action) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = action.label;
  button.addEventListener("click", action.act);
  status.append(" ", button);
}

/**
 * The status of an answer, for example: 12 papers for “long context”.
 * @param {string} text that was searched
 * @param {{total: number, results: object[], missing: string[]}} answer
 * @returns {string}
 */
export function describe(text, { total, results, missing }) {
  const query = `“${shortened(text.trim())}”`;
  if (total === 0) return `No paper for ${query}`;
  const count = total === 1 ? "1 paper" : `${total} papers`;
  const part = results.length < total ? `, the best ${results.length} shown` : "";
  const absent = missing.map((word) => `“${shortened(word)}”`).slice(0, 5).join(", ");
  return `${count} for ${query}${part}${absent && `; not found: ${absent}`}`;
}

function shortened(text) {
  const characters = [...text];
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : text;
}

function fill(element, value, marks = []) {
  if (!element) return;
  const text = String(value ?? "");
  if (!text) {
    element.remove();
    return;
  }
  const nodes = [];
  let end = 0;
  for (const [from, to] of marks) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    nodes.push(text.slice(end, from), mark);
    end = to;
  }
  element.replaceChildren(...nodes, text.slice(end));
}
