"""What parts of the map are about: where the papers of a topic, or with a word, are crowded."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from papershelf.maps import GRID

Array = NDArray[Any]

_CELLS: Final = 16
"""The map is looked at in so many columns and rows, three by three at a time."""
_MOST: Final = 48
_CENTRAL: Final = 3
# Two names closer than this could not be told apart.
_APART: Final = GRID // 14
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]+")
# A word in fewer of so many titles says little about a part of the map.
_RARE: Final = 2_500
_FEWEST: Final = 3


@dataclass(frozen=True)
class Part:
    """A part of the map: its name, its middle, and its papers by how near that they are."""

    name: str
    x: int
    y: int
    count: int
    central: tuple[int, ...]


def parts_of(terms: Mapping[str, Sequence[int]], x: Array, y: Array) -> tuple[Part, ...]:
    """Where each of `terms`, with the places of its papers, is at home; the most telling first.

    A term counts by how many of its papers are together and by how large a part of all that is.
    """
    found = [(_score(term, x[papers], y[papers]), papers) for term, papers in terms.items()]
    ranked = sorted(found, key=lambda item: (-item[0][0], item[0][1]))
    chosen: list[Part] = []
    for (score, name, cell), papers in ranked:
        if score <= 0 or len(chosen) == _MOST:
            break
        part = _part(name, cell, np.asarray(papers), x, y)
        if all(_is_apart(part, other) for other in chosen):
            chosen.append(part)
    return tuple(chosen)


def _score(name: str, x: Array, y: Array) -> tuple[float, str, int]:
    if not len(x):
        return 0.0, name, 0
    cells = (y * _CELLS // GRID) * _CELLS + x * _CELLS // GRID
    table = np.bincount(cells, minlength=_CELLS * _CELLS).reshape(_CELLS, _CELLS)
    wide = np.pad(table, 1)
    around = sum(
        wide[row : row + _CELLS, column : column + _CELLS]
        for row in range(3)
        for column in range(3)
    )
    cell = int(np.argmax(around))
    inside = int(np.ravel(around)[cell])
    return inside * inside / len(x), name, cell


def _part(name: str, cell: int, papers: Array, x: Array, y: Array) -> Part:
    row, column = divmod(cell, _CELLS)
    rows, columns = y[papers] * _CELLS // GRID, x[papers] * _CELLS // GRID
    inside = papers[(abs(rows - row) <= 1) & (abs(columns - column) <= 1)]
    # Whole numbers, so that no order of adding matters.
    middle_x, middle_y = int(x[inside].sum()) // len(inside), int(y[inside].sum()) // len(inside)
    far = (x[inside] - middle_x) ** 2 + (y[inside] - middle_y) ** 2
    nearest = inside[np.lexsort((inside, far))][:_CENTRAL]
    return Part(name, middle_x, middle_y, len(inside), tuple(nearest.tolist()))


def _is_apart(one: Part, other: Part) -> bool:
    shared = set(one.name.lower().split()) & set(other.name.lower().split())
    far = max(abs(one.x - other.x), abs(one.y - other.y))
    return far >= _APART * (3 if shared else 1)


def words_of(titles: Sequence[str]) -> dict[str, list[int]]:
    """The words of plain titles, and pairs of them, as mostly written, with the titles' places."""
    least = max(_FEWEST, len(titles) // _RARE)
    split = [_WORD.findall(title) for title in titles]
    common = Counter(word for words in split for word in {*map(str.lower, words)})
    common = Counter({word: count for word, count in common.items() if count >= least})
    places: dict[str, list[int]] = {}
    written: dict[str, Counter[str]] = {}
    for place, words in enumerate(split):
        for key, text in dict(_phrases(words, common)).items():
            places.setdefault(key, []).append(place)
            written.setdefault(key, Counter())[text] += 1
    return {
        max(sorted(written[key]), key=written[key].__getitem__): found
        for key, found in sorted(places.items())
        if len(found) >= least
    }


def _phrases(words: Sequence[str], common: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    lower = [word.lower() for word in words]
    yield from ((key, word) for key, word in zip(lower, words, strict=True) if key in common)
    for (one, other), texts in zip(pairwise(lower), pairwise(words), strict=True):
        if one in common and other in common:
            yield f"{one} {other}", " ".join(texts)
