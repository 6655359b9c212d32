"""A text in lines: broken between words, balanced, cut with an ellipsis where room ends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papershelf.drawing.drawable import is_cjk, is_right_to_left, is_shaped
from papershelf.drawing.fonts import Font
from papershelf.drawing.pen import Pen

_HYPHENS = re.compile(r"(?<=\w[-–—/_.])(?=\w)")
_OPENING = "([{“‘«（〈《「『【〔〖"
_CLOSING = ")]}”’»,.;:!?、。，．；：！？）〉》」』】〕〗・ー々"


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines and the pen that they fit."""

    pen: Pen
    texts: Sequence[str]
    is_whole: bool
    """Whether nothing had to be cut."""


def fitted(
    text: str, fonts: Sequence[Font], width: float, choices: Sequence[tuple[int, int]]
) -> Lines:
    """A text in lines of a width, in the largest size that holds it.

    `choices`: sizes, the largest first, each with how many lines it may take; at least one.
    """
    words = list(_words(text))
    is_rtl = is_right_to_left(text)
    lines: list[str] = []
    for size, most in choices:
        pen = Pen(fonts, size, is_rtl)
        if size > choices[-1][0] and any(pen.width(word) > width for _, word in words):
            continue
        lines = _broken(words, pen, width)
        if len(lines) <= most:
            return Lines(pen, _balanced(words, pen, width, lines), True)
    size, most = choices[-1]
    pen = Pen(fonts, size, is_rtl)
    return Lines(pen, [*lines[: most - 1], _ended(lines[most - 1], pen, width)], False)


def shortened(text: str, fonts: Sequence[Font], width: float, size: int) -> Lines:
    """A text on one line of a width."""
    pen = Pen(fonts, size, is_right_to_left(text))
    is_whole = pen.width(text) <= width
    return Lines(pen, [text if is_whole else _ended(text, pen, width)], is_whole)


def _words(text: str) -> Iterator[tuple[bool, str]]:
    """What lines are made of, each with whether a space comes before it."""
    for word in text.split(" "):
        spaced = True
        if is_shaped(word):
            yield spaced, word
            continue
        for piece in _cjk_pieces(word):
            yield spaced, piece
            spaced = False


def _cjk_pieces(word: str) -> Iterator[str]:
    """A word, in pieces where lines may break without a space."""
    if word.isascii():
        yield word
        return
    piece = ""
    for character in word:
        breaks = piece and (is_cjk(character) or is_cjk(piece[-1]))
        if breaks and character not in _CLOSING and piece[-1] not in _OPENING:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _broken(words: Sequence[tuple[bool, str]], pen: Pen, width: float) -> list[str]:
    """Each line as full as it goes."""
    space = pen.width(" ")
    lines: list[str] = []
    line, taken = "", 0.0
    for spaced, word in words:
        before = space if spaced and line else 0.0
        wide = pen.width(word)
        if line and taken + before + wide > width:
            lines.append(line)
            line, taken, before = "", 0.0, 0.0
        if wide > width:
            *full, word = _chopped(word, pen, width)
            lines += full
            wide = pen.width(word)
        line += f" {word}" if before else word
        taken += before + wide
    return [*lines, line] if line else lines


def _chopped(word: str, pen: Pen, width: float) -> list[str]:
    """A word that is too long for any line: after hyphens, and anywhere if need be."""
    parts: list[str] = []
    part, taken = "", 0.0
    for piece in _HYPHENS.split(word):
        wide = pen.width(piece)
        pieces = [piece] if wide <= width else list(piece)
        for some in pieces:
            wide = pen.width(some)
            if part and taken + wide > width:
                parts.append(part)
                part, taken = "", 0.0
            part += some
            taken += wide
    return [*parts, part]


def _balanced(
    words: Sequence[tuple[bool, str]], pen: Pen, width: float, lines: list[str]
) -> list[str]:
    """As many lines in the least width that they need, so that none is left with a single word."""
    if len(lines) < 2:
        return lines
    low, high = width / 2, width
    while high - low > pen.size / 4:
        middle = (low + high) / 2
        tried = _broken(words, pen, middle)
        if len(tried) > len(lines) or any(pen.width(word) > middle for _, word in words):
            low = middle
        else:
            high, lines = middle, tried
    return lines


def _ended(line: str, pen: Pen, width: float) -> str:
    """A line that says that there would be more."""
    while line and pen.width(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip(' ,;:.–—-…')}…"
