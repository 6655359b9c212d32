// The page's side of the search: a worker started at first use, or the page itself instead.

/** Asks the index of one folder. */
export class SearchClient {
  #files;
  #waiting = new Map();
  #worker = null;
  #service = null;
  #lastId = 0;
  #latestSearch = 0;

  /** @param {string} files absolute URL of the folder of the index, with a slash at the end */
  constructor(files) {
    this.#files = files;
  }

  /** Load the index before it is asked; a failure shows with the first search. */
  start() {
    if (this.#lastId === 0) this.#ask({ type: "open" });
  }

  /** Let the answer under way, if any, go stale. */
  cancel() {
    this.#latestSearch = 0;
  }

  /**
   * The answer, or null if another search was made meanwhile. Throws an error with a `code` and
   * a message for the reader.
   * @param {string} text
   * @param {{limit: number}} options
   */
  async search(text, { limit }) {
    const asked = this.#ask({ type: "search", text, limit });
    const id = this.#lastId;
    this.#latestSearch = id;
    const reply = await asked;
    if (this.#latestSearch !== id) return null;
    if (reply.type === "error") throw Object.assign(new Error(reply.message), { code: reply.code });
    return reply;
  }

  #ask(request) {
    this.#lastId += 1;
    const message = { ...request, id: this.#lastId, files: this.#files };
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
    this.#worker.addEventListener("message", (event) => this.#settle(event.data));
    this.#worker.addEventListener("error", () => this.#fallBack());
    this.#worker.addEventListener("messageerror", () => this.#fallBack());
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
      const answer = await this.#service;
      this.#settle(await answer(message));
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

async function loadService() {
  const { createService } = await import("./search-service.js");
  return createService();
}
