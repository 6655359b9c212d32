"""What the search for related papers is given and what it returns: plain arrays, no papers."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True)
class Bags:
    """The words of each document, as compressed sparse rows.

    Document `d` has the term numbers `terms[starts[d]:starts[d + 1]]`, each once, and as many of
    each as `counts` says. Term numbers are below `term_count`. Shapes: `starts` is int64[n + 1],
    the others are [nnz].
    """

    starts: Array
    terms: Array
    counts: Array
    term_count: int


@dataclass(frozen=True)
class Members:
    """The groups of each document: `groups[starts[d]:starts[d + 1]]`, numbers each named once."""

    starts: Array
    groups: Array


@dataclass(frozen=True)
class Groups:
    """What documents may share besides words; every kind numbers its groups from nought."""

    authors: Members
    topics: Members
    collections: Members


def spans(starts: Array, rows: Array) -> tuple[Array, Array]:
    """The places in a compressed sparse matrix that `rows` fill, and the length of each row."""
    lengths = np.diff(starts)[rows]
    ends = np.cumsum(lengths)
    shifts = np.repeat(starts[:-1][rows] - (ends - lengths), lengths)
    return shifts + np.arange(len(shifts)), lengths


def row_sums(values: Array, lengths: Array) -> Array:
    """Sums of consecutive runs of whole numbers, int64; an empty run sums to nought."""
    totals = np.concatenate(([0], np.cumsum(values, dtype=np.int64)))
    ends = np.cumsum(lengths)
    sums: Array = totals[ends] - totals[ends - lengths]
    return sums
