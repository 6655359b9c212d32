"""How the cards of a shelf look: their colours and fonts."""

from dataclasses import dataclass, field

from papershelf.drawing.fonts import Fonts


@dataclass(frozen=True, slots=True)
class CardColours:
    """The colours of CSS of each role: the first that can be read counts."""

    page: tuple[str, ...] = ("#ffffff",)
    text: tuple[str, ...] = ("#1a1a1a",)
    muted: tuple[str, ...] = ("#5e5e5e",)
    rule: tuple[str, ...] = ("#d9d9d9",)
    accent: tuple[str, ...] = ("#0b57a4",)
    """Made darker or lighter where it would be hard to read on the page."""


@dataclass(frozen=True, slots=True)
class CardLook:
    """What cards are drawn with."""

    colours: CardColours = field(default_factory=CardColours)
    fonts: Fonts = field(default_factory=Fonts)
