// Names for parts of a page by which they are found again in the page that comes after it.

/**
 * What an element is known by: its id, its address, its name, or what it says; and whether it is
 * content: the box of a list that comes late is not the one in the head of the page.
 */
export function markOf(element) {
  const { id, tagName } = element;
  if (id) return `#${id}`;
  const own = element.getAttribute("href") ?? element.getAttribute("name") ?? element.textContent;
  const place = element.closest("main") ? "main " : "";
  return `${place}${tagName} ${own.trim().slice(0, 200)}`;
}

/** The name of an element: its mark, and how many have the same before it. */
export function nameOf(element, elements) {
  const mark = markOf(element);
  const same = elements.filter((each) => markOf(each) === mark);
  return [mark, same.indexOf(element)];
}

/** The element with a name; the last of its kind where there are fewer now. */
export function findNamed([mark, at], elements) {
  const same = elements.filter((each) => markOf(each) === mark);
  return same[Math.min(at, same.length - 1)] ?? null;
}

/** What can stand for a place in a page. */
export function landmarks() {
  return [...document.querySelectorAll("body :is(h1, h2, h3, h4, h5, h6, [id])")];
}

/**
 * Of the tops of landmarks, in pixels from the top of the window, which one is nearest to it.
 * @returns {number} its index; -1 for none
 */
export function nearestTo(tops) {
  let nearest = -1;
  tops.forEach((top, at) => {
    if (nearest < 0 || Math.abs(top) < Math.abs(tops[nearest])) nearest = at;
  });
  return nearest;
}
