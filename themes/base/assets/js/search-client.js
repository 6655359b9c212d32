// The page's side of the search: a worker started at first use, or the page itself instead.

/** Asks search-service.js; failures are thrown, with a `code` and a message for readers. */
export class SearchClient {
  #files;
  #waiting = new Map();
  #worker = null;
  #service = null;
  #lastId = 0;
  #latestSearch = 0;
  #opened = null;

  /** @param {string} files absolute URL of the index's folder, with a slash at the end */
  constructor(files) {
    this.#files = files;
  }

  /** Load the index before it is asked; a failure is a reply, too. */
  start() {
    this.#opened ??= this.#ask({ type: "open" }).then((reply) => {
      if (reply.type === "error") this.#opened = null;
      return reply;
    });
    return this.#opened;
  }

  /** Let the answer under way, if any, go stale. */
  cancel() {
    this.#latestSearch = 0;
  }

  /** The answer to {text, typing, filters, within, sort, limit}; null if another search came after it. */
  async search(query) {
    const asked = this.#ask({ ...query, type: "search" });
    const id = this.#lastId;
    this.#latestSearch = id;
    const reply = await asked;
    return this.#latestSearch === id ? checked(reply) : null;
  }

  /** The reply to {places, terms, prefix}. */
  async cards(request) {
    return checked(await this.#ask({ ...request, type: "cards" }));
  }

  /** By name {values, more}, for {text, filters, within, names, most}. */
  async facets(request) {
    return checked(await this.#ask({ ...request, type: "facets" })).facets;
  }

  #ask(request) {
    const message = { ...request, id: ++this.#lastId, files: this.#files };
    return new Promise((resolve) => {
      this.#waiting.set(message.id, { message, resolve });
      this.#send(message);
    });
  }

  #send(message) {
    if (!this.#worker && !this.#service) this.#startWorker();
    if (this.#worker) this.#worker.postMessage(message);
    else this.#answerInPage(message);
  }

  #startWorker() {
    try {
      this.#worker = new Worker(new URL("./search-worker.js", import.meta.url), { type: "module" });
    } catch {
      this.#service = loadService();
      return;
    }
    const on = (type, act) => this.#worker.addEventListener(type, act);
    on("message", ({ data }) => this.#settle(data));
    on("error", () => this.#fallBack());
    on("messageerror", () => this.#fallBack());
  }

  #fallBack() {
    if (!this.#worker) return;
    this.#worker.terminate();
    this.#worker = null;
    this.#service = loadService();
    for (const { message } of this.#waiting.values()) this.#answerInPage(message);
  }

  async #answerInPage(message) {
    try {
      this.#settle(await (await this.#service)(message));
    } catch {
      // Neither the worker nor its modules could be loaded: a retry starts anew.
      this.#service = null;
      const text = "The search could not be loaded.";
      this.#settle({ id: message.id, type: "error", code: "unreachable", message: text });
    }
  }

  #settle(reply) {
    this.#waiting.get(reply.id)?.resolve(reply);
    this.#waiting.delete(reply.id);
  }
}

function checked(reply) {
  if (reply.type !== "error") return reply;
  throw Object.assign(new Error(reply.message), { code: reply.code });
}

const loadService = async () => (await import("./search-service.js")).createService();
