"""Papers as little as related papers need them, and what find_related is given for them."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from papershelf.related import Bags, Groups, Members, find_related
from papershelf.store import Store


@dataclass(frozen=True)
class Sketch:
    """A paper's words, each as often as it is said, and its groups."""

    words: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


def _numbers(names: set[str], seed: int) -> dict[str, int]:
    """The names numbered in an order of their own for each seed."""
    ordered = sorted(names)
    random.Random(seed).shuffle(ordered)  # noqa: S311 - an order, not a secret
    return {name: number for number, name in enumerate(ordered)}


def _rows(rows: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray]:
    starts = np.cumsum([0, *map(len, rows)])
    return starts, np.array([number for row in rows for number in row], np.uint32)


def relate(
    papers: Mapping[str, Sketch], store: Store, *, seed: int = 0, jobs: int = 1
) -> dict[str, list[str]]:
    """The ids of each paper's neighbours; `seed` numbers the words."""
    ids = sorted(papers)
    sketches = [papers[identifier] for identifier in ids]
    numbers = _numbers({word for sketch in sketches for word in sketch.words}, seed)
    said = [sorted({numbers[word] for word in sketch.words}) for sketch in sketches]
    starts, terms = _rows(said)
    words = list(numbers)
    counts = [
        sketch.words.count(words[term])
        for sketch, row in zip(sketches, said, strict=True)
        for term in row
    ]

    def members(groups_of: Callable[[Sketch], Sequence[str]]) -> Members:
        names = _numbers({name for sketch in sketches for name in groups_of(sketch)}, seed)
        return Members(*_rows([[names[name] for name in groups_of(sketch)] for sketch in sketches]))

    related = find_related(
        ids,
        [repr(sketch).encode() for sketch in sketches],
        words,
        Bags(starts, terms, np.array(counts, np.uint16), len(words)),
        Groups(
            members(lambda sketch: sketch.authors),
            members(lambda sketch: sketch.topics),
            members(lambda sketch: sketch.collections),
        ),
        store,
        jobs=jobs,
    )
    lists = [[ids[place] for place in places] for places in related]
    return dict(zip(ids, lists, strict=True))
