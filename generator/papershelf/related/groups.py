"""Authors, topics and collections that two documents share, and what that is worth.

Robustness comes first: a shared group moves a paper up, it does not outweigh what papers are about.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from papershelf.related.values import Array, Groups, spans
from papershelf.related.weights import UNIT

# What one shared group of two or three papers is worth, beside 1 for the same words and 1 for the
# same direction; most related papers have 0.1 and 0.6 of those. Larger groups are worth less, by
# the number of binary digits of their size.
AUTHOR: Final = 0.10
TOPIC: Final = 0.15
COLLECTION: Final = 0.10
# What all together are worth at most.
MOST: Final = round(0.4 * UNIT * UNIT)
# Everybody in a group of at most so many is compared, however different their words are.
SMALL: Final = 24


@dataclass(frozen=True)
class Bonds:
    """The groups of all kinds under one numbering.

    Document `d` is in `groups[starts[d]:starts[d + 1]]`; a shared group `g` is worth `worth[g]`
    (int64, UNIT squared for 1) and has `sizes[g]` documents.
    """

    starts: Array
    groups: Array
    worth: Array
    sizes: Array


def make_bonds(groups: Groups) -> Bonds:
    """Number the groups of all kinds together, and weigh them."""
    kinds = ((groups.authors, AUTHOR), (groups.topics, TOPIC), (groups.collections, COLLECTION))
    documents = len(groups.authors.starts) - 1
    rows, numbers, worth, sizes = [], [], [], []
    first = 0
    for members, value in kinds:
        size = np.bincount(members.groups.astype(np.int64))
        digits = np.frexp(np.maximum(size, 2).astype(np.float64))[1]
        rows.append(np.repeat(np.arange(documents), np.diff(members.starts)))
        numbers.append(members.groups.astype(np.int64) + first)
        worth.append(np.rint(value * UNIT * UNIT * 2 / digits).astype(np.int64))
        sizes.append(size)
        first += len(size)
    row = np.concatenate(rows)
    order = np.argsort(row, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=documents))))
    return Bonds(
        starts, np.concatenate(numbers)[order], np.concatenate(worth), np.concatenate(sizes)
    )


@dataclass(frozen=True)
class _SmallGroups:
    starts: Array
    documents: Array


def _small_groups(bonds: Bonds) -> _SmallGroups:
    """The documents of each group of 2 to SMALL; none of other groups."""
    rows = np.repeat(np.arange(len(bonds.starts) - 1), np.diff(bonds.starts))
    small = (bonds.sizes >= 2) & (bonds.sizes <= SMALL)
    kept = small[bonds.groups]
    groups = bonds.groups[kept]
    starts = np.concatenate(([0], np.cumsum(np.where(small, bonds.sizes, 0))))
    return _SmallGroups(starts, rows[kept][np.argsort(groups, kind="stable")])


def find_mates(bonds: Bonds, rows: Array) -> tuple[Array, Array]:
    """The fellows of the documents `rows` in small groups.

    Returns pairs of an index into `rows` and a place, some more than once, and each with itself.
    """
    small = _small_groups(bonds)
    places, lengths = spans(bonds.starts, rows)
    indexes = np.repeat(np.arange(len(rows)), lengths)
    fellows, sizes = spans(small.starts, bonds.groups[places])
    return np.repeat(indexes, sizes), small.documents[fellows]


def surroundings(bonds: Bonds, marks: Array) -> Array:
    """For each document one number, uint64, that changes when its groups or its fellows do.

    `marks` uint64[n] stand for the documents. Fellows count in small groups only; of others, the
    worth. The numbers of the groups do not matter.
    """
    rows = np.repeat(np.arange(len(marks)), np.diff(bonds.starts))
    totals = np.zeros(len(bonds.sizes), np.uint64)
    np.add.at(totals, bonds.groups, _mixed(marks)[rows])
    small = bonds.sizes <= SMALL
    known = _mixed(np.where(small, totals, 0).astype(np.uint64) + _mixed(bonds.worth))
    sums = np.zeros(len(marks), np.uint64)
    np.add.at(sums, rows, known[bonds.groups])
    return sums


def _mixed(numbers: Array) -> Array:
    """Numbers spread over 64 bits (the finalizer of SplitMix64)."""
    mixed = numbers.astype(np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
