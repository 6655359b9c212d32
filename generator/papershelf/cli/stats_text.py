"""The numbers of a shelf as tables with bars, for 80 columns."""

import io
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from papershelf.cli.show import count, visible
from papershelf.dates import parse_date
from papershelf.shelf_stats import Number, ShelfStats

WIDTH = 80
"""Columns where nobody knows how many there are."""
_NARROWEST = 32
_LABEL, _NUMBER, _SHARE, _GAPS = 33, 8, 5, 3
_SHORTEST_BAR = 6
_MOST_ROWS = 20
"""Years and months shown one by one: the latest."""
_BLOCKS = "▏▎▍▌▋▊▉█"


def stats_text(
    stats: ShelfStats, title: str, *, colour: bool, is_unicode: bool, width: int = WIDTH
) -> str:
    """The whole report, ended by a line end, in lines of `width` columns at most.

    Beyond `WIDTH` columns bars would only be longer; a narrow terminal has short ones.
    """
    width = max(min(width, WIDTH), _NARROWEST)
    written = io.StringIO()
    console = Console(
        file=written,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    console.print(Text(visible(title), style="bold"), no_wrap=True, overflow="ellipsis")
    console.print(Text(_sum(stats)))
    tables = (
        ("Status", stats.statuses),
        ("Type", stats.types),
        ("Published", _latest(stats.years)),
        ("Added", _latest(stats.months)),
        ("Venues", stats.venues),
        ("Topics", stats.topics),
        ("Authors", stats.people),
        ("Collections", stats.collections),
        ("Artifacts", stats.links),
        ("Missing", [number for number in stats.missing if number.papers]),
    )
    for name, numbers in tables:
        if numbers:
            whole = stats.papers if name in ("Artifacts", "Missing") else 0
            console.print()
            console.print(_table(name, numbers, whole, width, is_unicode=is_unicode))
    for line in (_counts(stats), _left_out(stats)):
        if line:
            console.print()
            console.print(Text(line))
    lines = written.getvalue().split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _sum(stats: ShelfStats) -> str:
    return f"{count(stats.papers, 'paper')} by {count(stats.authors, 'person', 'people')}"


def _latest(numbers: Sequence[Number]) -> Sequence[Number]:
    """The latest rows, all before them in one."""
    if len(numbers) <= _MOST_ROWS:
        return numbers
    earlier, later = numbers[: 1 - _MOST_ROWS], numbers[1 - _MOST_ROWS :]
    total = sum(number.papers for number in earlier)
    return [Number("", f"{earlier[0].label} to {earlier[-1].label}", total), *later]


def _table(
    name: str, numbers: Sequence[Number], whole: int, width: int, *, is_unicode: bool
) -> Table:
    """`whole`: what bars and shares are of; 0 for the largest number, without shares."""
    room = width - _NUMBER - _SHARE - _GAPS
    bar = max(room - _LABEL, _SHORTEST_BAR)
    table = Table(box=None, show_header=True, pad_edge=False, header_style="bold")
    table.add_column(Text(name), width=room - bar, no_wrap=True, overflow="ellipsis")
    table.add_column(Text(""), justify="right", width=_NUMBER)
    table.add_column(Text(""), width=bar, no_wrap=True)
    table.add_column(Text(""), justify="right", width=_SHARE)
    largest = whole or max(number.papers for number in numbers)
    for number in numbers:
        share = f"{number.papers / whole:.0%}" if whole else ""
        table.add_row(
            Text(visible(number.label)),
            f"{number.papers:,}",
            Text(_bar(number.papers / (largest or 1), bar, is_unicode=is_unicode), style="cyan"),
            share,
        )
    return table


def _bar(share: float, width: int, *, is_unicode: bool) -> str:
    if not is_unicode:
        return "#" * max(round(share * width), 1 if share else 0)
    eighths = max(round(share * width * 8), 1 if share else 0)
    full, rest = divmod(eighths, 8)
    return _BLOCKS[-1] * full + (_BLOCKS[rest - 1] if rest else "")


def _counts(stats: ShelfStats) -> str:
    counts = stats.counts
    if not counts.papers:
        return ""
    first, last = parse_date(counts.first).text, parse_date(counts.last).text
    when = f"on {last}" if first == last else f"between {first} and {last}"
    stale = f"; {counts.stale:,} of these counts are old" if counts.stale else ""
    return f"Counts of {count(counts.papers, 'paper')}, last taken {when}{stale}."


def _left_out(stats: ShelfStats) -> str:
    if not stats.left_out:
        return ""
    entries = count(stats.left_out, "entry", "entries")
    return f"Left out: {entries} with errors, which papershelf check tells."
