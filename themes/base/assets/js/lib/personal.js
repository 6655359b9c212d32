// What the pages of the basket and of the reading list share.

import { speakerOf } from "../search-words.js";
import { slugify } from "./slugify.js";
import { saveFile } from "./take-away.js";

const NAMED = 50;

/** A function that makes texts of the sentences of a page's section. */
export function wordsOf(section) {
  const say = speakerOf(section.querySelector("template[data-words]"));
  return (name, blanks) => say(name, blanks).join("");
}

/** Where the page of a paper is, whose address nobody told. */
export function addressOf(section, id) {
  const slug = slugify(id.toWellFormed?.() ?? id);
  return new URL(`papers/${encodeURIComponent(slug)}/`, rootOf(section)).href;
}

/** The root of the site. */
export function rootOf(section) {
  return new URL(section.dataset.siteRoot, document.baseURI);
}

/** Say how the store keeps what it is told, unless all is well. */
export function showState(section, store, say) {
  const notice = section.querySelector("[data-state]");
  const { state } = store;
  notice.hidden = state === "kept";
  notice.querySelector("[data-state-words]").textContent = state === "kept" ? "" : say(state);
  const button = notice.querySelector("[data-save-damaged]");
  const text = store.damaged();
  button.hidden = text === null;
  button.onclick = () => saveFile("reading-list-damaged.txt", "text/plain", text);
}

/** The line that says what happened: `tell(text, {undo, retry, reload})` with what buttons do. */
export function createStatus(section) {
  const part = (name) => section.querySelector(`[data-${name}]`);
  const progress = part("progress");
  return {
    tell(text, remedies = {}) {
      part("status").textContent = text;
      for (const name of ["undo", "retry", "reload"]) {
        const button = part(name);
        // A button that goes must not take the focus with it.
        const hadFocus = button === document.activeElement;
        button.hidden = !remedies[name];
        button.onclick = remedies[name] ?? null;
        if (hadFocus && button.hidden) focusOn(part("status"));
      }
    },
    progress(done, count) {
      progress.hidden = done >= count;
      progress.max = Math.max(count, 1);
      progress.value = done;
    },
  };
}

/** Move the focus to what is no control. */
export function focusOn(element) {
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

/** A list of texts below the sentence that counts them; a long one is cut. */
export function listOf(sentence, texts, say) {
  const line = document.createElement("p");
  line.textContent = sentence;
  const list = document.createElement("ul");
  for (const text of texts.slice(0, NAMED)) list.append(itemOf(text));
  if (texts.length > NAMED) list.append(itemOf(say("more", { count: texts.length - NAMED })));
  return [line, list];
}

function itemOf(text) {
  const item = document.createElement("li");
  item.dir = "auto";
  item.textContent = text;
  return item;
}

/** A text that is no longer than a line or two. */
export function briefly(text) {
  const characters = [...text];
  return characters.length > 120 ? `${characters.slice(0, 119).join("")}…` : text;
}
