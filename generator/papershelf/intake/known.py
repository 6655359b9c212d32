"""Whether an entry to be is on the shelf already."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from papershelf.citation.bibtex import KEEP_CASE
from papershelf.duplicates import KnownPapers, Match
from papershelf.likeness import likeness_of
from papershelf.markup import to_text
from papershelf.model import Paper
from papershelf.text import fold

_MOST_TWINS: Final = 50
"""Papers of one title and the same people that are compared one by one."""

KEY: Final = "key"
"""Under `extra`: what its source calls an entry, unless that became its id."""

OUR_MARKS: Final = frozenset({KEY, KEEP_CASE, "incomplete"})
"""What is under `extra` for Papershelf itself."""

_Twin = tuple[str, tuple[str, ...], int, str, str, str]


@dataclass(slots=True)
class Known:
    """The papers of a shelf and those that came to it since."""

    papers: KnownPapers = field(default_factory=KnownPapers)
    twins: dict[_Twin, list["_Kept"]] = field(default_factory=dict)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    """Papers by what their source called them, and by their title."""

    def add(self, paper: Paper) -> None:
        """Compare what comes with this paper too."""
        self.papers.add(likeness_of(paper))
        twin = _twin(paper)
        self.twins.setdefault(twin, []).append(_Kept(paper.id, *_addresses(paper)))
        key = paper.extra.get(KEY)
        if isinstance(key, str):
            self.keys.setdefault((key, twin[0]), paper.id)

    def add_all(self, papers: Iterable[Paper]) -> None:
        """Compare what comes with these papers too."""
        for paper in papers:
            self.add(paper)

    def find(self, paper: Paper) -> list[Match]:
        """Those that may be the same, the certain ones first.

        Certain are those that share an id, those of the same title that their source called the
        same, and those that say the same: title, people, year and pages, with no id or address
        that tells them apart.
        """
        matches = self.papers.find(replace(likeness_of(paper), id=""))
        ids, links = _addresses(paper)
        twin = _twin(paper)
        same = [
            Match(other.id, "title", is_certain=True)
            for other in self.twins.get(twin, [])[:_MOST_TWINS]
            if not _differ(ids, other.ids) and not _differ(links, other.links)
        ]
        by_key = self.keys.get((str(paper.extra.get(KEY, "")), twin[0]))
        if by_key:
            same.append(Match(by_key, KEY, is_certain=True))
        certain = [*(match for match in matches if match.is_certain), *same]
        found = [*certain, *(match for match in matches if not match.is_certain)]
        return list({match.id: match for match in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Kept:
    id: str
    ids: Mapping[str, str]
    links: Mapping[str, str]


def _twin(paper: Paper) -> _Twin:
    people = tuple(fold(person.name.sort_key) for person in paper.authors or paper.editors)
    title = fold(to_text(paper.title))
    return title, people, paper.year, paper.volume, paper.issue, paper.pages


def _addresses(paper: Paper) -> tuple[Mapping[str, str], Mapping[str, str]]:
    return paper.ids, {link.kind: link.url for link in reversed(paper.links)}


def _differ(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return any(other.get(kind, value) != value for kind, value in one.items())
