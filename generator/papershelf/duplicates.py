"""Which papers may be one and the same: by their ids, then by title and people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a paper, on the shelf or about to be, tells whether it is another one."""

    id: str
    """Of the paper, or what its source calls it."""
    title: str
    """As plain text."""
    families: tuple[str, ...] = ()
    """Family names of the authors, in order."""
    year: int = 0
    ids: Mapping[str, str] | None = None
    """By kind, normalised as the schema does."""


@dataclass(frozen=True, slots=True)
class Match:
    """A paper that may be the same as another one."""

    id: str
    why: str
    """The kind of the id that both have, or `title`."""
    is_certain: bool
    """Whether an id proves it."""
    score: float = 100.0
    """How alike the titles are, of 100."""


class KnownPapers:
    """Papers to compare others with."""

    def __init__(self, papers: Iterable[Likeness] = ()) -> None:
        self._by_id: dict[tuple[str, str], list[str]] = {}
        for paper in papers:
            self.add(paper)

    def add(self, paper: Likeness) -> None:
        """Compare what comes with this one too."""
        for pair in (paper.ids or {}).items():
            self._by_id.setdefault(pair, []).append(paper.id)

    def find(self, paper: Likeness) -> list[Match]:
        """Those that may be the same, the likeliest first; never the paper of the same id."""
        found = [
            Match(other, kind, is_certain=True)
            for kind, value in (paper.ids or {}).items()
            for other in self._by_id.get((kind, value), ())
            if other != paper.id
        ]
        return list({match.id: match for match in found}.values())
