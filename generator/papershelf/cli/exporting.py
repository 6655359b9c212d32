"""Take papers out of the shelf."""

import time
from pathlib import Path

import click

from papershelf.cli.options import SHELF
from papershelf.cli.show import Show, count, visible
from papershelf.cli.taking import STANDARD_OUTPUT, Target
from papershelf.errors import UsageError
from papershelf.export import ORDERS


@click.command(short_help="Write papers as BibTeX, RIS, CSV and so on.")
@SHELF
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    help="What to write the papers in.",
)
@click.option(
    "--where",
    metavar="QUERY",
    help="Only the papers that this finds, in the language of the site's search.",
)
@click.option(
    "--sort",
    type=click.Choice(ORDERS),
    default=ORDERS[0],
    show_default=True,
    help="The order of the papers.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default=STANDARD_OUTPUT,
    show_default="standard output",
    help="The file to write, or to replace when all of it is ready.",
)
@click.option("--drafts", is_flag=True, help="Take entries whose status is draft too.")
@click.option("--base-url", metavar="URL", help="Where the site is; overrides site.yaml.")
@click.option("--list", "lists", is_flag=True, help="List the formats and exit.")
def export(
    shelf: Path,
    form: str | None,
    where: str | None,
    sort: str,
    output: str,
    base_url: str | None,
    *,
    drafts: bool,
    lists: bool,
) -> None:
    """Write papers, all or those that a query finds, as BibTeX and so on."""
    from papershelf.export import formats, prepare

    if lists:
        for name, label in formats().items():
            click.echo(f"{name:<14} {label}")
        return
    if form is None:
        raise UsageError(f"give --format: {', '.join(formats())}")
    show = Show()
    started = time.perf_counter()
    target = Target(output)
    with show.progress() as progress:
        chosen = prepare(
            shelf,
            form,
            where=where,
            sort=sort,
            drafts=drafts,
            base_url=base_url,
            jobs=None,
            stage=lambda name: progress.stage(name, 0),
        )
    target.write(chosen.texts)
    if where is not None and not chosen.papers:
        show.say("0 papers match the query.")
    papers = count(chosen.papers, "paper")
    seconds = time.perf_counter() - started
    show.say(f"Exported {papers} as {chosen.label} to {visible(str(target))} in {seconds:.2f} s.")
