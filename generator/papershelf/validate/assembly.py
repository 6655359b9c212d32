"""What putting a library together needs at every step: the records, and where to report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from papershelf.errors import Location, Problem, Severity
from papershelf.load import Entry
from papershelf.model import (
    Paper,
)
from papershelf.text import slugify
from papershelf.validate.shelf import ShelfRecords

Finder = Callable[[str, int, tuple[int | str, ...]], tuple[Location, str]]
"""Finds where a field was written, and that line: file, place in the file, path of the field."""


@dataclass(slots=True)
class Records:
    """What the files hold, before it is put together."""

    papers: Sequence[Paper]
    shelf: ShelfRecords
    static: tuple[str, ...] = ()
    broken: frozenset[str] = frozenset()
    """Ids of entries with errors of their own: what refers to them is no mistake."""
    salvaged: Sequence[Paper] = ()
    """What of those entries is good: checked with the others, but in no library."""


@dataclass(slots=True)
class Assembly:
    records: Records
    find: Finder
    lenient: bool
    problems: list[Problem] = field(default_factory=list)
    bad: set[tuple[str, int]] = field(default_factory=set)
    """Papers with errors: their files and places in them."""
    static: frozenset[str] = frozenset()
    """Static files as entries write them."""

    def report(
        self,
        paper: Paper,
        path: tuple[int | str, ...],
        message: str,
        hint: str,
        severity: Severity = Severity.ERROR,
        *,
        rule: str,
    ) -> None:
        location, excerpt = self.find(paper.source, paper.position, path)
        self.problems.append(Problem(location, message, hint, severity, excerpt, rule))
        if severity is Severity.ERROR:
            self.bad.add((paper.source, paper.position))

    @property
    def pruned(self) -> Severity:
        """How much a reference to nothing matters: leniently it is dropped, its holder is kept."""
        return Severity.WARNING if self.lenient else Severity.ERROR

    def report_written(
        self, entry: Entry, path: tuple[int | str, ...], message: str, hint: str, *, rule: str
    ) -> None:
        """Report what is wrong with a collection or vocabulary: nothing is left out for it."""
        place = entry.place(*path)
        self.problems.append(entry.source.problem(place, message, hint, self.pruned, rule=rule))

    def is_broken(self, kind: str, word: str) -> bool:
        """Whether a word may name a record that has errors of its own."""
        shelf = self.records.shelf
        return kind in shelf.unreadable or (kind, slugify(word)) in shelf.broken
