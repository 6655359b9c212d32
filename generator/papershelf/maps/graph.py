"""Who belongs near whom, and ever coarser pictures of it.

Everything here is chosen by digests of ids: by neither an order of papers nor chance. A paper that
is added changes what is around it, and leaves the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]

NOBODY: Final = -1
_MARK_BYTES: Final = 8
# Papers that only share a group are joined to so many of it: enough to hold together.
_KIN: Final = 3
# Below this many knots a picture is drawn from nothing.
_FEW: Final = 40


@dataclass(frozen=True)
class Graph:
    """Knots that pull each other together.

    `marks` uint64[knots], rising, each once; `heads` and `tails` int64[edges], the lower number
    first, each pair once and sorted; `weights` float64[edges], whole numbers; `masses`
    float64[knots], how many papers each stands for.
    """

    marks: Array
    heads: Array
    tails: Array
    weights: Array
    masses: Array


def marks_of(ids: Sequence[str]) -> Array:
    """A digest of each id, as numbers."""
    joined = b"".join(
        blake2b(paper.encode("utf-8", "surrogatepass"), digest_size=_MARK_BYTES).digest()
        for paper in ids
    )
    return np.frombuffer(joined, "<u8").astype(np.uint64)


def graph_of(marks: Array, neighbours: Array, groups: Sequence[Sequence[int]]) -> Graph:
    """The graph of papers with these rising `marks`.

    `neighbours`: int[papers, any], the numbers of the nearest papers, NOBODY where there are fewer;
    `groups`: the numbers of the groups of each paper, by which those without neighbours are joined.
    """
    count = len(marks)
    one = np.repeat(np.arange(count), neighbours.shape[1])
    other = neighbours.astype(np.int64).ravel()
    known = (other != NOBODY) & (other != one)
    lonely = ~(np.bincount(one[known], minlength=count) > 0)
    # One who is somebody's neighbour is not lonely.
    lonely[other[known]] = False
    kin = _kin(lonely, groups)
    width = neighbours.shape[1]
    weights = np.tile(np.arange(2 * width, width, -1.0), count)[known]
    weights = np.concatenate((weights, np.full(kin.shape[1], width + 1.0)))
    pairs = np.concatenate((np.stack((one[known], other[known])), kin), axis=1)
    return _joined(marks, pairs[0], pairs[1], weights, np.ones(count))


def _kin(lonely: Array, groups: Sequence[Sequence[int]]) -> Array:
    """Pairs of papers that share a group, of which one is lonely."""
    if not lonely.any():
        return np.zeros((2, 0), np.int64)
    members: dict[int, list[int]] = {}
    for paper, numbers in enumerate(groups):
        for number in numbers:
            members.setdefault(number, []).append(paper)
    found: list[tuple[int, int]] = []
    for papers in members.values():
        # In the order of their marks, in a circle: any order would do that has no meaning.
        for place, paper in enumerate(papers):
            if lonely[paper]:
                found += (
                    (paper, other)
                    for step in range(1, _KIN + 1)
                    for other in (papers[(place + step) % len(papers)],)
                    if other != paper
                )
    return np.array(found, np.int64).reshape(-1, 2).T


def _joined(marks: Array, one: Array, other: Array, weights: Array, masses: Array) -> Graph:
    """A graph in which parallel edges are one, as heavy as they are together."""
    count = len(marks)
    keys = np.minimum(one, other) * count + np.maximum(one, other)
    order = np.argsort(keys, kind="stable")
    keys, weights = keys[order], weights[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    edges = np.cumsum(np.diff(keys, prepend=-1) > 0) - 1
    # Whole numbers, exact in any order.
    heavy = np.bincount(edges, weights, minlength=len(starts)) if len(starts) else weights
    heads, tails = np.divmod(keys[starts], max(1, count))
    return Graph(marks, heads, tails, heavy, masses)


def coarser(graph: Graph) -> tuple[Graph, Array] | None:
    """A graph with a knot for each bunch of knots, and the number of each knot's bunch.

    None where nothing more is to be gained. Each knot joins the one that pulls it hardest for its
    mass, as in the algorithm of Borůvka: bunches are of two and more.
    """
    count = len(graph.marks)
    if count <= _FEW or not len(graph.heads):
        return None
    leader = _hardest(graph)
    # Two that chose each other: the first of them leads.
    mutual = leader[leader] == np.arange(count)
    leader = np.where(mutual & (leader > np.arange(count)), np.arange(count), leader)
    while True:
        further = leader[leader]
        if np.array_equal(further, leader):
            break
        leader = further
    chosen = np.flatnonzero(leader == np.arange(count))
    if len(chosen) * 10 > count * 9:
        return None
    bunch = np.searchsorted(chosen, leader)
    one, other = bunch[graph.heads], bunch[graph.tails]
    apart = one != other
    masses = np.bincount(bunch, graph.masses, minlength=len(chosen))
    joined = _joined(graph.marks[chosen], one[apart], other[apart], graph.weights[apart], masses)
    return joined, bunch


def _hardest(graph: Graph) -> Array:
    """The neighbour of each knot that pulls it hardest; itself where it has none."""
    heads, tails = graph.heads, graph.tails
    strength = graph.weights / (graph.masses[heads] * graph.masses[tails])
    # Many are as strong: all agree which of those counts more, so that nobody follows in circles.
    tie = graph.marks[heads] * np.uint64(3) ^ graph.marks[tails]
    order = np.lexsort((tie, strength))
    found = np.arange(len(graph.marks))
    # Of several values for one place the last stays.
    found[np.stack((heads[order], tails[order]), axis=1).ravel()] = np.stack(
        (tails[order], heads[order]), axis=1
    ).ravel()
    return found
