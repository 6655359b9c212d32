// A saved reading list is brought in: what was taken, what was not and why; and how to take it back.

import { LARGEST_FILE, readList } from "./reading-file.js";
import { KINDS, MOST_PAPERS } from "./store.js";

/**
 * Bring in the papers of a file.
 * @param {File} file
 * @param {object} world `store`; `records`, to look up papers of another shelf; `address`, that of
 *   this one; `progress`, told how far it is
 * @returns {Promise<object>} `{fault}`: "size", "json", "kind", "version", "unreachable" or
 *   "newer"; or what became of the papers: `taken` and `same`, numbers; `gone`, `broken` and `over`,
 *   titles; `elsewhere`, the shelf that the file is from, if another; `undo`
 */
export async function importList(file, { store, records, address, progress }) {
  if (file.size > LARGEST_FILE) return { fault: "size" };
  const list = readList(await file.text());
  if (list.fault) return list;
  const isElsewhere = list.shelf.address !== address;
  const told = isElsewhere ? await onThisShelf(list.papers, records, progress) : all(list.papers);
  if (!told) return { fault: "unreachable" };
  const before = store.papers();
  const fitting = fittingOf(told.papers, before);
  const { added, changed, same, refused } = store.merge(fitting.papers);
  if (refused) return { fault: "newer" };
  return {
    taken: added + changed,
    same,
    gone: told.gone,
    broken: list.broken,
    over: fitting.over,
    elsewhere: isElsewhere ? list.shelf : null,
    undo: () => restore(store, before, fitting.papers.map(([id]) => id)),
  };
}

const all = (papers) => ({ papers, gone: [] });

// A paper of another shelf is taken where this one has its id, or had it.
async function onThisShelf(papers, records, progress) {
  const { found, failed } = await records.find(papers.map(([id]) => id), progress);
  if (failed.length) return null;
  return {
    papers: papers.filter(([id]) => found.has(id)).map(([id, entry]) => {
      const { title, facts } = found.get(id);
      return [found.get(id).id, { ...entry, title, facts }];
    }),
    gone: papers.filter(([id]) => !found.has(id)).map(([id, { title }]) => title || id),
  };
}

function fittingOf(papers, before) {
  const ids = new Set(before.keys());
  const fitting = [];
  const over = [];
  for (const [id, entry] of papers) {
    if (!ids.has(id) && ids.size >= MOST_PAPERS) {
      over.push(entry.title || id);
      continue;
    }
    ids.add(id);
    fitting.push([id, entry]);
  }
  return { papers: fitting, over };
}

/** Take off some papers what they did not have before. */
export function restore(store, before, ids) {
  const now = store.papers();
  for (const kind of KINDS) {
    const marked = ids.filter((id) => kind in (now.get(id) ?? {}) && !(kind in (before.get(id) ?? {})));
    if (marked.length) store.markAll(marked.map((id) => [id]), kind, false);
  }
  for (const id of ids) {
    const [old, note] = [before.get(id)?.note, now.get(id)?.note];
    if (old !== note) store.note(id, old ?? "");
  }
}
