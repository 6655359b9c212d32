"""Texts with a little HTML or JATS in them, as titles and abstracts of databases have it."""

import html
import re
from types import MappingProxyType
from typing import Final

from papershelf.importers.markdown import Piece, to_markdown, to_paragraphs, to_plain
from papershelf.markup import to_text
from papershelf.markup.parse import LONGEST, is_plain

_TAG: Final = (
    r"<(?P<end>/?)(?:jats:)?(?P<name>i|em|italic|b|strong|bold|sup|sub|p|br|span|sc|sec|title|tt|code"
    r"|monospace|u|scp|div|inf|ovl)(?:\s[^<>]{0,200})?\s*/?>"
)
_NO_TAG: Final = r"<(?![/A-Za-z])"
_LIKE_TEX: Final = re.compile(
    rf"\$(?P<maths>(?=(?:[^$<]|{_NO_TAG})*(?:\\[A-Za-z]|[\^_]))(?:[^$\\<]|{_NO_TAG}|\\[^$\\])+)\$"
    rf"|{_TAG}",
    re.IGNORECASE,
)
"""Takes for a formula what stands between dollars and looks like TeX; others may be money."""
_AS_OURS: Final = re.compile(
    r"(?<![\\$])\$(?!\s|\$)(?P<maths>(?:\\.|[^$\\\n]){1,500})(?<![\s\\])\$(?![\d$])" rf"|{_TAG}",
    re.IGNORECASE,
)
"""Takes for a formula what our Markdown does."""
MARKS: Final = MappingProxyType({"i": "*", "em": "*", "b": "**", "strong": "**"})
"""The tags of HTML that Markdown has a mark for."""
_MARKS: Final = MappingProxyType({**MARKS, "italic": "*", "bold": "**"})
_BREAKS: Final = frozenset({"p", "sec", "title", "div", "br"})
_LEVELS: Final = MappingProxyType({"sup": "sup", "sub": "sub", "inf": "sub"})
_ENTITY: Final = re.compile(r"&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_BLANK: Final = re.compile(r"\n[ \t]*\n\s*")
_RAISED: Final = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+-=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓ")
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})


def markdown_of(text: str) -> str:
    """Inline Markdown of a text."""
    return to_markdown(_pieces(text, _LIKE_TEX))[0]


def paragraphs_of(text: str) -> str:
    """Block Markdown of a text: a paragraph for each, a blank line divides them too."""
    return to_paragraphs(_pieces(text, _LIKE_TEX))[0]


def plain_of(text: str) -> str:
    """The text alone, on one line."""
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    return to_plain(_pieces(text, _LIKE_TEX))


def marked_line(text: str) -> str:
    """Inline Markdown of a text that may hold our own `$maths$`.

    A text that shows as itself comes back as it is.
    """
    if is_plain(text) or len(text) > LONGEST:
        return text
    if "<" not in text and to_text(text) == text:
        return text
    return to_markdown(_pieces(text, _AS_OURS))[0]


def marked_text(text: str) -> str:
    """Block Markdown of a text that may hold our own `$maths$`."""
    return to_paragraphs(_pieces(text.strip(), _AS_OURS))[0]


def _pieces(text: str, parts: re.Pattern[str]) -> list[Piece]:
    """The pieces of a text: tags that it may have become marks, other angles are signs."""
    pieces: list[Piece] = []
    opened: list[str] = []
    level = ""
    at = 0
    for found in parts.finditer(text):
        _add(pieces, text[at : found.start()], level)
        at = found.end()
        if found["maths"]:
            pieces.append(Piece("maths", _named(found["maths"])))
            continue
        name, is_end = found["name"].lower(), bool(found["end"])
        if name in _LEVELS:
            level = "" if is_end else name
        elif name in _BREAKS:
            pieces.append(Piece("break"))
        elif name in _MARKS:
            mark = _MARKS[name]
            if not is_end:
                opened.append(mark)
                pieces.append(Piece("open", mark))
            elif opened and opened[-1] == mark:
                opened.pop()
                pieces.append(Piece("close", mark))
    _add(pieces, text[at:], level)
    pieces += (Piece("close", mark) for mark in reversed(opened))
    return pieces


def _add(pieces: list[Piece], text: str, level: str) -> None:
    if level and text:
        pieces.append(shifted(_LEVELS[level], _named(text)))
        return
    for place, part in enumerate(_BLANK.split(text)):
        if place:
            pieces.append(Piece("break"))
        if part:
            pieces.append(Piece("text", _named(part)))


def _named(text: str) -> str:
    # Nobody means "AT&amp;T": it was made for a page, and never unmade.
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


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
