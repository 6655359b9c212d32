"""Look after the content."""

from pathlib import Path

import click

from papershelf.cli.clock import today
from papershelf.cli.options import SHELF
from papershelf.cli.show import Show


@click.command()
@SHELF
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--all", "all_advice", is_flag=True, help="Show all advice, not a few of each kind.")
def check(shelf: Path, *, strict: bool, all_advice: bool) -> None:
    """Report every problem in the content, and write nothing."""
    from papershelf.checking import check as check_shelf

    show = Show()
    found = check_shelf(shelf, today=today())
    show.checked(*found, strict=strict, all_advice=all_advice)
