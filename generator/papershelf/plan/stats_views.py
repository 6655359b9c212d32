"""What the page of statistics shows: parts with their charts and tables."""

import msgspec

from papershelf.plan.list_views import Chart, Figure
from papershelf.plan.views import Link


class RankedRow(msgspec.Struct, frozen=True):
    """A bar that lies, with its words and numbers."""

    label: str
    url: str
    number: str
    """"1,042"."""
    share: str
    """Of all papers: "12%"."""
    width: str
    """The length of the bar in percent."""


class Ranking(msgspec.Struct, frozen=True):
    """Bars below each other, the longest first: a table that is a chart."""

    caption: str
    unit: str
    """What stands above the labels: "Venue"."""
    share: str
    """What stands above the shares; empty where these would tell nothing."""
    rows: tuple[RankedRow, ...]
    style: str
    """The number of its colour, from "1" to "6"."""


class Panel(msgspec.Struct, frozen=True):
    """One of several small charts to the same scale."""

    title: Link
    note: str
    """"1,042 papers"."""
    chart: Chart


class Key(msgspec.Struct, frozen=True):
    """What a colour and pattern stand for."""

    label: str
    style: str
    lines: str
    """The path that tells its pattern from the others without a colour, in a square of six."""


class NumberRow(msgspec.Struct, frozen=True):
    """A line of numbers."""

    label: str
    url: str
    cells: tuple[str, ...]


class NumberTable(msgspec.Struct, frozen=True):
    """The numbers of a chart."""

    caption: str
    unit: str
    """What stands above the labels of the lines: "Year"."""
    columns: tuple[str, ...]
    rows: tuple[NumberRow, ...]


class StatsPart(msgspec.Struct, frozen=True):
    """A question and its answer in charts, of which it has at least one."""

    id: str
    """Its anchor."""
    label: str
    note: str = ""
    """What a reader must know, above all what is left out."""
    chart: Chart | None = None
    keys: tuple[Key, ...] = ()
    """The parts of its bars, from the bottom up."""
    panels: tuple[Panel, ...] = ()
    ranking: Ranking | None = None
    table: NumberTable | None = None


class Statistics(msgspec.Struct, frozen=True):
    """A shelf in figures and charts."""

    figures: tuple[Figure, ...]
    parts: tuple[StatsPart, ...]
