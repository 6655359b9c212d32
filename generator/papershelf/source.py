"""Texts of the shelf, so that problems can name and show the lines that they are in."""

from collections.abc import Sequence
from dataclasses import dataclass

from papershelf.errors import Fix, Location, Problem, Severity
from papershelf.yamltext import MAX_EXCERPT


@dataclass(frozen=True, slots=True)
class Source:
    """Where a tree was written: its file and the file's lines."""

    path: str
    lines: Sequence[str]

    def problem(
        self,
        position: tuple[int, int],
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        *,
        rule: str = "",
        fix: Fix | None = None,
    ) -> Problem:
        """A problem at a line and column of this file, with that line."""
        line, column = position
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Problem(
            Location(self.path, line, column),
            message,
            hint,
            severity,
            excerpt[:MAX_EXCERPT],
            rule,
            fix,
        )
