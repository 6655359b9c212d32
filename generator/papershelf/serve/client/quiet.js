// Waits for a moment in which a page can be loaded again without taking anything from its reader.

const ACTS = ["keydown", "pointerdown", "wheel", "touchmove"];
const ACTING_MS = 400;
// Longer than most pages take to come; a link that opens a program or a file never ends the page.
const LEAVING_MS = 3000;

/** @returns {{wait: function(function(), number), stop: function()}} for one thing at a time */
export function createQuiet() {
  let busyUntil = 0;
  let timer = 0;

  function hold(milliseconds) {
    busyUntil = Math.max(busyUntil, performance.now() + milliseconds);
  }

  /** Do this after a pause, in milliseconds, and when the reader does nothing. */
  function wait(act, pause) {
    stop();
    const rest = Math.max(pause, busyUntil - performance.now());
    if (rest > 0) timer = setTimeout(wait, rest, act, 0);
    else act();
  }

  function stop() {
    clearTimeout(timer);
  }

  for (const type of ACTS) {
    addEventListener(type, () => hold(ACTING_MS), { capture: true, passive: true });
  }
  // The page that the reader has asked for is on its way.
  addEventListener("beforeunload", () => hold(LEAVING_MS));
  return { wait, stop };
}
