"""What the template of the map sees."""

import msgspec

from papershelf.plan.views import Link


class Shade(msgspec.Struct, frozen=True):
    """A colour of the map and what it stands for."""

    number: int
    """Names the colour; 0 for whatever has none of its own."""
    label: str
    url: str
    count: int


class Colouring(msgspec.Struct, frozen=True):
    """One way to colour papers."""

    name: str
    """`topic`, `venue` or `year`: also the column of the file of spots."""
    label: str
    shades: tuple[Shade, ...]


class Region(msgspec.Struct, frozen=True):
    """A part of the map where papers have something in common."""

    label: str
    url: str
    """Empty where there is no page of it."""
    count: int
    """Papers of it in this part."""
    x: int
    y: int
    """Its middle, counted from the left and the top in parts of 65,536."""
    left: int
    top: int
    """The same in pixels of the picture."""
    has_room: bool
    """Whether its name can stand there beside those of the regions before it."""
    papers: tuple[Link, ...]
    """Those in its middle, with plain titles."""


class Spot(msgspec.Struct, frozen=True):
    """A paper in the picture."""

    title: str
    url: str
    shade: int
    path: str


class Stroke(msgspec.Struct, frozen=True):
    """Many papers of one colour in the picture: `size` 1 to 4 grows with how many each dot is."""

    shade: int
    size: int
    path: str


class MapView(msgspec.Struct, frozen=True):
    """All that the page shows of the map."""

    count: int
    folder: str
    """The site path of its files, named by what they hold."""
    colourings: tuple[Colouring, ...]
    """The first colours the picture; empty without papers."""
    regions: tuple[Region, ...]
    """The most telling first."""
    spots: tuple[Spot, ...]
    """Every paper, on small shelves; else `strokes` show how many are where."""
    strokes: tuple[Stroke, ...]
    width: int
    height: int
    """Of the picture."""
