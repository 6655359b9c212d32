"""The cards of a site as files, drawn where what they show has changed."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from papershelf.drawing.look import CardLook
from papershelf.drawing.texts import CardText
from papershelf.output import Pending
from papershelf.plan.page import digest_of
from papershelf.plan.social_cards import SocialCards
from papershelf.version import program_digest


def card_files(cards: SocialCards, look: CardLook) -> Iterator[Pending]:
    """The card of the shelf, and those of the papers that have one; nothing is drawn yet."""
    drawn_with = digest_of(program_digest(), repr(look.colours), look.fonts.digest)

    for paper in cards.drawn():
        text = partial(cards.text, paper)
        source = f"the card of {paper or 'the shelf'}"
        fingerprint = partial(_fingerprint, drawn_with, text)
        yield Pending(cards.path(paper), fingerprint, _Card(text, look), source, is_heavy=True)


def _fingerprint(drawn_with: bytes, text: Callable[[], CardText]) -> bytes:
    return digest_of(drawn_with, text())


class _Card:
    """Draws a card; another process is handed its text, not the library that it comes from."""

    __slots__ = ("_look", "_text")

    def __init__(self, text: Callable[[], CardText], look: CardLook) -> None:
        self._text = text
        self._look = look

    def __call__(self) -> bytes:
        return _draw(self._text(), self._look)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial, (_draw, self._text(), self._look)


def _draw(text: CardText, look: CardLook) -> bytes:
    # Pillow takes longer to import than most builds take to find that no card has changed.
    from papershelf.drawing.card import draw_card

    return draw_card(text, look)
