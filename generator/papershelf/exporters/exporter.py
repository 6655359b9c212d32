"""What an export is made of: papers as exporters see them, and how their texts come together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from papershelf.citation.work import Work
from papershelf.model import Venue


@dataclass(frozen=True, slots=True)
class Exported:
    """A paper as exporters see it."""

    work: Work
    key: str
    """Its citation key."""
    venue: Venue | None
    topics: tuple[str, ...]
    """The names of its topics."""
    collections: tuple[str, ...]
    """The titles of the collections that it is in."""
    url: str
    """Of its page: a web address where the site has one, else its path within the site."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format that lists of papers can be taken away in.

    A file is `head`, the piece of each paper with `between` between them, and `tail`.
    """

    name: str
    label: str
    """What readers see."""
    file: str
    """What the file with the papers of a list is called."""
    paper_file: str
    """What the file with one paper is called, in the folder of its page; empty for none."""
    media_type: str
    piece: Callable[[Exported], str]
    head: str = ""
    between: str = ""
    tail: str = ""


def write(exporter: Exporter, papers: Iterable[Exported]) -> Iterator[str]:
    """The texts of a file with these papers, one after the other."""
    return joined(exporter, map(exporter.piece, papers))


def joined(exporter: Exporter, pieces: Iterable[str]) -> Iterator[str]:
    """The same from what the exporter made of each paper."""
    yield exporter.head
    between = ""
    for piece in pieces:
        yield f"{between}{piece}"
        between = exporter.between
    yield exporter.tail
