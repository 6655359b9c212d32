// `theme-early.js` reads the same key before the page is shown.
const KEY = "papershelf-theme";
const ORDER = ["auto", "light", "dark"];
const NAMES = { auto: "automatic", light: "light", dark: "dark" };

/** Let the theme button go from automatic to light to dark. */
export function attachThemeToggle() {
  const root = document.documentElement;
  const buttons = document.querySelectorAll("[data-theme-toggle]");
  // Kept in the page as well, because storage may be blocked.
  let theme = ORDER.includes(root.dataset.theme) ? root.dataset.theme : "auto";

  function show() {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    for (const button of buttons) {
      button.hidden = false;
      button.dataset.themeState = theme;
      button.setAttribute("aria-label", `Colour theme: ${NAMES[theme]}`);
    }
  }

  for (const button of buttons) {
    button.addEventListener("click", () => {
      theme = ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length];
      remember(theme);
      show();
    });
  }
  show();
}

function remember(theme) {
  try {
    if (theme === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
