// The one module that every page loads.

import { attachKeys } from "./keys.js";
import { attachThemeToggle } from "./theme-toggle.js";

attachKeys();
attachThemeToggle();
import("./visits.js").then(({ attachVisits }) => attachVisits()).catch(() => {});

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

const attach = (selector, load) => {
  const element = document.querySelector(selector);
  if (element) load().then((module) => Object.values(module)[0](element), () => {});
};
attach("[data-cite]", () => import("./paper-cite.js"));
attach("[data-share]", () => import("./paper-share.js"));
attach("[data-trail]", () => import("./paper-trail.js"));
