"""Tokens of papers in flat columns: made from texts, joined, chosen from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from papershelf.tokens.stems import Stemmer
from papershelf.tokens.texts import FIELDS
from papershelf.tokens.words import chains, expand

ID_MARK: Final = " "
"""Begins an id in a vocabulary: no word holds white space, so the two are never confused."""
_LAST_POSITION: Final = 65_535


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The tokens of papers, field by field; stop words are left out but have positions."""

    words: list[str]
    """Distinct words, ids with `ID_MARK` before them."""
    stems: list[str]
    """The term of each word."""
    word: NDArray[np.uint32]
    """The number of each token's word."""
    position: NDArray[np.uint16]
    """Its place in its field, 65,535 for all beyond."""
    lengths: NDArray[np.int32]
    """Tokens: a row for each paper, a column for each field."""

    def __len__(self) -> int:
        return len(self.lengths)

    @property
    def starts(self) -> NDArray[np.int64]:
        """Where the tokens of each paper begin, and their number."""
        return offsets(self.lengths.sum(axis=1, dtype=np.int64))


class _Numbers(dict[str, int]):
    """A new number for each new text."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


def offsets(lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Where each of neighbouring parts begins, and the end of the last."""
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))


def read_rows(papers: Iterable[tuple[Mapping[str, str], Sequence[str]]], stemmer: Stemmer) -> Rows:
    """Return the tokens of papers, given as the texts of their fields and their ids."""
    numbers = _Numbers()
    number_of = numbers.__getitem__
    found: list[int] = []
    ends: list[int] = []
    for texts, ids in papers:
        for field in FIELDS:
            if field == "ids":
                found.extend(number_of(ID_MARK + value) for value in ids)
            elif text := texts.get(field):
                found.extend(map(number_of, chains(text)))
            ends.append(len(found))
    return _expanded(np.array(found, dtype=np.int64), np.array([0, *ends]), numbers, stemmer)


def _expanded(
    found: NDArray[np.int64],
    cells: NDArray[np.int64],
    chain_numbers: Iterable[str],
    stemmer: Stemmer,
) -> Rows:
    """Put the words of each chain in its place; `cells` are the borders between fields."""
    numbers = _Numbers()
    counts: list[int] = []
    lengths: list[int] = []
    chain_words: list[int] = []
    chain_places: list[int] = []
    for chain in chain_numbers:
        placed, length = ([(chain, 0)], 1) if chain[0] == ID_MARK else expand(chain)
        known = len(chain_words)
        for word, place in placed:
            if not stemmer.is_stop_word(word):
                chain_words.append(numbers[word])
                chain_places.append(place)
        counts.append(len(chain_words) - known)
        lengths.append(length)
    starts = offsets(np.array(counts, dtype=np.int64))
    ends = offsets(np.array(lengths, dtype=np.int64)[found])
    first_place = ends[:-1] - np.repeat(ends[cells[:-1]], np.diff(cells))
    kept_of = np.array(counts, dtype=np.int64)[found]
    borders = offsets(kept_of)
    # Where in the columns of all chains each token comes from.
    source = np.arange(borders[-1]) + np.repeat(starts[found] - borders[:-1], kept_of)
    position = np.repeat(first_place, kept_of) + np.array(chain_places, dtype=np.int64)[source]
    return Rows(
        words=list(numbers),
        stems=[_term(word, stemmer) for word in numbers],
        word=np.array(chain_words, dtype=np.uint32)[source],
        position=np.minimum(position, _LAST_POSITION).astype(np.uint16),
        lengths=np.diff(borders[cells]).astype(np.int32).reshape(-1, len(FIELDS)),
    )


def _term(word: str, stemmer: Stemmer) -> str:
    return word[len(ID_MARK) :] if word[0] == ID_MARK else stemmer.stem(word)


def joined(parts: Sequence[Rows]) -> Rows:
    """Return the papers of all `parts`, one part after the other; there is at least one."""
    first, *others = parts
    # Its words keep their numbers: most often it is all but a few papers.
    numbers = _Numbers(zip(first.words, count()))
    stems = list(first.stems)
    columns = [first.word]
    for part in others:
        known = len(numbers)
        renumbered = [numbers[word] for word in part.words]
        found = zip(part.stems, renumbered, strict=True)
        stems.extend(stem for stem, number in found if number >= known)
        columns.append(np.array(renumbered, dtype=np.uint32)[part.word])
    return Rows(
        words=list(numbers),
        stems=stems,
        word=np.concatenate(columns),
        position=np.concatenate([part.position for part in parts]),
        lengths=np.concatenate([part.lengths for part in parts]),
    )


def chosen(rows: Rows, papers: Sequence[int]) -> Rows:
    """Return the rows with these numbers, in this order, and only the words that they use."""
    numbers = np.array(papers, dtype=np.int64)
    starts = rows.starts
    runs = np.split(numbers, np.flatnonzero(np.diff(numbers) != 1) + 1) if len(numbers) else []
    slices = [slice(starts[run[0]], starts[run[-1] + 1]) for run in runs]
    word = np.concatenate([rows.word[part] for part in slices] or [rows.word[:0]])
    used = np.flatnonzero(np.bincount(word, minlength=len(rows.words)))
    renumbered = np.zeros(len(rows.words), dtype=np.uint32)
    renumbered[used] = np.arange(len(used), dtype=np.uint32)
    kept = used.tolist()
    return Rows(
        words=[rows.words[number] for number in kept],
        stems=[rows.stems[number] for number in kept],
        word=renumbered[word],
        position=np.concatenate([rows.position[part] for part in slices] or [rows.position[:0]]),
        lengths=rows.lengths[numbers],
    )
