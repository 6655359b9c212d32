"""What is learnt from a sample of the documents: word weights, latent directions, areas.

The sample changes seldom, so the model does, and everything else about a document follows from the
model and the document alone. That is what makes an update equal a computation from nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from papershelf.related.areas import divide
from papershelf.related.basis import latent_basis
from papershelf.related.values import Array, Bags, spans
from papershelf.related.vectors import dense_rows, unit_vectors
from papershelf.related.weights import inverse_frequencies

# Twice as many take four times as long to learn from, for 0.283 instead of 0.281 (`tests.bench`);
# and after an edit of any paper of the sample everything is found anew.
SAMPLE: Final = 2_000


@dataclass(frozen=True)
class Model:
    """`words` that two or more of the `size` sample documents have, what is known of each, areas.

    Shapes: `frequencies` int64[words], `basis` float32[words, dimensions], `centres` (of the areas)
    int8[areas, dimensions].
    """

    size: int
    words: Sequence[str]
    frequencies: Array
    basis: Array
    centres: Array


def sample(names: Array) -> Array:
    """The places of the documents with the smallest names (digests of ids), in order of names."""
    return np.argsort(names, kind="stable")[:SAMPLE]


def fit(bags: Bags, terms: Sequence[str], chosen: Array) -> Model:
    """Learn from the documents `chosen`, whose order matters."""
    places, _ = spans(bags.starts, chosen)
    frequencies = np.bincount(bags.terms[places], minlength=bags.term_count)
    shared = np.flatnonzero(frequencies >= 2)
    columns = np.full(bags.term_count, -1)
    columns[shared] = np.arange(len(shared))
    idf = inverse_frequencies(frequencies, len(chosen))
    rows = dense_rows(bags, idf, columns, len(shared), chosen)
    basis = latent_basis(rows)
    words = [terms[number] for number in shared.tolist()]
    return Model(len(chosen), words, frequencies[shared], basis, divide(unit_vectors(rows @ basis)))
