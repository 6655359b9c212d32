"""lunr's ranking in numpy, fast enough to try many boosts; the reader's own has the last word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papershelf.tokens import Stemmer, words

_K1 = 1.2
_B = 0.75
_TIE = 1e-6

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Settings:
    """A point of the grid."""

    boosts: Mapping[str, float]
    coverage: float
    """The power of the share of the query that a paper has, by which its score is multiplied.

    A share is that of the idf of the query's distinct words; 0 leaves lunr's score as it is.
    """


class _Column:
    """The postings of a field: `papers` and `weights` of term t lie from starts[t] to starts[t+1].

    A weight is what lunr makes of count and length, without idf and boost.
    """

    def __init__(self, texts: Sequence[list[int]], term_count: int) -> None:
        self.lengths = np.array([len(text) for text in texts], dtype=np.int64)
        terms = np.array([term for text in texts for term in text], dtype=np.int64)
        papers = np.repeat(np.arange(len(texts)), self.lengths)
        keys, counts = np.unique(terms * len(texts) + papers, return_counts=True)
        self.papers = keys % len(texts)
        self.starts = np.searchsorted(keys // len(texts), np.arange(term_count + 1))
        average = max(float(self.lengths.mean()), 1e-9)
        length = self.lengths[self.papers] / average
        weights = (_K1 + 1) * counts / (_K1 * (1 - _B + _B * length) + counts)
        self.weights = weights.astype(np.float32)

    def of(self, term: int) -> slice:
        """The postings of a term."""
        return slice(int(self.starts[term]), int(self.starts[term + 1]))


class Scorer:
    """Scores every paper for a query, apart for each field."""

    def __init__(self, texts: Sequence[Mapping[str, str]], fields: Sequence[str]) -> None:
        self.fields = tuple(fields)
        self._papers = len(texts)
        self._stemmer = Stemmer()
        self._terms: dict[str, int] = {}
        read = [[self._numbers(text.get(field, "")) for text in texts] for field in fields]
        self._columns = [_Column(column, len(self._terms)) for column in read]

    def _numbers(self, text: str) -> list[int]:
        stem, is_stop = self._stemmer.stem, self._stemmer.is_stop_word
        return [
            self._terms.setdefault(stem(word), len(self._terms))
            for word in words(text)
            if not is_stop(word)
        ]

    def rank(self, query: str, place: int, grid: Sequence[Settings]) -> NDArray[np.int64]:
        """The rank of the paper at `place` for each point of the grid, 1 for the best."""
        scores, share = self._scores(query)
        boosts = np.array(
            [[settings.boosts.get(field, 1) for field in self.fields] for settings in grid],
            dtype=np.float32,
        )
        powers = np.array([settings.coverage for settings in grid], dtype=np.float32)
        totals = (boosts @ scores) * share ** powers[:, None]
        ahead = totals > totals[:, place, None] * (1 + _TIE)
        ranks: NDArray[np.int64] = 1 + ahead.sum(axis=1)
        return ranks

    def _scores(self, query: str) -> tuple[Floats, Floats]:
        """Scores of shape (fields, papers), and each paper's share of the query's idf."""
        scores = np.zeros((len(self.fields), self._papers), dtype=np.float32)
        share = np.zeros(self._papers, dtype=np.float32)
        counts: dict[int, int] = {}
        for word in words(query):
            term = self._terms.get(self._stemmer.stem(word))
            if term is not None and not self._stemmer.is_stop_word(word):
                counts[term] = counts.get(term, 0) + 1
        whole = 0.0
        for term, count in counts.items():
            slices = [column.of(term) for column in self._columns]
            frequency = sum(part.stop - part.start for part in slices)
            idf = np.log(1 + abs((self._papers - frequency + 0.5) / (frequency + 0.5)))
            has = np.zeros(self._papers, dtype=bool)
            for row, column, part in zip(scores, self._columns, slices, strict=True):
                papers = column.papers[part]
                row[papers] += count * idf * column.weights[part]
                has[papers] = True
            share[has] += idf
            whole += idf
        return scores, share / max(whole, 1e-9)
