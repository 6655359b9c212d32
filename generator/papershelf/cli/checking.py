"""Look after the content."""

from pathlib import Path
from typing import Unpack

import click

from papershelf.cli.linking import LinkOptions, link_options, link_problems
from papershelf.cli.options import SHELF
from papershelf.cli.show import Show


@click.command()
@SHELF
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@link_options
def check(shelf: Path, *, strict: bool, **links: Unpack[LinkOptions]) -> None:
    """Report every problem in the content, and write nothing."""
    from papershelf.checking import check as check_shelf

    show = Show()
    problems, entries = check_shelf(shelf)
    about_links, any_dead = link_problems(shelf, show, **links)
    show.checked([*problems, *about_links], entries, strict=strict)
    if any_dead:
        raise click.exceptions.Exit(1)
