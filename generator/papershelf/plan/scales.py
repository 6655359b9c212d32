"""What pieces of exports weigh, told without making them."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from papershelf.exporters import Size
from papershelf.model import Library, Paper
from papershelf.relate import Relations

_ENTRY: Final = 60
"""Bytes around what is told of a topic, a collection or another paper, its address among them."""


class _Weights(NamedTuple):
    """Bytes of what pieces are made of; `Size` has a factor for each."""

    record: int
    texts: int
    lists: int
    letters: int


class Scales:
    """Weighs the papers of one library."""

    def __init__(self, library: Library, relations: Relations, root: str) -> None:
        """Take what exporters see of papers; `root` stands before the paths of pages."""
        self._library = library
        self._memberships = relations.memberships
        self._root = len(root)
        self._known: dict[str, _Weights] = {}
        self._topics = {
            topic: self._entry(topic, found.name) for topic, found in library.topics.items()
        }
        self._collections = {
            key: self._entry(key, found.title) for key, found in library.collections.items()
        }
        self._venues = {
            key: _length(venue.name) + _length(venue.acronym)
            for key, venue in library.venues.items()
        }

    def sizes(self, size: Size, papers: Iterable[str]) -> Iterator[float]:
        """How many bytes the piece of each paper takes, rather more than fewer."""
        record, texts, lists = size.record, size.texts, size.lists
        letters, each = size.letters, size.each
        for paper in papers:
            found = self._known.get(paper) or self._weigh(paper)
            yield (
                each
                + record * found.record
                + texts * found.texts
                + lists * found.lists
                + letters * found.letters
            )

    def _weigh(self, paper_id: str) -> _Weights:
        paper = self._library.papers[paper_id]
        texts = _length(paper.abstract) + _length(paper.note)
        record = paper.size - texts + self._root + self._venues.get(paper.venue, 0)
        others = len(paper.relations) + len(paper.references)
        lists = others * (self._root + _ENTRY) + sum(map(self._topics.__getitem__, paper.topics))
        for key, item in self._memberships.get(paper_id, ()):
            lists += self._collections[key] + _length(item.section) + _length(item.note)
        weights = self._known[paper_id] = _Weights(record, texts, lists, _beyond_ascii(paper))
        return weights

    def _entry(self, key: str, name: str) -> int:
        return _length(name) + 2 * _length(key) + self._root + _ENTRY


def _beyond_ascii(paper: Paper) -> int:
    names = [person.name for person in (*paper.authors, *paper.editors)]
    texts = (paper.title, *(f"{name.given}{name.family}{name.literal}" for name in names))
    return sum(_length(text) - len(text) for text in texts if not text.isascii())


def _length(text: str) -> int:
    """How many bytes a text takes in UTF-8."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
