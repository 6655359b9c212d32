"""Texts of anybody's in Markdown that mean nothing but themselves."""

import re

from papershelf.reports.texts import shown
from papershelf.text import calm

_MARKUP = re.compile(r"[^\w\s,;()?/%'\".-]|_", re.ASCII)
_MEANT = re.compile(
    r"(?<=[@#:!$%&~^])(?=[\w\"+-])|(?<=\b[Gg][Hh]-)(?=\d)|(?<=\bwww)(?=\.)", re.ASCII
)


_HARMLESS = re.compile(r"&#(33|38|58);(?=\s)")
_HARMLESS_ENDS = re.compile(r"&#(33|38|58);$", re.MULTILINE)
"""`!`, `&` and `:` mean something only before what follows them at once."""


def plain_markdown(text: str) -> str:
    """A text as Markdown that reads as just that text.

    Characters with a meaning become entities. What hosts look for after that (mentions, numbers of
    issues, emoji, addresses) is parted by an element that holds nothing.
    """
    return _plain(shown(text))


def readable_markdown(text: str) -> str:
    """The same of a text of any length, which people may come to read as it is written.

    Signs that mean nothing where they stand are left alone.
    """
    return plain_ends(readable_piece(text))


def readable_piece(text: str) -> str:
    """The same of a piece of a text, which anything may follow."""
    return _HARMLESS.sub(_character, _plain(calm(text)))


def plain_ends(markdown: str) -> str:
    """Markdown of such pieces, with signs that nothing follows on their line as they are."""
    return _HARMLESS_ENDS.sub(_character, markdown)


def _plain(text: str) -> str:
    return "<b></b>".join(_MARKUP.sub(_entity, piece) for piece in _MEANT.split(text))


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1]))


def _entity(found: re.Match[str]) -> str:
    character = found[0]
    return character if not character.isascii() else f"&#{ord(character)};"
