// The bar at the lower edge: what the preview counted, and the way to its panel.

import { countProblems } from "./decide.js";

const KEY = "papershelf-preview-folded";

/** A time as a person reads it: `0.042 s`, `12 s`. */
export function timeOf(seconds) {
  const digits = seconds < 0.1 ? 3 : seconds < 1 ? 2 : seconds < 10 ? 1 : 0;
  return `${seconds.toFixed(digits)} s`;
}

/**
 * The bar in a shadow root.
 * @param {ShadowRoot} root
 * @param {function} say
 * @returns {{show: function(object), lost: function()}}
 */
export function createBar(root, say) {
  const bar = root.querySelector("[data-bar]");
  const part = (name) => bar.querySelector(`[data-bar-${name}]`);
  const set = (name, text) => {
    part(name).textContent = text;
    part(name).hidden = !text;
  };

  function show(state) {
    const { site, papers, drafts, seconds, failed, catching_up: isCatchingUp } = state;
    const problems = countProblems(state);
    bar.toggleAttribute("data-failed", failed);
    setLost(false);
    set("papers", site ? say("papers", { count: papers }) : "");
    set("drafts", drafts ? say("drafts", { count: drafts }) : "");
    set("seconds", seconds ? say("seconds", { time: timeOf(seconds) }) : "");
    set("problems", problems ? say("problems", { count: problems }) : "");
    part("catching").hidden = !isCatchingUp;
  }

  function setLost(isLost) {
    bar.toggleAttribute("data-lost", isLost);
    part("lost").hidden = !isLost;
  }

  function lost() {
    for (const name of ["papers", "drafts", "catching", "seconds"]) part(name).hidden = true;
    setLost(true);
  }

  function fold(isFolded) {
    bar.toggleAttribute("data-folded", isFolded);
    root.host.toggleAttribute("data-folded", isFolded);
    part("fold").setAttribute("aria-expanded", String(!isFolded));
  }

  part("fold").addEventListener("click", () => {
    const isFolded = !bar.hasAttribute("data-folded");
    fold(isFolded);
    remember(isFolded);
  });
  // Other tabs follow.
  addEventListener("storage", ({ key }) => key === KEY && fold(isRemembered()));
  fold(isRemembered());
  return { show, lost };
}

function isRemembered() {
  try {
    return localStorage.getItem(KEY) === "true";
  } catch {
    return false;
  }
}

function remember(isFolded) {
  try {
    localStorage.setItem(KEY, String(isFolded));
  } catch {
    // Storage is blocked: it lasts as long as the page.
  }
}
