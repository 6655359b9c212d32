"""Options that several commands have."""

from pathlib import Path
from typing import Final

import click

SHELF = click.option(
    "--shelf",
    type=click.Path(path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder of the shelf: the one that holds content/.",
)
TOPICS = click.option(
    "--topic", "topics", metavar="ID", multiple=True, help="A topic for all; may be given again."
)
COLLECTIONS = click.option(
    "--collection",
    "collections",
    metavar="ID",
    multiple=True,
    help="A collection for all; may be given again.",
)
# Those of `schema.Status`, which is not imported because every command would wait for it.
STATUSES: Final = ("draft", "published", "hidden", "withdrawn", "retracted")
STATUS = click.option("--status", type=click.Choice(STATUSES), help="A status for all.")
