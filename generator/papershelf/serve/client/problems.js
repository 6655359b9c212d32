import { isFollowable, partsOf, visible } from "./excerpt.js";

/**
 * The items of a list of problems: where, the line with a mark below the column, what was found,
 * what would do.
 * @param {HTMLTemplateElement} template
 * @param {object[]} problems
 */
export function problemItems(template, problems) {
  return problems.map((problem) => {
    const item = template.content.firstElementChild.cloneNode(true);
    fill(item, problem);
    return item;
  });
}

function fill(item, { path, line, column, message, hint, severity, excerpt, editor }) {
  const part = (name) => item.querySelector(`[data-problem-${name}]`);
  const set = (name, text) => {
    part(name).textContent = visible(text);
    part(name).hidden = !text;
  };
  item.dataset.severity = severity;
  for (const kind of item.querySelectorAll("[data-problem-kind]")) {
    kind.hidden = kind.dataset.problemKind !== severity;
  }
  set("path", path);
  set("place", [line, column].filter(Boolean).map((number) => `:${number}`).join(""));
  set("message", message);
  set("hint", hint);
  part("line").hidden = !excerpt;
  const { before, at, after } = partsOf(excerpt, column);
  part("number").textContent = line || "";
  part("before").textContent = before;
  part("caret").textContent = at;
  part("caret").hidden = !at;
  part("after").textContent = after;
  if (isFollowable(editor)) part("editor").href = editor;
  else part("editor").remove();
}
