"""Texts of others as lines of a digest."""

import unicodedata
from typing import Final

from papershelf.text import calm

_NO_TEXT: Final = frozenset({"Cc", "Cs", "Zl", "Zp"})


def one_line(text: str) -> str:
    """A text on one line: no control, no half of a character, nothing that turns others around."""
    if not text.isprintable():
        # Words stay apart where a control stood between them.
        text = "".join(" " if unicodedata.category(sign) in _NO_TEXT else sign for sign in text)
    return " ".join(calm(text).split())
