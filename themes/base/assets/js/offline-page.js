// The page that lists what the browser keeps of the site, and can remove it.

import { speakerOf } from "./search-words.js";

/**
 * Fill the section in.
 * @param {HTMLElement} section
 * @param {URL} root of the site
 */
export async function attachKept(section, root) {
  const part = (name) => document.querySelector(`[data-kept-${name}]`);
  const words = part("words");
  const say = speakerOf(words);
  const megabytes = (bytes) => new Intl.NumberFormat(words.lang, { maximumFractionDigits: 1 })
    .format(bytes / 1e6);

  // Titles of pages end in that of the site, as this one does.
  const site = document.title.slice(document.querySelector("h1").textContent.length);

  const wanted = wantedPage(location.hash, root);
  if (wanted) {
    part("again").href = wanted;
    part("missing").hidden = false;
  }

  async function show(type) {
    const answer = await ask(type);
    const pages = (answer?.pages ?? []).filter(({ address }) => address !== `${root}offline/`);
    part("pages").replaceChildren(...pages.reverse().map(({ address, title }) => {
      const link = document.createElement("a");
      link.href = address;
      link.dir = "auto";
      const text = plain(title);
      link.textContent = (text.endsWith(site) ? text.slice(0, -site.length || undefined) : text) ||
        address.slice(root.href.length);
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    const count = say("count", { count: pages.length, megabytes: megabytes(answer?.bytes ?? 0) });
    const empty = type === "forget" ? "removed" : "none";
    part("status").replaceChildren(...(answer ? pages.length ? count : say(empty) : say("impossible")));
    part("remove").hidden = !pages.length;
    part("bounds").replaceChildren(...(answer ? say("how_much", {
      pages: answer.most.pages, megabytes: megabytes(answer.most.bytes),
    }) : []));
  }

  async function ask(type) {
    const registration = await navigator.serviceWorker?.getRegistration(root);
    const worker = registration?.active;
    if (!worker || registration.scope !== root.href) return null;
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      worker.postMessage({ type }, [port2]);
    });
  }

  part("remove").addEventListener("click", () => show("forget"));
  section.hidden = false;
  await show("list");
}

/** The page that a fragment names, if it is one of the site. */
export function wantedPage(fragment, root) {
  if (fragment.length < 2) return null;
  try {
    const { href } = new URL(fragment.slice(1), root);
    return href.startsWith(root.href) ? href : null;
  } catch {
    return null;
  }
}

/** The text of what stands in a title of HTML. */
function plain(html) {
  const parsed = new DOMParser().parseFromString("<title></title>", "text/html");
  const title = parsed.createElement("textarea");
  title.innerHTML = html;
  return title.value;
}
