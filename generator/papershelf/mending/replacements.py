"""Fixes as pieces of files: what stands where, and what would stand there."""

from dataclasses import replace
from pathlib import Path

from papershelf.errors import Problem
from papershelf.mending.edited import edited
from papershelf.mending.items import Items
from papershelf.reports import Replacement


class Replacements:
    """Finds what the fixes of problems would change in the files of a shelf."""

    def __init__(self, shelf: Path) -> None:
        self._shelf = shelf
        self._path = ""
        self._items = Items("", "")

    def __call__(self, problem: Problem) -> Replacement | None:
        """The smallest piece of the file that the fix changes; None where it does not apply."""
        location = problem.location
        if problem.fix is None or not location.column:
            return None
        if location.path != self._path:
            # Problems come by path, so one file at a time is enough.
            self._path, self._items = location.path, self._read(location.path)
        place = self._items.place(location.line)
        above, before = self._items.above(place), self._items.piece(place)
        edit = (location.line - above, location.column, problem.fix)
        after = edited(location.path, before, [edit])
        if after is None or after == before:
            return None
        found = _piece(before, after)
        return replace(found, line=found.line + above, end_line=found.end_line + above)

    def _read(self, path: str) -> Items:
        try:
            return Items(path, (self._shelf / path).read_bytes().decode())
        except (OSError, UnicodeDecodeError):
            return Items("", "")


def _piece(before: str, after: str) -> Replacement:
    start = _alike(before, after)
    rest = min(len(before), len(after)) - start
    same = min(_alike(before[::-1], after[::-1]), rest)
    end = len(before) - same
    first, last = before.rfind("\n", 0, start) + 1, before.rfind("\n", 0, end) + 1
    return Replacement(
        line=before.count("\n", 0, start) + 1,
        column=start - first + 1,
        end_line=before.count("\n", 0, end) + 1,
        end_column=end - last + 1,
        text=after[start : len(after) - same],
        before=before[first:start],
        before_end=before[last:end],
    )


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
