"""What a site takes against what it may take, as a build tells and remembers it."""

from collections.abc import Sequence
from typing import Final

import msgspec

from papershelf.errors import ContentError, Location, Problem, Severity

NEAR: Final = 0.8
"""The share of a limit from which on it is worth a word."""
_KILOBYTE: Final = 1_000
_MEGABYTE: Final = 1_000_000
_MOST_HINTS: Final = 3


class Limit(msgspec.Struct, frozen=True):
    """One thing that a site takes, and how much of it there may be."""

    name: str
    taken: int
    """Bytes, or a number of files."""
    allowed: int
    """Likewise; 0 where there is no limit."""
    is_bytes: bool
    by: str
    """Who says so: a host, or a setting."""
    setting: str
    """Which setting of site.yaml allows something else."""
    path: str = ""
    """Of the largest file or page, where that is what is told."""
    less: str = ""
    """What makes less of that, where it is not a sum of kinds of files."""

    @property
    def share(self) -> float:
        """How much of what is allowed is taken: more than 1 is too much."""
        return self.taken / self.allowed if self.allowed else 0.0


class Part(msgspec.Struct, frozen=True):
    """The files of one kind."""

    name: str
    files: int
    bytes: int
    less: str
    """The settings that make less of it; empty where there are none."""
    fewer: str
    """Those that make fewer files."""


class Budget(msgspec.Struct, frozen=True):
    """What a site takes: all of it against the limits, and by kinds of files, largest first."""

    limits: tuple[Limit, ...]
    parts: tuple[Part, ...]

    @property
    def is_near(self) -> bool:
        """Whether any limit is near, reached or passed."""
        return any(limit.share >= NEAR for limit in self.limits)

    @property
    def problems(self) -> list[Problem]:
        """A warning for each limit that is passed."""
        return [self._problem(limit) for limit in self.limits if limit.share > 1]

    def _problem(self, limit: Limit) -> Problem:
        taken, allowed = amount(limit.taken, limit), amount(limit.allowed, limit)
        of = f" ({limit.path})" if limit.path else ""
        return Problem(
            Location("content/site.yaml"),
            f"{limit.name}{of}: {taken}, more than the {allowed} of {limit.by}",
            self._hint(limit),
            Severity.WARNING,
        )

    def _hint(self, limit: Limit) -> str:
        less = limit.less
        if not less and not limit.path:
            ways = [
                (_of(part, limit), part.less if limit.is_bytes else part.fewer, part.name)
                for part in self.parts
            ]
            ways.sort(key=lambda way: -way[0])
            less = "; ".join(
                f"{setting} ({name}: {amount(number, limit)})"
                for number, setting, name in [way for way in ways if way[1]][:_MOST_HINTS]
            )
        other = f"allow more with {limit.setting}"
        return f"less with {less}; or {other}" if less else other


NO_BUDGET: Final = Budget((), ())
"""That of a site that was not weighed."""


class OverBudgetError(ContentError):
    """A site takes more than it may; the one that was there is kept."""

    def __init__(self, problems: Sequence[Problem], checked: int, budget: Budget) -> None:
        """`problems`: a limit that is passed each; `checked`: the entries of the shelf."""
        super().__init__(problems, checked)
        self.budget = budget


def amount(number: int, limit: Limit) -> str:
    """A number of files, or of bytes in a unit that reads well."""
    if not limit.is_bytes:
        return f"{number:,}"
    if number < _MEGABYTE:
        return f"{number / _KILOBYTE:.{1 if number < 10 * _KILOBYTE else 0}f} kB"
    return f"{number / _MEGABYTE:,.{1 if number < 100 * _MEGABYTE else 0}f} MB"


def _of(part: Part, limit: Limit) -> int:
    return part.bytes if limit.is_bytes else part.files
