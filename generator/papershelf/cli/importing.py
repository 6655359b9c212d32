"""Put papers from other programs on the shelf."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from papershelf.cli.clock import today
from papershelf.cli.options import COLLECTIONS, SHELF, STATUS, TOPICS
from papershelf.cli.show import Show, count, visible
from papershelf.errors import Problem, UsageError

if TYPE_CHECKING:
    from papershelf.importing import ImportReport

# Those of `intake.ON_DUPLICATE`, which is not imported because every command would wait for it.
_ON_DUPLICATE = ("skip", "keep", "update")


@click.command("import", short_help="Add papers from BibTeX, RIS, tables, lists and so on.")
@click.argument("files", nargs=-1, metavar="FILE...")
@SHELF
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    help="What the files are written in.",
    show_default="found by what they hold",
)
@click.option(
    "--encoding",
    metavar="NAME",
    default="",
    help="The encoding of the files.",
    show_default="UTF-8, or what a byte order mark says",
)
@click.option(
    "--map",
    "columns",
    metavar="COLUMN=FIELD",
    multiple=True,
    help="Which field a column of a table holds; may be given again.",
)
@TOPICS
@COLLECTIONS
@click.option(
    "--added",
    metavar="DATE",
    help='When they came on the shelf, or "published" for the date of each paper.',
    show_default="today",
)
@STATUS
@click.option(
    "--list",
    "into_list",
    metavar="NAME",
    help="Add them to content/papers/NAME.yaml instead of a file for each.",
)
@click.option("--keep-keys", is_flag=True, help="Take the keys of the files as ids.")
@click.option(
    "--on-duplicate",
    type=click.Choice(_ON_DUPLICATE),
    default=_ON_DUPLICATE[0],
    show_default=True,
    help="What to do with a paper that is on the shelf already.",
)
@click.option("--skip-likely", is_flag=True, help="Take likely duplicates for certain ones.")
@click.option(
    "--incomplete",
    metavar="FILE",
    help="Write what lacks a title, people or a year to this YAML file.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@click.option("--list-formats", is_flag=True, help="List the formats and exit.")
def import_(
    files: tuple[str, ...],
    shelf: Path,
    form: str | None,
    encoding: str,
    columns: tuple[str, ...],
    topics: tuple[str, ...],
    collections: tuple[str, ...],
    added: str | None,
    status: str | None,
    into_list: str | None,
    on_duplicate: str,
    incomplete: str | None,
    *,
    keep_keys: bool,
    skip_likely: bool,
    dry_run: bool,
    list_formats: bool,
) -> None:
    """Add the papers in files of other programs: BibTeX, RIS, CSL-JSON, XML, tables, lists.

    "-" is standard input.
    """
    if list_formats:
        _list_formats()
        return
    if not files:
        raise UsageError("name the files to import, or - for standard input")
    from papershelf.cli.import_table import ImportTable
    from papershelf.editors import refresh_after_adding
    from papershelf.importing import import_files
    from papershelf.intake import Settings

    settings = Settings(
        topics=topics,
        collections=collections,
        added=_day(added),
        status=status or "",
        keep_keys=keep_keys,
        on_duplicate=on_duplicate,
        skip_likely=skip_likely,
    )
    show = Show()
    started = time.perf_counter()
    problems: list[Problem] = []
    table = ImportTable(keep=dry_run)
    try:
        with show.progress() as progress:
            report = import_files(
                shelf,
                files,
                format=form,
                encoding=encoding,
                columns=_columns(columns),
                settings=settings,
                into_list=into_list,
                incomplete=incomplete,
                dry_run=dry_run,
                on_problem=problems.append,
                on_taken=table.add,
                progress=progress,
            )
    except KeyboardInterrupt:
        there = 0 if into_list is not None else table.new
        filled = f"{table.updated:,} filled in, " if table.updated else ""
        show.say(
            f"Stopped: {count(there, 'entry', 'entries')} written, "
            f"{filled}and no other file touched. "
            "Import again to go on: what is there is not added twice."
        )
        raise
    if report.changed and not dry_run:
        refresh_after_adding(shelf, report.before + report.outcomes["new"])
    table.show()
    _problems(show, problems)
    for line in table.duplicates():
        show.say(line)
    show.say(_summary(report, files, time.perf_counter() - started, dry_run=dry_run))
    if report.left_out:
        raise click.exceptions.Exit(1)


def _list_formats() -> None:
    from papershelf.importers import IMPORTERS

    for importer in IMPORTERS:
        click.echo(f"{importer.name:<14} {importer.label} ({', '.join(importer.suffixes)})")


def _columns(pairs: Sequence[str]) -> Mapping[str, str] | None:
    columns: dict[str, str] = {}
    for pair in pairs:
        column, equals, field = pair.rpartition("=")
        if not equals or not column.strip() or not field.strip():
            raise UsageError(f'"{pair}" is no map; write --map COLUMN=FIELD, as --map Year=date')
        columns[column.strip()] = field.strip()
    return columns or None


def _day(added: str | None) -> str:
    from papershelf.dates import parse_date
    from papershelf.intake import PUBLISHED

    if added is None:
        return today().isoformat()
    if added == PUBLISHED:
        return added
    try:
        return parse_date(added).iso
    except ValueError as error:
        raise UsageError(f"--added: {error}") from None


def _problems(show: Show, problems: Sequence[Problem]) -> None:
    """All problems, after a word on how many there are where they fill more than a screen."""
    if len(problems) > _SCREEN:
        files = len({problem.location.path for problem in problems})
        show.say(f"{count(len(problems), 'problem')} in {count(files, 'file')}:")
    show.problems(problems)


_SCREEN = 20


def _summary(report: "ImportReport", files: Sequence[str], seconds: float, *, dry_run: bool) -> str:
    outcomes = report.outcomes
    source = visible(files[0]) if len(files) == 1 else count(len(files), "file")
    verb = "Would import" if dry_run else "Imported"
    of = count(report.total, "entry", "entries")
    parts = [
        f"{number:,} {name}"
        for number, name in (
            (outcomes["duplicate"], "duplicate" if outcomes["duplicate"] == 1 else "duplicates"),
            (outcomes["updated"], "filled in"),
            (outcomes["incomplete"], "incomplete"),
            (outcomes["refused"] + report.unread, "not understood"),
            (outcomes["doubtful"], "in files with errors"),
            (report.kept, "imported with problems"),
        )
        if number
    ]
    told = f": {', '.join(parts)}" if parts else ""
    return (
        f"{verb} {outcomes['new']:,} of {of} from {'standard input' if source == '-' else source} "
        f"into {visible(report.into)} in {seconds:.1f} s{told}."
    )
