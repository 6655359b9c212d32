// Which part of the map is seen: its middle from 0 to 1, and how much larger than all of it.

const MOST = 64;
const MARGIN = 14;

const within = (value, least, most) => Math.min(most, Math.max(least, value));

/** The view of a stage; `size` is in pixels. */
export class View {
  x = 0.5;
  y = 0.5;
  zoom = 1;
  size = { width: 1, height: 1 };

  /** How large all of the map is, in pixels. */
  get whole() {
    return {
      width: Math.max(1, this.size.width - 2 * MARGIN) * this.zoom,
      height: Math.max(1, this.size.height - 2 * MARGIN) * this.zoom,
    };
  }

  /** Where a place of the map is on the stage. */
  seen(x, y) {
    const { width, height } = this.whole;
    return [(x - this.x) * width + this.size.width / 2, (y - this.y) * height + this.size.height / 2];
  }

  /** Which place of the map is at a point of the stage. */
  place(left, top) {
    const { width, height } = this.whole;
    return [(left - this.size.width / 2) / width + this.x, (top - this.size.height / 2) / height + this.y];
  }

  /** Look at a place; what is not a number stays as it was. */
  look(x, y, zoom = this.zoom) {
    this.zoom = within(Number.isFinite(zoom) ? zoom : this.zoom, 1, MOST);
    const half = 0.5 / this.zoom;
    this.x = within(Number.isFinite(x) ? x : this.x, half, 1 - half);
    this.y = within(Number.isFinite(y) ? y : this.y, half, 1 - half);
  }

  move(left, top) {
    const { width, height } = this.whole;
    this.look(this.x - left / width, this.y - top / height);
  }

  /** Zoom by a factor so that what is at a point of the stage stays there. */
  zoomAt(factor, left = this.size.width / 2, top = this.size.height / 2) {
    const [x, y] = this.place(left, top);
    this.zoom = within(this.zoom * factor, 1, MOST);
    const [seenX, seenY] = this.seen(x, y);
    this.move(left - seenX, top - seenY);
  }

  /** Bring a place into sight, in the middle if it is not well within. */
  show(x, y) {
    const [left, top] = this.seen(x, y);
    const edge = Math.min(48, this.size.width / 4, this.size.height / 4);
    const isIn = left >= edge && left <= this.size.width - edge && top >= edge && top <= this.size.height - edge;
    if (!isIn) this.look(x, y);
  }

  /** As the fragment of an address, with the name of the colours. */
  fragment(colour) {
    const shown = [this.x, this.y, this.zoom].map((value) => Number(value.toFixed(4)));
    return `#${[...shown, colour].join(",")}`;
  }
}

/** What a fragment says of a view; nothing where it says something else. */
export function readFragment(fragment) {
  const found = /^#(\d+(?:\.\d+)?),(\d+(?:\.\d+)?),(\d+(?:\.\d+)?),([a-z]+)$/.exec(fragment);
  if (!found) return null;
  const [x, y, zoom] = found.slice(1, 4).map(Number);
  return { x, y, zoom, colour: found[4] };
}
