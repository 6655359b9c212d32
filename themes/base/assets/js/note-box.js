// A private note on a paper, kept as it is typed.

import { LONGEST_NOTE } from "./store.js";

const PAUSE_MS = 400;

/**
 * Let a box with a text field and a status keep the note on a paper, until it hears `close`.
 * @param {HTMLElement} box
 * @param {{store: object, paper: object, outcome: (sentence: string|false) => string, closed: () => void}} about
 * `outcome` says how it went
 */
export function openNote(box, { store, paper, outcome, closed }) {
  const field = box.querySelector("textarea");
  const status = box.querySelector("[role=status]");
  const kept = () => store.get(paper.id)?.note ?? "";
  let timer = null;

  function save() {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    const isMade = store.note(paper.id, field.value, paper);
    status.textContent = outcome(isMade && (field.value.trim() ? "note_saved" : "note_removed"));
  }

  // Another tab may have written, but what is being typed here is newer.
  function follow() {
    if (!box.isConnected) return end();
    if (timer === null && document.activeElement !== field) field.value = kept();
    return undefined;
  }

  const unsubscribe = store.subscribe(follow);

  function end() {
    unsubscribe();
    removeEventListener("pagehide", save);
  }

  field.maxLength = LONGEST_NOTE;
  field.value = kept();
  field.addEventListener("input", () => {
    status.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  field.addEventListener("blur", save);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    box.dispatchEvent(new Event("close"));
  });
  box.addEventListener("close", () => {
    save();
    end();
    box.remove();
    closed();
  });
  addEventListener("pagehide", save);
  field.focus();
}
