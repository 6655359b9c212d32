// Keeps the panel up to date; it is complete without.

import { connect } from "./events.js";
import { stepsTo } from "./morph.js";

const lost = document.querySelector("[data-lost]");
let version = null;
let isAsking = false;

connect({
  told: (state) => {
    lost.hidden = true;
    // What the page shows when it comes may be a moment old, too.
    if (state.version === version) return;
    version = state.version;
    void refresh();
  },
  lost: () => {
    lost.hidden = false;
    // The next server counts anew.
    version = null;
  },
});

// One question at a time, and the last state has the last word.
async function refresh() {
  if (isAsking) return;
  isAsking = true;
  try {
    for (let asked = null; asked !== version;) {
      asked = version;
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
  } catch {
    // The server has gone: the first state of the next one asks again.
    version = null;
  } finally {
    isAsking = false;
  }
}

function show(page) {
  document.title = page.title;
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (!fresh) continue;
    // What stays keeps the focus and what is selected.
    const steps = stepsTo(part, part, fresh);
    if (steps) for (const step of steps) step();
    else part.replaceChildren(...fresh.childNodes);
  }
}
