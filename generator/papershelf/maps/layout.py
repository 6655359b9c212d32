"""Places in the plane such that papers about the same things are near each other.

An outline is drawn by springs, of a few bunches of papers first and then of ever more. In it papers
settle: they pull their neighbours and push everybody, as in UMAP (McInnes, Healy and Melville 2018)
with a = b = 1. All is made of sums, products, quotients and roots in a fixed order, which every
machine computes alike; whom a paper pushes is chosen by digests.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from papershelf.maps.graph import Array, Graph, coarser

_ROUNDS: Final = 130
_ROUNDS_OF_OUTLINE: Final = 60
# How many others each one pushes in a round, all of them together this much.
_PUSHED: Final = 8
_PUSH: Final = 50.0
# How much each one is pulled by all its neighbours together, half of it by its own choice.
_PULL: Final = 10.0
# The radius of a settled map of this many papers, by the root of their number.
_ROOM: Final = 0.05
_GRAVITY: Final = 0.004
_FIRST_STEP: Final = 0.3
_LAST_STEP: Final = 0.01
# So near nobody pushes harder.
_NEAREST: Final = 0.05
# An odd number whose bits look like chance: steps of it through all marks never meet.
_STRIDE: Final = 0x9E3779B97F4A7C15


@dataclass
class _Cloud:
    x: Array
    y: Array


def layout(graph: Graph) -> tuple[Array, Array]:
    """The places of the knots of a graph, float64 each, around nought."""
    cloud = _outline(graph)
    _widen(cloud, _ROOM * np.sqrt(len(graph.marks)))
    _settle(graph, cloud, _ROUNDS, is_outline=False)
    return cloud.x, cloud.y


def _outline(graph: Graph) -> _Cloud:
    """Bunches first, then what they are made of, held by springs: a round picture of the whole."""
    smaller = coarser(graph)
    if smaller is None:
        cloud = _scattered(graph.marks, 2.0)
    else:
        bunches, bunch = smaller
        coarse = _outline(bunches)
        _widen(coarse, 2.0)
        cloud = _scattered(graph.marks, 0.2)
        cloud.x += coarse.x[bunch]
        cloud.y += coarse.y[bunch]
    _settle(graph, cloud, _ROUNDS_OF_OUTLINE, is_outline=True)
    return cloud


def _widen(cloud: _Cloud, radius: float) -> None:
    """Make the root of the mean square of the distances from the centre this long."""
    spread = np.sqrt(_mean(cloud.x * cloud.x + cloud.y * cloud.y))
    if spread > 0:
        cloud.x *= radius / spread
        cloud.y *= radius / spread


def _scattered(marks: Array, width: float) -> _Cloud:
    """Places without a pattern in a square of this width around nought."""
    x = (marks >> np.uint64(32)).astype(np.float64)
    y = (marks & np.uint64(0xFFFFFFFF)).astype(np.float64)
    return _Cloud((x / 2.0**32 - 0.5) * width, (y / 2.0**32 - 0.5) * width)


def _settle(graph: Graph, cloud: _Cloud, rounds: int, *, is_outline: bool) -> None:
    count = len(graph.marks)
    if count < 2:
        return
    heads, tails = graph.heads, graph.tails
    degrees = np.bincount(heads, graph.weights, count) + np.bincount(tails, graph.weights, count)
    degrees[degrees == 0] = 1
    pull = graph.weights * (1 / degrees[heads] + 1 / degrees[tails]) * (_PULL / 2)
    for turn in range(rounds):
        step = _FIRST_STEP + (_LAST_STEP - _FIRST_STEP) * turn / rounds
        x, y = cloud.x, cloud.y
        dx, dy = x[heads] - x[tails], y[heads] - y[tails]
        force = pull if is_outline else pull / (1 + dx * dx + dy * dy)
        dx *= force
        dy *= force
        move_x = np.bincount(tails, dx, count) - np.bincount(heads, dx, count) - x * _GRAVITY
        move_y = np.bincount(tails, dy, count) - np.bincount(heads, dy, count) - y * _GRAVITY
        for number in range(_PUSHED):
            other = _partners(graph.marks, turn * _PUSHED + number)
            dx, dy = x - x[other], y - y[other]
            far = dx * dx + dy * dy
            force = (_PUSH / _PUSHED) / (_NEAREST + far)
            if not is_outline:
                force /= 1 + far
            move_x += dx * force
            move_y += dy * force
        length = np.sqrt(move_x * move_x + move_y * move_y)
        scale = step / np.maximum(length, 1.0)
        x, y = x + move_x * scale, y + move_y * scale
        # Who is pushed does not push back, so that all drift.
        cloud.x, cloud.y = x - _mean(x), y - _mean(y)


def _mean(values: Array) -> float:
    # Summed one after the other, as no other sum of NumPy promises.
    return float(np.cumsum(values)[-1]) / len(values) if len(values) else 0.0


def _partners(marks: Array, number: int) -> Array:
    """Somebody for each knot, another one each time: whose mark follows next upon its own and more.

    A knot that is added stands in for others here and there, as one in all knots.
    """
    shift = np.uint64((number + 1) * _STRIDE & 0xFFFFFFFFFFFFFFFF)
    found = np.searchsorted(marks, marks + shift)
    found[found == len(marks)] = 0
    return found
