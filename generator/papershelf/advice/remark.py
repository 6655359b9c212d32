"""Advice about a field of an entry, before anybody looks up where that is written."""

from collections.abc import Iterable
from dataclasses import dataclass

from papershelf.errors import Fix, Problem, Severity
from papershelf.model import Paper
from papershelf.validate import Finder


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a field of an entry."""

    paper: Paper
    field: tuple[int | str, ...]
    message: str
    hint: str
    rule: str
    instead_of: str = ""
    """What stands there, where `fix` may take its place."""
    fix: Fix | None = None


def placed(remarks: Iterable[Remark], find: Finder) -> list[Problem]:
    """The remarks with their lines, file by file: a file is read once for all that is in it."""
    ordered = sorted(remarks, key=lambda remark: (remark.paper.source, remark.paper.position))
    return [_placed(remark, find) for remark in ordered]


def _placed(remark: Remark, find: Finder) -> Problem:
    location, excerpt = find(remark.paper.source, remark.paper.position, remark.field)
    fix = remark.fix
    if fix is not None:
        found = excerpt[max(location.column - 1, 0) :].lstrip("\"'")
        # A word that stands twice moves those after it: what is somewhere else is left alone.
        if not found.startswith(remark.instead_of):
            fix = None
    return Problem(
        location, remark.message, remark.hint, Severity.ADVICE, excerpt, remark.rule, fix
    )
