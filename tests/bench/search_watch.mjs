// Runs in the page before its own scripts: notes when something was typed, when the worker was
// asked, and when the title of the first result had changed.

(() => {
  const marks = { typed: 0, asked: 0, shown: 0 };
  let before = null;
  let settle = () => {};
  globalThis.watched = () => new Promise((resolve) => {
    const finish = () => {
      if (marks.shown) resolve({ ...marks });
      return marks.shown > 0;
    };
    if (!finish()) settle = finish;
  });

  const firstTitle = () => {
    const node = document.querySelector("[data-search-results] [data-result-title]");
    return node?.textContent ? { node, text: node.textContent } : null;
  };

  document.addEventListener("input", () => {
    before = firstTitle();
    Object.assign(marks, { typed: performance.now(), asked: 0, shown: 0 });
  }, { capture: true });

  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, ...rest) {
    if (message?.type === "search") marks.asked ||= performance.now();
    return post.call(this, message, ...rest);
  };

  new MutationObserver((changes) => {
    if (!marks.typed || marks.shown) return;
    const now = firstTitle();
    if (!now) return;
    // The same paper may come first again: then its marks are made anew.
    const isMade = changes.some(({ target }) => now.node.contains(target));
    if (now.node === before?.node && now.text === before.text && !isMade) return;
    marks.shown = performance.now();
    settle();
  }).observe(document, { childList: true, subtree: true, characterData: true });
})();
