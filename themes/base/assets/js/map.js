// The map: loaded on its page only, in place of the picture that stands there without scripts.

import { Card } from "./map-card.js";
import { coloursOf, Painter, radiusOf } from "./map-draw.js";
import { openMap } from "./map-files.js";
import { indexOf } from "./map-index.js";
import { listen } from "./map-input.js";
import { readFragment, View } from "./map-view.js";
import { speakerOf } from "./search-words.js";

const CLOSER = 1.6;
const GRID = 65536;
const HOVER = 14;
const FINGER = 24;
// The card stays while the pointer is on its way to it.
const NEAR = 48;
const WRITTEN_AFTER = 250;

class PaperMap {
  #section;
  #points;
  #index;
  #view = new View();
  #canvas = document.createElement("canvas");
  #painter = new Painter(this.#canvas);
  #card;
  #say;
  #regions;
  #colour;
  #palette = [];
  #emphasis = null;
  #chosen = -1;
  #frame = 0;
  #written = 0;

  constructor(section, points, say) {
    this.#section = section;
    this.#points = points;
    this.#say = say;
    this.#index = indexOf(points.x, points.y);
    const stage = this.#find("stage");
    this.#card = new Card(section, stage, say);
    this.#regions = Array.from(document.querySelectorAll("[data-map-region]"), (item) => ({
      label: item.querySelector("h3").textContent,
      x: item.dataset.x / GRID,
      y: item.dataset.y / GRID,
    }));
    this.#attachCanvas(stage);
    this.#attachTools();
    this.#attachLegends();
    this.#attachSurroundings(stage);
    this.#read();
  }

  #find(name) {
    return this.#section.querySelector(`[data-map-${name}]`);
  }

  #attachCanvas(stage) {
    const canvas = this.#canvas;
    canvas.className = "map__view";
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", this.#say("view"));
    canvas.setAttribute("aria-describedby", "map-help");
    stage.prepend(canvas);
    this.#find("picture").remove();
    for (const name of ["tools", "help"]) this.#find(name).hidden = false;
    listen(canvas, {
      isFull: () => this.#isFull,
      hint: () => this.#note(this.#say("wheel")),
      move: (left, top) => this.#change(() => this.#view.move(left, top)),
      zoom: (factor, left, top) => this.#change(() => this.#view.zoomAt(factor, left, top)),
      all: () => this.#change(() => this.#view.look(0.5, 0.5, 1)),
      walk: (direction) => this.#walk(direction),
      hover: (left, top) => this.#hover(left, top),
      leave: () => delete canvas.dataset.over,
      press: (left, top, isAside) => this.#open(this.#at(left, top, HOVER), isAside),
      tap: (left, top) => this.#choose(this.#at(left, top, FINGER)),
      open: () => this.#open(this.#chosen, false),
      close: () => this.#close(),
    });
    stage.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType === "mouse") this.#choose(-1);
    });
  }

  #attachTools() {
    const acts = {
      in: () => this.#change(() => this.#view.zoomAt(CLOSER)),
      out: () => this.#change(() => this.#view.zoomAt(1 / CLOSER)),
      all: () => this.#change(() => this.#view.look(0.5, 0.5, 1)),
      full: () => this.#fill(!this.#isFull),
    };
    const tools = this.#find("tools");
    for (const button of tools.querySelectorAll("[data-map-act]")) {
      button.addEventListener("click", acts[button.dataset.mapAct]);
    }
    tools.addEventListener("change", ({ target }) => this.#change(() => this.#paintBy(target.value)));
    this.#section.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#isFull && !event.defaultPrevented) this.#fill(false);
    });
  }

  #attachLegends() {
    for (const item of this.#section.querySelectorAll("[data-map-shade]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...item.childNodes);
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => this.#emphasise(item, button));
      item.append(button);
    }
  }

  #attachSurroundings(stage) {
    new ResizeObserver(() => this.#measure(stage)).observe(stage);
    this.#measure(stage);
    // Colours are those of the page, whatever turns them.
    const repaint = () => this.#change(() => this.#paintBy(this.#colour));
    new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", repaint);
    }
    addEventListener("hashchange", () => this.#read());
  }

  #measure(stage) {
    const { clientWidth: width, clientHeight: height } = stage;
    this.#view.size = { width, height };
    this.#draw();
  }

  #read() {
    const found = readFragment(location.hash);
    const names = Object.keys(this.#points.colours);
    this.#paintBy(names.includes(found?.colour) ? found.colour : this.#colour ?? names[0]);
    if (found) this.#view.look(found.x, found.y, found.zoom);
    this.#draw();
  }

  #paintBy(colour) {
    const isOther = colour !== this.#colour;
    this.#colour = colour;
    for (const radio of this.#find("tools").querySelectorAll("input")) radio.checked = radio.value === colour;
    for (const legend of this.#section.querySelectorAll("[data-map-legend]")) {
      legend.hidden = legend.dataset.mapLegend !== colour;
      if (legend.hidden) continue;
      const items = [...legend.children];
      this.#palette = [];
      coloursOf(items.map((item) => item.querySelector(".map__swatch"))).forEach((shade, at) => {
        this.#palette[items[at].dataset.mapShade] = shade;
      });
    }
    this.#palette[0] ??= this.#palette.find(Boolean);
    this.#palette = Array.from(this.#palette, (shade) => shade ?? this.#palette[0]);
    if (isOther) this.#emphasise(null, null);
  }

  /** Let the papers of one colour stand out; again, and none does. */
  #emphasise(item, button) {
    const isOn = button !== null && button.getAttribute("aria-pressed") !== "true";
    for (const other of this.#section.querySelectorAll("[data-map-shade] button")) {
      other.setAttribute("aria-pressed", String(isOn && other === button));
    }
    this.#emphasis = isOn ? Number(item.dataset.mapShade) : null;
    if (button) {
      const [, label] = button.children;
      const count = this.#points.colours[this.#colour].filter((number) => number === this.#emphasis).length;
      this.#tell(isOn ? this.#say("emphasised", { label: label.textContent, count }) : this.#say("plain"));
    }
    this.#draw();
  }

  #change(change) {
    change();
    this.#find("note").hidden = true;
    this.#draw();
    clearTimeout(this.#written);
    this.#written = setTimeout(() => {
      history.replaceState(history.state, "", this.#view.fragment(this.#colour));
    }, WRITTEN_AFTER);
  }

  #draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const { x, y, count, colours } = this.#points;
      const view = this.#view;
      const style = getComputedStyle(this.#find("stage"));
      this.#painter.points(this.#points, colours[this.#colour], this.#palette, view, this.#emphasis);
      this.#painter.names(this.#regions, this.#points, view, style);
      if (this.#chosen >= 0) {
        const [left, top] = [x[this.#chosen], y[this.#chosen]];
        this.#painter.ring(left, top, view, radiusOf(count, view), style);
        this.#card.place(...view.seen(left, top));
      }
      this.#section.dataset.mapDrawn = count;
    });
  }

  #at(left, top, radius) {
    return this.#index.nearest(...this.#view.place(left, top), this.#view.whole, radius);
  }

  #hover(left, top) {
    const point = this.#at(left, top, HOVER);
    this.#canvas.toggleAttribute("data-over", point >= 0);
    if (point >= 0) {
      this.#choose(point);
    } else if (this.#chosen >= 0) {
      const [x, y] = this.#view.seen(this.#points.x[this.#chosen], this.#points.y[this.#chosen]);
      if (Math.hypot(x - left, y - top) > NEAR) this.#choose(-1);
    }
  }

  /** Turn to a point and show its card; resolves to the card, or nothing where another came. */
  async #choose(point) {
    if (point === this.#chosen && (point < 0 || this.#card.isShown)) return null;
    this.#chosen = point;
    this.#card.hide();
    this.#draw();
    if (point < 0) return null;
    const card = await this.#cardOf(point);
    if (!card || point !== this.#chosen) return null;
    this.#card.show(card);
    this.#draw();
    return card;
  }

  async #cardOf(point) {
    try {
      return await this.#points.card(point);
    } catch ({ code }) {
      this.#note(this.#say(code));
      return null;
    }
  }

  async #walk(direction) {
    const { x, y } = this.#points;
    const start = this.#chosen >= 0 ? this.#chosen
      : this.#index.nearest(this.#view.x, this.#view.y, this.#view.whole, Infinity);
    const next = this.#chosen >= 0 ? this.#index.towards(start, direction, this.#view.whole) : start;
    if (next < 0) {
      this.#tell(this.#say("nothing"));
      return;
    }
    this.#change(() => this.#view.show(x[next], y[next]));
    const card = await this.#choose(next);
    if (!card) return;
    this.#tell(this.#say("reached", { title: card.title, authors: this.#card.authorsOf(card), venue: card.venue }));
  }

  async #open(point, isAside) {
    if (point < 0) return;
    const card = await this.#cardOf(point);
    if (!card) return;
    const address = this.#card.addressOf(card);
    if (isAside) open(address, "_blank", "noopener");
    else location.assign(address);
  }

  #close() {
    if (this.#chosen >= 0) this.#choose(-1);
    else this.#fill(false);
  }

  get #isFull() {
    return this.#section.classList.contains("map--full");
  }

  /** Give the map all of the window, or its place on the page. */
  #fill(isFull) {
    this.#section.classList.toggle("map--full", isFull);
    this.#section.querySelector("[data-map-act=full]").setAttribute("aria-pressed", String(isFull));
    for (let part = this.#section; part !== document.body; part = part.parentElement) {
      for (const other of part.parentElement.children) if (other !== part) other.inert = isFull;
    }
  }

  #tell(text) {
    this.#find("status").textContent = text;
  }

  #note(text) {
    const note = this.#find("note");
    note.textContent = text;
    note.hidden = false;
    this.#tell(text);
  }
}

const section = document.querySelector("[data-map]");
const speak = speakerOf(section.querySelector("[data-map-words]"));
const say = (name, blanks) => speak(name, blanks).join("");
try {
  const points = await openMap(new URL(section.dataset.map, location.href));
  new PaperMap(section, points, say);
} catch (error) {
  section.querySelector("[data-map-failed]").textContent = say(error.code ?? "failed");
  if (!error.code) throw error;
}
