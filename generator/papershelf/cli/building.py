"""Make the site."""

from pathlib import Path

import click

from papershelf.cli.options import SHELF
from papershelf.cli.show import Show
from papershelf.errors import MachineError, UsageError


@click.command()
@SHELF
@click.option("--base-url", metavar="URL", help="Where the site will be; overrides site.yaml.")
@click.option(
    "--repository",
    metavar="URL",
    help="Where the files of the shelf are kept, if site.yaml does not say.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    show_default="site/ in the shelf",
    help="The folder to write; it must be empty or made by an earlier build.",
)
@click.option(
    "--noindex", is_flag=True, help="Ask search engines to leave the site alone, as for a preview."
)
@click.option("--drafts", is_flag=True, help="Show entries whose status is draft.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--lenient", is_flag=True, help="Leave bad entries out and build the rest.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    show_default="one for each core",
    help="The number of processes.",
)
@click.option("--clean", is_flag=True, help="Make everything anew, whatever earlier builds left.")
@click.option(
    "--budget", is_flag=True, help="Show what the site takes; refuse more than its host allows."
)
@click.option(
    "--offline-zip",
    metavar="[=FILE]",
    is_flag=False,
    flag_value="",
    help="Pack the site for reading without a network too; default: site.zip beside site/.",
)
def build(
    shelf: Path,
    base_url: str | None,
    repository: str | None,
    output: Path | None,
    *,
    noindex: bool,
    drafts: bool,
    strict: bool,
    lenient: bool,
    jobs: int | None,
    clean: bool,
    budget: bool,
    offline_zip: str | None,
) -> None:
    """Build the site of a shelf."""
    from papershelf.build import build as build_site
    from papershelf.limits import OverBudgetError
    from papershelf.workers import KilledError

    show = Show()
    if strict and lenient:
        raise UsageError("--strict and --lenient contradict each other; give one of them")
    try:
        with show.progress() as progress:
            report = build_site(
                shelf,
                output,
                base_url=base_url,
                repository=repository,
                noindex=noindex,
                drafts=drafts,
                strict=strict,
                lenient=lenient,
                jobs=jobs,
                clean=clean,
                budget=budget,
                offline_zip=_archive(offline_zip, output or shelf / "site"),
                on_problem=show.collect,
                progress=progress,
            )
    except OverBudgetError as error:
        show.collected()
        show.budget(error.budget)
        raise
    except KilledError as error:
        raise MachineError(f"{error}, or with --jobs 1") from None
    show.collected()
    show.report(report, shelf, budget=budget)


def _archive(given: str | None, output: Path) -> Path | None:
    """The file that was given, or else the one beside the site; None if none is asked for."""
    if given is None:
        return None
    if given:
        return Path(given)
    from papershelf.archive import archive_beside

    return archive_beside(output)
