"""Begin a shelf."""

import shlex
from pathlib import Path

import click

from papershelf.hosts import HOSTS


@click.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
@click.option("--title", default="A shelf of papers", show_default=True, help="The shelf's name.")
@click.option(
    "--host",
    type=click.Choice(tuple(HOSTS)),
    default="github",
    show_default=True,
    help="Who will host the site; files that publish it there are made too.",
)
def init(folder: Path, title: str, host: str) -> None:
    """Make a new shelf with three sample entries in DIR."""
    from papershelf.editors import refresh_schemas
    from papershelf.starter import make_shelf

    count = make_shelf(folder, title=title, host=host)
    refresh_schemas(folder)
    where = "the current folder" if folder == Path() else folder
    click.echo(f"Made a shelf of {count} files in {where}.")
    enter = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    click.echo(f"Next: {enter}papershelf serve; README.md says how to publish it.")
