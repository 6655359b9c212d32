"""The tokens of a shelf as the index and the related papers read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from papershelf.tokens.rows import ID_MARK, Rows, offsets
from papershelf.tokens.texts import FIELDS

_BLOCK: Final = 4096
"""Papers counted at a time, so that counting takes little memory."""


@dataclass(frozen=True, eq=False)
class TokenTable:
    """Every token of every paper, paper by paper and field by field, without stop words.

    The tokens of field `f` of paper `p` are `starts[i]` to `starts[i + 1]` for
    `i = p * len(FIELDS) + f`. The numbers of words depend on what was remembered; terms are
    numbered in their order.
    """

    papers: tuple[str, ...]
    """Ids of the papers."""
    words: list[str]
    """Distinct folded words; one that is an id as well is there twice."""
    stems: list[str]
    """The term of each word, for an id itself."""
    is_id: NDArray[np.bool_]
    """Whether each word is an id."""
    word: NDArray[np.uint32]
    """The number of each token's word."""
    position: NDArray[np.uint16]
    """The place of each token in its field, stop words counted, 65,535 for all beyond."""
    starts: NDArray[np.int64]
    """Where the tokens of each field of each paper begin, and their number."""

    @classmethod
    def of(cls, papers: Sequence[str], rows: Rows) -> Self:
        """The table of `papers` whose tokens are `rows`."""
        return cls(
            papers=tuple(papers),
            words=[word.removeprefix(ID_MARK) for word in rows.words],
            stems=rows.stems,
            is_id=np.array([word.startswith(ID_MARK) for word in rows.words], dtype=np.bool_),
            word=rows.word,
            position=rows.position,
            starts=offsets(rows.lengths.ravel()),
        )

    @cached_property
    def terms(self) -> list[str]:
        """Distinct stems in JavaScript's order, by UTF-16 units."""
        return sorted(set(self.stems), key=lambda term: term.encode("utf-16-be"))

    @cached_property
    def term_of_word(self) -> NDArray[np.uint32]:
        """The number of each word's term."""
        numbers = {term: number for number, term in enumerate(self.terms)}
        return np.array([numbers[stem] for stem in self.stems], dtype=np.uint32)

    @cached_property
    def lengths(self) -> NDArray[np.int32]:
        """Tokens: a row for each paper, a column for each field."""
        return np.diff(self.starts).astype(np.int32).reshape(-1, len(FIELDS))

    def bags(
        self, weights: Mapping[str, float]
    ) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float32]]:
        """Return the terms of each paper, ascending, with how often they occur.

        Each occurrence counts as much as `weights` says for its field; other fields are left out.
        The terms of paper `p` are `starts[p]` to `starts[p + 1]` of the second and third array.
        """
        weight_of = np.array([weights.get(field, 0) for field in FIELDS], dtype=np.float32)
        sizes: list[NDArray[np.int64]] = []
        terms: list[NDArray[np.uint32]] = []
        counts: list[NDArray[np.float32]] = []
        for first in range(0, len(self.papers), _BLOCK):
            size, term, count = self._counted(first, weight_of)
            sizes.append(size)
            terms.append(term)
            counts.append(count)
        return (
            offsets(np.concatenate(sizes or [np.zeros(0, np.int64)])),
            np.concatenate(terms or [np.zeros(0, np.uint32)]),
            np.concatenate(counts or [np.zeros(0, np.float32)]),
        )

    def _counted(
        self, first: int, weight_of: NDArray[np.float32]
    ) -> tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float32]]:
        """Sizes, terms and counts of the papers of a block."""
        fields, papers = len(FIELDS), min(_BLOCK, len(self.papers) - first)
        cells = self.starts[first * fields : (first + papers) * fields + 1]
        # Paper, term and field in one number: sorting it is faster than sorting places by it.
        paper, field = np.divmod(np.repeat(np.arange(papers * fields), np.diff(cells)), fields)
        term = self.term_of_word[self.word[cells[0] : cells[-1]]].astype(np.int64)
        key = (paper * len(self.terms) + term) * fields + field
        key = key[weight_of[field] > 0]
        key.sort()
        key, field = np.divmod(key, fields)
        begins = np.flatnonzero(np.diff(key, prepend=-1))
        counts = np.add.reduceat(weight_of[field], begins) if len(begins) else weight_of[:0]
        paper, terms = np.divmod(key[begins], max(len(self.terms), 1))
        return np.bincount(paper, minlength=papers), terms.astype(np.uint32), counts
