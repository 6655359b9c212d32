import assert from "node:assert/strict";
import { test } from "node:test";

import { indexOf } from "../../themes/base/assets/js/map-index.js";
import { shiftOf } from "../../themes/base/assets/js/map-names.js";
import { readFragment, View } from "../../themes/base/assets/js/map-view.js";

const SIZE = { width: 1000, height: 500 };

/** Points without a pattern, the same each time. */
function scattered(count) {
  let state = 7;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return [Float32Array.from({ length: count }, next), Float32Array.from({ length: count }, next)];
}

const far = (x, y, point, atX, atY) => Math.hypot((x[point] - atX) * SIZE.width, (y[point] - atY) * SIZE.height);

test("the nearest point is the nearest of all", () => {
  const [x, y] = scattered(700);
  const index = indexOf(x, y);
  for (let trial = 0; trial < 50; trial++) {
    const [atX, atY] = [trial / 50, (trial * 7 % 50) / 50];
    const all = Array.from(x, (_, point) => far(x, y, point, atX, atY));
    const least = Math.min(...all);
    assert.equal(index.nearest(atX, atY, SIZE, Infinity), all.indexOf(least));
    assert.equal(index.nearest(atX, atY, SIZE, least / 2), -1);
  }
});

test("without points nothing is near", () => {
  const index = indexOf(new Float32Array(), new Float32Array());
  assert.equal(index.nearest(0.5, 0.5, SIZE, Infinity), -1);
});

test("a step goes where it should, to the cheapest point there", () => {
  const [x, y] = scattered(400);
  const index = indexOf(x, y);
  for (const [stepX, stepY] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
    for (let from = 0; from < 400; from += 9) {
      const costs = Array.from(x, (_, point) => {
        const dx = (x[point] - x[from]) * SIZE.width;
        const dy = (y[point] - y[from]) * SIZE.height;
        const along = dx * stepX + dy * stepY;
        const aside = Math.abs(dx * stepY) + Math.abs(dy * stepX);
        return along > 0 && aside <= along ? along + aside : Infinity;
      });
      const least = Math.min(...costs);
      const expected = least === Infinity ? -1 : costs.indexOf(least);
      assert.equal(index.towards(from, [stepX, stepY], SIZE), expected);
    }
  }
});

test("what is under the pointer stays there while it zooms", () => {
  const view = new View();
  view.size = SIZE;
  view.zoomAt(8, 400, 200);
  const [x, y] = view.place(400, 200);
  view.zoomAt(2, 400, 200);
  assert.deepEqual(view.seen(x, y).map(Math.round), [400, 200]);
});

test("a view never leaves the map", () => {
  const view = new View();
  view.size = SIZE;
  view.look(5, -3, 4);
  assert.deepEqual([view.x, view.y], [0.875, 0.125]);
  view.look(NaN, Infinity, NaN);
  assert.deepEqual([view.x, view.y, view.zoom], [0.875, 0.125, 4]);
  view.zoomAt(0);
  assert.deepEqual([view.x, view.y, view.zoom], [0.5, 0.5, 1]);
  view.zoomAt(1e9);
  assert.equal(view.zoom, 64);
});

test("a fragment says what a view is, and others say nothing", () => {
  const view = new View();
  view.size = SIZE;
  view.look(0.25, 0.5, 8);
  const { x, y, zoom, colour } = readFragment(view.fragment("year"));
  assert.deepEqual([x, y, zoom, colour], [0.25, 0.5, 8, "year"]);
  for (const other of ["", "#", "#1,2,3", "#a,b,c,topic", "#1,1,1,<img>", "#main", "#-1,1,1,topic", "#1e9,1,1,topic"]) {
    assert.equal(readFragment(other), null);
  }
});

const NAME = { half: 50, size: 14, radius: 4 };
const pointsAt = (...places) => ({
  x: places.map(([x]) => x / SIZE.width),
  y: places.map(([, y]) => y / SIZE.height),
  count: places.length,
});
const MIDDLE = { x: 0.5, y: 0.5 };
const WHOLE = { whole: SIZE };

test("a name stands where its place is unless it would cover points", () => {
  assert.equal(shiftOf(MIDDLE, NAME, pointsAt(), WHOLE), 0);
  assert.equal(shiftOf(MIDDLE, NAME, pointsAt([500, 300], [400, 250], [554, 250]), WHOLE), 0);
});

test("a name moves up or down to where it covers the fewest points", () => {
  assert.equal(shiftOf(MIDDLE, NAME, pointsAt([500, 252]), WHOLE), -14);
  assert.equal(shiftOf(MIDDLE, NAME, pointsAt([540, 244]), WHOLE), 14);
  assert.equal(shiftOf(MIDDLE, NAME, pointsAt([500, 250], [480, 236], [520, 264]), WHOLE), -28);
});

test("a name among points everywhere stays, and so does one in a crowd", () => {
  const everywhere = Array.from({ length: 30 }, (_, at) => [500, 180 + 7 * at]);
  assert.equal(shiftOf(MIDDLE, NAME, pointsAt(...everywhere), WHOLE), 0);
  const crowd = Array.from({ length: 2001 }, () => [500, 250]);
  assert.equal(shiftOf(MIDDLE, NAME, pointsAt(...crowd), WHOLE), 0);
});
