"""Places in the plane as spots of a grid: spread over it, each taken once, in an order of space."""

from typing import Final

import numpy as np

from papershelf.maps.graph import Array

GRID: Final = 65_536
"""Spots along each side."""
_BITS: Final = 16
# How much of a coordinate is its rank: crowds get room, and who is far out does not take it.
_RANKED: Final = 0.6
# Far fewer than a grid holds: the next free spot is never far.
_LONGEST_WALK: Final = 1 << 20


def spots_of(x: Array, y: Array) -> tuple[Array, Array]:
    """The spots of places, int64 in [0, GRID), no two the same; earlier places choose first."""
    across, down = _spread(x), _spread(y)
    _part(across, down)
    return across, down


def _spread(values: Array) -> Array:
    count = len(values)
    if not count:
        return np.zeros(0, np.int64)
    least, most = values.min(), values.max()
    if least == most:
        return np.full(count, GRID // 2, np.int64)
    ranks = np.empty(count)
    ranks[np.argsort(values, kind="stable")] = np.arange(count)
    share = (values - least) / (most - least) * (1 - _RANKED) + ranks / max(1, count - 1) * _RANKED
    spots: Array = np.floor(share * (GRID - 1)).astype(np.int64)
    return spots


def _part(x: Array, y: Array) -> None:
    """Move all but the first of each spot to the next free one around it."""
    keys = x * GRID + y
    order = np.argsort(keys, kind="stable")
    again = order[1:][np.diff(keys[order]) == 0]
    if not len(again):
        return
    taken = set(keys.tolist())
    for place in np.sort(again).tolist():
        x[place], y[place] = _free(int(x[place]), int(y[place]), taken)
        taken.add(int(x[place]) * GRID + int(y[place]))


def _free(x: int, y: int, taken: set[int]) -> tuple[int, int]:
    """The first free spot on a spiral of squares around one."""
    dx, dy, length = 1, 0, 1
    steps = turns = 0
    for _ in range(_LONGEST_WALK):
        x, y, steps = x + dx, y + dy, steps + 1
        if 0 <= x < GRID and 0 <= y < GRID and x * GRID + y not in taken:
            return x, y
        if steps == length:
            dx, dy, steps, turns = -dy, dx, 0, turns + 1
            length += turns % 2 == 0
    raise ValueError("there is no free spot left")


def along_curve(x: Array, y: Array) -> Array:
    """The order of spots along the curve of Hilbert: who is next is nearly always near."""
    key = np.zeros(len(x), np.int64)
    x, y = x.copy(), y.copy()
    for bit in range(_BITS - 1, -1, -1):
        side = 1 << bit
        right, low = (x & side) > 0, (y & side) > 0
        key = key * 4 + ((3 * right) ^ low)
        # Turn the quarter so that the curve enters where it left the one before.
        flipped = ~low & right
        x[flipped], y[flipped] = GRID - 1 - x[flipped], GRID - 1 - y[flipped]
        x, y = np.where(low, x, y), np.where(low, y, x)
    return np.argsort(key, kind="stable")
