// The page's end of the stream: through the worker that all pages share, or its own.

import { listen } from "./source.js";

const ADDRESS = new URL("events", import.meta.url).href;

/**
 * Be told of every state of the preview, and when there is no server to tell them.
 * @param {{told: function(object, boolean), lost: function()}} listener `told` also hears whether
 *   this page is the one of the browser's that was looked at last
 * @param {boolean} [isFront] whether it is that page at first; else it is if it can be seen
 */
export function connect(listener, isFront = isSeen()) {
  if (typeof SharedWorker !== "function") return listenHere(listener);
  let worker;
  try {
    const address = new URL("events-worker.js", import.meta.url);
    worker = new SharedWorker(address, { type: "module", name: "papershelf-preview" });
  } catch {
    return listenHere(listener);
  }
  join(worker, listener, isFront);
}

function join(worker, { told, lost }, isFrontAtFirst) {
  const { port } = worker;
  const hello = (isFront) => port.postMessage({ type: "hello", isFront });
  const wake = () => isSeen() && hello(true);
  const comeBack = ({ persisted }) => persisted && hello(isSeen());
  const leave = () => port.postMessage({ type: "bye" });
  const events = [
    [window, "focus", wake], [document, "visibilitychange", wake], [window, "pageshow", comeBack],
    [window, "pagehide", leave],
  ];
  for (const [target, type, act] of events) target.addEventListener(type, act);
  port.onmessage = ({ data: { type, state, isFront } }) => {
    port.postMessage({ type: "heard" });
    if (type === "state") told(state, isFront);
    else lost();
  };
  // The worker could not be loaded.
  worker.onerror = () => {
    for (const [target, type, act] of events) target.removeEventListener(type, act);
    port.close();
    listenHere({ told, lost });
  };
  hello(isFrontAtFirst);
}

function isSeen() {
  return document.visibilityState === "visible";
}

// A page that nobody sees gives its connection back.
function listenHere({ told, lost }) {
  let end = null;
  const close = () => {
    end?.();
    end = null;
  };
  const update = () => {
    if (!isSeen()) close();
    else end ??= listen(ADDRESS, { told: (state) => told(state, true), lost });
  };
  document.addEventListener("visibilitychange", update);
  window.addEventListener("pageshow", update);
  window.addEventListener("pagehide", close);
  update();
}
