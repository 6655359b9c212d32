"""Areas: parts of the latent space around the sample.

Comparing each document with those of near areas only is what a large shelf can afford.
"""

from typing import Final

import numpy as np

from papershelf.related.values import Array
from papershelf.related.vectors import unit_vectors

_DOCUMENTS_AN_AREA: Final = 16
_ROUNDS: Final = 10
_BLOCK: Final = 4096


def nearest(vectors: Array, centres: Array) -> Array:
    """For each vector the first of its nearest centres, int64."""
    wide = centres.T.astype(np.float32)
    found = np.zeros(len(vectors), np.int64)
    for start in range(0, len(vectors), _BLOCK):
        part = vectors[start : start + _BLOCK].astype(np.float32)
        found[start : start + _BLOCK] = np.argmax(part @ wide, axis=1)
    return found


def divide(vectors: Array) -> Array:
    """The centres of the areas, int8[areas, dimensions]: spherical k-means of the sample."""
    count = max(1, len(vectors) // _DOCUMENTS_AN_AREA)
    centres = vectors[:count].copy()
    if not len(vectors):
        return np.zeros((1, vectors.shape[1]), np.int8)
    for _ in range(_ROUNDS):
        areas = nearest(vectors, centres)
        sums = np.zeros((count, vectors.shape[1]), np.int64)
        np.add.at(sums, areas, vectors)
        filled = np.bincount(areas, minlength=count) > 0
        centres[filled] = unit_vectors(sums[filled])
    return centres
