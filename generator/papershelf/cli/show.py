"""How results, problems and progress look in a terminal and elsewhere."""

import os
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING, Any
from unicodedata import combining, east_asian_width

import click

from papershelf.cli.brief import few_of_each, way_out
from papershelf.errors import ContentError, PapershelfError, Problem, Severity
from papershelf.reports import Report as Found
from papershelf.text import visible as visible

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from papershelf.build import Progress
    from papershelf.limits import Budget
    from papershelf.write import Report

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "blue"}
_MOST_WARNINGS = 20
"""Warnings of a build shown before the rest is only counted; `check` shows all."""
_MEGABYTE = 1_000_000
_REDRAW_SECONDS = 0.2


class Show:
    """Prints for one command, with `echo`, which takes what `click.echo` takes."""

    def __init__(
        self, echo: Callable[..., None] = click.echo, *, colour: bool | None = None
    ) -> None:
        self._echo = echo
        self._colour = colours(sys.stderr) if colour is None else colour
        self._problems: list[Problem] = []

    def collect(self, problem: Problem) -> None:
        """Keep a problem until the progress bar is gone."""
        self._problems.append(problem)

    def collected(self) -> None:
        """Show what was collected."""
        grave = [p for p in self._problems if p.is_grave]
        slight = [p for p in self._problems if p.severity is Severity.WARNING]
        self.problems(grave)
        self.warnings(slight)
        if grave:
            left_out = len({problem.location.path for problem in grave})
            self.say(f"Left out because of these problems: entries of {count(left_out, 'file')}.")

    def warnings(self, problems: Sequence[Problem]) -> None:
        """Show the first problems, and count the others: a large shelf may have thousands."""
        self.problems(problems[:_MOST_WARNINGS])
        if len(problems) > _MOST_WARNINGS:
            rest = len(problems) - _MOST_WARNINGS
            self.say(f"{count(rest, 'more warning')}; all of them: papershelf check")

    def problems(self, problems: Sequence[Problem]) -> None:
        """Show problems: where, what was found, what would do."""
        for problem in problems:
            where = self._style(visible(str(problem.location)), bold=True)
            kind = ""
            if problem.severity is not Severity.ERROR:
                kind = self._style(f"{problem.severity}: ", fg=_COLOURS[problem.severity])
            text = f"{where}: {kind}{visible(problem.message)}"
            if problem.excerpt and problem.location.column and problem.severity is Severity.ERROR:
                self.say(text)
                self._excerpt(problem)
            else:
                self.say(text + (f" — {visible(problem.hint)}" if problem.hint else ""))

    def _excerpt(self, problem: Problem) -> None:
        number = f"{problem.location.line:>5} | "
        start = max(0, problem.location.column - 61)
        line = visible(problem.excerpt[start : start + 90])
        before = problem.excerpt[start : problem.location.column - 1]
        self.say(number + line)
        caret = self._style("^", fg=_COLOURS[problem.severity])
        self.say(
            " " * 6 + "| " + " " * _columns(visible(before)) + f"{caret} {visible(problem.hint)}"
        )

    def failure(self, error: PapershelfError) -> None:
        """Show why a command stopped."""
        if isinstance(error, ContentError):
            self.problems(error.problems)
            entries = len({(p.location.path) for p in error.problems})
            of = f" in {count(entries, 'file')}"
            checked = (
                f"; {count(error.checked, 'entry', 'entries')} checked" if error.checked else ""
            )
            self.say(f"{count(len(error.problems), 'problem')}{of}{checked}. Nothing was written.")
        else:
            self.say(f"{self._style('papershelf:', fg='red')} {visible(str(error))}")

    def checked(
        self,
        problems: Sequence[Problem],
        entries: int,
        *,
        since: str = "",
        all_advice: bool = True,
    ) -> None:
        """Show the result of a check: the problems, and how many there are of each kind."""
        few, left_out = (problems, {}) if all_advice else few_of_each(problems)
        self.problems(few)
        for rule, number in left_out.items():
            self.say(f"{number:,} more of {rule}; all of them: papershelf check --all")
        if hint := way_out(problems):
            self.say(hint)
        found = Found(problems, entries, since=since)
        if len(found.rules) > 1:
            self._echo("  ".join(f"{rule}: {number:,}" for rule, number in found.rules.items()))
        self._echo(found.summary)

    def report(self, report: "Report", shelf: Path, *, budget: bool = False) -> None:
        """Show what a build did, in one line, and how to look at it.

        What the site takes is shown too, if a limit is near or `budget` asks for it.
        """
        left_out = (
            f", {count(report.left_out, 'entry', 'entries')} left out" if report.left_out else ""
        )
        size = report.bytes / _MEGABYTE
        papers = count(report.papers, "paper")
        archive = report.archive
        packed = f" and {archive.path.name}, {archive.bytes / _MEGABYTE:.1f} MB," if archive else ""
        click.echo(
            f"Built {count(report.pages, 'page')} from {papers}{left_out}: "
            f"{count(report.files, 'file')}, {size:.1f} MB, {report.written:,} written, "
            f"{report.removed:,} removed,{packed} in {report.seconds:.2f} s."
        )
        self._search_costs(report.search_costs, report.search_budget)
        if budget or report.budget.is_near:
            self.budget(report.budget)
        where = "" if shelf == Path() else f" --shelf {shlex.quote(str(shelf))}"
        if archive:
            told = "The archive is" if archive.is_new else "The archive is as it was, in"
            click.echo(f"{told} {archive.path}")
        click.echo(f"The site is in {report.output}{os.sep}. Look at it: papershelf serve{where}")

    def budget(self, budget: "Budget") -> None:
        """Show what a site takes."""
        from papershelf.cli.weighed import weighed

        for line in weighed(budget):
            click.echo(visible(line))

    def _search_costs(self, costs: Mapping[str, int], budget: float) -> None:
        """Where the search takes more than its budget: what each part of it takes."""
        total = sum(costs.values())
        if total <= budget * _MEGABYTE:
            return
        click.echo(
            f"The search takes {total / _MEGABYTE:.3g} MB, over its budget of {budget:g} MB "
            "(search.budget in content/site.yaml). A boost of 0 leaves a field out:"
        )
        width = max(map(len, costs))
        for part, size in sorted(costs.items(), key=lambda cost: (-cost[1], cost[0])):
            click.echo(f"  {part:<{width}} {size / 1000:10,.1f} kB {size / total:4.0%}")

    @contextmanager
    def progress(self) -> Iterator["Progress"]:
        """A progress bar on a terminal, elsewhere a plain line for each stage."""
        if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            yield _Lines(self.say)
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bars

        bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True, no_color=not self._colour),
            transient=True,
            # A thread that redraws would forbid forking the processes that render.
            auto_refresh=False,
        )
        with bars:
            yield _Bar(bars)

    def say(self, text: str) -> None:
        """Print a line on the error stream, where it is in the way of no result."""
        # Nobody may be reading any more, as with `2>&1 | head`; what a command does, and how it
        # ends, is the same.
        with suppress(BrokenPipeError):
            self._echo(unheard(text), err=True, color=self._colour)

    def _style(self, text: str, *, fg: str | None = None, bold: bool = False) -> str:
        return click.style(text, fg=fg, bold=bold) if self._colour else text


