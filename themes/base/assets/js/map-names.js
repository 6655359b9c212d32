// Where the names of parts of the map stand: near their place, over as few points as can be.

// Above and below its place, in lines.
const SHIFTS = [0, -1, 1, -2, 2];
// Where there are more, every place for a name is full of points.
const MOST_SPARED = 2_000;

/**
 * How far a name is moved down, in pixels, negative for up.
 * @param {{x: number, y: number}} place of the map
 * @param {{half: number, size: number, radius: number}} extent in pixels: half the width of the
 * name, the size of its letters, the radius of points
 * @param {{x: number[], y: number[], count: number}} points of the map
 * @param {{whole: {width: number, height: number}}} view in which the whole map is so large; what
 * part of it is seen does not count, so that names keep their places when it is moved
 */
export function shiftOf(place, { half, size, radius }, points, { whole }) {
  if (points.count > MOST_SPARED) return 0;
  const covered = SHIFTS.map(() => 0);
  for (let at = 0; at < points.count; at++) {
    if (Math.abs(points.x[at] - place.x) * whole.width >= half + radius) continue;
    const below = (points.y[at] - place.y) * whole.height;
    SHIFTS.forEach((shift, each) => {
      covered[each] += Number(Math.abs(below - shift * size) < size / 2 + radius);
    });
  }
  return size * SHIFTS[covered.indexOf(Math.min(...covered))];
}
