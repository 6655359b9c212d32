import { attachSettings, show } from "./display.js";
import { fragment, goToPage } from "./lib/fragment.js";
import { loadStyles } from "./lib/styles.js";

const SHOWS = { settings: showSettings, keys: showKeys };

/** Open the panel `name` (`settings` or `keys`) from a button, or from none. */
export function open(name, button) {
  return SHOWS[name](button).catch(() => goToPage(name));
}

// The panel hangs on its button: from then on the browser opens and closes it.
async function showSettings(button) {
  if (button.popoverTargetElement) return;
  const [form] = await Promise.all([fragment("settings"), loadStyles("panels.css")]);
  // A second click while the first was loading.
  if (button.popoverTargetElement) return;
  const panel = document.createElement("div");
  panel.className = "panel";
  panel.popover = "auto";
  panel.append(form);
  attachSettings(form);
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    show(form);
    form.querySelector("input:checked").focus();
  });
  button.after(panel);
  button.popoverTargetElement = panel;
  panel.showPopover();
}

async function showKeys(button) {
  const dialog = document.querySelector("dialog[data-keys]") ?? await newDialog();
  if (dialog.open) return;
  if (button?.closest("[popover]")) {
    // A dialog closes the panel below it, and the focus cannot return into what is closed.
    const opener = document.querySelector("button[data-opens=settings]");
    dialog.addEventListener("close", () => opener.focus(), { once: true });
  }
  dialog.showModal();
}

async function newDialog() {
  const [content] = await Promise.all([fragment("keys"), loadStyles("panels.css")]);
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.dataset.keys = "";
  for (const element of content.querySelectorAll("[hidden]")) element.hidden = false;
  dialog.append(content);
  const title = content.querySelector("h2");
  title.id = "keys-title";
  // With the focus on the one button, at the end, a low window would not show the beginning.
  title.tabIndex = -1;
  title.autofocus = true;
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.addEventListener("click", ({ target }) => {
    // A click on the dialog itself is one beside its content.
    if (target === dialog || target.closest("[data-close]")) dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}
