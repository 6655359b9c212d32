// The reading list as a file: what a reader saves in one browser and opens in another.

import { entryOf } from "./store.js";

const KIND = "papershelf-reading-list";
const VERSION = 1;
/** Bytes of a file that is read at all. */
export const LARGEST_FILE = 5_000_000;
export const FILE_NAME = "reading-list.json";
export const MARKDOWN_NAME = "reading-list.md";

/**
 * The text of a file with papers.
 * @param {{title: string, address: string}} shelf
 * @param {Iterable<[string, object]>} papers ids with entries
 */
export function writeList(shelf, papers) {
  const entries = Array.from(papers, ([id, entry]) => ({ ...entry, id }));
  return `${JSON.stringify({ kind: KIND, version: VERSION, shelf, papers: entries }, null, 1)}\n`;
}

/**
 * What a file says: `{shelf, papers, broken}`, papers as pairs of id and entry, of those that cannot
 * be read a title or the number, counted from 1; or `{fault}`, why it is none: "json", "kind" or
 * "version".
 */
export function readList(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: "json" };
  }
  if (value?.kind !== KIND || !Array.isArray(value.papers)) return { fault: "kind" };
  if (value.version !== VERSION) return { fault: value.version > VERSION ? "version" : "kind" };
  const papers = [];
  const broken = [];
  value.papers.forEach((candidate, at) => {
    const id = candidate?.id;
    const { entry } = entryOf(id, candidate);
    if (entry) papers.push([id, entry]);
    else broken.push(textOf(candidate?.title) || textOf(id) || at + 1);
  });
  const { title, address } = value.shelf ?? {};
  return { shelf: { title: textOf(title), address: textOf(address) }, papers, broken };
}

/**
 * Papers as a list in Markdown, in which what readers and curators wrote is text and never markup.
 * @param {string} title what stands above it
 * @param {{title: string, address: string, facts: string, marks: string[], note?: string}[]} papers
 */
export function markdownOf(title, papers) {
  const items = papers.map(({ title: name, address, facts, marks, note }) => {
    const first = [`- [${plain(name)}](${address})`, ...[facts, ...marks].filter(Boolean).map(plain)];
    const lines = note ? note.split(/\r\n|[\n\r\u2028\u2029]/) : [];
    // A paragraph for each line: two blanks at the end would be taken away by many editors.
    const quoted = lines.filter((each) => each.trim()).map((each) => `  > ${plain(each)}`);
    return [first.join(" · "), quoted.join("\n  >\n")].filter(Boolean).join("\n");
  });
  return `# ${plain(title)}\n\n${items.join("\n")}\n`;
}

function plain(text) {
  return text.replace(/\s+/g, " ").trim()
    .replace(/[\\`*_[\]<>&|~$^]/g, "\\$&")
    .replace(/^(\d{0,9})(?=[#+\-=:.)])/, "$1\\")
    .replace(/(:(?=\/\/))|(?<=www)\.|@/gi, "\\$&");
}

const textOf = (value) => (typeof value === "string" ? value.trim() : "");
