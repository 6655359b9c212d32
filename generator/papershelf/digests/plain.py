"""A digest as plain text, as a mail begins with it: 72 columns, no signs of Markdown."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from papershelf.digests.model import Digest, Item
from papershelf.digests.texts import one_line
from papershelf.digests.wording import more_line, signed_line
from papershelf.digests.wrapping import WIDTH, columns_of, wrapped
from papershelf.wording import Wording

_INDENT = "  "
_CODE = "    "
_MARKS = re.compile(r"(?: |- |> |[0-9]{1,3}\. )*")
"""What items of lists and quotations begin with, one in the other."""


def plain(digest: Digest, wording: Wording) -> str:
    """The whole digest, with a line end at its end."""
    return "\n\n".join("\n".join(lines) for lines in _blocks(digest, wording)) + "\n"


def _blocks(digest: Digest, wording: Wording) -> Iterator[list[str]]:
    yield [*wrapped(digest.site_title), *_headed(digest.title, "=")]
    summary = "".join(piece.text for piece in signed_line(digest, wording))
    yield [*wrapped(summary), digest.url]
    if digest.introduction is not None:
        yield _introduced(digest.introduction.text)
    yield from _part(wording, wording.say("digests.new"), digest.new)
    if more := more_line(digest, wording):
        yield [*wrapped(wording.say("digests.follows", label=more)), digest.url]
    yield from _part(wording, wording.say("pages.trending"), digest.trending)
    yield ["-" * WIDTH, *_ways(digest, wording)]


def _part(wording: Wording, label: str, items: Sequence[Item]) -> Iterator[list[str]]:
    if items:
        yield _headed(label, "-")
        yield from (_item(wording, item) for item in items)


def _headed(title: str, sign: str) -> list[str]:
    lines = wrapped(title)
    return [*lines, sign * min(WIDTH, max(map(columns_of, lines)))]


def _item(wording: Wording, item: Item) -> list[str]:
    lines = wrapped(item.title)
    for text in (item.facts, item.growth, item.summary):
        if text:
            lines += wrapped(text, first=_INDENT, rest=_INDENT)
    lines.append(f"{_INDENT}{item.url}")
    for piece in item.links:
        way = wording.say("digests.way", label=piece.text, address=piece.url)
        lines.append(f"{_INDENT}{way}")
    return lines


def _introduced(text: str) -> list[str]:
    """The introduction, whose lines are paragraphs, items of lists and lines of code."""
    lines: list[str] = []
    for line in text.split("\n"):
        before, tab, code = line.partition("\t")
        if tab:
            lines.append(f"{before}{_CODE}{code}")
            continue
        found = _MARKS.match(line)
        marks = found[0] if found else ""
        rest = re.sub("[^>]", " ", marks)
        lines += wrapped(line[len(marks) :], first=marks, rest=rest)
    return lines


def _ways(digest: Digest, wording: Wording) -> Iterator[str]:
    def way(word: str, address: str) -> str:
        return wording.say("digests.way", label=wording.say(f"digests.{word}"), address=address)

    yield way("feed", digest.feed)
    if digest.subscribe:
        yield way("subscribe", digest.subscribe)
    if digest.unsubscribe:
        address = digest.unsubscribe
        if address.startswith("mailto:"):
            address = one_line(unquote(address.removeprefix("mailto:").partition("?")[0]))
        yield way("unsubscribe", address)
    if digest.postal:
        yield from wrapped(digest.postal)
