"""Texts with a little HTML or JATS in them, as titles and abstracts of databases have it."""

import html
import re
from types import MappingProxyType
from typing import Final

from papershelf.importers.markdown import Piece, to_markdown, to_paragraphs, to_plain
from papershelf.importers.plain import MARKS, shifted

_TAG: Final = re.compile(
    r"<(?P<end>/?)(?:jats:)?(?P<name>i|em|italic|b|strong|bold|sup|sub|p|br|span|sc|sec|title|tt|code"
    r"|monospace|u|scp|div|inf|ovl)(?:\s[^<>]{0,200})?\s*/?>",
    re.IGNORECASE,
)
_MARKS: Final = MappingProxyType({**MARKS, "italic": "*", "bold": "**"})
_PARAGRAPHS: Final = frozenset({"p", "sec", "title", "div"})
_LEVELS: Final = MappingProxyType({"sup": "sup", "sub": "sub", "inf": "sub"})
_FORMULA: Final = re.compile(r"\$(?=[^$]*(?:\\[A-Za-z]|[\^_]))((?:[^$\\]|\\[^$\\])+)\$")
_ENTITY: Final = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.I
)
_BLANK: Final = re.compile(r"\n[ \t]*\n\s*")


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a text: tags that it may have become marks, other angles are signs.

    What stands between dollars and looks like TeX is a formula.
    """
    pieces: list[Piece] = []
    opened: list[str] = []
    level = ""
    at = 0
    for found in _TAG.finditer(text):
        _add(pieces, text[at : found.start()], level)
        at = found.end()
        name, is_end = found["name"].lower(), bool(found["end"])
        if name in _LEVELS:
            level = "" if is_end else name
        elif name in _PARAGRAPHS or name == "br":
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


def markdown_of(text: str) -> str:
    """Inline Markdown of a text."""
    return to_markdown(pieces_of(text))[0]


def paragraphs_of(text: str) -> str:
    """Block Markdown of a text: a paragraph for each, a blank line divides them too."""
    return to_paragraphs(pieces_of(text))[0]


def plain_of(text: str) -> str:
    """The text alone, on one line."""
    return to_plain(pieces_of(text)) if "<" in text or "&" in text else " ".join(text.split())


def _add(pieces: list[Piece], text: str, level: str) -> None:
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if level and text:
        pieces.append(shifted(_LEVELS[level], text))
        return
    for place, part in enumerate(_BLANK.split(text)):
        if place:
            pieces.append(Piece("break"))
        at = 0
        for found in _FORMULA.finditer(part):
            pieces += (Piece("text", part[at : found.start()]), Piece("maths", found[1]))
            at = found.end()
        if part[at:]:
            pieces.append(Piece("text", part[at:]))
