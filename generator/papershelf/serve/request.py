"""What the process in the background is asked, and what it has to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papershelf.errors import Problem
from papershelf.related.table import RelatedPapers
from papershelf.serve.searched import SearchFiles


@dataclass(frozen=True, slots=True)
class Task:
    """A shelf, and how its site is asked for."""

    shelf: Path
    base_url: str | None
    drafts: bool


@dataclass(frozen=True, slots=True)
class Catch:
    """What was found; None for what is as the asker has it, or could not be found."""

    related: RelatedPapers | None
    search: SearchFiles | None
    problems: Sequence[Problem]
    """All that is wrong with the content, sorted."""
    planned: Sequence[Problem]
    """Those of them that only show when all pages are planned."""
    seconds: Mapping[str, float]
    """Seconds by stage."""


@dataclass(frozen=True, slots=True)
class Request:
    """Asks for what is new in a version of the content, and names what the asker has."""

    version: int
    related_key: bytes
    search_key: bytes
