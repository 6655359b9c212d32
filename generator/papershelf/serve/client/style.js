/** The stylesheet of the page, which can be swapped without a flash. */
export function createStyle() {
  let coming = null;

  /** Use the stylesheet at `path` of this server; one of another name is left alone. */
  function swap(path) {
    const name = path.slice(path.lastIndexOf("/"));
    const old = [...document.querySelectorAll("link[rel=stylesheet]")]
      .find((link) => link !== coming && pathOf(link).endsWith(name));
    if (!old || (coming && pathOf(coming) === path)) return;
    coming?.remove();
    coming = null;
    if (pathOf(old) === path) return;
    const link = old.cloneNode();
    link.href = path;
    link.onload = () => {
      old.remove();
      if (coming === link) coming = null;
    };
    link.onerror = () => {
      link.remove();
      if (coming === link) coming = null;
    };
    coming = link;
    old.after(link);
  }

  return { swap };
}

function pathOf(link) {
  return new URL(link.href).pathname;
}
