"""What a card says."""

from typing import Final

import msgspec

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
"""A space at which no line ends."""


class CardText(msgspec.Struct, frozen=True):
    """The texts of a card, of which all characters can be drawn."""

    title: str
    shelf: str = ""
    """The name of the shelf, in the masthead."""
    people: tuple[str, ...] = ()
    """The first authors, or another line below the title."""
    more: int = 0
    """How many others there are."""
    place: str = ""
    """Venue and year, in the foot."""
    below: tuple[str, ...] = ()
    """The people and how many others in words, then in shorter lines that name fewer.

    The first one that fits is drawn.
    """
