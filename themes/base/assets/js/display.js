// `theme-early.js` reads the same keys before the page is shown.
const key = (name) => `papershelf-${name}`;

/** Let a form of radio groups and check boxes set how the site looks: each is a `data-*` attribute of the root. */
export function attachSettings(form) {
  show(form);
  form.addEventListener("change", ({ target }) => {
    const value = target.type === "checkbox" && !target.checked ? "off" : target.value;
    document.documentElement.dataset[target.name] = value;
    remember(target.name, target.checked === target.defaultChecked ? null : value);
    document.querySelectorAll("[data-settings]").forEach(show);
  });
  addEventListener("storage", () => show(form));
}

/** Let the form say what holds now. */
export function show(form) {
  const chosen = document.documentElement.dataset;
  for (const input of form.elements) {
    const value = chosen[input.name];
    if (input.type === "checkbox") input.checked = value !== "off";
    else if (input.type === "radio") input.checked = value ? input.value === value : input.defaultChecked;
  }
}

function remember(name, value) {
  try {
    // What holds without a choice is not kept, so that a new default reaches this reader too.
    if (value === null) localStorage.removeItem(key(name));
    else localStorage.setItem(key(name), value);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
