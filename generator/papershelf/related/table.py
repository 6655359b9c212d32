"""Related papers as one table, of which pages read a row each."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import chain, compress
from typing import Any

import numpy as np

from papershelf.related.find import recalled_neighbours
from papershelf.related.values import Array
from papershelf.store import Store

_NOBODY = -1


class RelatedPapers(Mapping[str, tuple[str, ...]]):
    """The ids of the papers nearest to each paper, nearest first.

    `ids` are sorted; row `p` of `neighbours`, int32[papers, at most 10], has the places of the
    neighbours of `ids[p]`, then -1. A million tuples and references would take a hundred times as
    long to hand to another process.
    """

    def __init__(self, ids: Sequence[str], neighbours: Array) -> None:
        self._ids = tuple(ids)
        self._neighbours = neighbours.astype(np.int32, copy=False)

    @classmethod
    def of(cls, related: Mapping[str, Sequence[str]]) -> "RelatedPapers":
        """The table of a mapping; papers that it has no row for are nobody's neighbours."""
        if isinstance(related, RelatedPapers):
            return related
        ids = sorted(related)
        places = {paper: place for place, paper in enumerate(ids)}
        lists = [related[paper] for paper in ids]
        lengths = np.fromiter(map(len, lists), np.int64, len(lists))
        filled = np.arange(lengths.max(initial=0)) < lengths[:, None]
        neighbours = np.full(filled.shape, _NOBODY, np.int32)
        neighbours[filled] = [places.get(other, _NOBODY) for other in chain.from_iterable(lists)]
        return cls(ids, _compact(neighbours))

    @cached_property
    def key(self) -> bytes:
        """Names this table; others have other keys."""
        digest = blake2b("\n".join(self._ids).encode("utf-8", "surrogatepass"), digest_size=16)
        digest.update(repr(self._neighbours.shape).encode())
        digest.update(self._neighbours.tobytes())
        return digest.digest()

    def among(self, papers: Collection[str]) -> "RelatedPapers":
        """Those of these papers, without neighbours that are not among them.

        `papers` is a set or a map: what a preview shows may have changed since this was found.
        """
        kept = np.fromiter((paper in papers for paper in self._ids), np.bool_, len(self._ids))
        if kept.all():
            return self
        return RelatedPapers(
            list(compress(self._ids, kept.tolist())), _renumbered(self._neighbours, kept)
        )

    def places_among(self, ids: Sequence[str]) -> Array:
        """The places among `ids` of each one's neighbours, int64[ids, any], -1 for nobody."""
        found = {paper: place for place, paper in enumerate(ids)}
        # One more for nobody, whose place is the last from the end.
        places = np.full(len(self._ids) + 1, _NOBODY, np.int64)
        places[:-1] = [found.get(paper, _NOBODY) for paper in self._ids]
        rows = np.full((len(ids), self._neighbours.shape[1]), _NOBODY, np.int64)
        known = places[:-1] != _NOBODY
        rows[places[:-1][known]] = places[self._neighbours[known]]
        return rows

    def __getitem__(self, paper: str) -> tuple[str, ...]:
        place = bisect_left(self._ids, paper)
        if place == len(self._ids) or self._ids[place] != paper:
            raise KeyError(paper)
        row: list[int] = self._neighbours[place].tolist()
        return tuple(self._ids[other] for other in row if other != _NOBODY)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._ids, self._neighbours)


def _renumbered(neighbours: Array, kept: Array) -> Array:
    """The rows that are kept, with the places that their papers have among themselves."""
    # One more for nobody, whose place is the last from the end.
    places = np.full(len(kept) + 1, _NOBODY, np.int32)
    places[:-1][kept] = np.arange(np.count_nonzero(kept), dtype=np.int32)
    return _compact(places[neighbours[kept]])


def _compact(neighbours: Array) -> Array:
    """Each row's neighbours side by side, and no more columns than the longest row needs."""
    nobody = neighbours == _NOBODY
    order = np.argsort(nobody, axis=1, kind="stable")
    width = int((~nobody).sum(axis=1).max(initial=0))
    compact: Array = np.take_along_axis(neighbours, order, axis=1)[:, :width]
    return compact


def recalled(store: Store, papers: Collection[str]) -> RelatedPapers:
    """What an earlier build or preview found for those of `papers` that it knew."""
    ids = sorted(papers)
    known, neighbours = recalled_neighbours(store, ids)
    return RelatedPapers(known, _compact(neighbours))
