"""The documents that may be a document's neighbours: the nearest by latent vector.

They are the CANDIDATES best by product of vectors, ties by place, among the documents of the areas
nearest to the document's own; only positive products count. Small shelves are one area.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from papershelf.related.values import Array

# Quality (`tests.bench`) is 0.277 with 15, 0.281 with 40 and 0.283 with 80, which takes half as
# long again.
CANDIDATES: Final = 40
# Below, every document is compared with every other.
_ONE_AREA_BELOW: Final = 16_384
_AREAS_REACHED: Final = 16
_BLOCK: Final = 256


@dataclass(frozen=True)
class Space:
    """All documents: `vectors` int8[n, dimensions], `areas` int64[n]; `reach` bool[areas, areas].

    `reach[a, b]` tells whether documents of area `a` are compared with those of area `b`.
    """

    vectors: Array
    areas: Array
    reach: Array


def make_space(vectors: Array, areas: Array, centres: Array) -> Space:
    """Lay out which areas reach which."""
    if is_undivided(len(vectors)):
        return Space(vectors, np.zeros(len(vectors), np.int64), np.ones((1, 1), np.bool_))
    wide = centres.astype(np.float32)
    nearness = wide @ wide.T
    np.fill_diagonal(nearness, np.inf)
    reached = np.argsort(-nearness, axis=1, kind="stable")[:, :_AREAS_REACHED]
    reach = np.zeros(nearness.shape, np.bool_)
    np.put_along_axis(reach, reached, True, axis=1)
    return Space(vectors, areas, reach)


def is_undivided(documents: int) -> bool:
    """Whether so many documents are few enough to compare each with every other."""
    return documents < _ONE_AREA_BELOW


def find_candidates(space: Space, rows: Array) -> tuple[Array, Array, Array]:
    """The candidates of the documents `rows`, as pairs of an index into `rows` and a place.

    The third array holds for each row the least product that could make a document a candidate:
    one with less can come and go without changing anything. All are int64.
    """
    least = np.ones(len(rows), np.int64)
    indexes: list[Array] = []
    places: list[Array] = []
    areas = space.areas[rows]
    for area in np.unique(areas).tolist():
        reached = np.flatnonzero(space.reach[area][space.areas])
        columns = space.vectors[reached].astype(np.float32).T
        of_area = np.flatnonzero(areas == area)
        for start in range(0, len(of_area), _BLOCK):
            block = of_area[start : start + _BLOCK]
            products = space.vectors[rows[block]].astype(np.float32) @ columns
            # Every area reaches itself.
            products[np.arange(len(block)), np.searchsorted(reached, rows[block])] = 0
            least[block], index, column = _best(products)
            indexes.append(block[index])
            places.append(reached[column])
    if not indexes:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), least
    return np.concatenate(indexes), np.concatenate(places), least


def _best(products: Array) -> tuple[Array, Array, Array]:
    """The least product chosen of each row, and the rows and columns of the chosen."""
    height, width = products.shape
    least = np.ones(height, np.float32)
    if width > CANDIDATES:
        least = np.maximum(least, np.partition(products, -CANDIDATES, axis=1)[:, -CANDIDATES])
    rows, columns = np.divmod(np.flatnonzero(products >= least[:, None]), width)
    order = np.lexsort((columns, -products[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    firsts = np.searchsorted(rows, np.arange(height))
    chosen = np.arange(len(rows)) - firsts[rows] < CANDIDATES
    return least.astype(np.int64), rows[chosen], columns[chosen]


def touched(space: Space, least: Array, vectors: Array, areas: Array) -> Array:
    """Which documents may have one with these vectors and areas among their candidates, bool[n]."""
    hit = np.zeros(len(space.vectors), np.bool_)
    for area in np.unique(areas).tolist():
        reaching = np.flatnonzero(space.reach[:, area][space.areas])
        arrived = vectors[areas == area].T.astype(np.float32)
        for start in range(0, len(reaching), _BLOCK * 8):
            rows = reaching[start : start + _BLOCK * 8]
            products = space.vectors[rows].astype(np.float32) @ arrived
            hit[rows] |= products.max(axis=1, initial=0) >= least[rows]
    return hit
