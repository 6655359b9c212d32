"""What a card says."""

import msgspec


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
