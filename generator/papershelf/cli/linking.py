"""Check the links of a shelf: options of `check`."""

import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from papershelf.cli.show import Show, count
from papershelf.errors import Problem, UsageError

if TYPE_CHECKING:
    from papershelf.linkcheck import LinkReport


class LinkOptions(TypedDict):
    """What was asked for on the command line."""

    links: bool
    again: bool
    ids: bool
    copies: bool
    minutes: int | None


def link_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that check links."""
    for option in reversed(
        (
            click.option("--links", is_flag=True, help="Ask whether web addresses still work."),
            click.option("--again", is_flag=True, help="Ask those known to work too."),
            click.option("--ids", is_flag=True, help="Ask for DOIs and other identifiers too."),
            click.option(
                "--copies", is_flag=True, help="Look for copies of dead pages at archive.org."
            ),
            click.option(
                "--minutes",
                metavar="N",
                type=click.IntRange(1, 100_000),
                help="Begin nothing more after so long; the next run goes on.",
            ),
        )
    ):
        command = option(command)
    return command


def link_problems(shelf: Path, show: Show, **options: Unpack[LinkOptions]) -> Sequence[Problem]:
    """What is wrong with the links, if that was asked for."""
    if not options["links"]:
        asked = {
            "--again": options["again"],
            "--ids": options["ids"],
            "--copies": options["copies"],
            "--minutes": options["minutes"] is not None,
        }
        given = [name for name, is_given in asked.items() if is_given]
        if given:
            raise UsageError(f"{given[0]} says how links are checked; add --links")
        return ()
    from papershelf.linkcheck import Wishes, check_links

    minutes = options["minutes"]
    wishes = Wishes(
        everything=options["again"],
        ids=options["ids"],
        copies=options["copies"],
        seconds=None if minutes is None else minutes * 60.0,
    )
    # Each request leaves circles behind, and there may be a hundred thousand of them. What is there
    # already need not be walked through.
    gc.freeze()
    gc.enable()
    with show.progress() as progress:
        report = check_links(shelf, wishes, progress)
    show.say(_summary(report))
    return report.problems


def _summary(report: "LinkReport") -> str:
    parts = [
        f"{report.asked:,} asked",
        f"{report.remembered:,} known from before",
        f"{report.dead:,} dead",
        f"{report.unsure:,} unsure",
    ]
    if report.left:
        parts.append(f"{report.left:,} left for the next run")
    return f"{count(report.links, 'link')}: {', '.join(parts)}, in {report.seconds:.0f} s."
