import { say } from "./paper-said.js";

/** Let readers copy and download the citation that they chose. */
export function attachCite(box) {
  const status = box.querySelector("[role=status]");
  const chosen = () => box.querySelector("input:checked").closest("label").nextElementSibling;

  box.querySelector("[data-copy]").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(chosen().textContent);
      say(status, "done");
    } catch {
      getSelection().selectAllChildren(chosen());
      say(status, "failed");
    }
  });
  box.querySelector("[data-download]").addEventListener("click", () => {
    const text = chosen();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text.textContent, "\n"], { type: "text/plain" }));
    link.download = text.dataset.file;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  box.addEventListener("change", () => {
    status.textContent = "";
    makeReachable(chosen());
  });
  makeReachable(chosen());
}

/** Only a text that scrolls keeps its place in the order of the keyboard. */
function makeReachable(text) {
  const scrolls = text.scrollWidth > text.clientWidth || text.scrollHeight > text.clientHeight;
  if (scrolls) text.tabIndex = 0;
  else text.removeAttribute("tabindex");
}
