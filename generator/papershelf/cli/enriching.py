"""Count citations, stars and upvotes."""

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from papershelf.cli.clock import today
from papershelf.cli.options import SHELF
from papershelf.cli.show import Show, count, visible
from papershelf.errors import MachineError, UsageError, did_you_mean

if TYPE_CHECKING:
    from papershelf.enriching import Change, Report, Tally

_MOST_SHOWN = 40
"""Changes that a dry run names before the rest is only counted."""


@click.command(short_help="Count citations, stars and upvotes.")
@SHELF
@click.option("--only", metavar="KINDS", default="", help="Some kinds, as citations,stars.")
@click.option(
    "--most",
    metavar="N",
    type=click.IntRange(1, 10_000_000),
    help="Ask each service for no more papers than so many; the next run goes on.",
)
@click.option(
    "--minutes",
    metavar="M",
    type=click.IntRange(1, 100_000),
    help="Begin nothing more after so long; the next run goes on.",
)
@click.option("--dry-run", is_flag=True, help="Ask, show what would change, and write nothing.")
@click.option("--offline", is_flag=True, help="Use only what was answered today.")
@click.pass_obj
def enrich(
    network: object,
    shelf: Path,
    only: str,
    most: int | None,
    minutes: int | None,
    *,
    dry_run: bool,
    offline: bool,
) -> None:
    """Ask services how often papers are cited, starred and voted for, into metrics.yaml."""
    from papershelf import enriching
    from papershelf.adding import Network

    show = Show()
    wishes = enriching.Wishes(
        today=today().isoformat(),
        kinds=_kinds(only),
        most=most,
        seconds=None if minutes is None else minutes * 60.0,
        dry_run=dry_run,
        offline=offline,
    )
    # Each request leaves circles behind, and there may be thousands of them. What is there already
    # need not be walked through.
    gc.freeze()
    gc.enable()
    try:
        with show.progress() as progress:
            report = enriching.enrich(
                shelf,
                wishes,
                network if isinstance(network, Network) else Network(),
                progress,
                waiting=lambda text: show.say(visible(text)),
            )
    except KeyboardInterrupt:
        show.say("Stopped; run it again to go on: what was answered today is remembered.")
        raise
    show.warnings(report.problems)
    if dry_run:
        _tell_changes(report.changes)
    if offline and report.left and not report.is_answered:
        left = count(report.left, "count")
        show.say(f"Nothing was answered today, and --offline asks nobody; {left} to ask for.")
        return
    for tally in report.tallies:
        if line := _line(tally):
            show.say(visible(line))
    if report.is_silent:
        raise MachineError("no service has answered; content/metrics.yaml is as it was")
    show.say(_summary(report, dry_run=dry_run))


def _kinds(only: str) -> frozenset[str]:
    from papershelf.metrics import KINDS

    kinds = frozenset(kind for part in only.split(",") if (kind := part.strip()))
    for kind in sorted(kinds):
        if kind not in KINDS:
            hint = did_you_mean(kind, tuple(KINDS), noun="kinds")
            raise UsageError(f'--only: "{visible(kind[:50])}" is no kind of count; {hint}')
    if only and not kinds:
        raise UsageError(f"--only names no kind of count; these are {', '.join(KINDS)}")
    return kinds


def _tell_changes(changes: "Sequence[Change]") -> None:
    for change in changes[:_MOST_SHOWN]:
        before = "none" if change.before is None else f"{change.before:,}"
        click.echo(visible(f"{change.paper}: {change.kind} {before} → {change.count:,}"))
    if len(changes) > _MOST_SHOWN:
        click.echo(f"{count(len(changes) - _MOST_SHOWN, 'more change')}.")


def _line(tally: "Tally") -> str:
    """What became of one source; empty where there was nothing to ask it for."""
    if not tally.papers:
        return ""
    if not tally.answered:
        why = tally.reason or "it was not asked"
        return f"{tally.name} ({tally.kind}): nothing is counted: {why}"
    parts = [
        f"{tally.counted:,} of {count(tally.papers, 'paper')} counted",
        f"{len(tally.changes):,} changed",
    ]
    if tally.unknown:
        parts.append(f"{tally.unknown:,} not known there")
    if tally.left:
        parts.append(f"{tally.left:,} left for the next run")
    if tally.advice:
        parts.append(tally.advice)
    line = f"{tally.name} ({tally.kind}): {', '.join(parts)}"
    if tally.refused:
        what = "it is left alone for now" if tally.is_down else "some answers are not believed"
        line += f"; {what}: {tally.reason} ({count(tally.refused, 'batch', 'batches')})"
    return line


def _summary(report: "Report", *, dry_run: bool) -> str:
    verb = "Would write" if dry_run else "Counted"
    changed = f"{len(report.changes):,} changed"
    parts = [f"{verb} {count(report.counted, 'count')} of {count(report.papers, 'paper')}", changed]
    down = [tally.name for tally in report.tallies if tally.is_down]
    if down:
        parts.append(f"without {' and '.join(down)}")
    if report.left:
        parts.append(f"{count(report.left, 'count')} left for the next run")
    return f"{', '.join(parts)}, in {report.seconds:.1f} s."
