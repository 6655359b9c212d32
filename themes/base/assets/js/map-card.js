// The card beside a paper on the map, and what is said of it.

/** A function from the name of a sentence and its blanks to the text. */
export function speakerOf(section, language) {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const words = new Map();
  for (const { dataset, textContent } of section.querySelector("[data-map-words]").content.children) {
    words.set(`${dataset.word} ${dataset.form ?? ""}`, textContent);
  }
  return (name, blanks = {}) => {
    const text = words.get(`${name} ${plurals.select(blanks.count ?? 0)}`) ??
      words.get(`${name} other`) ?? words.get(`${name} `) ?? "";
    return text.replace(/\{(\w+)\}/g, (_, blank) => {
      const value = blanks[blank] ?? "";
      return typeof value === "number" ? numbers.format(value) : value;
    });
  };
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
    const beyond = left + 12 + offsetWidth > width;
    const x = Math.max(8, beyond ? left - 12 - offsetWidth : left + 12);
    const y = Math.min(top + 12, height - offsetHeight - 8);
    this.#element.style.transform = `translate(${Math.round(Math.min(x, width - offsetWidth - 8))}px, ${Math.round(Math.max(8, y))}px)`;
  }

  hide() {
    this.#element.hidden = true;
  }
}
