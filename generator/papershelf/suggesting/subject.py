"""One line about a change that is safe wherever a line is read: in a log, a shell, a title."""

import re
import unicodedata
from typing import Final

from papershelf.text import shorten

MOST: Final = 72
_KEPT: Final = frozenset(" ,.;:'’()?-–—/+&=%")
_TWINS: Final = re.compile(r"([:'/.&-])\1+")
_NUMBERED: Final = re.compile(r"(?<![^\W_])(gh|cve|ghsa)-(?=\d)", re.IGNORECASE | re.ASCII)


def subject(before: str, title: str, after: str) -> str:
    """Our words around the title of a paper, of which as much is left as there is room for."""
    bare = harmless(title) or "a paper"
    return f"{before} “{shorten(bare, MOST - len(before) - len(after) - 4)}” {after}"


def harmless(text: str) -> str:
    """The words of a text without signs that mean something to a shell, a host or a log."""
    text = "".join(
        c if unicodedata.category(c)[0] in "LMN" or c in _KEPT else " " if c.isspace() else ""
        for c in unicodedata.normalize("NFC", text[:1_000])
    )
    text = _NUMBERED.sub(r"\1 ", _TWINS.sub(r"\1", text).replace(":/", " "))
    return " ".join(text.split()).strip(" ,;:-–—/+&=%'")
