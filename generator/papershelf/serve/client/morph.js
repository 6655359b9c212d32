// Makes one element show what another shows, and touches nothing that is alike: pictures stay
// where they are, and so does what scripts and the reader have made of the rest.

/**
 * What is to be done so that `live` shows what `next` does.
 * @param {Node} live
 * @param {Node} base what `live` was before scripts and the reader had to do with it
 * @param {Node} next of another document, which stays as it is
 * @returns {(function())[]|null} steps, to be taken all or not at all; null where what would go is
 *   no longer what it was, or in use
 */
export function stepsTo(live, base, next) {
  if (base.isEqualNode(next)) return [];
  if (!isSameElement(base, next)) return exchange(live.parentNode, live, [live], [base], [next]);
  const lists = [live, base, next].map(({ childNodes }) => [...childNodes]);
  const [are, were, come] = lists;
  // Something was put in or taken away, and nobody knows which child is which.
  if (are.length !== were.length) return null;
  let follower = null;
  while (were.length && come.length && were[0].isEqualNode(come[0])) {
    for (const nodes of lists) nodes.shift();
  }
  while (were.length && come.length && were.at(-1).isEqualNode(come.at(-1))) {
    follower = are.at(-1);
    for (const nodes of lists) nodes.pop();
  }
  if (were.length !== come.length) return exchange(live, are[0] ?? follower, ...lists);
  const steps = are.map((child, place) => stepsTo(child, were[place], come[place]));
  return steps.includes(null) ? null : steps.flat();
}

/** Put `come` into `parent` before `place`, and take `are` away. */
function exchange(parent, place, are, were, come) {
  const isFree = are.every((node, at) => node.isEqualNode(were[at]) && !isInUse(node));
  if (!isFree) return null;
  return [() => {
    const fragment = document.createDocumentFragment();
    fragment.append(...come.map((node) => document.importNode(node, true)));
    parent.insertBefore(fragment, place);
    for (const node of are) node.remove();
  }];
}

function isInUse(node) {
  return node.contains(document.activeElement);
}

function isSameElement(one, other) {
  return one.nodeType === Node.ELEMENT_NODE
    && one.cloneNode(false).isEqualNode(other.cloneNode(false));
}
