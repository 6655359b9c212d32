"""What is compared, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likeness:
    """What of a paper, on the shelf or about to be, tells whether it is another one."""

    id: str
    """Of the paper, or what its source calls it."""
    title: str
    """As plain text, the subtitle joined."""
    families: tuple[str, ...] = ()
    """Family names of the authors, in order."""
    year: int = 0
    ids: Mapping[str, str] | None = None
    """By kind, normalised as the schema does."""
    type: str = ""
    """As the schema names them; empty if nobody knows."""
    venue: str = ""
    """Where it appeared, however that is written."""


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
    preprint: str = ""
    """The id of that one of the two which is the preprint of what the other one is, if one is."""

    @property
    def is_preprint(self) -> bool:
        """Whether one of the two is the preprint of what the other one is."""
        return bool(self.preprint)
