"""TF-IDF: how much a word says about a document, in whole numbers.

Everything that is added up in this package is a whole number small enough to be exact in the type
that holds it, so that no sum depends on the order of its parts: neither on the number of threads,
nor on the machine, nor on how words are numbered.
"""

from typing import Final

import numpy as np

from papershelf.related.values import Array, Bags, row_sums, spans

# The length of a document's row of weights. Its square fits 16 bits; products of two rows stay
# below 2^24 and so are exact in float32 too.
UNIT: Final = 255
_IDF_STEPS: Final = 32


def inverse_frequencies(frequencies: Array, documents: int) -> Array:
    """ln(1 + N / df) in steps of 1/32, int64; a word that no document has counts as in one."""
    exact = np.log1p(documents / np.maximum(frequencies, 1))
    steps: Array = np.rint(_IDF_STEPS * exact).astype(np.int64)
    return steps


def unit_rows(bags: Bags, idf: Array, rows: Array) -> tuple[Array, Array, Array]:
    """The documents `rows` as sqrt(tf) * idf, scaled to length UNIT.

    Returns starts, terms and weights (uint16) of a compressed sparse matrix. The root dampens
    repeated words; it did as well as 1 + ln(tf) and is the same on every machine.
    """
    places, lengths = spans(bags.starts, rows)
    terms = bags.terms[places].astype(np.int64)
    weights = np.rint(np.sqrt(bags.counts[places].astype(np.float64)) * idf[terms])
    norms = np.sqrt(row_sums((weights * weights).astype(np.int64), lengths))
    norms[norms == 0] = 1
    scaled = np.rint(weights * UNIT / np.repeat(norms, lengths)).astype(np.uint16)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    return starts, terms, scaled
