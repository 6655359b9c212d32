"""Headers of a mail as they go out, written here and not by the library of Python.

Where that one folds long texts, it loses blanks between encoded words, makes some of them longer
than the 75 characters of RFC 2047, and leaves out the quotes around a name with commas, so that
one address becomes many.
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from email.headerregistry import (
    Address,
    AddressHeader,
    BaseHeader,
    UnstructuredHeader,
)
from email.policy import Policy
from typing import Final

_LONGEST_LINE = 76
_ENCODED_OCTETS = 39
"""With what stands around, and `Reply-To:` before them, they fit into a line as base64."""
_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_QUOTED: Final = re.compile(r'(["\\])')


class OneLine(UnstructuredHeader, BaseHeader):
    """A header in ASCII that is never folded: it holds an address, in which no line may end."""

    def fold(self, *, policy: Policy) -> str:
        """The header as it goes out."""
        return f"{self.name}: {self}{policy.linesep}"


class Text(UnstructuredHeader, BaseHeader):
    """A header of words for people."""

    def fold(self, *, policy: Policy) -> str:
        """The header as it goes out."""
        return _folded(self.name, _words(str(self)), policy)


# The registry of headers puts any two such classes together; only their stubs disagree on `init`.
class People(AddressHeader, BaseHeader):  # type: ignore[misc]
    """A header of addresses with names, or of a group without any."""

    def fold(self, *, policy: Policy) -> str:
        """The header as it goes out."""
        if not self.addresses:
            return f"{self.name}: {self}{policy.linesep}"
        words: list[str] = []
        for address in self.addresses:
            if words:
                words[-1] += ","
            words += _person(address)
        return _folded(self.name, words, policy)


def _person(address: Address) -> list[str]:
    name = address.display_name
    if not name:
        return [address.addr_spec]
    if name.isascii() and not _ATOMS.fullmatch(name):
        name = '"{}"'.format(_QUOTED.sub(r"\\\1", name))
    return [*_words(name), f"<{address.addr_spec}>"]


def _words(text: str) -> list[str]:
    """A text as pieces between which a line may end; blanks between encoded ones mean nothing."""
    if text.isascii():
        return text.split()
    return [f"=?utf-8?b?{b64encode(piece).decode()}?=" for piece in _pieces(text)]


def _pieces(text: str) -> Iterator[bytes]:
    """UTF-8 in pieces of whole characters: each encoded word is read by itself."""
    piece = b""
    for character in text:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > _ENCODED_OCTETS:
            yield piece
            piece = b""
        piece += octets
    yield piece


def _folded(name: str, words: list[str], policy: Policy) -> str:
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > _LONGEST_LINE and len(lines[-1]) > len(name) + 1:
            lines.append("")
        lines[-1] += f" {word}"
    return policy.linesep.join(lines) + policy.linesep
