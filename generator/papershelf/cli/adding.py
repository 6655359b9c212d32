"""Add papers by their ids or titles."""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from papershelf.cli.clock import today
from papershelf.cli.options import COLLECTIONS, SHELF, STATUS, TOPICS
from papershelf.cli.show import Show, count, visible
from papershelf.errors import MachineError, PapershelfError, Problem, Severity, UsageError

if TYPE_CHECKING:
    from papershelf.adding import Adder, Candidate, Found, Line, Result


@click.command(short_help="Look papers up by id, address or title, and add them.")
@click.argument("references", nargs=-1, metavar="[REF]...")
@SHELF
@click.option(
    "--from",
    "files",
    metavar="FILE",
    multiple=True,
    help="Take references, one a line, or whole papers from a file; - is standard input.",
)
@click.option("--id", "paper_id", metavar="ID", default="", help="The id of the one new entry.")
@TOPICS
@COLLECTIONS
@STATUS
@click.option("--no-abstract", is_flag=True, help="Leave abstracts out.")
@click.option("--edit", is_flag=True, help="Open each new entry in VISUAL or EDITOR.")
@click.option("--dry-run", is_flag=True, help="Show what would be added, and write nothing.")
@click.option("--force", is_flag=True, help="Add what seems to be on the shelf already.")
@click.option("--yes", is_flag=True, help="Ask nothing: of several candidates take the likeliest.")
@click.option("--refresh", is_flag=True, help="Ask again what was answered in the last week.")
@click.option("--offline", is_flag=True, help="Use only what was answered in the last week.")
@click.pass_obj
def add(
    network: object,
    references: tuple[str, ...],
    shelf: Path,
    files: tuple[str, ...],
    paper_id: str,
    topics: tuple[str, ...],
    collections: tuple[str, ...],
    status: str | None,
    *,
    no_abstract: bool,
    edit: bool,
    dry_run: bool,
    force: bool,
    yes: bool,
    refresh: bool,
    offline: bool,
) -> None:
    """Look papers up by arXiv id, DOI, PMID, ISBN, address or title, and write their entries."""
    from papershelf.adding import Adder, Asker, Network, Wishes
    from papershelf.adding.editing import editor_of
    from papershelf.editors import refresh_schemas

    if not references and not files:
        raise UsageError("give a reference (papershelf add 2406.01234), or a file with --from")
    if paper_id and (files or len(references) > 1):
        raise UsageError("--id names one entry: give one reference with it, and no file")
    _refuse_split_title(references)
    editor = editor_of(os.environ) if edit and not dry_run else []
    network = network if isinstance(network, Network) else Network()
    show = Show()
    wishes = Wishes(
        today=today().isoformat(),
        topics=topics,
        collections=collections,
        status=status or "",
        paper_id=paper_id,
        abstract=not no_abstract,
        force=force,
        dry_run=dry_run,
    )
    choose = _likeliest if yes else _ask if sys.stdin.isatty() and "-" not in files else None
    with network.client(
        shelf, refresh=refresh, offline=offline, waiting=lambda text: show.say(visible(text))
    ) as client:
        asker = Asker(client, network.sources, network.guest)
        run = _Run(show, Adder(shelf, asker, wishes, choose), shelf, editor, dry_run=dry_run)
        run.all([*references], files)
    if not dry_run:
        refresh_schemas(shelf)
    run.close()


def _refuse_split_title(references: Sequence[str]) -> None:
    if len(references) > 1 and all(word.replace("-", "").isalpha() for word in references):
        raise UsageError('put a title in quotes: papershelf add "Attention is all you need"')


