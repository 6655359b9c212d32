"""The cards of changed entries as small pictures."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from papershelf.build import Progress
from papershelf.differences.model import Difference
from papershelf.drawing import CARD_SIZE
from papershelf.drawing.look import CardLook
from papershelf.drawing.texts import CardText
from papershelf.errors import MachineError
from papershelf.workers import map_pieces, usable_cores

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURE_SIZE = (CARD_SIZE[0] * 2 // 5, CARD_SIZE[1] * 2 // 5)
"""Width and height in dots."""
MOST_PICTURES = 1_000
"""As many as a page of 10 MB takes, and as are drawn within seconds."""
_AT_ONCE = 25
_ALONE_UP_TO = 50
"""Starting processes takes longer than to draw so many."""
_BITS = 4


def cards_of(difference: Difference) -> Sequence[CardText]:
    """What the cards of a difference say, each once, in the order of its entries."""
    both = (card for entry in difference.entries for card in (entry.card_before, entry.card_after))
    return list(dict.fromkeys(card for card in both if card))


def draw_pictures(
    difference: Difference, *, progress: Progress | None = None, jobs: int | None = None
) -> Mapping[CardText, bytes]:
    """The first `MOST_PICTURES` cards as PNG, without those that a broken font keeps from it.

    `jobs`: how many processes draw, if not one for each core.
    """
    cards = cards_of(difference)[:MOST_PICTURES]
    if progress:
        progress.stage("Cards", len(cards))
    jobs = 1 if len(cards) <= _ALONE_UP_TO else jobs or usable_cores()
    drawn = map_pieces(_draw, difference.look, cards, jobs=jobs, piece=_AT_ONCE)
    pictures: dict[CardText, bytes] = {}
    for found in drawn:
        pictures |= found
        if progress:
            for _ in found:
                progress.advance()
    return pictures


def _draw(look: CardLook, cards: Sequence[CardText]) -> Mapping[CardText, bytes]:
    return dict(_drawn(look, cards))


def _drawn(look: CardLook, cards: Sequence[CardText]) -> Iterator[tuple[CardText, bytes]]:
    # Pillow takes longer to import than most comparisons take to find that no card has changed.
    from papershelf.drawing.card import drawn_card

    for card in cards:
        try:
            yield card, _scaled(drawn_card(card, look))
        except MachineError:
            # The page tells how many are missing; a font of the branch is no reason for no page.
            continue


def _scaled(card: "Image") -> bytes:
    from PIL import Image

    small = card.convert("RGB").resize(PICTURE_SIZE, Image.Resampling.BOX)
    # The colours of the card have every shade that its letters have between ink and paper.
    few = small.quantize(palette=card, dither=Image.Dither.NONE)
    out = BytesIO()
    few.save(out, "PNG", bits=_BITS, compress_level=6)
    return out.getvalue()
