// Only on pages of papers that have comments: what shows them is fetched when a reader asks for it.

/** Offer the comments of the page; `given`: the session in its address, if there is one. */
function attachComments(section, given) {
  const offered = section.querySelector("[data-comments-offer]");
  const status = section.querySelector("[role=status]");

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

  // Anybody can make a link with a session of their own, to have others write in their name.
  const isBack = given ? hasShown() : false;
  if (isBack) show(given, false);
  else offer(isBack === undefined ? given : undefined);
}

/** Whether this tab has shown comments; undefined where nothing can be remembered. */
function hasShown() {
  try {
    return sessionStorage.getItem("papershelf-comments") !== null;
  } catch {
    return undefined;
  }
}

/** The session that giscus has put into the address; no history, bookmark or link shall hold it. */
function takeSession() {
  const address = new URL(location.href);
  const given = address.searchParams.get("giscus");
  if (given === null) return "";
  address.searchParams.delete("giscus");
  history.replaceState(history.state, "", address);
  return given;
}

const session = takeSession();
for (const section of document.querySelectorAll("[data-comments]")) attachComments(section, session);
