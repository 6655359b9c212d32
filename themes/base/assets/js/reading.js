// The page of the reading list: what this browser keeps about papers, and how to take it along.

import { forgetAll } from "./lib/forget.js";
import {
  briefly, createStatus, focusOn, listOf, rootOf, showState, wordsOf,
} from "./lib/personal.js";
import { saveFile } from "./lib/take-away.js";
import { LARGEST_FILE, FILE_NAME, MARKDOWN_NAME, markdownOf, writeList } from "./reading-file.js";
import { importList } from "./reading-import.js";
import { createItems } from "./reading-items.js";
import { openRecords } from "./records.js";
import { browserStorage, MOST_PAPERS, openStore } from "./store.js";

const STEP = 100;
const FILTERS = {
  all: () => true,
  star: (entry) => "star" in entry,
  unread: (entry) => !("read" in entry || "hidden" in entry),
  read: (entry) => "read" in entry,
  hidden: (entry) => "hidden" in entry,
  note: (entry) => "note" in entry,
};

/** Make the page of the reading list work. */
export function attachReading(section) {
  const part = (name) => section.querySelector(`[data-${name}]`);
  const say = wordsOf(section);
  const store = openStore();
  const status = createStatus(section);
  const form = part("filters");
  const root = rootOf(section);
  const items = createItems(section, { store, say, status });
  let shown = STEP;

  // What lies in the basket alone has a page of its own.
  const entries = () => [...store.papers()]
    .filter(([, entry]) => ["star", "read", "hidden", "note"].some((kind) => kind in entry));

  function listed() {
    const { show, sort } = Object.fromEntries(new FormData(form));
    return entries().filter(([, entry]) => FILTERS[show](entry)).sort(ORDERS[sort]);
  }

  function render() {
    // Somebody is writing: the list waits.
    if (items.isWriting()) return;
    const all = entries();
    const papers = listed();
    showState(section, store, say);
    form.hidden = !all.length;
    part("empty").hidden = all.length > 0;
    part("none").hidden = papers.length > 0 || !all.length;
    for (const [name, test] of Object.entries(FILTERS)) {
      const count = all.filter(([, entry]) => test(entry)).length;
      section.querySelector(`[data-filter-count=${name}]`).textContent = numberOf(count);
    }
    items.render(papers.slice(0, shown));
    part("more").hidden = papers.length <= shown;
    for (const name of ["save", "save-markdown"]) part(name).disabled = !store.papers().size;
  }

  function save() {
    const shelf = { title: section.dataset.shelf, address: root.href };
    const papers = store.papers();
    saveFile(FILE_NAME, "application/json", writeList(shelf, papers));
    status.tell(say("saved", { file: FILE_NAME, count: papers.size }));
  }

  function saveMarkdown() {
    const papers = listed();
    const words = (kind) => section.querySelector(`[name=show][value=${kind}] + span`).textContent;
    const text = markdownOf(section.dataset.shelf, papers.map(([id, entry]) => ({
      title: entry.title || say("untitled"),
      address: items.addressOf(id),
      facts: entry.facts,
      marks: ["star", "read", "hidden"].filter((kind) => kind in entry).map(words),
      note: entry.note,
    })));
    saveFile(MARKDOWN_NAME, "text/markdown", text);
    status.tell(say("saved", { file: MARKDOWN_NAME, count: papers.length }));
  }

  async function open(file) {
    const folder = new URL(section.dataset.records, document.baseURI).href;
    const told = await importList(file, {
      store,
      records: openRecords(folder, Number(section.dataset.buckets)),
      address: root.href,
      progress: (share) => status.progress(share, 1),
    });
    status.progress(1, 1);
    const room = part("told");
    room.hidden = true;
    if (told.fault) tellFault(told.fault, file);
    else {
      const { taken, same, elsewhere, undo } = told;
      status.tell([
        elsewhere ? say("import_elsewhere", { shelf: briefly(elsewhere.title || elsewhere.address) }) : "",
        say("import_taken", { count: taken }),
        same ? say("import_same", { count: same }) : "",
      ].filter(Boolean).join(" "), taken ? {
        undo() {
          undo();
          room.hidden = true;
          status.tell(say("undone"));
        },
      } : {});
      const left = ["gone", "broken", "over"].filter((reason) => told[reason].length);
      room.hidden = !left.length;
      room.replaceChildren(...left.flatMap((reason) => {
        const sentence = say(`import_${reason}`, { count: told[reason].length, most: MOST_PAPERS });
        return listOf(sentence, told[reason].map(nameOf), say);
      }));
    }
  }

  const nameOf = (name) => (
    typeof name === "number" ? say("entry", { number: name }) : briefly(name)
  );

  function tellFault(fault, file) {
    if (fault === "unreachable") {
      status.tell(say("unreachable", { count: 1 }), { retry: () => open(file) });
    } else if (fault === "newer") status.tell(say("newer"));
    else status.tell(say(`import_${fault}`, { most: LARGEST_FILE / 1_000_000 }));
  }

  function removeAll() {
    const count = store.papers().size;
    const { keys, settings } = forgetAll(storages(), root.pathname);
    // What lasted only as long as the page goes too.
    store.clear();
    // The colours and sizes of this page and of other tabs go back to what the site says.
    dispatchEvent(new StorageEvent("storage"));
    const what = [
      count ? say("removed_papers", { count }) : "",
      keys.includes("papers:damaged") ? say("removed_damaged") : "",
      keys.includes("visits") ? say("removed_visits") : "",
      settings.length ? say("removed_settings", { count: settings.length }) : "",
    ].filter(Boolean);
    const language = document.documentElement.lang || "en";
    const list = new Intl.ListFormat(language).format(what);
    part("told").hidden = true;
    status.tell(what.length ? say("removed_all", { what: list }) : say("removed_nothing"));
    focusOn(part("status"));
  }

  for (const name of ["change", "submit"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      shown = STEP;
      render();
    });
  }
  part("save").addEventListener("click", save);
  part("save-markdown").addEventListener("click", saveMarkdown);
  part("open").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (file) void open(file);
    // The same file may be chosen once more.
    target.value = "";
  });
  confirmed(part("remove-all"), removeAll);
  part("more").addEventListener("click", () => {
    const first = shown;
    shown += STEP;
    render();
    part("selection").children[first]?.querySelector("a").focus();
  });
  store.subscribe(render);
  items.onWritten(render);
  render();
  section.hidden = false;
}

const ORDERS = {
  changed: ([, one], [, other]) => other.changed - one.changed,
  title: ([, one], [, other]) => one.title.localeCompare(other.title, document.documentElement.lang || "en"),
  added: ([, one], [, other]) => firstOf(other) - firstOf(one),
};

function firstOf({ star = Infinity, read = Infinity, hidden = Infinity, noted = Infinity }) {
  return Math.min(star, read, hidden, noted);
}

function numberOf(count) {
  return new Intl.NumberFormat(document.documentElement.lang || "en").format(count);
}

/** A button that has to be pressed twice, and says so after the first time. */
function confirmed(button, act) {
  const label = button.textContent;
  const calm = () => {
    button.textContent = label;
    delete button.dataset.asked;
  };
  button.addEventListener("click", () => {
    if ("asked" in button.dataset) {
      calm();
      act();
    } else {
      button.dataset.asked = "";
      button.textContent = button.dataset.sure;
    }
  });
  button.addEventListener("blur", calm);
}

function storages() {
  const found = [browserStorage()];
  try {
    found.push(sessionStorage);
  } catch {
    // Blocked: there is nothing in it.
  }
  return found.filter(Boolean);
}

for (const section of document.querySelectorAll("[data-reading-page]")) attachReading(section);
