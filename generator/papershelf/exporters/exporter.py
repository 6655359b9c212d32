"""What an export is made of: papers as exporters see them, and how their texts come together."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from papershelf.citation.bibtex import values_of
from papershelf.citation.work import Work, work_of
from papershelf.model import CollectionPaper, Paper, Venue


@dataclass(frozen=True)
class Exported:
    """A paper as exporters see it."""

    paper: Paper
    key: str
    """Its citation key."""
    venue: Venue | None
    topics: tuple[str, ...]
    """The names of its topics."""
    collections: tuple[str, ...]
    """The titles of the collections that it is in."""
    url: str
    """Of its page: a web address where the site has one, else its path within the site."""
    root: str = ""
    """What stands before paths within the site: its web address, where it has one."""
    memberships: tuple[tuple[str, CollectionPaper], ...] = ()
    """The ids of those collections, and what each says of the paper."""
    people: tuple[tuple[str, str], ...] = ()
    """The ORCID and the native name that authors.yaml knows of the authors, then of the editors."""
    named: frozenset[str] = frozenset()
    """The ids among its relations and references that are of papers with a page."""
    curated_by: str = ""
    submitted_by: str = ""

    @cached_property
    def work(self) -> Work:
        """What formats for citations say of it."""
        return work_of(self.paper, self.venue)

    @cached_property
    def latex(self) -> Mapping[str, str]:
        """The fields of its BibTeX entry, before letters are put into ASCII."""
        return values_of(self.work)


@dataclass(frozen=True, slots=True)
class Size:
    """How many bytes of a piece come from one of what it is made of, rather more than fewer."""

    record: float = 0.7
    """Of the entry but for its long texts, of the names of its venue, of the site's address."""
    texts: float = 0
    """Of abstract and note."""
    lists: float = 0
    """Of what leads to topics, collections and other papers."""
    letters: float = 0
    """Of what letters of title and names take beyond ASCII."""
    each: int = 80
    """How many bytes every piece takes beside that."""


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
    alone: Callable[[Exported], str] | None = None
    """The file with one paper, where it is not the piece."""
    remark: Callable[[str], str] | None = None
    """Makes what only people read, a line behind the head; None where the format has no comments.
    """
    asks_who: bool = False
    """Whether pieces hold what authors.yaml knows of people."""
    is_kept: bool = True
    """Whether pieces are remembered between builds; not where making them takes no longer."""
    size: Size = Size()
    """How many bytes pieces take, as far as one can tell without making them."""

    @property
    def has_texts(self) -> bool:
        """Whether pieces hold what can be long: abstract and note."""
        return self.size.texts > 0

    def part_file(self, number: int) -> str:
        """What a part of a long list is called: "papers.bib", then "papers-2.bib"."""
        stem, dot, ending = self.file.partition(".")
        return self.file if number == 1 else f"{stem}-{number}{dot}{ending}"

    def paper(self, paper: Exported) -> str:
        """The file with one paper."""
        return (self.alone or self.piece)(paper)


def write(exporter: Exporter, papers: Iterable[Exported]) -> Iterator[str]:
    """The texts of a file with these papers, one after the other."""
    return joined(exporter, map(exporter.piece, papers))


def joined(exporter: Exporter, pieces: Iterable[str], remark: str = "") -> Iterator[str]:
    """The same from what the exporter made of each paper; `remark` is for people who look in."""
    yield exporter.head
    if remark and exporter.remark:
        yield exporter.remark(remark)
    between = ""
    for piece in pieces:
        yield f"{between}{piece}"
        between = exporter.between
    yield exporter.tail
