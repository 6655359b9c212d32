"""Orders of results other than by how well they fit."""

import json
from collections.abc import Sequence

import numpy as np

from papershelf.digits import Integers, encode_numbers, zigzag
from papershelf.search.values import SearchInput
from papershelf.text import fold


def order_files(source: SearchInput, places: Integers) -> dict[str, str]:
    """The file of each order, by its name.

    `places`: the place of each paper of the table, -1 for one that is not searched.
    """
    return {
        "newest": _order_file(_by_key(places, source.newest, source.date_key)),
        "added": _order_file(_by_key(places, source.added, source.added_key)),
        "title": _order_file(_by_title(source, places)),
        "trending": _order_file(_searched(places, source.trending)),
    }


def _by_key(places: Integers, papers: Sequence[int], key_of: Sequence[str]) -> Integers:
    keys = [key_of[paper] for paper in papers]
    differs = [False, *(one != other for one, other in zip(keys[1:], keys[:-1], strict=True))]
    ranks = np.cumsum(differs[: len(keys)])
    # Ties by place: the differences are small then.
    numbers = np.array(papers, dtype=np.int64)
    return _searched(places, numbers[np.lexsort((places[numbers], ranks))])


def _by_title(source: SearchInput, places: Integers) -> Integers:
    keyed = [(fold(source.cards[paper].title), int(places[paper])) for paper in source.newest]
    return np.array([place for _, place in sorted(keyed)], dtype=np.int64)


def _searched(places: Integers, papers: Sequence[int] | Integers) -> Integers:
    found = places[np.array(papers, dtype=np.int64)]
    return found[found >= 0]


def _order_file(places: Integers) -> str:
    text, _ = encode_numbers(zigzag(np.diff(places, prepend=0)), np.zeros(0, dtype=np.int64))
    return json.dumps({"places": text}, separators=(",", ":"))
