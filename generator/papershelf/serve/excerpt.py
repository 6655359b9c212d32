"""The line of a file around the place of a problem, and what of it a page may show.

`client/excerpt.js` does the same in browsers.
"""

import re
from dataclasses import dataclass

_BEFORE = 60
_WHOLE = 160
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Would move what stands around them, or not be seen: controls, and marks of direction."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED = re.compile("[\x00-\x20]")
"""What browsers leave out where they look for the scheme of an address."""
_REFUSED = frozenset({"javascript", "data", "vbscript", "blob"})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line as what is before a column, the character there, and what is after it."""

    before: str
    at: str
    after: str


def excerpt_of(line: str, column: int) -> Excerpt:
    """A line cut where it is long; columns count from 1, with 0 `at` and `after` are empty."""
    place = min(column - 1, len(line))
    start = max(0, place - _BEFORE)
    end = min(len(line), start + _WHOLE)
    rest = "…" if end < len(line) else ""
    if column < 1:
        return Excerpt(visible(line[:end]) + rest, "", "")
    return Excerpt(
        before=("…" if start else "") + visible(line[start:place]),
        # Past the end there is only a blank to point at.
        at=visible(line[place : place + 1]) or " ",
        after=visible(line[place + 1 : end]) + rest,
    )


def visible(text: str) -> str:
    """A text in which all can be seen, and nothing turns the direction of what follows."""
    return _UNSEEN.sub(_named, text.replace("\t", " "))


def followable(address: str) -> str:
    """An address that opens a program; empty for one that is a program, or has no scheme."""
    scheme = _SCHEME.match(_IGNORED.sub("", address))
    return address if scheme and scheme[1].lower() not in _REFUSED else ""


def _named(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
