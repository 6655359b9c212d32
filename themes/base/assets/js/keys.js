const BOXES = "[data-search] input[name=q], [data-search-box] input[name=q]";
const RESULT = "[data-search-results] > li";
const PAPERS = `.cards > li, .near > li, .rows li, ${RESULT}`;
// A hidden paper has no title to go to, but a button that shows it.
const TITLE = "[data-marks-show], .card__title a, [data-result-link], .rows__title, .near a";
const PLACES = {
  h: "", p: "papers/", c: "collections/", t: "topics/", a: "authors/", v: "venues/", y: "years/", s: "search/",
  l: "reading/", b: "basket/", i: "stats/", m: "map/",
};
const MARKS = { s: "star", r: "read", b: "basket", x: "hidden", n: "note" };
// Longer than this after "g", a letter stands for itself.
const PATIENCE = 2000;
// The assets lie two folders below the root of the site.
const ROOT = new URL("../../../", import.meta.url);

/** Let single keys move about the site; `openPanel(name)` shows the help, `whenMarked(use)` lends what sets marks. */
export function attachKeys(openPanel, whenMarked) {
  let since = -Infinity;

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return leavePaper();
    if (document.documentElement.dataset.keys === "off" || isTyping(event.target)) return;
    if (document.querySelector("dialog[open], :popover-open")) return;
    const place = event.timeStamp - since < PATIENCE && Object.hasOwn(PLACES, event.key) ? PLACES[event.key] : null;
    since = -Infinity;
    const done = place === null ? act(event.key) : goTo(place);
    if (done) event.preventDefault();
    else if (event.key === "g") since = event.timeStamp;
  });

  function act(key) {
    if (key === "/") return search();
    if (key === "j") return move(1);
    if (key === "k") return move(-1);
    if (key === "o") return openPaper();
    if (Object.hasOwn(MARKS, key)) return mark(MARKS[key]);
    if (key !== "?") return false;
    openPanel("keys");
    return true;
  }

  // Of the paper that is reached, or else of the one that the page is about.
  function mark(kind) {
    const paper = reached() ?? document.querySelector("[data-paper]");
    if (paper) whenMarked(({ act }) => act(kind, paper));
    return Boolean(paper);
  }
}

function isTyping(target) {
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"));
}

function search() {
  const boxes = [...document.querySelectorAll(BOXES)];
  const box = boxes.find((candidate) => candidate.closest("[data-search]")) ?? boxes[0];
  if (!box) return false;
  // On narrow screens the header has room for the button alone.
  if (!box.checkVisibility()) location.assign(box.form.action);
  box.focus();
  box.select();
  return true;
}

// A result is not to be seen until its card has come, but can be gone to.
function papers() {
  return [...document.querySelectorAll(PAPERS)].filter((paper) => paper.checkVisibility({
    visibilityProperty: !paper.matches(RESULT),
  }));
}

function move(step) {
  const list = papers();
  const current = document.querySelector("[data-awaited]") ?? document.activeElement;
  const at = list.findIndex((paper) => paper.contains(current));
  const next = list.at(at < 0 ? nearest(list, step) : Math.max(0, at + step));
  if (!next) return list.length > 0;
  delete current.dataset.awaited;
  if (next.checkVisibility({ visibilityProperty: true })) reach(next);
  else wait(next);
  return true;
}

function reach(paper) {
  const link = paper.querySelector(TITLE);
  paper.dataset.reached = "";
  paper.addEventListener("focusout", function leave({ relatedTarget }) {
    // A paper that is hidden or shown hands the focus on.
    if (paper.contains(relatedTarget) && relatedTarget.matches(TITLE)) return;
    delete paper.dataset.reached;
    paper.removeEventListener("focusout", leave);
  });
  link.focus({ preventScroll: true });
  paper.scrollIntoView({ block: "nearest" });
}

// Until the card has come, or the reader has gone elsewhere.
function wait(paper) {
  const forget = () => delete paper.dataset.awaited;
  paper.dataset.awaited = "";
  document.addEventListener("focusin", forget, { once: true });
  new MutationObserver((_, observer) => {
    observer.disconnect();
    if ("awaited" in paper.dataset) reach(paper);
  }).observe(paper, { attributeFilter: ["data-filled"] });
  // A card is asked for when its room comes into view.
  paper.scrollIntoView({ block: "nearest" });
}

// Where the reader is looking: the first paper from the top of the window, or the last above it.
function nearest(list, step) {
  const first = list.findIndex((paper) => paper.getBoundingClientRect().top >= 0);
  if (step > 0) return first < 0 ? list.length - 1 : first;
  return first < 0 ? list.length - 1 : Math.max(0, first - 1);
}

const reached = () => papers().find((paper) => paper.contains(document.activeElement));

function openPaper() {
  const paper = reached();
  paper?.querySelector(TITLE).click();
  return Boolean(paper);
}

function leavePaper() {
  delete document.querySelector("[data-awaited]")?.dataset.awaited;
  if (document.activeElement.closest("[data-reached]")) document.activeElement.blur();
}

// A site need not have all places: those that it has are links or forms of the page.
function goTo(place) {
  const address = new URL(place, ROOT).href;
  const known = [...document.links].some((link) => link.href === address) ||
    [...document.forms].some((form) => form.action === address);
  if (known) location.assign(address);
  return known;
}
