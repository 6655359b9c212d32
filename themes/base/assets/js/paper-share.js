import { say } from "./paper-said.js";

/** Share the page as the device does, or else copy its address. */
export function attachShare(place) {
  const status = place.querySelector("[role=status]");
  place.querySelector("button").addEventListener("click", async () => {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
    if (navigator.share) {
      // Whoever closes the sheet has changed their mind.
      await navigator.share({ title: document.querySelector("h1").textContent, url }).catch(() => {});
      return;
    }
    try {
      await navigator.clipboard.writeText(url);
      say(status, "done");
    } catch {
      say(status, "failed");
    }
  });
}
