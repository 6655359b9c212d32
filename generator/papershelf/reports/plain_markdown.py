"""Texts of anybody's in Markdown that mean nothing but themselves."""

import re

from papershelf.reports.texts import shown

_MARKUP = re.compile(r"[^\w\s,;()?/%'\".-]|_", re.ASCII)
_MEANT = re.compile(
    r"(?<=[@#:!$%&~^])(?=[\w\"+-])|(?<=\b[Gg][Hh]-)(?=\d)|(?<=\bwww)(?=\.)", re.ASCII
)


def plain_markdown(text: str) -> str:
    """A text as Markdown that reads as just that text.

    Characters with a meaning become entities. What hosts look for after that (mentions, numbers of
    issues, emoji, addresses) is parted by an element that holds nothing.
    """
    pieces = _MEANT.split(shown(text))
    return "<b></b>".join(_MARKUP.sub(_entity, piece) for piece in pieces)


def _entity(found: re.Match[str]) -> str:
    character = found[0]
    return character if not character.isascii() else f"&#{ord(character)};"
