"""How `check` reports: in a format, of a branch, after mending what is safe to mend."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from papershelf.cli.show import Show, colours, count, unheard, visible
from papershelf.cli.taking import STANDARD_OUTPUT, Target
from papershelf.content_files import ContentFiles
from papershelf.errors import ContentError, MachineError, Problem, Severity
from papershelf.mending import Mended, Mending, Replacements, mend, write
from papershelf.reports import DEAD_LINK, FORMATS, Report, prefix_of
from papershelf.revision import Revision
from papershelf.since import problems_since
from papershelf.validate import CheckedMemory
from papershelf.version import version_of

Check = Callable[..., tuple[Sequence[Problem], int]]
"""Checks a shelf, with its files and what is remembered of them if not as usual."""
_MOST_ROUNDS = 4
"""Mending one thing may show another: a file must be readable before its values are."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a check found; with an error where it could not go to the end."""

    problems: Sequence[Problem]
    entries: int
    error: ContentError | None = None


class Reporting:
    """A check of a shelf, and where its report goes."""

    def __init__(
        self, shelf: Path, check: Check, form: str, output: str, since: str | None
    ) -> None:
        """Checks at once; raises UsageError and MachineError for what cannot be done at all."""
        self._shelf, self._check, self._form = shelf, check, form
        self._show = Show()
        self._output = output
        self._target = Target(output)
        self._revision = None if since is None else Revision(shelf, since)
        self._failures: list[str] = []
        self._has_mended = False
        self._found = self._look()

    def _look(self) -> _Found:
        try:
            problems, entries = self._check(self._shelf)
        except ContentError as error:
            # What stops a check stops it whoever brought it.
            return _Found(error.problems, error.checked, error)
        if self._revision is not None:
            problems = problems_since(self._revision, problems, self._check_then)
        return _Found(problems, entries)

    def _check_then(
        self, shelf: Path, found: tuple[ContentFiles, list[Problem]], memory: CheckedMemory
    ) -> Sequence[Problem]:
        return self._check(shelf, found, memory)[0]

    def mend(self, *, dry_run: bool) -> None:
        """Mend what is safe to mend, or only show it; then check again."""
        values, paths = 0, set[str]()
        for _ in range(1 if dry_run else _MOST_ROUNDS):
            mending = mend(self._shelf, self._found.problems)
            for mended in mending.files:
                self._show_difference(mended)
            values += mending.values
            paths.update(mended.path for mended in mending.files)
            if not dry_run:
                self._failures = write(mending)
                if mending.files:
                    self._has_mended = True
                    self._found = self._look()
            if not mending.files or self._failures:
                break
        self._tell_mended(mending, values, len(paths) - len(self._failures), dry_run=dry_run)

    def _show_difference(self, mended: Mended) -> None:
        to_output = self._form == "text" and self._output == STANDARD_OUTPUT
        styled = colours(sys.stdout if to_output else sys.stderr)
        for line in mended.difference:
            text = unheard(visible(line))
            colour = {"-": "red", "+": "green", "@": "cyan"}.get(text[:1]) if styled else None
            click.echo(click.style(text, fg=colour) if colour else text, err=not to_output)

    def _tell_mended(self, mending: Mending, values: int, files: int, *, dry_run: bool) -> None:
        for location, why in mending.refused:
            self._show.say(f"{visible(str(location))}: left as it is: {why}")
        for failure in self._failures:
            self._show.say(visible(failure))
        did = "Would mend" if dry_run else "Mended"
        if files:
            self._show.say(f"{did} {count(files, 'file')}, {count(values, 'value')} in them.")
        else:
            self._show.say("There is nothing that is safe to mend.")

    def tell(self, *, strict: bool, all_advice: bool) -> None:
        """Write the report, and exit with 1 if the content needs mending.

        Without `all_advice` a terminal shows a few pieces of each kind only.
        """
        found = self._found
        since = "" if self._revision is None else self._revision.name
        if self._form != "text":
            self._write_report(found, since)
        elif self._output != STANDARD_OUTPUT:
            self._write_text(found, since)
        elif found.error is not None and not self._has_mended:
            raise found.error
        else:
            self._show.checked(found.problems, found.entries, since=since, all_advice=all_advice)
        if self._failures:
            raise MachineError("not everything could be mended")
        grave = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
        if found.error or any(
            problem.severity in grave or problem.rule == DEAD_LINK for problem in found.problems
        ):
            raise click.exceptions.Exit(1)

    def _write_report(self, found: _Found, since: str) -> None:
        report = Report(
            found.problems,
            found.entries,
            prefix=prefix_of(self._shelf),
            replacement=Replacements(self._shelf),
            version=version_of("papershelf"),
            since=since,
        )
        self._target.write(FORMATS[self._form](report))
        if self._output != STANDARD_OUTPUT or self._form != "github":
            self._say_where(report.summary)

    def _write_text(self, found: _Found, since: str) -> None:
        lines: list[str] = []

        def keep(text: str, **_: Any) -> None:
            lines.append(f"{text}\n")

        plain = Show(keep, colour=False)
        plain.checked(found.problems, found.entries, since=since)
        self._target.write(lines)
        self._say_where(lines[-1].rstrip("\n"))

    def _say_where(self, summary: str) -> None:
        where = "" if self._output == STANDARD_OUTPUT else f" The report is in {self._output}."
        self._show.say(visible(summary + where))
