// What all pages of a browser share: one stream, told to each of them.

// A page that crashed without a word is known by its silence; one that was only busy is heard of
// again.
const MOST_UNANSWERED = 8;

/**
 * A hub of ports. A port says `{type: "hello", isFront}` when its page comes or is looked at,
 * `{type: "heard"}` for each message and `{type: "bye"}` when its page goes. It gets
 * `{type: "state", state, isFront}` or `{type: "lost"}`; one page at most is in front, the one
 * that was looked at last.
 * @param {function({told, lost})} listen begins to listen to the preview
 */
export function createHub(listen) {
  // How many messages each port has not answered yet.
  const ports = new Map();
  let front = null;
  let last = null;

  function send(port) {
    const unanswered = ports.get(port);
    if (unanswered >= MOST_UNANSWERED) return drop(port);
    ports.set(port, unanswered + 1);
    port.postMessage({ ...last, isFront: port === front });
  }

  function sendAll(message) {
    last = message;
    for (const port of [...ports.keys()]) send(port);
  }

  function drop(port) {
    ports.delete(port);
    if (front === port) front = [...ports.keys()].pop() ?? null;
  }

  function add(port) {
    if (ports.has(port)) return;
    ports.set(port, 0);
    if (last) send(port);
  }

  /** Put a port in front; the page that was there hears of it, and will not come back as that. */
  function putInFront(port) {
    const before = front;
    front = port;
    if (before && before !== port && last) send(before);
  }

  function hear(port, { type, isFront }) {
    if (type === "bye") {
      drop(port);
    } else if (type === "heard" && ports.has(port)) {
      ports.set(port, Math.max(0, ports.get(port) - 1));
    } else {
      if (isFront || !front) putInFront(port);
      add(port);
    }
  }

  listen({
    told: (state) => sendAll({ type: "state", state }),
    lost: () => sendAll({ type: "lost" }),
  });
  return {
    join(port) {
      port.onmessage = ({ data }) => hear(port, data);
    },
    /** How many pages are known. */
    get size() {
      return ports.size;
    },
  };
}
