// A classic script in <head>: sets the chosen theme before anything is painted.
try {
  const theme = localStorage.getItem("papershelf-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: the theme follows the system.
}
