// The card beside a paper on the map.

// Between a paper and its card, and between the card and the edge of the stage.
const GAP = 12;
const EDGE = 8;

/** Where something this large begins, after a point or before it; over it where neither has room. */
function beside(point, size, room) {
  if (point + GAP + size + EDGE <= room) return point + GAP;
  if (point - GAP - size >= EDGE) return point - GAP - size;
  return Math.max(EDGE, room - EDGE - size);
}

/** The card of a section, beside a point of its stage. */
export class Card {
  #element;
  #stage;
  #say;
  #root;

  constructor(section, stage, say) {
    this.#element = section.querySelector("[data-map-card]").content.firstElementChild.cloneNode(true);
    this.#element.hidden = true;
    this.#stage = stage;
    this.#say = say;
    this.#root = new URL(section.dataset.siteRoot, location.href);
    stage.append(this.#element);
  }

  get isShown() {
    return !this.#element.hidden;
  }

  addressOf({ slug }) {
    return new URL(`papers/${slug}/`, this.#root).href;
  }

  authorsOf({ authors, more }) {
    const rest = more ? this.#say("more", { count: more }) : "";
    return this.#say("authors", { names: authors.join(", "), more: rest }).trim();
  }

  show(card) {
    const part = (name) => this.#element.querySelector(`[data-card-${name}]`);
    part("title").textContent = card.title;
    part("title").href = this.addressOf(card);
    part("authors").textContent = this.authorsOf(card);
    part("venue").textContent = card.venue;
    part("topics").textContent = card.topics.join(" · ");
    this.#element.hidden = false;
  }

  /** Put it beside a point, where there is room. */
  place(left, top) {
    if (!this.isShown) return;
    const { width, height } = this.#stage.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.#element;
    const x = beside(left, offsetWidth, width);
    const y = beside(top, offsetHeight, height);
    this.#element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  hide() {
    this.#element.hidden = true;
  }
}
