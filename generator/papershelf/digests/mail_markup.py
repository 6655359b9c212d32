"""Texts of a digest as mails can show them: HTML without maths markup, classes and ids."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from types import MappingProxyType
from typing import Final

from papershelf.reports.texts import whole

_KEPT_NAMES: Final = (
    "p em strong s br hr ul ol li blockquote table thead tbody tr th td sup code pre a "
    "h2 h3 h4 h5 h6"
)
_KEPT: Final = frozenset(_KEPT_NAMES.split())
_VOID: Final = frozenset({"br", "hr"})
_ADDRESS: Final = re.compile(r"(https?://|mailto:)[^\s\\]+", re.IGNORECASE)
_START: Final = re.compile("[1-9][0-9]{0,8}")
_SIDES: Final = frozenset({"align-left", "align-center", "align-right"})

# What stands before and after the child of that number of an element of maths.
_AROUND: Final = MappingProxyType(
    {
        ("msup", 2): ("<sup>", "</sup>"),
        ("msub", 2): ("<sub>", "</sub>"),
        ("msubsup", 2): ("<sub>", "</sub>"),
        ("msubsup", 3): ("<sup>", "</sup>"),
        ("munder", 2): ("<sub>", "</sub>"),
        ("munderover", 2): ("<sub>", "</sub>"),
        ("munderover", 3): ("<sup>", "</sup>"),
        ("mfrac", 2): ("/", ""),
        ("mroot", 2): ("^(1/", ")"),
        ("mtr", 2): (" ", ""),
        ("mtr", 3): (" ", ""),
        ("mtable", 2): ("; ", ""),
        ("mtable", 3): ("; ", ""),
    }
)
_WRAPPED: Final = MappingProxyType({"msqrt": ("√(", ")"), "mtable": ("[", "]")})
_GROUPS: Final = frozenset({"mfrac", "mroot"})
_SPACED: Final = frozenset("=<>≤≥≠≈≡∼∈∉⊂⊆→←↦⇒⇔∣+−±×")
# Invisible signs of maths: function application, times, separator and plus.
_UNSEEN: Final = re.compile("[\u2061-\u2064]")

# Marks, embeddings, overrides and isolates that turn the rest of a line around.
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def mail_markup(html: str) -> str:
    """Safe HTML of a text as programs for mail show it.

    Formulas become letters with small ones above and below; of other elements only those stay that
    a mail has a style for, without their attributes. Wide ones stand in a `<div class="wide">`.
    """
    rewriter = _Rewriter()
    rewriter.feed(whole(html))
    rewriter.close()
    return rewriter.text


@dataclass(slots=True)
class _Part:
    """An element of maths that is open."""

    name: str
    after: str
    children: int = 0


class _Rewriter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._maths: list[_Part] = []
        self._closers: list[tuple[str, str]] = []

    @property
    def text(self) -> str:
        """What was written so far, with everything closed."""
        return "".join((*self._parts, *(closer for _, closer in reversed(self._closers))))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write an element, as far as it stays."""
        if self._maths or tag == "math":
            self._open_maths(tag)
        elif tag in _VOID:
            self._parts.append(f"<{tag}>")
        elif tag in _KEPT:
            opener, closer = _written(tag, dict(attrs))
            self._parts.append(opener)
            self._closers.append((tag, closer))

    def handle_endtag(self, tag: str) -> None:
        """Close what is open."""
        if self._maths:
            self._close_maths(tag)
            return
        place = next((n for n, (name, _) in enumerate(reversed(self._closers)) if name == tag), -1)
        for _ in range(place + 1):
            self._parts.append(self._closers.pop()[1])

    def handle_data(self, data: str) -> None:
        """Write a text."""
        if self._maths:
            data = _UNSEEN.sub("", data)
            data = f" {data} " if self._maths[-1].name == "mo" and data in _SPACED else data
        self._parts.append(escape(_TURNING.sub("", data), quote=False))

    def _open_maths(self, tag: str) -> None:
        before = after = ""
        if self._maths:
            around = self._maths[-1]
            around.children += 1
            before, after = _AROUND.get((around.name, around.children), ("", ""))
            if around.name in _GROUPS and tag == "mrow":
                before, after = f"{before}(", f"){after}"
        opener, closer = _WRAPPED.get(tag, ("", ""))
        if tag == "mspace":
            opener = " "
        self._parts.append(before + opener)
        self._maths.append(_Part(tag, closer + after))

    def _close_maths(self, tag: str) -> None:
        # Elements without an end, as <mspace>, end with what is around them.
        while self._maths:
            part = self._maths.pop()
            self._parts.append(part.after)
            if part.name == tag:
                return


def _written(tag: str, attributes: dict[str, str | None]) -> tuple[str, str]:
    if tag == "a":
        address = attributes.get("href") or ""
        if not _ADDRESS.fullmatch(address):
            return "", ""
        return f'<a href="{escape(address)}">', "</a>"
    if tag == "table":
        return '<div class="wide"><table class="table">', "</table></div>"
    if tag == "ol" and _START.fullmatch(attributes.get("start") or ""):
        return f'<ol start="{attributes["start"]}">', "</ol>"
    if tag in {"td", "th"}:
        side = _only(_SIDES, (attributes.get("class") or "").split())
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}" + (f' class="{side}">' if side else ">"), f"</{tag}>"
    return f"<{tag}>", f"</{tag}>"


def _only(known: frozenset[str], names: Sequence[str]) -> str:
    return next((name for name in names if name in known), "")
