// Tells in the site's own search that it does not know the last change yet.

/**
 * A note in every search of the page, also in those that come later.
 * @param {string} sentence
 * @returns {function(boolean)} shows or takes away the note
 */
export function createSearchNote(sentence) {
  let isShown = false;

  function update() {
    for (const section of document.querySelectorAll("[data-search]")) {
      const note = section.querySelector("[data-preview-note]");
      const status = section.querySelector("[data-search-status]");
      if (!isShown) note?.remove();
      else if (!note && status) placeFor(section, status).before(newNote());
    }
  }

  function newNote() {
    const note = document.createElement("p");
    note.className = "search-status";
    note.dataset.previewNote = "";
    note.setAttribute("role", "status");
    note.textContent = sentence;
    return note;
  }

  const later = new MutationObserver(update);
  return (isCatchingUp) => {
    if (isShown === isCatchingUp) return;
    isShown = isCatchingUp;
    update();
    if (isShown) later.observe(document.body, { childList: true, subtree: true });
    else later.disconnect();
  };
}

// Beside the status, but not into the line that it shares with the order.
function placeFor(section, status) {
  return section.querySelector("[data-search-about]") ?? status;
}
