"""Options that several commands have."""

from pathlib import Path

import click

SHELF = click.option(
    "--shelf",
    type=click.Path(path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder of the shelf: the one that holds content/.",
)
