// Makes one element like another, and touches nothing that is alike: pictures stay where they are.

/** Make `old` like `next`, which belongs to another document and is used up. */
export function morph(old, next) {
  if (old.isEqualNode(next)) return;
  if (!isSameElement(old, next)) {
    old.replaceWith(next);
    return;
  }
  const before = [...old.childNodes];
  const after = [...next.childNodes];
  while (before.length && after.length && before[0].isEqualNode(after[0])) {
    before.shift();
    after.shift();
  }
  while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) {
    before.pop();
    after.pop();
  }
  if (before.length === after.length) {
    before.forEach((child, place) => morph(child, after[place]));
    return;
  }
  const [first] = before;
  if (first) first.before(...after);
  else insert(old, next, after);
  for (const child of before) child.remove();
}

// Where nothing goes, what comes stands before that which follows it on the other side.
function insert(old, next, coming) {
  const place = [...next.childNodes].indexOf(coming[0]);
  old.insertBefore(fragmentOf(coming), old.childNodes[place] ?? null);
}

function fragmentOf(nodes) {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes);
  return fragment;
}

function isSameElement(one, other) {
  return one.nodeType === Node.ELEMENT_NODE && one.nodeName === other.nodeName
    && one.cloneNode(false).isEqualNode(other.cloneNode(false));
}
