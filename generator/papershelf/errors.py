"""What is wrong, where, and what to try."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """How much a problem matters: errors stop a build, warnings stop a strict one, advice never."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: the path from the shelf, line and column counted from 1 (0: the whole)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Fix:
    """What may safely stand in place of the value that a problem is about."""

    texts: tuple[str, ...]
    is_list: bool = False
    """Whether the texts become a list, rather than one of them the value."""
    is_new: bool = False
    """Whether it says another thing, since the world has changed, rather than the same better."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one location, with what would mend it."""

    location: Location
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    excerpt: str = ""
    """The line of the file, for showing it with a caret below."""
    rule: str = ""
    """Which kind of problem it is, as settings and reports name it: `duplicate`, `dead-link`."""
    fix: Fix | None = None
    """Of the value at the location, where there is one."""

    @property
    def is_grave(self) -> bool:
        """Whether it stops a build."""
        return self.severity is Severity.ERROR

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """Problems come by path and line."""
        return (self.location, self.severity.value, self.message)


class PapershelfError(Exception):
    """Something a person can mend; shown as one sentence, without a traceback.

    `exit_code`: 1 for problems in the content, 2 for wrong usage, 3 for what could not be run.
    """

    exit_code = 3


class ContentError(PapershelfError):
    """The content has problems; all of them, sorted."""

    exit_code = 1

    def __init__(self, problems: Iterable[Problem], checked: int = 0) -> None:
        self.problems: Sequence[Problem] = sorted(problems, key=lambda p: p.sort_key)
        self.checked = checked
        first = self.problems[0] if self.problems else None
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        super().__init__(f"{first.location}: {first.message}{more}" if first else "")

    def __reduce__(self) -> tuple[object, ...]:
        """Problems found in another process come back as they are."""
        return type(self), (self.problems, self.checked)

    @classmethod
    def one(cls, problem: Problem) -> Self:
        """An error of one problem."""
        return cls([problem])


class UsageError(PapershelfError):
    """The command or its options were used in a way that cannot work."""

    exit_code = 2


class MachineError(PapershelfError):
    """The machine says no: a missing folder, a full disk, an unreadable file."""

    exit_code = 3


_MANY = 2_000


def suggest(wrong: str, known: Iterable[str]) -> str:
    """The known word that `wrong` was probably meant to be, or an empty string."""
    wrong = wrong.lower()[:100]
    by_lower = {word.lower(): word for word in known}
    likely: Iterable[str] = by_lower
    if len(by_lower) > _MANY:
        # Comparing with each takes seconds; most slips leave the first letters alone.
        likely = [word for word in by_lower if word[:3] == wrong[:3]][:_MANY]
    matches = get_close_matches(wrong, likely, n=1, cutoff=0.6)
    return by_lower[matches[0]] if matches else ""


def did_you_mean(wrong: str, known: Sequence[str], *, noun: str) -> str:
    """A hint for an unknown word: the nearest known one, else the list of what there is."""
    nearest = suggest(wrong, known)
    if nearest:
        return f'did you mean "{nearest}"?'
    if not known:
        return f"there are no {noun} yet"
    listed = ", ".join(sorted(known)[:8])
    return f"the {noun} are {listed}" + (" and more" if len(known) > 8 else "")
