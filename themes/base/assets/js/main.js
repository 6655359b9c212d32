// The one module that every page loads.

import { attachKeys } from "./keys.js";

// The panels come from the page that can stand in for them.
const openPanel = (name, button) => import("./panels.js").then(
  ({ open }) => open(name, button),
  () => location.assign(new URL("../../../display/", import.meta.url)),
);

attachKeys(openPanel);

document.addEventListener("click", ({ target }) => {
  const opener = target.closest("[data-opens]");
  if (opener) openPanel(opener.dataset.opens, opener);
  const anchor = target.closest(".anchor");
  if (anchor && navigator.clipboard) import("./copy-link.js").then(({ copyLink }) => copyLink(anchor));
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

if (new URLSearchParams(location.search).has("hl")) {
  import("./highlight.js").then(({ highlight }) => highlight(), () => {});
}
