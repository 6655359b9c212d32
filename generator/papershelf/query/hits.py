"""Where the terms of a query stand, looked up in one pass over all words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Self

import numpy as np
from numpy.typing import NDArray

from papershelf.query.subject import Papers, Subject, papers_of
from papershelf.tokens import FIELDS

_SPOTS = 65_536
"""More than any position in a field."""


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Every token of the wanted terms in searched fields of searched papers, in flat columns."""

    count: int
    """Papers, whether they have any or not."""
    numbers: dict[str, int]
    """A number for each wanted term."""
    term: NDArray[np.int32]
    is_id: NDArray[np.bool_]
    paper: NDArray[np.int64]
    field: NDArray[np.int64]
    """In the order of `FIELDS`."""
    position: NDArray[np.int64]

    @classmethod
    def of(cls, subject: Subject, terms: Iterable[str]) -> Self:
        """Look some terms up."""
        table = subject.table
        numbers = {term: number for number, term in enumerate(dict.fromkeys(terms))}
        term_of_word = np.full(len(table.words), -1, dtype=np.int32)
        for word, stem in enumerate(table.stems):
            if stem in numbers:
                term_of_word[word] = numbers[stem]
        found = np.flatnonzero((term_of_word >= 0)[table.word])
        # The cells of papers without the field are empty: the last that begins there is meant.
        cell = np.searchsorted(table.starts, found, side="right") - 1
        paper, field = np.divmod(cell, len(FIELDS))
        is_field = np.array([name in subject.fields for name in FIELDS], dtype=np.bool_)
        chosen = subject.searched[paper] & is_field[field]
        found = found[chosen]
        of_token = table.word[found]
        return cls(
            count=len(table.papers),
            numbers=numbers,
            term=term_of_word[of_token],
            is_id=table.is_id[of_token],
            paper=paper[chosen],
            field=field[chosen],
            position=table.position[found].astype(np.int64),
        )

    def has(self, term: str) -> bool:
        """Tell whether a wanted term stands anywhere."""
        return bool(np.any(self.term == self.numbers[term]))

    def worded(self, terms: Collection[str]) -> list[str]:
        """Return those wanted terms that stand somewhere as a word, not only as an id."""
        present = np.zeros(len(self.numbers), dtype=np.bool_)
        present[self.term[~self.is_id]] = True
        return [term for term in terms if present[self.numbers[term]]]

    def papers(self, terms: Collection[str], field: str = "") -> Papers:
        """The papers with any of these terms, in one field or in all."""
        wanted = np.zeros(len(self.numbers), dtype=np.bool_)
        for term in terms:
            wanted[self.numbers[term]] = True
        chosen = wanted[self.term]
        if field:
            chosen &= self.field == FIELDS.index(field)
        return papers_of(self.paper[chosen], self.count)

    def phrase(self, parts: Iterable[tuple[str, int]], field: str) -> Papers:
        """The papers with terms so many places behind the first, in one field."""
        chosen = self.field == FIELDS.index(field)
        starts = []
        for term, offset in parts:
            at = chosen & (self.term == self.numbers[term])
            starts.append(np.unique(self.paper[at] * _SPOTS + self.position[at] - offset))
        common = reduce(np.intersect1d, starts)
        return papers_of(common // _SPOTS, self.count)
