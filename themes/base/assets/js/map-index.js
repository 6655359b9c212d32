// Who is near a point of the map. Distances are those that a reader sees: in pixels.

const CELLS = 128;

const cellOf = (value) => Math.min(CELLS - 1, Math.max(0, Math.floor(value * CELLS)));

/** An index of points from 0 to 1. */
export function indexOf(x, y) {
  const starts = new Uint32Array(CELLS * CELLS + 1);
  const cells = Uint32Array.from(x, (value, at) => cellOf(y[at]) * CELLS + cellOf(value));
  for (const cell of cells) starts[cell + 1]++;
  for (let cell = 0; cell < CELLS * CELLS; cell++) starts[cell + 1] += starts[cell];
  const next = starts.slice();
  const items = new Uint32Array(x.length);
  cells.forEach((cell, at) => (items[next[cell]++] = at));

  /** The point with the least cost in a box around a middle; -1 where every cost is infinite. */
  function best(middleX, middleY, radiusX, radiusY, costOf) {
    let found = -1;
    let least = Infinity;
    const first = cellOf(middleX - radiusX);
    const last = cellOf(middleX + radiusX);
    for (let row = cellOf(middleY - radiusY); row <= cellOf(middleY + radiusY); row++) {
      for (let at = starts[row * CELLS + first]; at < starts[row * CELLS + last + 1]; at++) {
        const cost = costOf(items[at]);
        if (cost < least) [found, least] = [items[at], cost];
      }
    }
    return found;
  }

  return {
    /** The point nearest to a place, at most `radius` pixels away; -1 for none. */
    nearest(atX, atY, { width, height }, radius) {
      return best(atX, atY, radius / width, radius / height, (point) => {
        const far = Math.hypot((x[point] - atX) * width, (y[point] - atY) * height);
        return far <= radius ? far : Infinity;
      });
    },

    /** The next point from another one to the right, left, bottom or top; -1 at the edge. */
    towards(from, [stepX, stepY], { width, height }) {
      const costOf = (point) => {
        const dx = (x[point] - x[from]) * width;
        const dy = (y[point] - y[from]) * height;
        const along = dx * stepX + dy * stepY;
        const aside = Math.abs(dx * stepY) + Math.abs(dy * stepX);
        return along > 0 && aside <= along ? along + aside : Infinity;
      };
      // What costs less than the box is wide cannot be outside of it.
      for (let radius = 16; ; radius *= 2) {
        const point = best(x[from], y[from], radius / width, radius / height, costOf);
        if (point >= 0 && costOf(point) <= radius) return point;
        if (radius > width && radius > height) return point;
      }
    },
  };
}
