"""Alphabetical orders: what a text is sorted by, the letter it stands under, and its anchor."""

from papershelf.text import fold, slugify

OTHERS = "#"
"""What stands in the place of a letter for texts that begin with none."""


def alphabetical(text: str) -> tuple[bool, str, str]:
    """The place of a text among others: what begins with no letter first, then letter by letter."""
    folded = fold(text).lstrip("\"'“”„«»([{<¿¡…-. $\\")
    letter = initial(folded)
    return letter != OTHERS, letter, folded


def initial(folded: str) -> str:
    """The letter of an index that a folded text stands under."""
    letter = folded[:1].upper()
    return letter if letter.isalpha() else OTHERS


def letter_anchor(letter: str) -> str:
    """The anchor of a letter of an index."""
    return f"letter-{slugify(letter) or 'other'}"
