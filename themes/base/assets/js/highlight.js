// Marks the words that led to a paper, and takes them out of its address.

import { findMarks } from "./lib/marks.js";

const MOST = 500;
const LEFT_OUT = "script, style, math, code, pre, svg, textarea, select, button, mark";

/** Mark the words that the address names after `hl`; one that ends in "*" begins longer ones. */
export function highlight() {
  const url = new URL(location.href);
  const words = (url.searchParams.get("hl") ?? "").split(" ").filter(Boolean).slice(0, 64);
  url.searchParams.delete("hl");
  try {
    history.replaceState(history.state, "", url);
  } catch {
    // The address keeps the words; the marks do not need it.
  }
  const prefix = words.find((word) => word.endsWith("*"))?.slice(0, -1) ?? "";
  const stems = words.filter((word) => !word.endsWith("*"));
  let left = MOST;
  for (const node of textsOf(document.querySelector("main"))) {
    const marks = findMarks(node.data, stems, prefix).slice(0, left);
    left -= marks.length;
    // From the end, so that the places before stay true.
    for (const [from, to] of marks.reverse()) {
      const mark = document.createElement("mark");
      const found = node.splitText(from);
      found.splitText(to - from);
      found.replaceWith(mark);
      mark.append(found);
    }
    if (left <= 0) break;
  }
}

function textsOf(main) {
  const walker = document.createTreeWalker(
    main,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      return node.matches(LEFT_OUT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    },
  );
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}
