// The sheet of problems above the bar; the page behind it stays in use.

import { countProblems, showsProblems, signatureOf } from "./decide.js";
import { visible } from "./excerpt.js";
import { problemItems } from "./problems.js";

const KEY = "papershelf-preview-dismissed";
// What is said aloud cannot be skimmed.
const MOST_SAID = 200;

/**
 * The sheet in a shadow root.
 * @param {ShadowRoot} root
 * @param {HTMLTemplateElement} template of a problem
 * @param {function} say
 * @returns {{show: function(object)}}
 */
export function createSheet(root, template, say) {
  const sheet = root.querySelector("[data-sheet]");
  const button = root.querySelector("[data-bar-problems]");
  const part = (name) => sheet.querySelector(`[data-sheet-${name}]`);
  let state = null;
  let shown = "";
  let isAsked = false;

  function show(newState) {
    const wasFailed = state?.failed;
    state = newState;
    const signature = signatureOf(state);
    if (signature !== shown) {
      shown = signature;
      fill();
      announce(wasFailed);
    }
    if (!countProblems(state)) isAsked = false;
    update();
  }

  function update() {
    const isShown = showsProblems(state, { dismissed: dismissed(), isAsked });
    const hadFocus = !isShown && sheet.contains(root.activeElement);
    sheet.hidden = !isShown;
    button.setAttribute("aria-expanded", String(isShown));
    if (hadFocus) (button.hidden ? root.querySelector("[data-bar-fold]") : button).focus();
  }

  function fill() {
    const { failed, failure, problems, more, site } = state;
    const note = failed ? (site ? "stands" : "none") : "slight";
    part("title").textContent = say("problems", { count: countProblems(state) });
    part("note").textContent = say(`note-${note}`);
    sheet.toggleAttribute("data-failed", failed);
    part("failure").textContent = visible(failure);
    part("failure").hidden = !failure;
    part("problems").replaceChildren(...problemItems(template, problems));
    part("more").textContent = say("more", { count: more });
    part("more").hidden = !more;
  }

  // Who does not see the sheet hears of it, wherever the focus is.
  function announce(wasFailed) {
    const { failed, failure, problems: [first] } = state;
    const problems = say("problems", { count: countProblems(state) });
    const text = failure || (first && `${first.path}: ${first.message}`);
    root.querySelector("[data-alert]").textContent =
      failed ? say("alert", { problems, first: visible(text).slice(0, MOST_SAID) }) : "";
    root.querySelector("[data-status]").textContent = wasFailed && !failed ? say("mended") : "";
  }

  function close() {
    isAsked = false;
    dismiss(shown);
    update();
  }

  button.addEventListener("click", () => {
    if (!sheet.hidden) return close();
    isAsked = true;
    update();
    sheet.focus();
  });
  part("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    // What is above the sheet is closed first.
    if (sheet.hidden || document.querySelector("dialog[open], :popover-open")) return;
    event.preventDefault();
    close();
  });
  return { show };
}

// For the pages that this tab goes to, too.
function dismissed() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function dismiss(signature) {
  try {
    sessionStorage.setItem(KEY, signature);
  } catch {
    // Storage is blocked: the sheet comes again with the next page.
  }
}
