const BOXES = "[data-search] input[name=q], [data-search-box] input[name=q]";

/** Let "/" go to the page's search box, or else to the header's. */
export function attachKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || event.isComposing || isTyping(event.target)) return;
    const boxes = [...document.querySelectorAll(BOXES)];
    const box = boxes.find((candidate) => candidate.closest("[data-search]")) ?? boxes[0];
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}

function isTyping(target) {
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"));
}
