"""What curators may write."""

from pathlib import Path

import click

from papershelf.errors import MachineError, UsageError


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json-schema", "markdown"]),
    default="json-schema",
    show_default=True,
    help="JSON Schema for editors, or the field reference as a page.",
)
@click.option(
    "--of",
    "what",
    type=click.Choice(
        ["entry", "collection", "site", "topics", "venues", "authors", "metrics", "page", "digest"]
    ),
    default="entry",
    show_default=True,
    help="The file to describe (JSON Schema only).",
)
@click.option(
    "--shelf",
    type=click.Path(path_type=Path),
    help="A shelf whose topics, venues, collections, authors and papers the schema lists.",
)
@click.option(
    "--write",
    is_flag=True,
    help="Write the schemas of all files into .papershelf/schema/ of the shelf, for editors.",
)
def schema(form: str, what: str, shelf: Path | None, *, write: bool) -> None:
    """Print the schema of what curators write."""
    from papershelf.reference import field_reference, json_schema

    if form == "markdown":
        if write or shelf is not None:
            raise UsageError("--format markdown describes all shelves; leave --shelf and --write")
        click.echo(field_reference(), nl=False)
    elif write:
        from papershelf.editors import refresh_schemas, schema_paths

        shelf = shelf or Path()
        if not refresh_schemas(shelf, whatever=True):
            raise MachineError(f"cannot write the schemas to {shelf / '.papershelf/schema'}")
        click.echo(f"Wrote {len(schema_paths())} schemas to {shelf / '.papershelf/schema'}.")
    elif shelf is not None:
        from papershelf.editors import read_words
        from papershelf.shelf_schema import shelf_schema

        click.echo(shelf_schema(what, read_words(shelf)), nl=False)
    else:
        click.echo(json_schema(what), nl=False)
