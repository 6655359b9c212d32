"""The ten best of a document's candidates: near in direction, alike in words, bound by groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from papershelf.related.groups import MOST, Bonds
from papershelf.related.values import Array, row_sums, spans
from papershelf.related.vectors import VECTOR_UNIT
from papershelf.related.weights import UNIT
from papershelf.workers import map_pieces

NEIGHBOURS: Final = 10
NOBODY: Final = -1
# Direction and words count alike; twice as much of either makes little difference.
_DIRECTION: Final = round(UNIT * UNIT / VECTOR_UNIT**2)
_BLOCK: Final = 32
_PIECE: Final = 4_096
# Fewer are done before another process has started.
_ALONE_UP_TO: Final = 8_192


@dataclass(frozen=True)
class Rows:
    """A compressed sparse matrix; `values` are uint16, and so must be products of two of them."""

    starts: Array
    columns: Array
    values: Array
    width: int


@dataclass(frozen=True)
class Rated:
    """All documents: `vectors` int8[n, dimensions], unit rows of `words`, and groups by worth."""

    vectors: Array
    words: Rows
    groups: Rows


@dataclass(frozen=True)
class Choice:
    """The documents `rows`, and pairs of an index into `rows` and the place of a candidate.

    The pairs are ordered by index; one may be there twice, and so may a document beside itself.
    """

    rows: Array
    indexes: Array
    places: Array


def group_rows(bonds: Bonds) -> Rows:
    """The groups of each document with what they are worth."""
    worth = bonds.worth[bonds.groups].astype(np.uint16)
    return Rows(bonds.starts, bonds.groups, worth, len(bonds.worth))


def rank(rated: Rated, choice: Choice, *, jobs: int) -> Array:
    """The NEIGHBOURS best of each row, int64[rows, NEIGHBOURS], filled up with NOBODY.

    Ties go to the lower place; what has nothing in common is left out.
    """
    count = len(choice.rows)
    jobs = jobs if count > _ALONE_UP_TO else 1
    pieces = map_pieces(_rank_piece, (rated, choice), range(count), jobs=jobs, piece=_PIECE)
    return np.concatenate([np.zeros((0, NEIGHBOURS), np.int64), *pieces])


def _rank_piece(shared: tuple[Rated, Choice], piece: Sequence[int]) -> Array:
    rated, choice = shared
    words = np.zeros(_BLOCK * rated.words.width, np.uint16)
    groups = np.zeros(_BLOCK * rated.groups.width, np.uint16)
    best = np.full((len(piece), NEIGHBOURS), NOBODY, np.int64)
    for start in range(piece[0], piece[-1] + 1, _BLOCK):
        stop = min(start + _BLOCK, piece[-1] + 1)
        first, last = np.searchsorted(choice.indexes, (start, stop))
        pairs = np.stack((choice.indexes[first:last] - start, choice.places[first:last]))
        index, place = _once(pairs, len(rated.vectors))
        rows = choice.rows[start:stop]
        other = rows[index] != place
        index, place = index[other], place[other]
        direction = (
            rated.vectors[rows[index]].astype(np.int16) * rated.vectors[place].astype(np.int16)
        ).sum(axis=1, dtype=np.int64)
        alike = _products(words, rated.words, rows, index, place)
        shared_groups = _products(groups, rated.groups, rows, index, place, count_only=True)
        score = _DIRECTION * np.maximum(direction, 0) + alike + np.minimum(shared_groups, MOST)
        order = np.lexsort((place, -score, index))
        order = order[score[order] > 0]
        index, place = index[order], place[order]
        position = np.arange(len(index)) - np.searchsorted(index, np.arange(len(rows)))[index]
        top = position < NEIGHBOURS
        best[start - piece[0] + index[top], position[top]] = place[top]
    return best


def _once(pairs: Array, width: int) -> tuple[Array, Array]:
    """Every pair once, in order."""
    index, place = np.divmod(np.unique(pairs[0] * width + pairs[1]), width)
    return index, place


def _products(
    table: Array, matrix: Rows, rows: Array, index: Array, place: Array, *, count_only: bool = False
) -> Array:
    """For each pair the product of the matrix's row of `rows[index]` with that of `place`.

    `table` holds a dense copy of `rows`; it comes and goes full of noughts. With `count_only` the
    second row counts as ones.
    """
    filled, lengths = spans(matrix.starts, rows)
    at = np.repeat(np.arange(len(rows)) * matrix.width, lengths) + matrix.columns[filled]
    table[at] = matrix.values[filled]
    filled, lengths = spans(matrix.starts, place)
    values = table[np.repeat(index * matrix.width, lengths) + matrix.columns[filled]]
    if not count_only:
        values *= matrix.values[filled]
    table[at] = 0
    return row_sums(values, lengths)
