"""What a check found, as every format of a report takes it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from papershelf.errors import Problem, Severity
from papershelf.reports.rules import rule_of
from papershelf.reports.texts import shown


@dataclass(frozen=True, slots=True)
class Replacement:
    """A piece of a file and what may safely stand in its place.

    Lines and columns count from 1, columns in characters; the end is behind the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    before: str = ""
    """What stands before the piece on its first line."""
    before_end: str = ""
    """What stands before the end of the piece on its last line."""


def no_replacement(_problem: Problem) -> Replacement | None:
    """For reports that tell no fixes."""
    return None


@dataclass(frozen=True, slots=True)
class Report:
    """The problems of a shelf."""

    problems: Sequence[Problem]
    """By path and line."""
    entries: int
    """How many were checked."""
    prefix: str = ""
    """Where the shelf is in its repository: empty, or a path that ends in `/`."""
    replacement: Callable[[Problem], Replacement | None] = no_replacement
    """What the fix of a problem would change in its file."""
    version: str = "0"
    """Of the program."""
    since: str = ""
    """The revision from which a branch was looked at; empty where it was the whole shelf."""

    def path(self, problem: Problem) -> str:
        """The file of a problem, from the root of the repository."""
        return self.prefix + problem.location.path

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many problems there are of each severity, the gravest first."""
        numbers = Counter(problem.severity for problem in self.problems)
        return {severity: numbers[severity] for severity in Severity}

    @property
    def rules(self) -> Mapping[str, int]:
        """How many problems there are of each rule, by name."""
        return dict(sorted(Counter(map(rule_of, self.problems)).items()))

    @property
    def gravest_first(self) -> Sequence[Problem]:
        """The problems by severity, and among equals by path and line."""
        order = list(Severity)
        return sorted(self.problems, key=lambda problem: order.index(problem.severity))

    @property
    def summary(self) -> str:
        """How many entries were checked and what was found, without a word of the content."""
        found = ", ".join(
            f"{number:,} {severity.value}{_plural(severity, number)}"
            for severity, number in self.counts.items()
            if number
        )
        entries = "1 entry" if self.entries == 1 else f"{self.entries:,} entries"
        of_branch = f" in what changed since {shown(self.since)}" if self.since else ""
        return f"{entries} checked: {found or 'no problems'}{of_branch}."

    def identified(self, problems: Sequence[Problem]) -> Iterator[tuple[Problem, str]]:
        """Each problem with a fingerprint that stays when lines above it come and go."""
        seen: Counter[str] = Counter()
        for problem in problems:
            words = (rule_of(problem), self.path(problem), problem.message, problem.excerpt.strip())
            text = "\0".join(words).encode("utf-8", "replace")
            key = blake2b(text, digest_size=16).hexdigest()
            seen[key] += 1
            yield problem, f"{key}:{seen[key]}"


def _plural(severity: Severity, number: int) -> str:
    return "" if number == 1 or severity is Severity.ADVICE else "s"


def prefix_of(shelf: Path) -> str:
    """Where a shelf is in the repository around it; empty where it is none's, or its root."""
    folder = shelf.resolve()
    for root in (folder, *folder.parents):
        if (root / ".git").exists():
            inside = folder.relative_to(root).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""
