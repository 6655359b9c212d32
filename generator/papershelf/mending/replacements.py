"""Fixes as pieces of files: what stands where, and what would stand there."""

from bisect import bisect_right
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from papershelf.errors import Problem
from papershelf.load import read_entries
from papershelf.mending.edited import edited
from papershelf.reports import Replacement


class Replacements:
    """Finds what the fixes of problems would change in the files of a shelf."""

    def __init__(self, shelf: Path) -> None:
        self._shelf = shelf
        self._path = ""
        self._lines: list[str] = []
        self._starts: list[int] = []

    def __call__(self, problem: Problem) -> Replacement | None:
        """The smallest piece of the file that the fix changes; None where it does not apply."""
        location = problem.location
        if problem.fix is None or not location.column:
            return None
        if location.path != self._path:
            # Problems come by path, so one file at a time is enough.
            self._read(location.path)
        # An item of a list is a list by itself: a long one need not be read for each of its items.
        place = bisect_right(self._starts, location.line)
        start = self._starts[place - 1] if place else 1
        end = self._starts[place] if place < len(self._starts) else len(self._lines) + 1
        before = "\n".join(self._lines[start - 1 : end - 1])
        edit = (location.line - start + 1, location.column, problem.fix)
        after = edited(location.path, before, [edit])
        if after is None or after == before:
            return None
        piece = _piece(before, after)
        above = start - 1
        return replace(piece, line=piece.line + above, end_line=piece.end_line + above)

    def _read(self, path: str) -> None:
        self._path, self._lines, self._starts = path, [], []
        with suppress(OSError, UnicodeDecodeError):
            content = (self._shelf / path).read_bytes()
            self._lines = content.decode().split("\n")
            entries, _ = read_entries(content, path)
            self._starts = [e.node.line for e in entries if e.position is not None]


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
