"""The map as a picture without a script: each paper on small shelves, else how many are where."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from papershelf.maps import GRID
from papershelf.plan.map_views import Spot, Stroke
from papershelf.plan.views import Link

WIDTH: Final = 1200
HEIGHT: Final = 800
SINGLE_UP_TO: Final = 400
"""Papers that are shown one by one; a dot costs thirty times as much as one of a stroke."""
_STEP: Final = 15
"""Pixels between the middles of dots that stand for several papers."""
_MARGIN: Final = 12
# A wide letter and the height of a line, in the size that narrow screens need.
_LETTER: Final = 18
_LINE: Final = 44

Array = NDArray[Any]


Numbers = TypeVar("Numbers", int, Array)


def across(x: Numbers) -> Numbers:
    """Pixels from the left."""
    return _MARGIN + x * (WIDTH - 2 * _MARGIN) // GRID


def down(y: Numbers) -> Numbers:
    """Pixels from the top."""
    return _MARGIN + y * (HEIGHT - 2 * _MARGIN) // GRID


class Names:
    """The names in the picture so far."""

    def __init__(self) -> None:
        self._boxes: list[tuple[float, float, float]] = []

    def fit(self, name: str, left: int, top: int) -> bool:
        """Whether a name in the middle of this place is over no other; then it stands there."""
        half = len(name) * _LETTER / 2
        fits = (
            half <= left <= WIDTH - half
            and top >= _LINE
            and all(
                abs(top - other_top) >= _LINE or abs(left - other_left) >= half + other_half
                for other_left, other_top, other_half in self._boxes
            )
        )
        if fits:
            self._boxes.append((left, top, half))
        return fits


def spots(x: Array, y: Array, shades: Array, links: Sequence[Link]) -> Iterator[Spot]:
    """Each paper by itself."""
    places = zip(across(x).tolist(), down(y).tolist(), shades.tolist(), links, strict=True)
    for left, top, shade, link in places:
        yield Spot(link.label, link.url, shade, f"M{left} {top}h0")


def strokes(x: Array, y: Array, shades: Array) -> Iterator[Stroke]:
    """A dot for each part of the map that has papers, in the colour that most of them have."""
    columns = WIDTH // _STEP
    cells = down(y) // _STEP * columns + across(x) // _STEP
    kinds = int(shades.max(initial=0)) + 1
    counts = np.bincount(cells * kinds + shades)
    counts = np.pad(counts, (0, -len(counts) % kinds)).reshape(-1, kinds)
    whole = counts.sum(axis=1)
    filled = np.flatnonzero(whole)
    most = int(whole.max(initial=1))
    # Roots: the room of a dot grows with its papers.
    sizes = 1 + np.minimum(3, np.sqrt(whole[filled] / most) * 4).astype(np.int64)
    colours = np.argmax(counts[filled], axis=1)
    for shade, size in sorted({*zip(colours.tolist(), sizes.tolist(), strict=True)}):
        chosen = filled[(colours == shade) & (sizes == size)]
        dots = (
            f"M{column * _STEP + _STEP // 2} {row * _STEP + _STEP // 2}h0"
            for row, column in (divmod(cell, columns) for cell in chosen.tolist())
        )
        yield Stroke(shade, size, "".join(dots))
