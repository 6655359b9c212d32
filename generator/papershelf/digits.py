"""Whole numbers as short texts: what JSON can hold at nearly the size of bytes."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer[Any]]
Offsets = NDArray[np.int64]

DIGITS: Final = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')
"""The printable ASCII characters that JSON does not escape, as in `lib/digits.js`."""

# Gaps and lengths are small: of 7 million numbers nine in ten are below 75 and take one character.
_LAST_DIGITS: Final = 75
_MORE_DIGITS: Final = len(DIGITS) - _LAST_DIGITS
# Numbers coded at a time: what is computed on the way stays in the processor's cache.
_PIECE: Final = 1 << 17


def _limits() -> list[int]:
    limits = [_LAST_DIGITS]
    while limits[-1] < 1 << 56:
        limits.append(_LAST_DIGITS + _MORE_DIGITS * limits[-1])
    return limits


# The smallest numbers of two, three, … characters.
_LIMITS: Final = np.array(_limits(), dtype=np.int64)
_CODES: Final = np.frombuffer(DIGITS.encode("ascii"), dtype=np.uint8)


def encode_numbers(values: Integers, bounds: Offsets) -> tuple[str, Offsets]:
    """Numbers >= 0 as one text, and the offset in it of the number at each of `bounds`.

    A bound may be `len(values)`. The least significant part of a number comes first.
    """
    pieces: list[bytes] = []
    offsets = np.zeros(len(values) + 1, dtype=np.int64)
    for start in range(0, len(values), _PIECE):
        piece = values[start : start + _PIECE].astype(np.int64)
        widths = np.searchsorted(_LIMITS, piece, side="right") + 1
        pieces.append(_encode_piece(piece, widths))
        np.cumsum(widths, out=offsets[start + 1 : start + 1 + len(piece)])
        offsets[start + 1 : start + 1 + len(piece)] += offsets[start]
    return b"".join(pieces).decode("ascii"), offsets[bounds]


def _encode_piece(rest: Offsets, widths: Integers) -> bytes:
    ends = np.cumsum(widths)
    text = np.empty(ends[-1], dtype=np.uint8)
    at = ends - widths
    while rest.size:
        long = rest >= _LAST_DIGITS
        more, last = np.divmod(rest - _LAST_DIGITS, _MORE_DIGITS)
        text[at] = _CODES[np.where(long, last + _LAST_DIGITS, rest)]
        rest, at = more[long], at[long] + 1
    return text.tobytes()


def zigzag(values: Integers) -> Integers:
    """Numbers of either sign as numbers >= 0, small ones small: 0, -1, 1, -2 as 0, 1, 2, 3."""
    return np.where(values >= 0, 2 * values, -2 * values - 1)


def ascending(
    values: Integers, bounds: Offsets, *before: Integers
) -> tuple[NDArray[np.int64], Offsets]:
    """The numbers that tell groups of rising values, and where among them each group begins.

    `bounds`: the first value of each group and `len(values)`. A group is told by its number in each
    of `before`, how many values it has, the first of them, and every further gap less one.
    """
    sizes = np.diff(bounds)
    columns = (*before, sizes)
    starts = bounds + len(columns) * np.arange(len(bounds))
    numbers = np.empty(starts[-1], dtype=np.int64)
    gaps = np.diff(values, prepend=values[:1]) - 1
    firsts = bounds[:-1][sizes > 0]
    gaps[firsts] = values[firsts]
    numbers[np.arange(len(values)) + np.repeat(starts[1:] - bounds[1:], sizes)] = gaps
    for place, column in enumerate(columns):
        numbers[starts[:-1] + place] = column
    return numbers, starts
