"""Look after the content."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Unpack

import click

from papershelf.cli.clock import today
from papershelf.cli.linking import LinkOptions, link_options, link_problems
from papershelf.cli.options import SHELF
from papershelf.cli.show import Show
from papershelf.errors import Problem, UsageError

FORMATS = ("text", "github", "gitlab", "json", "markdown", "sarif")


@click.command(short_help="Report every problem in the content; mend what is safe.")
@SHELF
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="What to report the problems in.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="-",
    show_default="standard output",
    help="The file to write the report to.",
)
@click.option(
    "--since",
    metavar="REV",
    help="Only what the branch did since it left REV: a branch, tag or commit.",
)
@click.option("--all", "all_advice", is_flag=True, help="Show all advice, not a few of each kind.")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, show it, and check again.")
@click.option(
    "--dry-run", "--diff", "dry_run", is_flag=True, help="Show what --fix would change, only."
)
@link_options
def check(
    shelf: Path,
    form: str,
    output: str,
    since: str | None,
    *,
    strict: bool,
    all_advice: bool,
    fix: bool,
    dry_run: bool,
    **links: Unpack[LinkOptions],
) -> None:
    """Report every problem in the content, with advice; mend what is safe."""
    from papershelf.checking import check as check_shelf
    from papershelf.cli.reporting import Reporting

    if links["links"] and since is not None:
        raise UsageError("--links is about the whole shelf, --since about a branch; give one")

    def look(of: Path, *known: Any) -> tuple[Sequence[Problem], int]:
        problems, entries = check_shelf(of, *known, today=today())
        # What is known belongs to an earlier state of the shelf, whose links are nobody's business.
        about_links = () if known else link_problems(shelf, Show(), **links)
        # Once is enough: after mending, only what is new is asked.
        links["again"] = False
        return [*problems, *about_links], entries

    reporting = Reporting(shelf, look, form, output, since)
    if fix or dry_run:
        reporting.mend(dry_run=dry_run)
    reporting.tell(strict=strict, all_advice=all_advice)
