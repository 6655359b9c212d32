"""Terms cut into files, each small enough to be fetched for one word."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from papershelf.digits import Integers
from papershelf.search.prefixes import SortedTerms

# What stands between the texts of two terms.
_BETWEEN: Final = 1


@dataclass(frozen=True, slots=True)
class Shards:
    """Files of one kind, in the order of their terms."""

    borders: Sequence[str]
    """For each file the shortest text that is above all terms before it and not above its own."""
    contents: Sequence[str]


def shards(
    terms: Sequence[str], columns: Mapping[str, Sequence[str]], *, least: int, most: int
) -> Shards:
    """Files of the terms with their texts in each column.

    They hold about `least` bytes, or more if that would give over `most` files.
    """
    coded = SortedTerms(terms)
    sizes = coded.sizes()
    for texts in columns.values():
        sizes += np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + _BETWEEN
    ranges = list(cut(sizes, max(least, int(sizes.sum()) // most)))
    contents = [
        ",".join(
            (
                '{"terms":' + json.dumps(coded.front_coded(start, end), ensure_ascii=False),
                # Digits need no escaping, which takes a third of the time of everything else.
                *(f'"{name}":"' + " ".join(columns[name][start:end]) + '"' for name in columns),
            )
        )
        + "}"
        for start, end in ranges
    ]
    return Shards(coded.borders([start for start, _ in ranges]), contents)


def cut(sizes: Integers, target: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of runs of about `target` in all; half as much alone is a run by itself.

    A common word is asked for most often, and its neighbours would come along each time.
    """
    ends = np.cumsum(sizes)
    alone = np.append(np.flatnonzero(sizes > target / 2), len(sizes))
    start = 0
    while start < len(sizes):
        following = int(alone[np.searchsorted(alone, start)])
        if following == start:
            end = start + 1
        else:
            before = int(ends[start - 1]) if start else 0
            full = int(np.searchsorted(ends, before + target, side="right"))
            end = min(max(full, start + 1), following)
        yield start, end
        start = end
