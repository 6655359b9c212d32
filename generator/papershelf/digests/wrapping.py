"""Lines of plain text as wide as a mail takes them, by the columns that a terminal would need."""

from collections.abc import Iterator
from typing import Final
from unicodedata import combining, east_asian_width

WIDTH: Final = 72


def wrapped(text: str, *, width: int = WIDTH, first: str = "", rest: str = "") -> list[str]:
    """One line of text as several; `first` and `rest` are set before them.

    Words are broken only in scripts without spaces; an address is never.
    """
    lines: list[str] = []
    line, columns = first, columns_of(first)
    start, is_empty, gap = rest, True, ""
    for part in _parts(text):
        if part == " ":
            gap = " "
            continue
        needed = columns_of(part)
        if not is_empty and columns + len(gap) + needed > width:
            lines.append(line)
            line, columns, gap = start, columns_of(start), ""
        if is_empty:
            gap = ""
        line += gap + part
        columns += len(gap) + needed
        gap, is_empty = "", False
    return [*lines, line.rstrip()]


def columns_of(text: str) -> int:
    """How many columns a text takes; a character of eastern scripts takes two."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if combining(character) or character in "\u200b\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if _is_wide(character) else 1


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def _parts(text: str) -> Iterator[str]:
    """Blanks, and what no line may part: words, and single characters of eastern scripts."""
    for place, word in enumerate(text.split()):
        if place:
            yield " "
        if word.isascii() or "://" in word or not any(map(_is_wide, word)):
            yield word
            continue
        run = ""
        for character in word:
            # What follows a wide character and is none, such as a mark, stays with it.
            if _is_wide(character) and character not in _NEVER_FIRST and run:
                yield run
                run = ""
            run += character
        yield run


_NEVER_FIRST: Final = "、。，．：；！？）」』】》〉〕］｝ー々"
