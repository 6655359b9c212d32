// Our reader over the files of one search, with a network that can fail.

import { createService } from "../../themes/base/assets/js/search-service.js";

const FILES = "http://localhost/search/";

/**
 * A reader whose files `read(name)` gives, or undefined. `ask(request, faults)`: `faults` says what
 * happens to files whose name holds a text: {"terms-": {status: 404}}, {cut: length}, {lost: true}
 * or {changed: {…}}.
 */
export function openShelf(read) {
  let faults = {};
  async function fetchFile(url) {
    const name = new URL(url).pathname.slice(new URL(FILES).pathname.length);
    const fault = Object.entries(faults).find(([part]) => name.includes(part))?.[1] ?? {};
    if (fault.lost) throw new TypeError("fetch failed");
    const content = await read(name);
    if (fault.status || content === undefined) {
      return new Response("", { status: fault.status ?? 404 });
    }
    const sent = fault.changed
      ? JSON.stringify({ ...JSON.parse(content), ...fault.changed })
      : content;
    return new Response(sent.slice(0, fault.cut ?? sent.length));
  }
  const service = createService(fetchFile);
  async function ask(request, meanwhile = {}) {
    faults = meanwhile;
    return service({ id: 1, files: FILES, ...request });
  }
  async function slugs(places) {
    const { cards } = await ask({ type: "cards", places });
    return cards.map(({ url }) => url.replace(/^papers\/|\/$/g, ""));
  }
  return { ask, slugs };
}
