import { fragment } from "./lib/fragment.js";
import { loadStyles } from "./lib/styles.js";

/** Copy the address of a heading's link, and say so; in silence where one of the two cannot be. */
export async function copyLink(link) {
  const region = document.querySelector("[data-toast]") ?? newRegion();
  try {
    const [words] = await Promise.all([
      fragment("copied"),
      navigator.clipboard.writeText(link.href),
      loadStyles("panels.css"),
    ]);
    region.textContent = words.textContent;
  } catch {
    // The link has been followed: its address stands in the browser's bar all the same.
    return;
  }
  region.addEventListener("animationend", () => region.replaceChildren(), { once: true });
}

function newRegion() {
  const region = document.createElement("p");
  region.className = "toast";
  region.dataset.toast = "";
  region.setAttribute("role", "status");
  document.body.append(region);
  return region;
}
