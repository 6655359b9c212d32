"""A line of a Markdown list as its parts: words and links, badges left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

_STARS: Final = re.compile(
    r"(?:stars|forks|last-commit|license)/([\w.\-]+/[\w.\-]+?)(?:\.svg)?(?:\?|$)"
)
_BADGE: Final = re.compile(r"shields\.io|badge|\.svg(?:\?|$)|star-history", re.IGNORECASE)
_HREF: Final = re.compile(r"<a\s[^>]*?href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_END: Final = re.compile(r"</a\s*>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<br\s*/?>|</?p>|</?summary>|</?details>", re.IGNORECASE)
_MARKS: Final = {"em_open": "*", "em_close": "*", "code_inline": "`"}


@dataclass(frozen=True, slots=True)
class Part:
    """Words, or a link with its words."""

    text: str
    """As inline Markdown."""
    url: str = ""
    is_strong: bool = False


@cache
def parser() -> MarkdownIt:
    """A parser of lists and tables that leaves escapes apart from words."""
    made = MarkdownIt("commonmark", {"maxNesting": 20, "html": True}).enable("table")
    return made.disable("text_join")


def parts_of(inline: Token) -> list[Part]:
    """The parts of a paragraph or cell; line breaks within it are those of its texts."""
    parts: list[Part] = []
    url, is_strong = "", False
    words: list[str] = []

    def flush() -> None:
        text = "".join(words)
        words.clear()
        if text or url:
            parts.append(Part(text, url, is_strong))

    for token in inline.children or ():
        kind = token.type
        if kind in {"link_open", "link_close", "strong_open", "strong_close"}:
            flush()
            if kind.startswith("link"):
                url = str(token.attrGet("href") or "") if kind == "link_open" else ""
            else:
                is_strong = kind == "strong_open"
        elif kind == "html_inline":
            address, end = _HREF.match(token.content), _END.match(token.content)
            if address or end:
                flush()
                url = unescape(address[1]) if address else ""
            elif _BREAK.match(token.content):
                words.append("\n")
        elif kind == "image":
            source = str(token.attrGet("src") or "")
            found = _STARS.search(source)
            if found and not url:
                flush()
                parts.append(Part("", f"https://github.com/{found[1]}"))
            elif not _BADGE.search(source):
                words.append(token.content)
        else:
            words.append(_written(token))
    flush()
    return parts


def _written(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type == "text_special":
        return f"\\{token.content}" if token.info == "escape" else token.content
    mark = _MARKS.get(token.type, "")
    return f"{mark}{token.content}{mark}" if token.type == "code_inline" else mark or token.content


@dataclass(slots=True)
class Item:
    """An item of a list with those below it."""

    line: int
    parts: list[Part]
    children: list["Item"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above items."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its line, the heads of the columns, and its cells."""

    line: int
    heads: Sequence[str]
    cells: Sequence[list[Part]]


def blocks(text: str, first: int) -> Iterator[Item | Heading | Row]:
    """What a text holds of lists, tables and headings; its first line has the number `first`."""
    open_items: list[Item] = []
    heads: list[str] = []
    cells: list[list[Part]] = []
    line, in_head, level = 0, False, 0
    for token in parser().parse(text):
        match token.type:
            case "list_item_open":
                open_items.append(Item(first + (token.map or [0])[0], [], []))
            case "list_item_close":
                item = open_items.pop()
                if open_items:
                    open_items[-1].children.append(item)
                else:
                    yield item
            case "heading_open":
                level = int(token.tag[1:])
            case "heading_close":
                level = 0
            case "thead_open":
                in_head, heads = True, []
            case "thead_close":
                in_head = False
            case "tr_open":
                line, cells = first + (token.map or [0])[0], []
            case "tr_close" if not in_head:
                yield Row(line, heads, cells)
            case "inline":
                parts = parts_of(token)
                if level:
                    yield Heading(level, " ".join("".join(part.text for part in parts).split()))
                elif in_head:
                    heads.append(" ".join("".join(part.text for part in parts).split()))
                elif open_items:
                    if open_items[-1].parts:
                        parts = [Part("\n"), *parts]
                    open_items[-1].parts += parts
                else:
                    cells.append(parts)
