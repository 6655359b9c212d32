"""Carry over what was found for unchanged documents, and find the rest.

A document's list depends on the model, the document, its candidates and its groups. So it is found
again if the document changed, if one that came, went or changed is or was near enough to be its
candidate, or if its groups or its fellows in them changed. Whatever is carried over is what would
be found again: an update equals a computation from nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from papershelf.related.areas import nearest
from papershelf.related.candidates import Space, find_candidates, is_undivided, make_space, touched
from papershelf.related.groups import Bonds, find_mates
from papershelf.related.memory import Found
from papershelf.related.model import Model
from papershelf.related.ranking import NEIGHBOURS, NOBODY, Choice, Rated, Rows, group_rows, rank
from papershelf.related.values import Array, Bags
from papershelf.related.vectors import Lexicon, document_vectors, make_lexicon
from papershelf.related.weights import unit_rows

# Where one document in so many has changed, looking up what that touches saves nothing.
_FEW: Final = 20


@dataclass(frozen=True)
class Documents:
    """This build's documents; `names`, `marks` and `surroundings` as in Found."""

    names: Array
    marks: Array
    surroundings: Array
    bags: Bags
    terms: Sequence[str]
    bonds: Bonds


@dataclass(frozen=True)
class _Kept:
    """Unchanged documents: their places now and then; and which others are new and which gone."""

    now: Array
    then: Array
    new: Array
    gone: Array


def nothing(model: Model) -> Found:
    """What is found before the first document comes."""
    numbers = np.zeros(0, np.int64)
    names = np.zeros(0, np.uint64)
    vectors = np.zeros((0, model.basis.shape[1]), np.int8)
    neighbours = np.zeros((0, NEIGHBOURS), np.int64)
    return Found(names, names, names, vectors, numbers, numbers, neighbours)


def update(model: Model, old: Found, documents: Documents, *, jobs: int) -> Found:
    """Everything found for `documents`, or `old` itself where nothing has changed."""
    if np.array_equal(old.names, documents.names) and (
        np.array_equal(old.marks, documents.marks)
        and np.array_equal(old.surroundings, documents.surroundings)
    ):
        return old
    kept = _compare(old, documents)
    bags = documents.bags
    lexicon = make_lexicon(model.words, model.frequencies, model.basis, model.size, documents.terms)
    vectors = document_vectors(bags, lexicon, kept.new)
    areas = np.zeros(len(kept.new), np.int64)
    if not is_undivided(len(documents.names)):
        areas = nearest(vectors, model.centres)
    found = Found(
        documents.names,
        documents.marks,
        documents.surroundings,
        _carried(kept, old.vectors, vectors),
        _carried(kept, old.areas, areas),
        _carried(kept, old.least, np.zeros(len(kept.new), np.int64)),
        _carried(
            kept,
            _moved(kept, old.neighbours),
            np.full((len(kept.new), NEIGHBOURS), NOBODY, np.int64),
        ),
    )
    space = make_space(found.vectors, found.areas, model.centres)
    rows = _rows_to_find(kept, old, found, space)
    indexes, places, found.least[rows] = find_candidates(space, rows)
    choice = _with_mates(documents.bonds, rows, indexes, places)
    rated = Rated(found.vectors, _words(bags, lexicon, choice), group_rows(documents.bonds))
    found.neighbours[rows] = rank(rated, choice, jobs=jobs)
    return found


def _compare(old: Found, documents: Documents) -> _Kept:
    _, now, then = np.intersect1d(documents.names, old.names, return_indices=True)
    same = documents.marks[now] == old.marks[then]
    now, then = now[same], then[same]
    new = np.delete(np.arange(len(documents.names)), now)
    return _Kept(now, then, new, np.delete(np.arange(len(old.names)), then))


def _carried(kept: _Kept, old: Array, new: Array) -> Array:
    """One array of the old values of unchanged documents and the `new` ones of the others."""
    values = np.empty((len(kept.now) + len(kept.new), *old.shape[1:]), old.dtype)
    values[kept.now] = old[kept.then]
    values[kept.new] = new
    return values


def _moved(kept: _Kept, neighbours: Array) -> Array:
    """The neighbours by their places now; NOBODY stays so, being the last of the table."""
    places = np.full(len(kept.then) + len(kept.gone) + 1, NOBODY)
    places[kept.then] = kept.now
    return places[neighbours]


def _rows_to_find(kept: _Kept, old: Found, found: Found, space: Space) -> Array:
    count = len(found.names)
    if (len(kept.new) + len(kept.gone)) * _FEW > count:
        return np.arange(count)
    vectors = np.concatenate((found.vectors[kept.new], old.vectors[kept.gone]))
    areas = np.concatenate((found.areas[kept.new], old.areas[kept.gone]))
    again = touched(space, found.least, vectors, areas)
    again[kept.new] = True
    again[kept.now] |= old.surroundings[kept.then] != found.surroundings[kept.now]
    return np.flatnonzero(again)


def _with_mates(bonds: Bonds, rows: Array, indexes: Array, places: Array) -> Choice:
    """The candidates by vector and by groups, in order of rows."""
    others, mates = find_mates(bonds, rows)
    indexes = np.concatenate((indexes, others))
    order = np.argsort(indexes, kind="stable")
    return Choice(rows, indexes[order], np.concatenate((places, mates))[order])


def _words(bags: Bags, lexicon: Lexicon, choice: Choice) -> Rows:
    """The unit rows of the documents that are compared; the others' are left empty."""
    compared = np.zeros(len(bags.starts) - 1, np.bool_)
    compared[choice.rows] = True
    compared[choice.places] = True
    rows = np.flatnonzero(compared)
    starts, terms, weights = unit_rows(bags, lexicon.idf, rows)
    lengths = np.zeros(len(compared), np.int64)
    lengths[rows] = np.diff(starts)
    return Rows(np.concatenate(([0], np.cumsum(lengths))), terms, weights, bags.term_count)
