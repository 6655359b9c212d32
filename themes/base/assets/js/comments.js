// Only on pages of papers that have comments: what shows them is fetched when a reader asks for it.

const section = document.querySelector("[data-comments]");
const offered = section.querySelector("[data-comments-offer]");
const status = section.querySelector("[role=status]");

/** `session`: what giscus has just given to a reader who signed in, if anything. */
const show = (session, isClicked) => {
  offered.hidden = true;
  status.textContent = status.dataset.loading;
  import("./comments-frame.js").then(
    ({ showComments }) => showComments(section, session, isClicked),
    () => {
      status.textContent = status.dataset.failed;
      offer(session);
    },
  );
};

const offer = (session) => {
  offered.hidden = false;
  offered.querySelector("button").addEventListener("click", () => show(session, true), { once: true });
};

const address = new URL(location.href);
const given = address.searchParams.get("giscus");
if (given !== null) {
  // No history, bookmark or link that is shared may hold it.
  address.searchParams.delete("giscus");
  history.replaceState(history.state, "", address);
}

/** Whether this tab has shown comments; undefined where nothing can be remembered. */
const hasShown = () => {
  try {
    return sessionStorage.getItem("papershelf-comments") !== null;
  } catch {
    return undefined;
  }
};

// Anybody can make a link with a session of their own, to have others write in their name.
const isBack = given ? hasShown() : false;
if (isBack) show(given, false);
else offer(isBack === undefined ? given : undefined);