class _Lines:
    """The progress of a build as a log: what is done, and how much of it."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def stage(self, name: str, total: int) -> None:
        """Name a stage."""
        self._say(f"{name}: {total:,}" if total else f"{name} …")

    def advance(self) -> None:
        """Pieces are not told one by one."""


class _Bar:
    """The progress of a build as a bar."""

    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._task: TaskID | None = None
        self._done = 0
        self._drawn = 0.0

    def stage(self, name: str, total: int) -> None:
        """Begin a stage."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(name, total=total or None)
        self._bars.refresh()
        self._done = 0

    def advance(self) -> None:
        """Count one piece; redraw now and then."""
        self._done += 1
        # Pieces may take a millisecond or a second.
        now = monotonic()
        if self._task is not None and (self._done % 50 == 0 or now - self._drawn > _REDRAW_SECONDS):
            self._drawn = now
            self._bars.update(self._task, completed=self._done)
            self._bars.refresh()


def colours(stream: IO[Any]) -> bool:
    """Whether a stream is a terminal that is to have colours."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def unheard(line: str) -> str:
    """A line for a log in which GitHub Actions would take words of the content for commands."""
    if not os.environ.get("GITHUB_ACTIONS"):
        return line
    return line.replace("::", ":\u200b:").replace("##[", "##\u200b[")


def count(number: int, one: str, many: str = "") -> str:
    """A number with what it counts: "1 paper", "2,000 papers"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _columns(text: str) -> int:
    """The columns that a text takes in a terminal: Han, Kana and Hangul take two each."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
