// Asks the browser to keep pages for reading without a network, and lists what it keeps.

const root = new URL("../../../", import.meta.url);

/** Let sw.js, at the root of the site, see to its pages from the next one on. */
export async function attachOffline() {
  const section = document.querySelector("[data-kept]");
  const { serviceWorker } = navigator;
  if (section) import("./offline-page.js").then(({ attachKept }) => attachKept(section, root));
  if (!serviceWorker) return;
  // What the page needs itself comes first.
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  const registration = await serviceWorker.register(new URL("sw.js", root), { updateViaCache: "none" });
  // The page that began it was loaded before anybody could keep it.
  if (!serviceWorker.controller) {
    const worker = await activated(registration);
    worker.postMessage({ type: "keep", url: location.href });
  }
}

/** The worker that is at work, as soon as there is one. */
export function activated({ installing, waiting, active }) {
  if (active) return active;
  const worker = installing ?? waiting;
  return new Promise((resolve) => worker.addEventListener("statechange", () => {
    if (worker.state === "activated") resolve(worker);
  }));
}
