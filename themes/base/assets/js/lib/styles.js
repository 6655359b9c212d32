/** Load a style sheet that few pages have, such as `panels.css`, unless this one has it. */
export function loadStyles(name) {
  const address = new URL(`../../${name}`, import.meta.url).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === address)) return null;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}
