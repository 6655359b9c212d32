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
