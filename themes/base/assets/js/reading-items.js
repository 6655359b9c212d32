// The papers of the reading list, each with its marks and its note.

import { addressOf, briefly, focusOn } from "./lib/personal.js";

/**
 * The items of a list.
 * @param {HTMLElement} section
 * @param {object} world `store`, `say` and `status` of the page
 */
export function createItems(section, { store, say, status }) {
  const part = (name) => section.querySelector(`[data-${name}]`);
  const list = part("selection");
  let written = () => {};

  function itemOf([id, entry]) {
    const item = part("paper").content.cloneNode(true);
    const of = (name) => item.querySelector(`[data-${name}]`);
    const title = entry.title || say("untitled");
    const isFixed = store.state === "newer";
    of("title").textContent = title;
    of("title").href = addressOf(section, id);
    of("facts").textContent = entry.facts;
    of("note").textContent = entry.note ?? "";
    of("note").hidden = !entry.note;
    for (const button of item.querySelectorAll("[data-set]")) {
      const kind = button.dataset.set;
      button.setAttribute("aria-pressed", String(kind in entry));
      button.setAttribute("aria-label", say("mark_named", { mark: button.textContent, title }));
      button.disabled = isFixed;
      button.addEventListener("click", () => {
        const place = placeOf(button);
        store.mark(id, kind, !(kind in (store.get(id) ?? {})));
        focusAt(place, `[data-set=${kind}]`);
      });
    }
    of("write").textContent = say(entry.note ? "note_change" : "note_edit");
    of("write").setAttribute("aria-label", `${of("write").textContent}: ${title}`);
    of("write").disabled = isFixed;
    of("write").addEventListener("click", ({ target }) => write(id, title, target));
    of("remove").setAttribute("aria-label", say("remove_named", { title }));
    of("remove").disabled = isFixed;
    of("remove").addEventListener("click", ({ target }) => remove(id, title, target));
    return item;
  }

  const placeOf = (button) => [...list.children].indexOf(button.closest("li"));

  // The list was made anew, perhaps without the paper.
  function focusAt(place, control) {
    const item = list.children[Math.min(place, list.children.length - 1)];
    if (item) item.querySelector(control).focus();
    else focusOn(part("status"));
  }

  function remove(id, title, button) {
    const place = placeOf(button);
    const entry = store.get(id);
    // What lies in the basket stays there.
    for (const kind of ["star", "read", "hidden"]) store.mark(id, kind, false);
    store.note(id, "");
    focusAt(place, "[data-remove]");
    status.tell(say("removed", { title: briefly(title) }), {
      undo() {
        store.merge([[id, entry]]);
        status.tell(say("undone"));
      },
    });
  }

  function write(id, title, button) {
    const item = button.closest("li");
    const open = item.querySelector("[data-note-editor]");
    if (open) {
      open.querySelector("textarea").focus();
      return;
    }
    const place = placeOf(button);
    const editor = part("editor").content.cloneNode(true).firstElementChild;
    const area = editor.querySelector("textarea");
    area.value = store.get(id)?.note ?? "";
    area.setAttribute("aria-label", say("note_label", { title }));
    const close = () => {
      editor.remove();
      written();
      focusAt(place, "[data-write]");
    };
    editor.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = area.value;
      editor.remove();
      store.note(id, text);
      status.tell(say(text.trim() ? "note_saved" : "note_removed"));
      close();
    });
    editor.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing) close();
    });
    editor.querySelector("[data-cancel]").addEventListener("click", close);
    button.setAttribute("aria-expanded", "true");
    item.firstElementChild.append(editor);
    area.focus();
  }

  return {
    addressOf: (id) => addressOf(section, id),
    /** Show papers, pairs of id and entry. */
    render: (papers) => list.replaceChildren(...papers.map(itemOf)),
    /** Whether a note is being written. */
    isWriting: () => list.querySelector("[data-note-editor]") !== null,
    /** Call `listener` when a note was written, or was not after all. */
    onWritten(listener) {
      written = listener;
    },
  };
}
