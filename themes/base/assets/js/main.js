// The one module that every page loads.

import { attachKeys } from "./keys.js";
import { attachThemeToggle } from "./theme-toggle.js";

attachKeys();
attachThemeToggle();

for (const section of document.querySelectorAll("[data-search]")) {
  import("./search.js").then(
    ({ attachSearch }) => attachSearch(section),
    () => {
      const status = section.querySelector("[data-search-status]");
      status.textContent = "The search could not be loaded. Please reload the page.";
    },
  );
}
