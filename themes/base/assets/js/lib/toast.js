import { loadStyles } from "./styles.js";

/** Say a sentence at the edge of the window for a while, to who hears the page too. */
export async function toast(text) {
  const region = document.querySelector("[data-toast]") ?? newRegion();
  await loadStyles("panels.css");
  // A region that already says so would not be read again.
  region.replaceChildren();
  // Else the time of the sentence before would go on, and end this one early.
  region.getBoundingClientRect();
  setTimeout(() => region.replaceChildren(text));
}

function newRegion() {
  const region = document.createElement("p");
  region.className = "toast";
  region.dataset.toast = "";
  region.setAttribute("role", "status");
  region.addEventListener("animationend", () => region.replaceChildren());
  document.body.append(region);
  return region;
}
