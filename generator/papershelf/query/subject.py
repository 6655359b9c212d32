"""What queries are asked of: the papers of a library with their words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from papershelf.model import Paper
from papershelf.schema import LINK_KINDS
from papershelf.text import fold
from papershelf.tokens import TokenTable

_TEXTS = ("abstract", "note")
KINDS = (*LINK_KINDS, *_TEXTS)
"""What a paper of any shelf can have."""

Papers = NDArray[np.bool_]
"""A set of papers: whether each paper of the table is in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Papers as queries see them; they go by their numbers in the table."""

    table: TokenTable
    fields: Sequence[str]
    """The names of the fields that are searched."""
    searched: Papers
    """Those that can be found."""
    years: NDArray[np.int32]
    """When each appeared."""
    belongings: Mapping[str, Papers]
    """By what papers can have, folded: those that do."""

    @classmethod
    def of(
        cls,
        papers: Sequence[Paper],
        table: TokenTable,
        fields: Sequence[str],
        owners: Mapping[str, Sequence[int]],
    ) -> Self:
        """The papers of a table, without those whose entries say `search: false`.

        `owners` is what `owners_in` gives for them.
        """
        return cls(
            table=table,
            fields=fields,
            searched=np.array([paper.search for paper in papers], dtype=np.bool_),
            years=np.array([paper.year for paper in papers], dtype=np.int32),
            belongings={kind: papers_of(numbers, len(papers)) for kind, numbers in owners.items()},
        )


def owners_in(papers: Sequence[Paper]) -> dict[str, list[int]]:
    """By what papers can have, folded: the numbers of those that do."""
    owners: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for number, paper in enumerate(papers):
        for kind in belongings_of(paper):
            found = owners.get(kind)
            if found is None:
                # Few kinds are folded then: all but those that curators invent are known.
                found = owners.setdefault(fold(kind), [])
            found.append(number)
    return owners


def belongings_of(paper: Paper) -> Iterator[str]:
    """What a paper has: links of each kind, an abstract, a note."""
    for link in paper.links:
        yield link.kind
    for name in _TEXTS:
        if getattr(paper, name):
            yield name


def papers_of(numbers: Sequence[int] | NDArray[np.int64], count: int) -> Papers:
    """The set of these papers out of so many."""
    chosen = np.zeros(count, dtype=np.bool_)
    chosen[np.asarray(numbers, dtype=np.int64)] = True
    return chosen
