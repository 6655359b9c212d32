// Keeps what a reader has seen readable without a network.
//
// A build of the site says in offline/build.json which files it has, as digests of path and
// content. Each build that is known has a cache of its own, and a file gets into it only if the
// build says that this very content is one of its own. Without a network, pages come from the one
// build that is whole ("active"); another one takes its place when all that was kept is there in
// its version. A page and what it loads belong to one build, and are remembered to.
//
// A classic script, one file: nothing in it changes with a build, so that it hardly ever needs to
// be exchanged itself, and can then wait until no page is open.
"use strict";

(() => {
  const FORMAT = 1;
  const MOST_PAGES = 500;
  const MOST_BYTES = 50e6;
  const LARGEST_BYTES = 5e6;
  const PATIENCE_MS = 6000;
  const DIGITS = 12;

  const SCOPE = self.registration.scope;
  // Several sites may share an origin; no scope holds a space.
  const OURS = `papershelf-offline ${SCOPE} `;
  const PREFIX = `${OURS}${FORMAT} `;
  const STATE = `${PREFIX}state`;
  const ROOT = "offline/build.json";
  const OFFLINE_PAGE = "offline/index.html";
  const NOT_KEPT = /^(admin\/|sw\.js$|offline\/build\.json$)/;
  const LOADED = new Set(["", "script", "style", "image", "font", "worker", "json"]);

  let active = null;
  let next = null;
  let isRecalled = null;
  let work = Promise.resolve();
  let asking = null;
  let hasLeft = false;
  const bindings = new Map();
  const unseen = new Set();

  // One after the other: what is kept is looked at and changed in many steps.
  const inTurn = (task) => (work = work.then(task, task));

  /* Addresses, paths of files, digests. */

  function pathOf(address) {
    const { origin, pathname } = new URL(address);
    const place = origin + pathname;
    if (!place.startsWith(SCOPE)) return null;
    try {
      return decodeURIComponent(place.slice(SCOPE.length)).replace(/(^|\/)$/, "$1index.html");
    } catch {
      return null;
    }
  }

  const addressOf = (path) =>
    SCOPE + path.split("/").map(encodeURIComponent).join("/").replace(/(^|\/)index\.html$/, "$1");

  const isPage = (path) => path.endsWith("/index.html") || path === "index.html";

  async function digestOf(...parts) {
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  }

  const written = (digest) => btoa(String.fromCharCode(...digest.subarray(0, 9)))
    .replaceAll("+", "-").replaceAll("/", "_");

  /* Builds: what they say they have, and what of it is kept. */

  async function openBuild(root) {
    const { build, core, files, search } = root;
    if (![build, search].every((text) => typeof text === "string") || !Array.isArray(files)) {
      throw new TypeError("no build");
    }
    const cache = await caches.open(`${PREFIX}${build}`);
    return { id: build, core: new Map(Object.entries(core)), files, search, cache, shards: new Map() };
  }

  async function recallBuild(id) {
    if (!id || !(await caches.has(`${PREFIX}${id}`))) return null;
    const root = await (await caches.open(`${PREFIX}${id}`)).match(SCOPE + ROOT);
    return root ? openBuild(await root.json()) : null;
  }

  async function loadDigests({ cache, files }, place) {
    const address = `${SCOPE}offline/files-${files[place]}.txt`;
    let bytes = await (await cache.match(address))?.arrayBuffer();
    if (!bytes) {
      const response = await fetch(address);
      bytes = await response.arrayBuffer();
      if (!response.ok || written(await digestOf(bytes)) !== files[place]) {
        throw new TypeError("other digests");
      }
      await cache.put(address, new Response(bytes));
    }
    const text = new TextDecoder().decode(bytes);
    const known = new Set();
    for (let at = 0; at < text.length; at += DIGITS) known.add(text.slice(at, at + DIGITS));
    return known;
  }

  /** Whether a build has a file of this path and content; throws where nobody can tell. */
  async function belongs(build, path, bytes) {
    const content = (await digestOf(bytes)).subarray(0, 16);
    const digest = await digestOf(`${path}\0`, content);
    if (build.core.has(path)) return build.core.get(path) === written(digest);
    const place = ((digest[0] << 4) | (digest[1] >> 4)) * build.files.length >> 12;
    if (!build.shards.has(place)) {
      const shard = loadDigests(build, place);
      build.shards.set(place, shard);
      shard.catch(() => build.shards.delete(place));
    }
    return (await build.shards.get(place)).has(written(digest));
  }

  /** The kept file of a build, or null. */
  async function take(build, path) {
    try {
      const kept = await build.cache.match(addressOf(path));
      if (!kept) return null;
      const bytes = await kept.arrayBuffer();
      if (await belongs(build, path, bytes)) return new Response(bytes, { headers: kept.headers });
      await build.cache.delete(addressOf(path));
    } catch {
      // What cannot be read is not there.
    }
    return null;
  }

  async function put(build, path, bytes, type) {
    const text = isPage(path) ? new TextDecoder().decode(bytes.slice(0, 20000)) : "";
    const headers = {
      "Content-Type": type,
      "X-Kept-Bytes": String(bytes.byteLength),
      "X-Kept-Title": encodeURIComponent(/<title>([^<]*)/.exec(text)?.[1] ?? ""),
    };
    // What is put anew comes last in the order of a cache: the first is what nobody read longest.
    const write = () => build.cache.put(addressOf(path), new Response(bytes, { headers }));
    try {
      await write();
    } catch {
      for (const each of [active, next]) if (each) await dropOldest(each, 1 / 3);
      await write();
    }
  }

  async function listKept({ cache, core }) {
    const [requests, responses] = await Promise.all([cache.keys(), cache.matchAll()]);
    return requests.map(({ url }, at) => {
      const path = pathOf(url);
      const { headers } = responses[at] ?? new Response();
      return {
        path, address: url, isCore: core.has(path) || !headers.has("X-Kept-Bytes"),
        isPage: isPage(path), bytes: Number(headers.get("X-Kept-Bytes")),
        title: decodeURIComponent(headers.get("X-Kept-Title") ?? ""),
      };
    });
  }

  async function dropOldest(build, share) {
    const kept = (await listKept(build)).filter(({ isCore }) => !isCore);
    for (const { address } of kept.slice(0, Math.ceil(kept.length * share))) {
      await build.cache.delete(address);
    }
  }

  async function keepBounds(build) {
    const kept = await listKept(build);
    let bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
    let pages = kept.filter((file) => file.isPage && !file.isCore).length;
    for (const file of kept) {
      if (bytes <= MOST_BYTES && pages <= MOST_PAGES) return;
      if (file.isCore || (bytes <= MOST_BYTES && !file.isPage)) continue;
      await build.cache.delete(file.address);
      bytes -= file.bytes;
      if (file.isPage) pages -= 1;
    }
  }

  /* Which build a page is of: "" where nobody knows. */

  const bindingOf = (client) => `${SCOPE}offline/client?${client}`;

  async function bind(client, build) {
    if (!client) return;
    bindings.set(client, build);
    unseen.add(client);
    await (await caches.open(STATE)).put(bindingOf(client), new Response(build));
  }

  async function boundTo(client) {
    if (!bindings.has(client)) {
      const kept = await (await caches.open(STATE)).match(bindingOf(client));
      if (kept) bindings.set(client, await kept.text());
    }
    if (bindings.has(client)) return bindings.get(client);
    // A worker that no browser told apart from its page.
    const ids = new Set();
    for (const { id } of await self.clients.matchAll()) ids.add(bindings.get(id) ?? "");
    return ids.size === 1 ? [...ids][0] : "";
  }

  const knownBuild = (id) => [active, next].find((build) => build?.id === id) ??
    recallBuild(id).catch(() => null);

  /** Forget pages that are closed, and builds that nobody needs. */
  async function tidy() {
    const open = await self.clients.matchAll({ type: "all", includeUncontrolled: true });
    const alive = new Set(open.map(({ id }) => id));
    const state = await caches.open(STATE);
    const needed = new Set([active?.id, next?.id]);
    for (const { url } of await state.keys()) {
      const client = new URL(url).search.slice(1);
      if (!client) continue;
      // A page that is on its way is nowhere yet, and is given until the next time.
      if (unseen.delete(client) || alive.has(client)) {
        needed.add(await (await state.match(url)).text());
      } else {
        bindings.delete(client);
        await state.delete(url);
      }
    }
    for (const name of await caches.keys()) {
      const isNeeded = name === STATE || needed.has(name.slice(PREFIX.length));
      if (name.startsWith(PREFIX) && !isNeeded) await caches.delete(name);
    }
  }

  /* From one build to the next. */

  function recall() {
    isRecalled ??= (async () => {
      const kept = await (await caches.open(STATE)).match(`${SCOPE}offline/active`);
      active = kept ? await recallBuild(await kept.text()) : null;
    })().catch(() => {});
    return isRecalled;
  }

  /** Learn which build the site is; throws where it cannot be told. */
  function ask() {
    asking ??= (async () => {
      await recall();
      const response = await fetch(SCOPE + ROOT, { cache: "no-cache" });
      if (isGone(response) && isGone(await fetch(`${SCOPE}sw.js`, { cache: "no-store" }))) {
        await inTurn(leave);
      }
      if (!response.ok) throw new TypeError("no build");
      const text = await response.text();
      const root = JSON.parse(text);
      if (root.build === active?.id) next = null;
      if (root.build === active?.id || root.build === next?.id) return;
      const build = await openBuild(root);
      await build.cache.put(SCOPE + ROOT, new Response(text));
      next = build;
    })().finally(() => (asking = null));
    return asking;
  }

  const isGone = ({ status }) => status === 404 || status === 410;

  /** The site keeps nothing any more: nor does this browser. */
  async function leave() {
    hasLeft = true;
    await forget();
    await self.registration.unregister();
  }

  async function forget() {
    for (const name of await caches.keys()) {
      if (name.startsWith(OURS)) await caches.delete(name);
    }
    active = next = null;
    bindings.clear();
  }

  /** Fetch a file of a build; "gone" if the site has none. Throws where it is of another build. */
  async function fetchOf(build, path) {
    const response = await fetch(addressOf(path), { cache: "no-cache" });
    if (isGone(response)) return "gone";
    const bytes = await response.arrayBuffer();
    if (response.status !== 200 || response.redirected || !(await belongs(build, path, bytes))) {
      throw new TypeError("of another build");
    }
    return { bytes, type: response.headers.get("Content-Type") ?? "" };
  }

  /** Let a build have a file, the kept one if it is the same; whether it has one. */
  async function renew(build, path) {
    if (await build.cache.match(addressOf(path))) return true;
    const kept = active && (await active.cache.match(addressOf(path)));
    const bytes = await kept?.arrayBuffer();
    const isSame = bytes && (await belongs(build, path, bytes));
    const found = isSame
      ? { bytes, type: kept.headers.get("Content-Type") ?? "" } : await fetchOf(build, path);
    if (found === "gone") return false;
    await put(build, path, found.bytes, found.type);
    return true;
  }

  /** Let the next build take over, if all of it that matters can be had. */
  async function advance() {
    const build = next;
    if (!build) return;
    for (const path of build.core.keys()) {
      if (!(await renew(build, path))) throw new TypeError("of another build");
    }
    for (const { path, isCore } of active ? await listKept(active) : []) {
      // The files of the search lie in a folder that is named by what is in it.
      const isOfSearch = active.search && path.startsWith(active.search);
      const moved = isOfSearch ? build.search + path.slice(active.search.length) : path;
      if (!isCore && !/^assets\//.test(path)) await renew(build, moved);
    }
    if (next !== build) return;
    const state = await caches.open(STATE);
    await state.put(`${SCOPE}offline/active`, new Response(build.id));
    active = build;
    next = null;
    await keepBounds(build);
  }

  /** Keep an answer of the site in each build that it belongs to; the first of them, or null. */
  async function keep(response, path) {
    const bytes = await response.arrayBuffer();
    if (bytes.byteLength > LARGEST_BYTES) return null;
    let first = null;
    for (const build of [active, next]) {
      try {
        if (!build || !(await belongs(build, path, bytes))) continue;
        await put(build, path, bytes, response.headers.get("Content-Type") ?? "");
        first ??= build;
        await keepBounds(build);
      } catch {
        // The digests of an older build are gone, or there is no room: the other may do.
      }
    }
    return first;
  }

  const isWhole = (response) =>
    response.status === 200 && response.type === "basic" && !response.redirected;

  async function keepPage(response, path, client) {
    await ask();
    const build = await inTurn(() => keep(response, path));
    if (build) await bind(client, build.id);
    await inTurn(() => advance().finally(tidy));
  }

  /* Answers. */

  async function answerPage(event, path) {
    const { resultingClientId: client, request } = event;
    const asked = fetch(request, { cache: "no-cache" });
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    await Promise.all([recall(), bind(client, "").catch(() => {})]);
    let response = await Promise.race([asked, late]).catch(() => null);
    if (!response) {
      const build = active;
      const kept = build && (await take(build, path));
      if (kept) {
        await bind(client, build.id).catch(() => {});
        event.waitUntil(inTurn(() => touch(build, path)).catch(() => {}));
        return kept;
      }
      response = await asked.catch(() => null);
    }
    if (response) {
      if (isWhole(response)) {
        event.waitUntil(keepPage(response.clone(), path, client).catch(() => {}));
      }
      return response;
    }
    const hasPage = active && path !== OFFLINE_PAGE;
    return hasPage ? Response.redirect(`${SCOPE}offline/#${addressOf(path).slice(SCOPE.length)}`) : Response.error();
  }

  async function touch(build, path) {
    const kept = await build.cache.match(addressOf(path));
    if (kept) await build.cache.put(addressOf(path), kept);
  }

  async function answerFile(event, path) {
    const { clientId, resultingClientId, request } = event;
    await recall();
    const id = await boundTo(clientId).catch(() => "");
    if (request.destination === "worker") await bind(resultingClientId, id).catch(() => {});
    const own = id ? await knownBuild(id) : null;
    const isNamedByContent = (build) =>
      path.startsWith("assets/") || (build.search && path.startsWith(build.search));
    for (const build of [own, active, next]) {
      const kept = build && (build === own || isNamedByContent(build)) && (await take(build, path));
      if (kept) return kept;
    }
    const response = await fetch(request);
    if (isWhole(response)) {
      const copy = response.clone();
      event.waitUntil(inTurn(() => keep(copy, path)).catch(() => {}));
    }
    return response;
  }

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    const path = hasLeft ? null : pathOf(request.url);
    if (request.method !== "GET" || request.headers.has("Range") || path === null) return;
    if (NOT_KEPT.test(path) || request.headers.get("Accept") === "text/event-stream") return;
    if (request.mode === "navigate") event.respondWith(answerPage(event, path));
    else if (LOADED.has(request.destination)) event.respondWith(answerFile(event, path));
  });

  self.addEventListener("install", (event) => {
    // Where another version of this script is at work, it sees to builds as long as it is.
    event.waitUntil(recall().then(async () => {
      if (active) return;
      await ask();
      await inTurn(advance);
    }));
  });

  self.addEventListener("activate", (event) => {
    event.waitUntil((async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith(OURS) && !name.startsWith(PREFIX)) await caches.delete(name);
      }
    })());
  });

  self.addEventListener("message", (event) => {
    const { type, url } = event.data ?? {};
    if (type === "keep") {
      const path = typeof url === "string" && URL.canParse(url) ? pathOf(url) : null;
      if (path === null || NOT_KEPT.test(path)) return;
      event.waitUntil(ask().then(() => inTurn(async () => {
        for (const build of [active, next]) if (build) await renew(build, path);
      })).catch(() => {}));
    } else if (type === "list" || type === "forget") {
      event.waitUntil(recall().then(() => inTurn(async () => {
        if (type === "forget") await forget();
        const kept = active ? await listKept(active) : [];
        const pages = kept.filter((file) => file.isPage)
          .map(({ address, title }) => ({ address, title }));
        const bytes = kept.reduce((sum, file) => sum + file.bytes, 0);
        event.ports[0]?.postMessage({ pages, bytes, most: { pages: MOST_PAGES, bytes: MOST_BYTES } });
      })).catch(() => event.ports[0]?.postMessage(null)));
    }
  });
})();
