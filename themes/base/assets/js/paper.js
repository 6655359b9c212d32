// The page of a paper, in one file: each of its parts is too small for a request of its own.

/** Let readers copy and download the citation that they chose. */
export function attachCite(box) {
  const status = box.querySelector("[role=status]");
  const chosen = () => box.querySelector("input:checked").closest("label").nextElementSibling;

  box.querySelector("[data-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(chosen().textContent);
      say(status, "done");
    } catch {
      getSelection().selectAllChildren(chosen());
      say(status, "failed");
    }
  });
  box.querySelector("[data-download]").addEventListener("click", () => {
    const text = chosen();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text.textContent, "\n"], { type: "text/plain" }));
    link.download = text.dataset.file;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  box.addEventListener("change", () => {
    status.textContent = "";
    makeReachable(chosen());
  });
  makeReachable(chosen());
}

/** Only a text that scrolls keeps its place in the order of the keyboard. */
function makeReachable(text) {
  const scrolls = text.scrollWidth > text.clientWidth || text.scrollHeight > text.clientHeight;
  if (scrolls) text.tabIndex = 0;
  else text.removeAttribute("tabindex");
}

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

/** Show the way through the collection that the address names, `#in=first-steps`, or named last. */
export function attachTrail(bar) {
  const update = () => {
    if (!location.hash.startsWith("#in=")) return;
    const item = [...document.querySelectorAll("[data-in]")].find(
      ({ dataset }) => dataset.in === location.hash,
    );
    bar.hidden = !item;
    if (!item) return;
    const place = document.createElement("span");
    place.append(...copies(item, ".memberships__title, [data-place]"));
    const [previous, next] = ["prev", "next"].map((rel) => copies(item, `[rel=${rel}]`));
    bar.replaceChildren(...previous, place, ...next);
  };
  addEventListener("hashchange", update);
  update();
}

function copies(item, selector) {
  return [...item.querySelectorAll(selector)].map((element) => element.cloneNode(true));
}

/** Say in a live region how something went, in the words that the region holds. */
function say(region, how) {
  // A region that already says so would not be read again.
  region.textContent = "";
  setTimeout(() => {
    region.textContent = region.dataset[how];
  });
}
