"""Values to narrow results by, each with its papers."""

import json
from collections.abc import Sequence
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Final

import numpy as np

from papershelf.digits import Integers, Offsets, ascending, encode_numbers
from papershelf.relate import SEARCHED_PEOPLE
from papershelf.search.values import FacetValue

BY_NUMBER: Final = frozenset({"year"})
"""Facets whose values are numbers and come in their order."""
MOST_VALUES: Final = MappingProxyType({"author": SEARCHED_PEOPLE})


def facet_file(name: str, values: Sequence[FacetValue], places: Integers) -> str:
    """The file of a facet, or nothing where no value has a paper.

    `places`: the place of each paper of the table, -1 for one that is not searched.
    """
    papers, bounds = _papers_of(values, places)
    counts = np.diff(bounds).tolist()
    chosen = [number for number, count in enumerate(counts) if count]
    if not chosen:
        return ""
    if name in BY_NUMBER:
        chosen.sort(key=lambda number: int(values[number].id))
    else:
        chosen.sort(key=lambda number: (-counts[number], values[number].id))
    chosen = chosen[: MOST_VALUES.get(name)]
    found = [papers[bounds[number] : bounds[number + 1]] for number in chosen]
    numbers, starts = ascending(
        np.concatenate(found), np.cumsum([0, *(counts[number] for number in chosen)])
    )
    text, offsets = encode_numbers(numbers, starts)
    file = {
        "values": [[values[number].id, values[number].label] for number in chosen],
        "papers": [text[start:end] for start, end in pairwise(offsets.tolist())],
    }
    return json.dumps(file, ensure_ascii=False, separators=(",", ":"))


def _papers_of(values: Sequence[FacetValue], places: Integers) -> tuple[Integers, Offsets]:
    """The rising places of each value's papers, and where each value's begin."""
    papers = np.fromiter(chain.from_iterable(value.papers for value in values), dtype=np.int64)
    value = np.repeat(np.arange(len(values)), [len(value.papers) for value in values])
    found = places[papers]
    searched = found >= 0
    # Sorted here: `np.unique` takes five times as long for half a million.
    key = np.sort(value[searched] * len(places) + found[searched])
    key = key[np.diff(key, prepend=-1) > 0]
    value, found = np.divmod(key, max(1, len(places)))
    return found, np.searchsorted(value, np.arange(len(values) + 1))
