// The one module that every page loads.

import { attachKeys } from "./keys.js";

// The panels come from the page that can stand in for them.
const openPanel = (name, button) => import("./panels.js").then(
  ({ open }) => open(name, button),
  () => location.assign(new URL("../../../display/", import.meta.url)),
);

// What readers keep about papers: its script comes with the first mark.
let marks;
const loadMarks = () => marks ??= import("./marks.js").then(({ attachMarks }) => attachMarks());
// Where it cannot be had, nothing is marked.
const whenMarked = (use) => loadMarks().then(use, () => {});
const kept = `papershelf-papers:${new URL("../../../", import.meta.url).pathname}`;
const controls = document.querySelector("template[data-marks-controls]");
for (const room of document.querySelectorAll("[data-marks]")) {
  room.append(controls.content.cloneNode(true));
}
try {
  if (kept in localStorage) whenMarked();
} catch {
  // Storage is blocked: marks last as long as the page.
}
addEventListener("storage", ({ key }) => key === kept && whenMarked());

attachKeys(openPanel, whenMarked);
import("./visits.js").then(({ attachVisits }) => attachVisits()).catch(() => {});

document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]");
  if (opener) openPanel(opener.dataset.opens, opener);
  const control = target.closest("[data-mark]");
  if (control) whenMarked(({ press }) => press(control));
  const anchor = target.closest(".anchor");
  if (anchor && navigator.clipboard) {
    import("./copy-link.js").then(({ copyLink }) => copyLink(anchor), () => {});
  }
});

for (const form of document.querySelectorAll("[data-settings]")) {
  import("./display.js").then(({ attachSettings }) => attachSettings(form));
}

for (const section of document.querySelectorAll("[data-search]")) {
  const load = () => import("./search.js").then(
    ({ attachSearch }) => attachSearch(section),
    () => {
      section.querySelector("[data-search-status]").textContent = section.dataset.searchFailed;
      section.querySelector("[data-search-panel]")?.removeAttribute("hidden");
    },
  );
  if (section.dataset.search === "page" || section.contains(document.activeElement)) load();
  else section.addEventListener("focusin", load, { once: true });
}

for (const button of document.querySelectorAll("[data-list-refine]")) {
  const list = button.closest("[data-list]");
  const room = document.createElement("div");
  room.dataset.listRoom = "";
  const alert = document.createElement("p");
  alert.setAttribute("role", "alert");
  const load = (state) => {
    list.dataset.listState = state;
    import("./list-refine.js").then(({ refineList }) => refineList(list, button)).then(() => {
      alert.remove();
    }, () => {
      room.remove();
      delete list.dataset.listState;
      button.after(alert);
      alert.textContent = button.dataset.listFailed;
      offer();
    });
  };
  const offer = () => {
    button.hidden = false;
    button.addEventListener("click", () => {
      list.querySelector("[data-list-static]").before(room);
      load("loading");
    }, { once: true });
  };
  // The names of search-address.js, which is not loaded for this.
  const isAsked = /[?&](q|sort|year|venue|topic|collection|author|has)=/.test(location.search);
  if (isAsked) load("restoring");
  else offer();
}

if (new URLSearchParams(location.search).has("hl")) {
  import("./highlight.js").then(({ highlight }) => highlight(), () => {});
}

const attach = (selector, name) => {
  const element = document.querySelector(selector);
  if (element) import("./paper.js").then((module) => module[name](element), () => {});
};
attach("[data-cite]", "attachCite");
attach("[data-share]", "attachShare");
attach("[data-trail]", "attachTrail");
