/**
 * Load a style sheet that few pages have, such as `panels.css`, unless this one has it. However many
 * ask for it while it is under way, it is asked for once, and they go on in their order.
 */
export function loadStyles(name) {
  const address = new URL(`../../${name}`, import.meta.url).href;
  const known = [...document.querySelectorAll("link[rel=stylesheet]")]
    .find(({ href }) => href === address);
  if (known && !("loading" in known.dataset)) return null;
  const link = known ?? begun(address);
  return new Promise((resolve) => {
    for (const end of ["load", "error"]) link.addEventListener(end, resolve, { once: true });
  });
}

function begun(address) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  link.dataset.loading = "";
  link.onload = () => delete link.dataset.loading;
  // So that it is asked for again.
  link.onerror = () => link.remove();
  document.head.append(link);
  return link;
}
