"""Bring the content into its canonical form."""

import time
from collections.abc import Sequence
from pathlib import Path

import click

from papershelf.cli.options import SHELF
from papershelf.cli.show import Show, count, visible
from papershelf.errors import MachineError


@click.command(short_help="Bring files of content/ into one tidy form.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@SHELF
@click.option("--check", is_flag=True, help="Write nothing; name what would change, and exit 1.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def fmt(paths: Sequence[Path], shelf: Path, *, check: bool, diff: bool) -> None:
    """Bring files of content/, or all, into one tidy form that reads as the same."""
    from papershelf.formatting.shelf import Wish, choose_files, format_files

    show = Show()
    started = time.perf_counter()
    chosen = choose_files(shelf, paths)
    wish = Wish(writes=not (check or diff), diffs=diff)
    changed: list[str] = []
    failures: list[str] = []
    problems = list(chosen.problems)
    with show.progress() as progress:
        progress.stage("Formatting", len(chosen.files))
        for outcome in format_files(chosen.files, wish):
            progress.advance()
            problems += outcome.problems
            failures += [outcome.failure] if outcome.failure else []
            if not outcome.has_changed:
                continue
            changed.append(outcome.path)
            for line in outcome.diff or [outcome.path]:
                click.echo(visible(line))
    problems.sort(key=lambda problem: problem.sort_key)
    show.problems(problems)
    for failure in failures:
        show.say(visible(failure))
    seconds = time.perf_counter() - started
    done = "Formatted" if wish.writes else "Would format"
    alone = len(problems) + len(failures)
    left = f", {count(alone, 'file')} left alone" if alone else ""
    files = count(len(chosen.files), "file")
    show.say(f"{done} {len(changed):,} of {files}{left}, in {seconds:.2f} s.")
    if failures:
        raise MachineError("not everything could be formatted")
    if problems or (check and changed):
        raise click.exceptions.Exit(1)
