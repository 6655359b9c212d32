"""What templates see around lists of papers: numbers, charts, facets, orders and rows."""

import msgspec

from papershelf.plan.views import Link, Moment, TermLink


class Figure(msgspec.Struct, frozen=True):
    """A number that tells something about a list: "1,912" "papers", "2015–2025" ""."""

    value: str
    label: str


class Piece(msgspec.Struct, frozen=True):
    """A part of a bar; lengths are in pixels from the top."""

    words: str
    """"2024, Preprint: 12 papers"."""
    y: int
    height: int
    style: str
    """The number of its colour and pattern, from "1" to "6"."""


class Bar(msgspec.Struct, frozen=True):
    """A month, a year or several; lengths are in pixels from the top, places in percent."""

    label: str
    """"2024", "1990–1999", "March"."""
    count: int
    words: str
    """"2024: 12 papers"."""
    url: str
    x: str
    y: int
    height: int
    tick: str
    """What stands below the bar, empty for most."""
    middle: str
    pieces: tuple[Piece, ...] = ()
    """What it is drawn as where it has parts."""


class Tick(msgspec.Struct, frozen=True):
    """A line across a chart."""

    label: str
    y: int
    """Pixels from the top."""


class Chart(msgspec.Struct, frozen=True):
    """Papers over time, at most sixty bars, times without papers included."""

    caption: str
    """"Papers a year, 2015 to 2025"."""
    unit: str
    """What a bar stands for: "Year", "Years" or "Month"."""
    bars: tuple[Bar, ...]
    width: int
    """Pixels that the chart takes at most."""
    height: int
    """Pixels of the bars alone."""
    bar: str
    """The width of a bar in percent."""
    peak: Bar
    """The first of the highest bars."""
    peak_words: str = ""
    """What stands above it; its number where it is empty."""
    style: str = ""
    """The number of its colour, from "1" to "6"; empty for the quiet one of lists."""
    ticks: tuple[Tick, ...] = ()
    """Lines across, the lowest first; none in a small chart."""


class Facet(msgspec.Struct, frozen=True):
    """Terms that the papers of a list share, the most frequent first."""

    label: str
    terms: tuple[TermLink, ...]
    more: Link | None = None
    """"All topics"."""
    style: str = ""
    """`inline` for short terms such as years."""


class Profile(msgspec.Struct, frozen=True):
    """What the first page of a list says about the whole of it."""

    figures: tuple[Figure, ...]
    chart: Chart | None
    facets: tuple[Facet, ...]


class OrderLink(msgspec.Struct, frozen=True):
    """One order of a list."""

    label: str
    url: str
    current: bool


class ListTools(msgspec.Struct, frozen=True):
    """What can be done with a list; both empty for short ones."""

    orders: tuple[OrderLink, ...] = ()
    refine: str | None = None
    """The search that finds the list, as in an address (`topic=attention`), empty for all papers,
    None where it cannot be refined."""


class PaperRow(msgspec.Struct, frozen=True):
    """A paper in one line."""

    url: str
    title: str
    """Inline Markdown."""
    language: str
    facts: str
    """Who and where: "Vinyals et al. · NeurIPS 2015"."""
    shelved: Moment | None
    status: str


class RowGroup(msgspec.Struct, frozen=True):
    """Rows under a letter or a month."""

    label: str
    anchor: str
    rows: tuple[PaperRow, ...]
