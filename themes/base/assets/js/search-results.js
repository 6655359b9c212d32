// The list of results. A card may cost a file, so it is asked for when it comes near the view.

/**
 * A list that `ask`s for cards and says what an answer was `foundIn`.
 * @param {HTMLElement} section
 */
export function createResults(section, { ask, foundIn, failed }) {
  const list = section.querySelector("[data-search-results]");
  const blank = section.querySelector("template[data-search-result]").content.firstElementChild;
  const controls = document.querySelector("template[data-marks-controls]").content;
  blank.querySelector("[data-marks]")?.replaceChildren(controls.cloneNode(true));
  let current = null;

  const observer = "IntersectionObserver" in window && new IntersectionObserver((entries) => {
    void fill(entries.filter((entry) => entry.isIntersecting).map(({ target }) => target));
  }, { rootMargin: "100px" });

  // What has not come when the printer starts is left out.
  addEventListener("beforeprint", () => {
    void fill(Array.from(list.children).filter((item) => !("filled" in item.dataset)));
  });

  async function fill(items) {
    if (!items.length) return;
    for (const item of items) if (observer) observer.unobserve(item);
    const answer = current;
    const byPlace = new Map(items.map((item) => [Number(item.dataset.place), item]));
    try {
      const cards = await ask([...byPlace.keys()], answer);
      if (answer !== current) return;
      for (const card of cards) {
        showCard(byPlace.get(card.place), card, section.dataset.siteRoot, answer);
      }
    } catch (error) {
      if (answer === current) failed(error);
    }
  }

  /** Show an answer, or nothing; a paper that stays keeps its item, its text and the focus. */
  function show(answer) {
    current = answer;
    if (observer) observer.disconnect();
    const former = new Map(Array.from(list.children, (item) => [item.dataset.place, item]));
    const items = (answer?.results ?? []).map(({ place, fields }) => {
      const item = former.get(`${place}`) ?? blank.cloneNode(true);
      item.dataset.place = place;
      item.querySelector("[data-result-fields]")?.replaceChildren(...foundIn(fields));
      return item;
    });
    items.forEach((item, at) => {
      if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
      if (observer) observer.observe(item);
    });
    while (list.children.length > items.length) list.lastElementChild.remove();
    if (!observer) void fill(items);
  }

  /** Go to the link of the item at a place in the list, as soon as its card has come. */
  async function enter(at) {
    const item = list.children[at];
    if (!item) return;
    if (!("filled" in item.dataset)) await fill([item]);
    item.querySelector("[data-result-link]").focus();
  }

  /** The place in the list of what has the focus, or -1. */
  function entered() {
    return Array.from(list.children).findIndex((item) => item.contains(document.activeElement));
  }

  return { show, enter, entered };
}

function showCard(item, card, root, { terms, prefix }) {
  const words = [...terms.slice(0, 32), ...(prefix ? [`${prefix}*`] : [])].join(" ");
  const query = words && `?${new URLSearchParams({ hl: words })}`;
  item.querySelector("[data-result-link]").href = root + card.url + query;
  const venue = [card.venue, card.year].filter(Boolean).join(" ");
  const { status, ...texts } = card;
  for (const mark of item.querySelectorAll("[data-result-status]")) {
    mark.hidden = mark.dataset.resultStatus !== status;
  }
  for (const [name, text] of Object.entries({ ...texts, venue })) {
    const element = item.querySelector(`[data-result-${name}]`);
    if (element) element.replaceChildren(...marked(text, card.marks[name] ?? []));
  }
  item.dataset.filled = "";
}

function marked(text, marks) {
  const parts = [];
  let end = 0;
  for (const [from, to] of marks) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    parts.push(text.slice(end, from), mark);
    end = to;
  }
  return [...parts, text.slice(end)];
}
