"""Tell what is on a shelf."""

import os
import shutil
import sys
import time
from pathlib import Path

import click

from papershelf.cli.clock import today
from papershelf.cli.options import SHELF
from papershelf.cli.show import Show, count


@click.command()
@SHELF
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Tables to read, or all numbers as JSON.",
)
def stats(shelf: Path, form: str) -> None:
    """Show what is on the shelf, and what is missing."""
    import msgspec

    from papershelf.loading import load_shelf
    from papershelf.shelf_stats import stats_of
    from papershelf.store import open_store
    from papershelf.version import program_digest
    from papershelf.workers import usable_cores

    begun = time.perf_counter()
    show = Show()
    with show.progress() as progress:
        progress.stage("Reading entries", 0)
        store = open_store(shelf, program_digest())
        loaded = load_shelf(shelf, store, lenient=True, jobs=usable_cores())
        numbers = stats_of(
            loaded.library,
            stale_after=loaded.config.check.stale_after,
            today=today(),
            left_out=loaded.left_out,
        )
    if form == "json":
        click.echo(msgspec.json.format(msgspec.json.encode(numbers), indent=2).decode())
    else:
        from papershelf.cli.stats_text import WIDTH, stats_text

        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
        title = loaded.config.title
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH
        text = stats_text(numbers, title, colour=colour, is_unicode=is_unicode, width=width)
        click.echo(text, nl=False, color=colour)
    seconds = time.perf_counter() - begun
    show.say(f"Counted {count(numbers.papers, 'paper')} in {seconds:.2f} s.")
