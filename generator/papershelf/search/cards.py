"""What results show, in blocks of papers that lie side by side."""

import json
from collections.abc import Sequence
from typing import Final

from papershelf.search.values import Card

CARDS_A_FILE: Final = 66
"""A page of ten results touches ten files at most, each of about 5 kB compressed."""


def card_files(cards: Sequence[Card]) -> list[str]:
    """The files of cards that are in the order of the places."""
    rows = [_row(card) for card in cards]
    return [
        json.dumps(rows[start : start + CARDS_A_FILE], ensure_ascii=False, separators=(",", ":"))
        for start in range(0, len(rows), CARDS_A_FILE)
    ]


def _row(card: Card) -> list[str]:
    row = [card.slug, card.title, card.authors, card.venue, card.year, card.text]
    while row and not row[-1]:
        row.pop()
    return row
