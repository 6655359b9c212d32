"""Show what a branch changes."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from papershelf.cli.clock import today
from papershelf.cli.options import SHELF
from papershelf.cli.show import Show, colours, unheard, visible
from papershelf.cli.taking import Target
from papershelf.errors import MachineError, Problem, UsageError

if TYPE_CHECKING:
    from papershelf.content_files import ContentFiles
    from papershelf.differences.model import Difference
    from papershelf.validate import CheckedMemory

_FEWEST_BYTES = 5_000


@click.command(short_help="Show what a branch changes on the shelf.")
@click.argument("base", metavar="BASE")
@SHELF
@click.option("--markdown", metavar="FILE", help="Write it as Markdown, for a job or a request.")
@click.option(
    "--most-bytes",
    metavar="N",
    type=click.IntRange(_FEWEST_BYTES),
    default=900_000,
    show_default=True,
    help="How long the Markdown may be; the rest is counted.",
)
@click.option("--html", metavar="FILE", help="Write it as one page of HTML, with pictures.")
@click.option("--json", "json_file", metavar="FILE", help="Write it as JSON, for programs.")
@click.option(
    "--site",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Leave the site of the branch there, with noindex; the folder is empty or an earlier one.",
)
@click.option("--no-site", is_flag=True, help="Build no site: say nothing of pages and sizes.")
def diff(
    base: str,
    shelf: Path,
    markdown: str | None,
    most_bytes: int,
    html: str | None,
    json_file: str | None,
    site: Path | None,
    *,
    no_site: bool,
) -> None:
    """Show what a branch changes since it left BASE, a branch, tag or commit.

    Entries by field, other files, new problems, pages and the size of the site.
    """
    from papershelf.checking import check
    from papershelf.differences.comparing import compare
    from papershelf.differences.data import as_json
    from papershelf.differences.markdown import markdown as as_markdown
    from papershelf.differences.page import html_page
    from papershelf.differences.pictures import draw_pictures
    from papershelf.differences.sites import SiteWish
    from papershelf.differences.wording import headline
    from papershelf.workers import KilledError

    if no_site and site is not None:
        raise UsageError("--site and --no-site contradict each other; give one of them")
    # A place where no file can be is told of before the work is done.
    files = [name for name in (markdown, html, json_file) if name is not None]
    if len({os.path.realpath(name) for name in files}) < len(files):
        raise UsageError("--markdown, --html and --json name one file twice; give each its own")
    targets = {name: Target(name) for name in files}
    show, day = Show(), today()

    def look(
        folder: Path, found: "tuple[ContentFiles, list[Problem]]", memory: "CheckedMemory"
    ) -> Sequence[Problem]:
        return check(folder, found, memory, today=day)[0]

    try:
        with show.progress() as progress:
            wish = None if no_site else SiteWish(site)
            difference = compare(
                shelf, base, look, progress, wish, reports=list(map(Path, targets))
            )
            pictures = draw_pictures(difference, progress=progress) if html is not None else {}
    except KilledError as error:
        raise MachineError(str(error)) from None
    if markdown is not None:
        targets[markdown].write(as_markdown(difference, most_bytes))
    if html is not None:
        page = html_page(difference, pictures, site=_beside(html, site, difference))
        targets[html].write(page)
    if json_file is not None:
        targets[json_file].write(as_json(difference))
    if targets:
        show.say(headline(difference))
    else:
        _print(difference)
    if difference.failure:
        show.say("The sites could not be compared: a report tells why.")
    if difference.is_site_left:
        show.say(visible(f"The site is in {site}."))


def _beside(page: str, site: Path | None, difference: "Difference") -> str:
    """Where the site is from a page; empty where no address leads there."""
    if site is None or not difference.is_site_left:
        return ""
    folder = Path(os.path.realpath(page)).parent
    target = site.resolve()
    return f"{quote(target.relative_to(folder).as_posix())}/" if folder in target.parents else ""


def _print(difference: "Difference") -> None:
    from papershelf.differences.text import text_lines

    is_coloured = colours(sys.stdout)
    for line in text_lines(difference):
        text = unheard(line.text)
        if is_coloured and (line.colour or line.is_bold):
            text = click.style(text, fg=line.colour or None, bold=line.is_bold)
        click.echo(text)
