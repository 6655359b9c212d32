"""A digest as plain text, as a mail begins with it: 72 columns, no signs of Markdown."""

from collections.abc import Iterator, Sequence

from papershelf.digests.model import Digest, Item
from papershelf.digests.wording import NEW, TRENDING, more_line, summary_line
from papershelf.digests.wrapping import WIDTH, columns_of, wrapped

_INDENT = "  "
_MARKS = ("- ", "> ")


def plain(digest: Digest) -> str:
    """The whole digest, with a line end at its end."""
    return "\n\n".join("\n".join(lines) for lines in _blocks(digest)) + "\n"


def _blocks(digest: Digest) -> Iterator[list[str]]:
    yield [*wrapped(digest.site_title), *_headed(digest.title, "=")]
    byline = "".join(piece.text for piece in digest.byline)
    yield [*wrapped(f"{summary_line(digest)}{f', {byline}' if byline else ''}"), digest.url]
    if digest.introduction is not None:
        yield _introduced(digest.introduction.text)
    yield from _part(NEW, digest.new)
    if more := more_line(digest):
        yield [*wrapped(f"{more}:"), digest.url]
    yield from _part(TRENDING, digest.trending)
    yield ["-" * WIDTH, *_ways(digest)]


def _part(label: str, items: Sequence[Item]) -> Iterator[list[str]]:
    if items:
        yield _headed(label, "-")
        yield from map(_item, items)


def _headed(title: str, sign: str) -> list[str]:
    lines = wrapped(title)
    return [*lines, sign * min(WIDTH, max(map(columns_of, lines)))]


def _item(item: Item) -> list[str]:
    lines = wrapped(item.title)
    for text in (item.facts, item.growth, item.summary):
        if text:
            lines += wrapped(text, first=_INDENT, rest=_INDENT)
    lines.append(f"{_INDENT}{item.url}")
    lines += [f"{_INDENT}{piece.text}: {piece.url}" for piece in item.links]
    return lines


def _introduced(text: str) -> list[str]:
    """The introduction, whose lines are paragraphs, items of lists and lines of code."""
    lines: list[str] = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip(" "))]
        if len(indent) >= len("    "):
            lines.append(line)
            continue
        bare = line[len(indent) :]
        mark = _mark(bare)
        rest = "> " if mark == "> " else " " * len(mark)
        lines += wrapped(bare[len(mark) :], first=f"{indent}{mark}", rest=f"{indent}{rest}")
    return lines


def _mark(line: str) -> str:
    """What an item of a list or a quotation begins with."""
    number, dot, _ = line.partition(". ")
    if dot and number.isdecimal() and len(number) <= len("000"):
        return f"{number}. "
    return next((mark for mark in _MARKS if line.startswith(mark)), "")


def _ways(digest: Digest) -> Iterator[str]:
    yield f"Feed: {digest.feed}"
    if digest.subscribe:
        yield f"Subscribe: {digest.subscribe}"
    if digest.unsubscribe:
        yield f"Unsubscribe: {digest.unsubscribe.removeprefix('mailto:')}"
    if digest.postal:
        yield from wrapped(digest.postal)
