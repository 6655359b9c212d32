"""The pages of a site as branches, each planned when a page on it is wanted.

A build wants all of them; the preview of a shelf with 95,562 papers wants a few, at once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from threading import Lock

from papershelf.plan.page import Page
from papershelf.urls import file_path


@dataclass(frozen=True, slots=True)
class Branch:
    """Pages that are planned together: a paper, or a list with its parts, orders and years."""

    path: str
    """Of its first page; the others lie below."""
    plan: Callable[[], Iterable[Page]]
    """Its pages, the first one first; lazily where there are many."""


class Branches:
    """Finds pages by their paths, planning no more than it must. Safe in several threads."""

    def __init__(self, branches: Iterable[Branch]) -> None:
        self._all = tuple(branches)
        self._branches = {branch.path: branch for branch in self._all}
        self._opened: dict[str, _Opened] = {}
        self._lock = Lock()

    @property
    def are_ambiguous(self) -> bool:
        """Whether two branches begin at one path; only all pages together tell of the rest."""
        return len(self._branches) < len(self._all)

    def find(self, path: str) -> Page | None:
        """The page that is written to a path; None where there is none."""
        for start in _starts(path):
            branch = self._branches.get(start)
            if branch is not None:
                with self._lock:
                    opened = self._opened.get(start)
                    if opened is None:
                        opened = self._opened[start] = _Opened(branch)
                    page = opened.find(path)
                if page is not None:
                    return page
        return None

    def first(self, path: str) -> Page | None:
        """The first page of the branch that begins at a path, planned anew: nothing is kept."""
        branch = self._branches.get(path)
        return next(iter(branch.plan()), None) if branch else None

    def has(self, path: str) -> bool:
        """Whether there is a page at a path."""
        return path in self._branches or self.find(path) is not None

    def pages(self) -> Iterator[Page]:
        """All pages, planned as they are asked for; two may want one path."""
        for branch in self._all:
            yield from branch.plan()

    def firsts(self) -> Iterator[str]:
        """The paths of the first pages of all branches, without planning any."""
        return (branch.path for branch in self._all)


class _Opened:
    """A branch, planned as far as anybody has looked."""

    def __init__(self, branch: Branch) -> None:
        self._rest = iter(branch.plan())
        self._pages: dict[str, Page] = {}

    def find(self, path: str) -> Page | None:
        while path not in self._pages:
            page = next(self._rest, None)
            if page is None:
                return None
            self._pages[page.path] = page
        return self._pages[path]


def _starts(path: str) -> Iterator[str]:
    """Where the branch may begin that a path is on, the nearest first."""
    yield path
    slugs = path.split("/")[:-1]
    while slugs:
        slugs.pop()
        yield file_path(*slugs)