class _Run:
    """One call of the command: what was added, and what stands in the way of the rest."""

    def __init__(
        self, show: Show, adder: "Adder", shelf: Path, editor: Sequence[str], *, dry_run: bool
    ) -> None:
        self._show = show
        self._adder = adder
        self._shelf = shelf
        self._editor = editor
        self._dry_run = dry_run
        self._started = time.perf_counter()
        self._counts = {"added": 0, "already there": 0, "left out": 0}
        self._worst = 0
        self._done = 0

    def all(self, references: Sequence[str], files: Sequence[str]) -> None:
        """Add everything; one that fails holds up no other."""
        from papershelf.adding import Line

        try:
            for text in references:
                self._one(text, text)
            for name in files:
                for given in _given(name):
                    if isinstance(given, Problem):
                        self._problem(given)
                    elif isinstance(given, Line):
                        self._one(given, f"{name}:{given.line}: {given.text}")
                    else:
                        self._one(given, given.source)
        except (KeyboardInterrupt, click.Abort):
            self._show.say(
                f"Stopped after {count(self._counts['added'], 'new entry', 'new entries')}; run it "
                "again to go on: what was answered is remembered, and what is there stays."
            )
            raise

    def _one(self, given: "str | Line | Found", name: str) -> None:
        from papershelf.adding import Fate, Found

        self._done += 1
        try:
            if isinstance(given, Found):
                result = self._adder.put(given)
            else:
                result = self._adder.add(given if isinstance(given, str) else given.text)
        except PapershelfError as error:
            self._failed(error, name, in_file=not isinstance(given, str))
            return
        self._counts[result.fate.value] += 1
        if result.fate is Fate.LEFT_OUT:
            self._worst = max(self._worst, 1)
        self._tell(result)
        if result.fate is Fate.ADDED and self._editor:
            self._edit(result.path)

    def _problem(self, problem: Problem) -> None:
        self._show.problems([problem])
        if problem.severity is Severity.ERROR:
            self._counts["left out"] += 1
            self._worst = max(self._worst, 1)

    def _failed(self, error: PapershelfError, name: str, *, in_file: bool) -> None:
        from papershelf.adding import SeveralError
        from papershelf.cli.found_table import candidates_table

        self._counts["left out"] += 1
        # A line of a file that is no reference is a mistake in that file.
        is_wrong_line = in_file and isinstance(error, UsageError)
        self._worst = max(self._worst, 1 if is_wrong_line else error.exit_code)
        self._show.say(f"{visible(name[:200])}: {visible(str(error))}")
        if isinstance(error, SeveralError):
            for line in candidates_table(error.candidates):
                click.echo(line)

    def _tell(self, result: "Result") -> None:
        from papershelf.adding import Fate
        from papershelf.cli.found_table import show_found

        if result.merged is not None and result.taken is not None and result.fate is Fate.ADDED:
            show_found(result.taken.fields, result.merged.origins)
        for note in result.notes:
            self._show.say(f"note: {visible(note)}")
        if result.fate is Fate.ADDED:
            click.echo(f"{'Would add' if self._dry_run else 'Added'} {visible(result.path)}")
        else:
            click.echo(visible(result.message))

    def _edit(self, path: str) -> None:
        from papershelf.adding.editing import edit

        try:
            problems = edit(self._editor, self._shelf / path, path)
        except MachineError as error:
            self._worst = max(self._worst, error.exit_code)
            self._show.say(visible(str(error)))
            return
        self._show.problems(problems)
        if any(problem.severity is Severity.ERROR for problem in problems):
            self._worst = max(self._worst, 1)

    def close(self) -> None:
        """Say how it went in one line, and exit as it deserves."""
        counts = self._counts
        verb = "Would add" if self._dry_run else "Added"
        told = [
            f"{number:,} {name}" for name, number in counts.items() if number and name != "added"
        ]
        more = f": {', '.join(told)}" if told else ""
        papers = count(self._done, "paper")
        seconds = time.perf_counter() - self._started
        self._show.say(f"{verb} {counts['added']:,} of {papers} in {seconds:.1f} s{more}.")
        if self._worst:
            raise click.exceptions.Exit(self._worst)


def _given(name: str) -> Iterator["Line | Found | Problem"]:
    from papershelf.adding import read_given

    return read_given(name)


def _likeliest(_title: str, candidates: "Sequence[Candidate]") -> "Candidate | None":
    return candidates[0]


def _ask(title: str, candidates: "Sequence[Candidate]") -> "Candidate | None":
    from papershelf.cli.found_table import candidates_table

    click.echo(f"Which paper is {visible(title)}?")
    for line in candidates_table(candidates, numbered=True):
        click.echo(line)
    number = click.prompt(
        "Number, or 0 for none", type=click.IntRange(0, len(candidates)), default=0
    )
    return candidates[number - 1] if number else None
