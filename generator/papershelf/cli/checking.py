"""Look after the content."""

from pathlib import Path

import click

from papershelf.cli.options import SHELF
from papershelf.cli.show import Show


@click.command()
@SHELF
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
def check(shelf: Path, *, strict: bool) -> None:
    """Report every problem in the content, and write nothing."""
    from papershelf.checking import check as check_shelf

    show = Show()
    show.checked(*check_shelf(shelf), strict=strict)
