"""Texts of databases as Markdown: plain, but for `$maths$` and the simple tags of titles."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from papershelf.importers.markdown import Piece, to_markdown, to_paragraphs
from papershelf.markup import to_text
from papershelf.markup.parse import LONGEST, is_plain

_PART: Final = re.compile(
    r"(?P<maths>(?<![\\$])\$(?!\s|\$)(?:\\.|[^$\\\n]){1,500}(?<![\s\\])\$(?![\d$]))"
    r"|<(?P<end>/?)(?P<tag>i|em|b|strong|sub|sup|tt|sc|scp|u|span|jats:\w+)(?:\s[^<>]{0,200})?/?>"
    r"|(?P<blank><(?:br|p|/p)\s*/?>)",
    re.IGNORECASE,
)
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")
_ENTITY: Final = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[\dA-Fa-f]{2,5});")
_RAISED: Final = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+-=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓ")
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
MARKS: Final = {"i": "*", "em": "*", "b": "**", "strong": "**"}
"""The tags of HTML that Markdown has a mark for."""


def marked_line(text: str) -> str:
    """A title or other line as inline Markdown; `$maths$` stays maths, simple HTML tags are read.

    A text that shows as itself comes back as it is.
    """
    if is_plain(text) or len(text) > LONGEST:
        return text
    if "<" not in text and to_text(text) == text:
        return text
    return to_markdown([*_pieces(_named(text))])[0]


def marked_text(text: str) -> str:
    """A text of several paragraphs as Markdown, in which no line begins a heading or a list."""
    pieces: list[Piece] = []
    for part in _PARAGRAPHS.split(text.strip()):
        pieces += (Piece("break"), *_pieces(_named(part)))
    return to_paragraphs(pieces)[0]


def _named(text: str) -> str:
    # Nobody means "AT&amp;T": it was made for a page, and never unmade.
    return _ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    # What stands above or below the line, until its tag closes.
    moved: list[str] = []
    opened = ""
    for found in _PART.finditer(text):
        words = text[end : found.start()]
        end = found.end()
        if words and opened:
            moved.append(words)
        elif words:
            yield Piece("text", words)
        tag = (found["tag"] or "").lower().removeprefix("jats:")
        if found["maths"]:
            yield Piece("maths", found["maths"][1:-1])
        elif tag in {"sup", "sub"}:
            if opened:
                yield shifted(opened, "".join(moved))
            moved, opened = [], "" if found["end"] else tag
        elif tag in MARKS:
            yield Piece("close" if found["end"] else "open", MARKS[tag])
        elif found["blank"]:
            yield Piece("text", " ")
    if opened:
        yield shifted(opened, "".join(moved))
    if text[end:]:
        yield Piece("text", text[end:])


def shifted(tag: str, text: str) -> Piece:
    """What stands above (`sup`) or below (`sub`) the line: in Unicode if it can, else as maths.

    "4th" is read as well with its letters on the line.
    """
    if not text.strip() or text.lower() in _ORDINALS:
        return Piece("text", text)
    shown = text.translate(_RAISED if tag == "sup" else _LOWERED)
    if all(a != b for a, b in zip(shown, text, strict=True)):
        return Piece("text", shown)
    inner = re.sub(r"[{}$\\]", "", text)
    inner = inner if len(inner) == 1 else rf"\text{{{inner}}}"
    return Piece("maths", f"{'^' if tag == 'sup' else '_'}{{{inner}}}")
