// The section of the home page that names what is new since the last visit.

import { speakerOf } from "./search-words.js";

const SHOWN = 8;

/**
 * Fill and show the section; the addresses of the new papers.
 * @param {HTMLElement} section
 * @param {string[]} marks of the new papers
 * @param {number} since the end of the last visit, in milliseconds
 * @param {boolean} isAll whether the file may leave out others that are new
 */
export async function showRecent(section, marks, since, isAll) {
  const wanted = new Set(marks);
  const found = (await papersIn(section.dataset.recent)).filter(([mark]) => wanted.has(mark));
  if (!found.length) return [];
  const root = new URL("./", new URL(section.dataset.recent, document.baseURI));
  const part = (name) => section.querySelector(`[data-recent-${name}]`);
  part("papers").replaceChildren(...found.slice(0, SHOWN).map(([, address, title]) => {
    const item = part("paper").content.cloneNode(true);
    const link = item.querySelector("a");
    link.href = new URL(address, root).href;
    link.textContent = title;
    return item;
  }));
  const say = speakerOf(part("words"));
  part("count").replaceChildren(...say(isAll ? "more" : "count", { count: found.length }));
  part("since").replaceChildren(dayOf(since, part("words").lang));
  part("since").dateTime = new Date(since).toISOString();
  section.hidden = false;
  return found.map(([, address]) => address);
}

async function papersIn(address) {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : [];
  } catch {
    return [];
  }
}

function dayOf(time, language) {
  const day = new Date(time);
  const isThisYear = day.getFullYear() === new Date().getFullYear();
  const year = isThisYear ? undefined : "numeric";
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year }).format(day);
}
