"""What results show, in blocks of papers that lie side by side."""

import json
import re
from collections.abc import Sequence
from typing import Final

from papershelf.search.values import Card
from papershelf.text import slugify

CARDS_A_FILE: Final = 66
"""A page of ten results touches ten files at most, each of about 5 kB compressed."""

_BETWEEN_WORDS: Final = re.compile("-")


def card_files(cards: Sequence[Card]) -> list[str]:
    """The files of cards that are in the order of the places."""
    rows = [_row(card) for card in cards]
    return [
        json.dumps(rows[start : start + CARDS_A_FILE], ensure_ascii=False, separators=(",", ":"))
        for start in range(0, len(rows), CARDS_A_FILE)
    ]


def _row(card: Card) -> list[str]:
    slug = _shortened(card.slug, card.title)
    row = [slug, card.title, card.authors, card.venue, card.year, card.text, card.status]
    while row and not row[-1]:
        row.pop()
    return row


def _shortened(slug: str, title: str) -> str:
    """A slug without the beginning of the title that it ends with: "vinyals-2015-*16".

    Slugs repeat titles in other letters, which compression cannot see: a sixth of all cards.
    """
    whole = slugify(title)
    starts = (0, *(match.end() for match in _BETWEEN_WORDS.finditer(slug)))
    for start in starts if slug.isascii() else ():
        if whole.startswith(slug[start:]):
            return f"{slug[:start]}*{len(slug) - start}"
    return slug
