// A browser with a site for sw.js to run in: caches, pages, a network, and builds that come and go.

import { createHash, webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const SCRIPT = readFileSync(new URL("../../themes/base/offline/sw.js", import.meta.url), "utf-8");
const BYTES = 9;

const sha256 = (...parts) => parts
  .reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const named = (digest) => digest.subarray(0, BYTES).toString("base64url");

/** The files of a build from a map of path to text, as generator/papershelf/build_digests.py. */
export function buildOf(texts, core, search = "", parts = 2) {
  const told = Object.entries(texts).map(([path, text]) =>
    [path, sha256(`${path}\0`, sha256(text).subarray(0, 16)).subarray(0, BYTES)]);
  const shards = Array.from({ length: parts }, (_, at) => told
    .filter(([, digest]) => ((digest[0] << 4) | (digest[1] >> 4)) * parts >> 12 === at)
    .map(([, digest]) => named(digest)).sort().join(""));
  const files = shards.map((shard) => named(sha256(shard)));
  const root = {
    core: Object.fromEntries(told.filter(([path]) => core.includes(path))
      .map(([path, digest]) => [path, named(digest)])),
    files, search,
  };
  const build = named(sha256(JSON.stringify(root)));
  const made = { ...texts, "sw.js": SCRIPT, "offline/build.json": JSON.stringify({ build, ...root }) };
  shards.forEach((shard, at) => (made[`offline/files-${files[at]}.txt`] = shard));
  return { id: build, files: made, texts };
}

/** Caches as browsers have them: in the order of writing, each name apart. `room`: bytes in all. */
export class FakeCaches {
  stored = new Map();
  room = Infinity;
  isBlocked = false;

  #check() {
    if (this.isBlocked) throw new DOMException("blocked", "SecurityError");
  }

  get bytes() {
    return [...this.stored.values()].flatMap((cache) => [...cache.values()])
      .reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  async keys() {
    this.#check();
    return [...this.stored.keys()];
  }

  async has(name) {
    this.#check();
    return this.stored.has(name);
  }

  async delete(name) {
    this.#check();
    return this.stored.delete(name);
  }

  async open(name) {
    this.#check();
    if (!this.stored.has(name)) this.stored.set(name, new Map());
    const entries = this.stored.get(name);
    const revived = ({ bytes, headers }) => new Response(bytes, { headers });
    return {
      match: async (address) => entries.has(address) ? revived(entries.get(address)) : undefined,
      put: async (address, response) => {
        const bytes = Buffer.from(await response.arrayBuffer());
        if (this.bytes + bytes.length > this.room) {
          throw new DOMException("full", "QuotaExceededError");
        }
        entries.delete(address);
        entries.set(address, { bytes, headers: [...response.headers] });
      },
      delete: async (address) => entries.delete(address),
      keys: async () => [...entries.keys()].map((url) => ({ url })),
      matchAll: async () => [...entries.values()].map(revived),
    };
  }
}

/** A browser that looks at one site; `world.site` is what the host has, or null offline. */
export class World {
  caches = new FakeCaches();
  site = null;
  /** Files that the host still sends as they were in an older build, by path. */
  stale = new Map();
  clients = new Map();
  asked = [];
  isRegistered = true;
  #listeners = {};
  #lastClient = 0;

  constructor(scope = "https://reader.example/shelf/") {
    this.scope = scope;
    this.start();
  }

  /** Let the browser end the worker and start it anew: it forgets all but the caches. */
  start() {
    this.#listeners = {};
    const self = {
      registration: {
        scope: this.scope,
        unregister: async () => (this.isRegistered = false),
      },
      clients: { matchAll: async () => [...this.clients.keys()].map((id) => ({ id })) },
      addEventListener: (type, listener) => (this.#listeners[type] = listener),
    };
    const fetch = (request, options) => this.fetch(request, options);
    runInContext(SCRIPT, createContext({
      self, fetch, caches: this.caches, crypto: webcrypto, setTimeout: this.setTimeout,
      Response: FakeResponse, URL, Blob, TextDecoder, btoa,
    }));
  }

  setTimeout = () => 0;

  async fetch(request) {
    const address = request.url ?? request;
    this.asked.push(address.slice(this.scope.length));
    await null;
    if (!this.site) throw new TypeError("Failed to fetch");
    const path = address.slice(this.scope.length).replace(/[?#].*/, "").replace(/(^|\/)$/, "$1index.html");
    const text = this.stale.get(path) ?? this.site.files[path];
    const response = new FakeResponse(text ?? "not here", {
      status: text === undefined ? 404 : 200, headers: { "Content-Type": "text/html" },
    });
    Object.defineProperty(response, "type", { value: "basic" });
    return response;
  }

  /** Send an event to the worker; its answer, after all that it waits for. */
  async send(type, more = {}, answered = () => {}) {
    const waited = [];
    let answer;
    const event = {
      ...more,
      waitUntil: (promise) => waited.push(promise),
      respondWith: (promise) => (answer = Promise.resolve(promise)),
    };
    this.#listeners[type](event);
    let result;
    let failure;
    try {
      result = await answer;
    } catch (error) {
      failure = error;
    }
    if (!failure) answered(result);
    for (let at = 0; at < waited.length; at++) await waited[at];
    if (failure) return Response.error();
    return result;
  }

  install() {
    return this.send("install");
  }

  /** Open a page; {client, text, status, url}, `text` undefined where there is no answer. */
  async visit(path) {
    const client = `client-${++this.#lastClient}`;
    const request = requestOf(this.scope + path, "navigate", "document");
    const event = { request, clientId: "", resultingClientId: client };
    const answer = await this.send("fetch", event, ({ status }) => {
      if (status === 200 || status === 404) this.clients.set(client, path);
    });
    if (answer.status >= 300 && answer.status < 400) {
      return this.visit(answer.headers.get("location").slice(this.scope.length).replace(/#.*/, ""));
    }
    if (answer.type === "error") return { client, text: undefined, status: 0 };
    return { client, text: await answer.text(), status: answer.status, path };
  }

  /** Let a page load a file; its text, or undefined. */
  async load(client, path, destination = "") {
    const request = requestOf(this.scope + path, "cors", destination);
    const answer = await this.send("fetch", { request, clientId: client, resultingClientId: "" });
    const response = answer ?? (await this.fetch(request).catch(() => Response.error()));
    return response.status === 200 ? response.text() : undefined;
  }

  close(client) {
    this.clients.delete(client);
  }

  async message(data) {
    let answer;
    await this.send("message", { data, ports: [{ postMessage: (said) => (answer = said) }] });
    return answer;
  }

  /** The paths kept for each build, without those that only the worker reads. */
  kept() {
    const found = {};
    for (const [name, entries] of this.caches.stored) {
      const build = name.split(" ").at(-1);
      if (build === "state") continue;
      found[build] = Object.fromEntries([...entries]
        .map(([address, { bytes }]) => [address.slice(this.scope.length), bytes.toString()])
        .filter(([path]) => !/^offline\/(build|files)/.test(path)));
    }
    return found;
  }
}

class FakeResponse extends Response {
  static redirect(location) {
    return new Response(null, { status: 302, headers: { location } });
  }
}

const requestOf = (url, mode, destination) =>
  ({ url, mode, destination, method: "GET", headers: new Headers() });
