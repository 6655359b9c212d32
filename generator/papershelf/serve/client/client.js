// The preview on a page: loaded by every page that the preview serves, never part of a site.

import { createBar } from "./bar.js";
import { connect } from "./events.js";
import { takeKept } from "./keep.js";
import { createPage } from "./page.js";
import { restore } from "./restore.js";
import { createSearchNote } from "./search-note.js";
import { createSheet } from "./sheet.js";
import { speakerOf } from "./words.js";

const { pathname } = new URL(import.meta.url);
const { page: digest = "" } = document.querySelector(`script[src="${pathname}"]`).dataset;
const kept = takeKept();
if (kept?.reader) restore(kept.reader);

const page = createPage(digest, kept ?? {});
const views = load();
// The page is kept up to date even where nothing can be shown on it.
const show = (act) => views.then(act, () => {});

// A page that is loaded again is no more looked at than before.
connect({
  told: (state, isFront) => {
    page.hear(state, isFront);
    show(({ bar, sheet, note }) => {
      bar.show(state);
      sheet.show(state);
      note(state.catching_up);
    });
  },
  lost: () => {
    page.lose();
    show(({ bar }) => bar.lost());
  },
}, kept?.isFront);

async function load() {
  const answer = await fetch(new URL("client.html", import.meta.url));
  const source = new DOMParser().parseFromString(await answer.text(), "text/html");
  const template = (name) => source.querySelector(`#${name}`);
  const say = speakerOf(template("words").content);
  const host = document.createElement("papershelf-preview");
  const root = host.attachShadow({ mode: "open" });
  root.append(document.importNode(template("preview").content, true));
  const link = root.querySelector("link");
  // Nothing is shown as it would look without its styles, nor said while it is hidden.
  host.hidden = true;
  const styled = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
  });
  document.body.append(host);
  await styled;
  host.hidden = false;
  keepClear();
  return {
    bar: createBar(root, say),
    sheet: createSheet(root, template("problem"), say),
    note: createSearchNote(say("searching")),
  };
}

// What the keyboard reaches is scrolled to where the bar does not cover it.
function keepClear() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { scroll-padding-block-end: 3rem }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
