"""Documents as short vectors: their words' weights along the latent directions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from papershelf.related.values import Array, Bags
from papershelf.related.weights import inverse_frequencies, unit_rows

# The length of a vector. Products of two stay below 2^24, exact in float32.
VECTOR_UNIT: Final = 127
_BLOCK: Final = 512


@dataclass(frozen=True)
class Lexicon:
    """What is known of each word of this build.

    `idf` int64[terms]; `columns` int64[terms], the word's row of `basis` or -1; `basis`
    float32[words, dimensions], whole numbers.
    """

    idf: Array
    columns: Array
    basis: Array


def make_lexicon(
    words: Sequence[str], frequencies: Array, basis: Array, documents: int, terms: Sequence[str]
) -> Lexicon:
    """Look the `words` that were learnt from so many documents up among this build's `terms`."""
    numbers = {word: column for column, word in enumerate(words)}
    columns = np.fromiter((numbers.get(term, -1) for term in terms), np.int64, len(terms))
    known = columns >= 0
    found = np.ones(len(terms), np.int64)
    found[known] = frequencies[columns[known]]
    return Lexicon(inverse_frequencies(found, documents), columns, basis)


def dense_rows(bags: Bags, idf: Array, columns: Array, width: int, rows: Array) -> Array:
    """The documents `rows` as unit rows over the words that have a column, float32[rows, width]."""
    starts, terms, weights = unit_rows(bags, idf, rows)
    places = columns[terms]
    known = places >= 0
    dense = np.zeros((len(rows), width), np.float32)
    dense[np.repeat(np.arange(len(rows)), np.diff(starts))[known], places[known]] = weights[known]
    return dense


def unit_vectors(vectors: Array) -> Array:
    """Each row scaled to length VECTOR_UNIT and rounded, int8; a row of noughts stays one."""
    wide = vectors.astype(np.float64)
    # Squares of whole numbers below 2^21 in 96 columns are exact in float64.
    lengths = np.sqrt((wide * wide).sum(axis=1))
    lengths[lengths == 0] = 1
    units: Array = np.rint(wide * VECTOR_UNIT / lengths[:, None]).astype(np.int8)
    return units


def document_vectors(bags: Bags, lexicon: Lexicon, rows: Array) -> Array:
    """The latent vectors of the documents `rows`, int8[rows, dimensions]."""
    width, dimensions = lexicon.basis.shape
    vectors = np.zeros((len(rows), dimensions), np.int8)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        dense = dense_rows(bags, lexicon.idf, lexicon.columns, width, block)
        vectors[start : start + _BLOCK] = unit_vectors(dense @ lexicon.basis)
    return vectors
