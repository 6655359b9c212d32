"""What curators may write."""

import click


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
        ["entry", "collection", "site", "topics", "venues", "authors", "metrics", "page"]
    ),
    default="entry",
    show_default=True,
    help="The file to describe (JSON Schema only).",
)
def schema(form: str, what: str) -> None:
    """Print the schema of what curators write."""
    from papershelf.reference import field_reference, json_schema

    click.echo(field_reference() if form == "markdown" else json_schema(what), nl=False)
