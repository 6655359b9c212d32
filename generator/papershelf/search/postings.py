"""Words of papers turned over: for each term the papers it stands in, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from papershelf.digits import Integers, Offsets
from papershelf.tokens import FIELDS, TokenTable


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many words each document has in each searched field."""

    documents: NDArray[np.int64]
    """The papers of the table by their places."""
    words: NDArray[np.int32]
    """A row for each field, a column for each place."""
    longest: int
    """The field with the most words in all, whose lengths rise with the place; -1 for none."""

    @property
    def totals(self) -> list[int]:
        """Words of each field over all documents."""
        found: list[int] = self.words.sum(axis=1, dtype=np.int64).tolist()
        return found


def lengths_of(table: TokenTable, fields: Sequence[int], newest: Sequence[int]) -> Lengths:
    """The lengths of the fields of the papers in `newest`, and the places that suit them.

    Places follow the number of words in the longest field: its lengths then stand in the manifest
    as a few hundred steps, instead of beside each of the postings that are half of the index.
    Papers alike in it come newest first.
    """
    papers = np.array(newest, dtype=np.int64)
    words = table.lengths[papers][:, np.array(fields, dtype=np.int64)].T.astype(np.int32)
    if not words.size:
        return Lengths(papers, words, longest=-1)
    longest = int(words.sum(axis=1, dtype=np.int64).argmax())
    order = np.argsort(words[longest], kind="stable")
    return Lengths(papers[order], words[:, order], longest)


@dataclass(frozen=True, slots=True)
class Postings:
    """Every posting, sorted by term, field and place, in flat columns.

    Those of one term in one field are a group.
    """

    terms: list[str]
    """Terms that occur, in UTF-16 order."""
    groups_of: Offsets
    """The first group of each term, and the number of groups."""
    field: Integers
    """Of each group."""
    postings_of: Offsets
    """The first posting of each group, and the number of postings."""
    place: Integers
    """Of each posting."""
    occurrences_of: Offsets
    """The first occurrence of each posting, and the number of occurrences."""
    position: Integers
    """Of each occurrence, ascending in its posting."""

    @property
    def frequency(self) -> Integers:
        """How often the term stands there, for each posting."""
        return np.diff(self.occurrences_of).astype(np.int32)

    @property
    def document_frequency(self) -> Integers:
        """Postings of each term, over all fields."""
        return np.diff(self.postings_of[self.groups_of])


def postings_of(table: TokenTable, fields: Sequence[int], lengths: Lengths) -> Postings:
    """The postings of a table's `fields` in the documents that `lengths` has places for."""
    position_bits = _bits(table.position)
    place_bits = len(lengths.documents).bit_length()
    field_bits = len(fields).bit_length()
    slots = _slots(table, fields, lengths.documents, place_bits)
    # One number an occurrence, sorted in place: indices beside columns would take twice the memory.
    key = np.repeat(slots, np.diff(table.starts))
    searched = key >= 0
    key += table.term_of_word[table.word].astype(np.int64) << (field_bits + place_bits)
    key <<= position_bits
    key += table.position
    key = key[searched]
    del searched
    key.sort()
    position = (key & ((1 << position_bits) - 1)).astype(np.int32)
    key >>= position_bits
    occurrences_of = _firsts(key)
    key = key[occurrences_of[:-1]]
    place = (key & ((1 << place_bits) - 1)).astype(np.int32)
    key >>= place_bits
    postings_of = _firsts(key)
    key = key[postings_of[:-1]]
    field = (key & ((1 << field_bits) - 1)).astype(np.int32)
    key >>= field_bits
    groups_of = _firsts(key)
    return Postings(
        terms=[table.terms[number] for number in key[groups_of[:-1]].tolist()],
        groups_of=groups_of,
        field=field,
        postings_of=postings_of,
        place=place,
        occurrences_of=occurrences_of,
        position=position,
    )


def _slots(
    table: TokenTable, fields: Sequence[int], documents: NDArray[np.int64], place_bits: int
) -> NDArray[np.int64]:
    """Field and place in one number for each field of each paper, -1 for what is not searched."""
    slots = np.full((len(table.papers), len(FIELDS)), -1, dtype=np.int64)
    places = np.arange(len(documents))
    for number, field in enumerate(fields):
        slots[documents, field] = (number << place_bits) + places
    return slots.ravel()


def _bits(values: NDArray[Any]) -> int:
    return int(values.max()).bit_length() if values.size else 0


def _firsts(sorted_values: Integers) -> Offsets:
    """Where each run of equal values begins, and the number of values."""
    if not len(sorted_values):
        return np.zeros(1, dtype=np.int64)
    changes = np.flatnonzero(sorted_values[1:] != sorted_values[:-1]) + 1
    return np.concatenate(([0], changes, [len(sorted_values)]))
