"""What a preview is at one moment: everything that pages, panel and events tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from papershelf.errors import Problem


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file of a site as the preview holds it."""

    path: str
    """Its path inside the site: `papers/vaswani-2017/index.html`."""
    content: bytes | Path
    """Its bytes, or the file on disk that has them, by a path free of links."""
    page: str = ""
    """For pages: a digest of what they show, whatever stylesheet they link to; else empty."""


class Site(Protocol):
    """One state of a site, which never changes: files are made when they are asked for."""

    @property
    def key(self) -> str:
        """Names this state; two that differ in any file have different keys."""

    @property
    def base_path(self) -> str:
        """Where the site lies on its host, with slashes around: `/` or `/repo/`."""

    @property
    def stylesheet(self) -> str:
        """The path of the stylesheet inside the site."""

    @property
    def search(self) -> str:
        """Names the files of its search; empty where there are none."""

    def find(self, path: str) -> ServedFile | None:
        """A file by its path inside the site; raises TemplateFailureError. Safe in any thread."""

    def pages(self) -> Iterator[str]:
        """The paths of its pages, lazily: planning all of a large site takes seconds."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a rebuild counted and how long it took."""

    papers: int = 0
    drafts: int = 0
    seconds: float = 0.0
    stages: Mapping[str, float] | None = None
    """Seconds by what they were spent on."""


@dataclass(frozen=True, slots=True)
class State:
    """A preview at one moment."""

    version: int
    """Grows with every change of anything below."""
    site: Site | None = None
    """The last good site; none before the first."""
    problems: Sequence[Problem] = ()
    """What is wrong with the content as it is now; errors keep the last good site up."""
    failure: str = ""
    """Why the machine could not read the shelf; empty when it could."""
    numbers: Numbers = Numbers()
    catching_up: bool = False
    """Whether search and related papers are those of earlier content."""
    rebuilt: int = 0
    """The version that came of the last edit; later ones only tell more of the same content."""
    edited: str = ""
    """The address inside the site of the page whose source was edited last; empty for none."""

    @property
    def is_failed(self) -> bool:
        """Whether the content as it is now makes no site."""
        return bool(self.failure) or any(problem.is_grave for problem in self.problems)
