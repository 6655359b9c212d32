// Draws the points of the map into the memory of a picture: a hundred thousand in a few milliseconds.

import { shiftOf } from "./map-names.js";

const FAINT = 36;
const OPAQUE = 255;

/** A disc as how much of each pixel it covers, 0 to 255. */
function disc(radius) {
  const reach = Math.ceil(radius);
  const side = 2 * reach + 1;
  const covered = Uint8Array.from({ length: side * side }, (_, at) => {
    const far = Math.hypot(Math.floor(at / side) - reach, at % side - reach);
    return 255 * Math.min(1, Math.max(0, radius + 0.5 - far));
  });
  return { reach, side, covered };
}

/** The colours of elements as canvases want them: [red, green, blue]. */
export function coloursOf(elements) {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  return elements.map((element) => {
    context.fillStyle = getComputedStyle(element).color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
  });
}

// Few points are large, and grow when they are looked at closely.
const sizeOf = (count, zoom) => {
  const base = 1.15 + 4.5 / (1 + Math.sqrt(count) / 12);
  return Math.min(9, base * zoom ** 0.4);
};

/** The radius of a point, in pixels of the page. */
export const radiusOf = (count, view) => sizeOf(count, view.zoom);

export class Painter {
  #canvas;
  #context;
  #picture;
  #pixels;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
  }

  /** Draw points; `palette[number]` colours them, `emphasis` is the number that stands out. */
  points({ x, y, count }, numbers, palette, view, emphasis) {
    const ratio = devicePixelRatio;
    const width = Math.max(1, Math.round(view.size.width * ratio));
    const height = Math.max(1, Math.round(view.size.height * ratio));
    if (this.#canvas.width !== width || this.#canvas.height !== height || !this.#picture) {
      Object.assign(this.#canvas, { width, height });
      this.#picture = this.#context.createImageData(width, height);
      this.#pixels = new Uint32Array(this.#picture.data.buffer);
    }
    this.#pixels.fill(0);
    // Bytes in the order of all processors that browsers run on.
    const bare = palette.map(([red, green, blue]) => blue << 16 | green << 8 | red);
    const stamp = disc(radiusOf(count, view) * ratio);
    const [left, top] = view.seen(0, 0).map((value) => value * ratio);
    const across = view.whole.width * ratio;
    const down = view.whole.height * ratio;
    for (let at = 0; at < count; at++) {
      const column = Math.round(left + x[at] * across) - stamp.reach;
      const row = Math.round(top + y[at] * down) - stamp.reach;
      if (column <= -stamp.side || row <= -stamp.side || column >= width || row >= height) continue;
      const number = numbers[at];
      const strength = emphasis === null || emphasis === number ? OPAQUE : FAINT;
      this.#stamp(stamp, column, row, bare[number] ?? bare[0], strength, width, height);
    }
    this.#context.putImageData(this.#picture, 0, 0);
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  // Of two points over each other the one that covers more of a pixel has it.
  #stamp({ side, covered }, column, row, colour, strength, width, height) {
    const pixels = this.#pixels;
    const first = Math.max(0, -column);
    const last = Math.min(side, width - column);
    for (let line = Math.max(0, -row); line < Math.min(side, height - row); line++) {
      const start = (row + line) * width + column;
      for (let at = first; at < last; at++) {
        const cover = covered[line * side + at] * strength / 255 | 0;
        if (cover > pixels[start + at] >>> 24) pixels[start + at] = cover << 24 | colour;
      }
    }
  }

  /** Write names where there is room, those that come first before others. */
  names(regions, points, view, style) {
    const context = this.#context;
    const size = view.size.width < 500 ? 12 : 14;
    context.font = `600 ${size}px ${style.fontFamily}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = style.backgroundColor;
    context.fillStyle = style.color;
    const radius = radiusOf(points.count, view);
    const taken = [];
    for (const { label, x, y } of regions) {
      const half = context.measureText(label).width / 2 + 6;
      const [left, at] = view.seen(x, y);
      const top = at + shiftOf({ x, y }, { half, size, radius }, points, view);
      if (left < half || top < size || left > view.size.width - half || top > view.size.height - size) continue;
      const isFree = taken.every((other) => Math.abs(other.top - top) >= size * 1.7 ||
        Math.abs(other.left - left) >= other.half + half);
      if (!isFree) continue;
      taken.push({ left, top, half });
      context.strokeText(label, left, top);
      context.fillText(label, left, top);
    }
  }

  /** A ring around a point. */
  ring(x, y, view, radius, style) {
    const [left, top] = view.seen(x, y);
    const context = this.#context;
    context.lineWidth = 2;
    context.strokeStyle = style.color;
    context.beginPath();
    context.arc(left, top, radius + 4, 0, 2 * Math.PI);
    context.stroke();
  }
}
