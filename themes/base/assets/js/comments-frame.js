// The frame of giscus, without its script: none but our own runs on the page.

// As giscus' own script has it, so that a reader signs in once for all pages of the host.
const SESSION = "giscus-session";
// What lets the page believe a session in its address.
const SHOWN = "papershelf-comments";
const MOST_PIXELS = 100_000;
const MOST_CHARACTERS = 200;
const PATIENCE = 15_000;
// Scripts that write no blanks make one word of a whole title; marks are ASCII, in any disguise.
const LIKE_A_MARK = /[0-9a-z]{31}/i;

/**
 * The address of the frame.
 * @param {string} made as the page has it, with the repository and the paper
 * @param {{href: string, canonical?: string, title: string, theme?: string}} page
 * @param {string} session of a reader who is signed in; empty for others
 */
export function frameAddress(made, page, session) {
  const address = new URL(made);
  // What was searched for is nobody's matter; the address of the page stands in the discussion.
  const { origin, pathname } = new URL(page.href);
  const parameters = {
    origin: `${origin}${pathname}#comments`,
    backLink: page.canonical ?? origin + pathname,
    description: plainWords(page.title),
    theme: giscusTheme(page.theme),
    session,
  };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  return address.href;
}

/** What giscus calls the look of the site. */
export function giscusTheme(theme) {
  return ["light", "dark"].includes(theme) ? theme : "preferred_color_scheme";
}

/**
 * A title as giscus may put it into the first text of a discussion: without marks that mean
 * something there, such as `@somebody`, and without anything that could be read as the mark by which
 * discussions are found.
 */
export function plainWords(text) {
  const words = text.replace(/[^\p{L}\p{M}\p{N} ,.:;?·’'–-]+/gu, " ").split(/\s+/);
  const safe = words.filter((word) => word && !LIKE_A_MARK.test(word.normalize("NFKC"))).join(" ");
  return [...safe].slice(0, MOST_CHARACTERS).join("");
}

/**
 * What a message of the frame says: a height in pixels, that somebody signed out, or an error in
 * one word, `ended`, `none`, `busy` or `failed`; null for all that is no message of giscus.
 */
export function read(data) {
  const said = data?.giscus;
  if (typeof said !== "object" || said === null) return null;
  const { resizeHeight: height, error } = said;
  return {
    height: typeof height === "number" && height >= 1 && height <= MOST_PIXELS ? Math.ceil(height) : 0,
    isSignedOut: said.signOut === true,
    error: error && typeof error === "string" ? problem(error) : "",
  };
}

function problem(message) {
  if (/Bad credentials|Invalid state value|State has expired|retrieve token/.test(message)) return "ended";
  if (message.includes("Discussion not found")) return "none";
  return message.includes("API rate limit exceeded") ? "busy" : "failed";
}

/**
 * Show the comments of the page; `session`: of a reader who has just signed in. The frame takes the
 * focus only where a click asked for it.
 */
export function showComments(section, session = "", isClicked = true) {
  const status = section.querySelector("[role=status]");
  const { origin } = new URL(section.dataset.comments);
  const root = document.documentElement;
  // Sign-in is offered to those without a session alone: a second one is a stranger's.
  let known = remembered() || session;
  let told = "loading";
  let frame;
  let shown;
  let waiting;

  const say = (how) => {
    told = how;
    status.textContent = status.dataset[how] ?? "";
  };
  const load = () => {
    const page = {
      href: location.href,
      canonical: document.querySelector("link[rel=canonical]")?.href,
      title: document.title,
      theme: root.dataset.theme,
    };
    const made = document.createElement("iframe");
    made.title = section.querySelector("h2").textContent;
    made.allow = "clipboard-write";
    made.src = frameAddress(section.dataset.comments, page, known);
    // Whatever loads without a word is not giscus: blocked, or an error of the network.
    made.addEventListener("load", () => {
      if (shown === undefined) waiting = setTimeout(say, PATIENCE, "failed");
      if (document.activeElement !== made) return;
      // The focus is still in the empty document that was there before.
      made.blur();
      made.focus();
    }, { once: true });
    const isFocused = frame ? document.activeElement === frame : isClicked;
    shown = undefined;
    // A new one: another address in the old one would be a step in the history.
    if (frame) frame.replaceWith(made);
    else status.after(made);
    frame = made;
    if (isFocused) frame.focus();
  };
  const follow = () => {
    const theme = giscusTheme(root.dataset.theme);
    // Before its first message nobody is there who would hear it.
    if (shown === undefined || shown === theme) return;
    shown = theme;
    frame.contentWindow.postMessage({ giscus: { setConfig: { theme } } }, origin);
  };
  const leave = () => {
    known = "";
    remember("");
    load();
  };

  addEventListener("message", ({ data, origin: sender, source }) => {
    if (sender !== origin || source !== frame.contentWindow) return;
    const said = read(data);
    if (!said) return;
    clearTimeout(waiting);
    if (shown === undefined) {
      shown = new URL(frame.src).searchParams.get("theme");
      if (told !== "ended") say("");
      follow();
    }
    if (said.height) frame.height = said.height;
    const hasEnded = said.isSignedOut || said.error === "ended";
    // Who has no session has none to lose: a frame that says so for ever is not loaded for ever.
    if (hasEnded && known) {
      leave();
      if (!said.isSignedOut) say("ended");
    } else if (hasEnded) {
      say("failed");
    } else if (said.error) {
      say(said.error);
    }
  });
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme"] });

  remember(known);
  try {
    sessionStorage.setItem(SHOWN, "yes");
  } catch {
    // Storage is blocked: after signing in, a click shows them again.
  }
  load();
}

function remembered() {
  try {
    const session = JSON.parse(localStorage.getItem(SESSION));
    return typeof session === "string" ? session : "";
  } catch {
    // Storage is blocked, or holds what nobody wrote: readers sign in anew.
    return "";
  }
}

/** Keep a session; an empty one is forgotten. */
function remember(session) {
  try {
    if (session) localStorage.setItem(SESSION, JSON.stringify(session));
    else localStorage.removeItem(SESSION);
  } catch {
    // Storage is blocked: the session lasts as long as the page.
  }
}
