"""A stranger's words as Markdown that shows them as they are, and that a curator can edit."""

import re
from typing import Final

from papershelf.markup import block_to_text
from papershelf.text import shorten

MOST: Final = 4_000
"""Characters of a note that a stranger may write."""
MOST_ABSTRACT: Final = 20_000
# Between letters and digits an underscore means nothing.
_SIGN: Final = re.compile(r"[\\`*\[\]<$~|]|&(?=#|\w+;)|(?<![^\W_])_|_(?![^\W_])|!(?=\[)")
_START: Final = re.compile(r"([-+](?=\s|$)|#{1,6}(?=\s|$)|>|:(?=\s)|={2,}$|-{2,}$)|(\d{1,9})([.)])")
_ANY: Final = re.compile(r"[!-/:-@\[-`{-~]")
_MATHS: Final = re.compile(r"(\$\$[^$\n]{1,500}\$\$|\$[^\s$](?:[^$\n]{0,500}[^\s$])?\$)(?![0-9])")
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")


def prose(text: str, *, maths: bool = False) -> str:
    """Markdown of paragraphs that shows a plain text: no HTML, picture, heading, list or link.

    `maths`: whether what stands between dollars stays a formula.
    """
    parts = [part for part in _PARAGRAPHS.split(text.strip()) if part.strip()]
    return "\n\n".join(_paragraph(part, maths) for part in parts)


def line(text: str, *, maths: bool = False) -> str:
    """Inline Markdown that shows a plain text on one line."""
    return _escaped(" ".join(text.split()), maths)


def cut(text: str, most: int) -> tuple[str, bool]:
    """A text of at most so many characters, and whether anything is left out."""
    return (text, False) if len(text) <= most else (shorten(text, most), True)


def _paragraph(text: str, maths: bool) -> str:
    lines = [" ".join(part.split()) for part in text.split("\n") if part.strip()]
    written = "\n".join(_start(_escaped(part, maths)) for part in lines)
    if not maths and block_to_text(written).split() != " ".join(lines).split():
        return "\n".join(_ANY.sub(r"\\\g<0>", part) for part in lines)
    return written


def _start(text: str) -> str:
    found = _START.match(text)
    if found is None:
        return text
    head = f"{found[2]}\\{found[3]}" if found[2] else f"\\{found[0]}"
    return head + text[found.end() :]


def _escaped(text: str, maths: bool) -> str:
    if not maths:
        return _SIGN.sub(r"\\\g<0>", text)
    return "".join(
        part if place % 2 else _SIGN.sub(r"\\\g<0>", part)
        for place, part in enumerate(_MATHS.split(text))
    )
