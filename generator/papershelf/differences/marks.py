"""What differs between two texts, by words, and what of them is worth showing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from unicodedata import category

from rapidfuzz.distance import LCSseq

from papershelf.text import visible

MOST_COMPARED = 20_000
"""Characters that differ, between what both texts begin and end with, before all of them count."""
MOST_SHOWN = 20_000
"""Characters of a stretch that are shown."""
_CONTEXT = 12
"""Words kept on each side of what differs."""
_WORTH_FOLDING = 16
"""Words that a fold saves at least."""
_CONTEXT_LINES = 1
"""Lines kept on each side of what differs, where lines are as short as items of lists are."""
_LINES_WORTH_FOLDING = 4
_LONGEST_LINE = 120
"""Characters of a line that is kept whole."""
_ALIKE = 0.25
"""Of two texts that share less than this, marks of single words tell nothing."""
_FEW = 2
"""Words between two changes that are taken for a part of them."""
_LONGEST_ADDRESS = 2_000
_LONGEST_WORD = 200
"""Characters; a longer one is cut where texts begin to differ."""

# Scripts without spaces are compared by characters.
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u9fff\uac00-\ud7af]+|\s+|."
)
_WORD = re.compile(r"\w")
# Exactly what browsers go to: no other host can hide before it, no other scheme within it.
_ADDRESS = re.compile(
    r"(?<!\S)https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?"
    r"(?:/[!#$%&()*+,./0-9:;=?@A-Z\[\]_a-z~-]*)?(?!\S)"
)


class Kind(StrEnum):
    """What a piece of a text is."""

    SAME = "same"
    MARKED = "marked"
    """Not in the other text."""
    NOTE = "note"
    """Not a part of the text: it tells what of it is not shown."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that only prints."""

    text: str
    kind: Kind = Kind.SAME


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces that follow each other; together they are the address, if there is one."""

    pieces: Sequence[Piece]
    address: str = ""


def plain(text: str, kind: Kind) -> Sequence[Stretch]:
    """A text with nothing to compare it with, as one piece of a kind."""
    return list(_stretches(_shown(text, kind)))


def compared(before: str, after: str) -> tuple[Sequence[Stretch], Sequence[Stretch]]:
    """Two texts with what only one of them has marked, and what both have folded where it is long.

    Time and memory are linear in what they begin and end with alike, and bounded in the middle.
    """
    start, end = _shared(before, after)
    middle = before[start : len(before) - end], after[start : len(after) - end]
    tail = before[len(before) - end :]
    runs = [_Run(before[:start]), *_runs(*middle), _Run(tail)]
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for number, run in enumerate(runs):
        if run.other is None:
            pieces = list(_folded(run.text, number > 0, number < len(runs) - 1))
            for side in sides:
                side += pieces
        else:
            sides[0].extend(_shown(run.text, Kind.MARKED))
            sides[1].extend(_shown(run.other, Kind.MARKED))
    return list(_stretches(sides[0])), list(_stretches(sides[1]))


@dataclass(frozen=True, slots=True)
class _Run:
    """A part of two texts: what the first has, and what the second has instead if they differ."""

    text: str
    other: str | None = None

    @property
    def size(self) -> int:
        return max(len(self.text), len(self.other or ""))

    def joined(self, following: "_Run") -> "_Run":
        """Both as one that differs."""
        pairs = [
            (run.text, run.text if run.other is None else run.other) for run in (self, following)
        ]
        return _Run(*map("".join, zip(*pairs, strict=True)))


def _shared(before: str, after: str) -> tuple[int, int]:
    """How many characters both begin and then end with, counted in whole words."""
    start = _same(before, after)
    least = max(0, start - _LONGEST_WORD)
    while start > least and (_is_within(before, start) or _is_within(after, start)):
        start -= 1
    end = min(min(len(before), len(after)) - start, _same(before[::-1], after[::-1]))
    least = max(0, end - _LONGEST_WORD)
    while end > least and (
        _is_within(before, len(before) - end) or _is_within(after, len(after) - end)
    ):
        end -= 1
    return start, end


def _same(before: str, after: str) -> int:
    """How many characters both begin with, found by halves: a loop in Python takes seconds."""
    least, most = 0, min(len(before), len(after))
    while least < most:
        middle = (least + most + 1) // 2
        if before[least:middle] == after[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def _is_within(text: str, place: int) -> bool:
    """Whether a place is within a word, or between a letter and its mark."""
    if not 0 < place < len(text):
        return False
    return category(text[place])[0] == "M" or (text[place - 1].isalnum() and text[place].isalnum())


def _runs(before: str, after: str) -> Sequence[_Run]:
    """The parts of two texts in turn."""
    whole = [_Run(before, after)] if before or after else []
    if max(len(before), len(after)) > MOST_COMPARED or not (before and after):
        return whole
    old, new = _words(before), _words(after)
    numbers: dict[str, int] = {}
    ids = [[numbers.setdefault(word, len(numbers)) for word in words] for words in (old, new)]
    runs = [
        _Run(
            "".join(old[step.src_start : step.src_end]),
            None if step.tag == "equal" else "".join(new[step.dest_start : step.dest_end]),
        )
        for step in LCSseq.opcodes(*ids)
    ]
    alike = sum(len(run.text) for run in runs if run.other is None)
    return whole if alike < _ALIKE * max(len(before), len(after)) else _smoothed(runs)


def _words(text: str) -> Sequence[str]:
    """The words of a text and what is between them; a mark stays with its letter."""
    words: list[str] = []
    for word in _TOKEN.findall(text):
        if words and category(word[0])[0] == "M":
            words[-1] += word
        else:
            words.append(word)
    return words


def _smoothed(runs: Sequence[_Run]) -> Sequence[_Run]:
    """The same with a word or two between larger changes as a part of them."""
    smooth: list[_Run] = []
    for number, run in enumerate(runs):
        differs = run.other is not None
        if not differs and 0 < number < len(runs) - 1 and len(run.text.split()) <= _FEW:
            around = min(runs[number - 1].size, runs[number + 1].size)
            differs = around >= run.size or not _WORD.search(run.text)
        if smooth and differs and smooth[-1].other is not None:
            smooth[-1] = smooth[-1].joined(run)
        else:
            smooth.append(run)
    return smooth


def _folded(text: str, follows: bool, is_followed: bool) -> Iterator[Piece]:
    """A text that both have, without its middle, or its end where nothing follows it."""
    lines = _folded_lines(text, follows, is_followed)
    if lines:
        yield from lines
        return
    words = len(text.split())
    kept = _CONTEXT * (follows + is_followed)
    if words - kept < _WORTH_FOLDING and len(text) <= MOST_SHOWN:
        yield from _shown(text, Kind.SAME)
        return
    first = _first_words(text) if follows else 0
    last = len(text) - (_first_words(text[::-1]) if is_followed else 0)
    if first:
        yield from _shown(text[:first], Kind.SAME)
    left_out = len(text[first:last].split())
    measure = f"{left_out:,} words" if left_out > 1 else f"{last - first:,} characters"
    yield Piece(f"… {measure} as before …", Kind.NOTE)
    if last < len(text):
        yield from _shown(text[last:], Kind.SAME)


def _folded_lines(text: str, follows: bool, is_followed: bool) -> Sequence[Piece]:
    """A text of short lines, as lists are told in, without whole lines; nothing if there are few.

    Beside a change may be a part of a line, which stays.
    """
    first = _first_lines(text) if follows else 0
    last = len(text) - (_first_lines(text[::-1]) if is_followed else 0)
    if first < 0 or last > len(text):
        return []
    number = text.count("\n", first, last) + 1
    if number < _LINES_WORTH_FOLDING:
        return []
    note = Piece(f"… {number:,} lines as before …", Kind.NOTE)
    return [*_shown(text[:first], Kind.SAME), note, *_shown(text[last:], Kind.SAME)]


def _first_lines(text: str) -> int:
    """Where the first lines of a text end, with the break after them; -1 where they are long."""
    place = 0
    for _ in range(_CONTEXT_LINES + 1):
        end = text.find("\n", place, place + _LONGEST_LINE)
        if end < 0:
            return -1
        place = end + 1
    return place


def _first_words(text: str) -> int:
    """Where the first words of a text end."""
    found = re.match(rf"\s*(?:\S+\s+){{0,{_CONTEXT}}}", text)
    return min(found.end(), MOST_SHOWN) if found else 0


def _shown(text: str, kind: Kind) -> Sequence[Piece]:
    if not text:
        return []
    pieces = [Piece(_printed(text[:MOST_SHOWN], kind), kind)]
    if len(text) > MOST_SHOWN:
        left_out = f"… {len(text) - MOST_SHOWN:,} more characters, which are in the file"
        pieces.append(Piece(left_out, Kind.NOTE))
    return pieces


def _printed(text: str, kind: Kind) -> str:
    if kind is Kind.MARKED and text.isspace():
        text = text.replace("\n", "↵\n")
    return "\n".join(map(visible, text.split("\n")))


def _stretches(pieces: Sequence[Piece]) -> Iterator[Stretch]:
    """Pieces with what is an address of its own."""
    whole = "".join(piece.text for piece in pieces)
    found = [m.span() for m in _ADDRESS.finditer(whole) if m.end() - m.start() <= _LONGEST_ADDRESS]
    starts = {start for start, _ in found}
    places = sorted({0, len(whole), *(place for span in found for place in span)})
    rest = list(reversed(pieces))
    for start, end in pairwise(places):
        within = list(_taken(rest, end - start))
        yield Stretch(within, whole[start:end] if start in starts else "")


def _taken(rest: list[Piece], length: int) -> Iterator[Piece]:
    """The first pieces of what is left, the first one last, of a length together."""
    while length:
        piece = rest.pop()
        if len(piece.text) > length:
            rest.append(Piece(piece.text[length:], piece.kind))
            piece = Piece(piece.text[:length], piece.kind)
        length -= len(piece.text)
        yield piece
