"""Latent semantic analysis: the few directions in which the words of a sample vary together.

Subspace iteration (Golub and Van Loan, Matrix Computations, 7.3.2) on the documents' products,
with every factor rounded to whole numbers so that all products are exact in float64. Only the
space matters, not its axes: cosines within it are the same under any rotation.
"""

from hashlib import shake_128
from typing import Final

import numpy as np

from papershelf.related.values import Array

DIMENSIONS: Final = 96
# The unit of the basis; with rows of length 255 a product stays below 2^24.
BASIS_UNIT: Final = 8192
_ROUNDS: Final = 8
# 20 bits by 20 bits by 2,000 documents are 2^51.
_STEPS: Final = 2.0**19
# Pivots, of the largest, that are as good as none: below 1e-12 rounding alone makes them.
_NOTHING: Final = 1e-9


def latent_basis(rows: Array) -> Array:
    """Orthonormal directions [words, DIMENSIONS or fewer] of the sample `rows` [documents, words].

    `rows` hold whole numbers in float32, each row no longer than 255. The result is rounded to
    whole numbers, BASIS_UNIT for 1.
    """
    documents, words = rows.shape
    if not documents or not words:
        return np.zeros((words, 0), np.float32)
    products = (rows @ rows.T).astype(np.float64)
    space = _start(documents)
    for _ in range(_ROUNDS):
        space = _orthonormal(products @ space)
    # The Gram matrix of rows.T @ space, whose inverse root makes that orthonormal among words.
    gram = space.T @ _whole(products @ space)[0]
    mixed = _whole(space @ _whole(_inverse_factor((gram + gram.T) / 2))[0])[0]
    spread = _whole(_by_word(rows, mixed))[0]
    lengths = np.sqrt((spread * spread).sum(axis=0))
    lengths[lengths == 0] = 1
    basis: Array = np.rint(spread / lengths * BASIS_UNIT).astype(np.float32)
    return basis


def _by_word(rows: Array, mixed: Array) -> Array:
    """rows.T @ mixed in float64, some words at a time to spare memory."""
    starts = range(0, rows.shape[1], 1024)
    return np.concatenate(
        [rows[:, start : start + 1024].T.astype(np.float64) @ mixed for start in starts]
    )


def _start(documents: int) -> Array:
    """The whole space where it is small, else plus and minus ones without a pattern."""
    if documents <= DIMENSIONS:
        return np.eye(documents)
    noise = shake_128(b"papershelf.related").digest(documents * DIMENSIONS)
    return np.frombuffer(noise, np.uint8).reshape(documents, DIMENSIONS) % 2 * 2.0 - 1


def _whole(matrix: Array) -> tuple[Array, float]:
    """The matrix in steps of its largest number / 2^19, as whole numbers, and the step."""
    largest = float(np.abs(matrix).max(initial=0))
    step = largest / _STEPS if largest else 1.0
    return np.rint(matrix / step), step


def _orthonormal(matrix: Array) -> Array:
    """A basis of the columns' space, rounded (Cholesky QR)."""
    whole = _whole(matrix)[0]
    return _whole(whole @ _whole(_inverse_factor(whole.T @ whole))[0])[0]


def _inverse_factor(gram: Array) -> Array:
    """The inverse of the upper Cholesky factor; columns without a direction of their own are 0.

    Written with element-wise steps only: LAPACK's sums depend on the machine and its threads.
    """
    size = len(gram)
    left = gram.copy()
    inverse = np.eye(size)
    least = _NOTHING * float(np.diagonal(gram).max(initial=0))
    for pivot in range(size):
        if left[pivot, pivot] <= least:
            inverse[:, pivot] = 0
            continue
        row = left[pivot] / np.sqrt(left[pivot, pivot])
        inverse[:, pivot] /= row[pivot]
        inverse[:, pivot + 1 :] -= inverse[:, pivot, None] * row[pivot + 1 :]
        left[pivot + 1 :, pivot + 1 :] -= row[pivot + 1 :, None] * row[pivot + 1 :]
    return inverse
