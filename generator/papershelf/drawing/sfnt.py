"""What a font file tells of itself: the characters it has, and the pairs it draws closer."""

import struct
from collections.abc import Iterator
from itertools import islice

MAX_CHARACTERS = 0x10FFFF
"""What a font can have; a file that claims more is broken."""
MAX_PAIRS = 200_000
"""Pairs of glyphs that are read."""
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")
_WEB = (b"wOFF", b"wOF2")
_PREFERRED = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))


class FontFileError(ValueError):
    """A file is no font that can be read; the text says why, `hint` what would do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def glyphs_of(font: bytes) -> dict[int, int]:
    """The number of the glyph of each character; raises FontFileError for what is no font."""
    try:
        found = _read_characters(font, _tables(font)["cmap"][0])
    except (KeyError, struct.error):
        raise FontFileError("is a broken font", "download or export it again") from None
    if not found:
        raise FontFileError("has no Unicode characters", "use a font for Unicode text")
    return found


def kerning_of(font: bytes) -> dict[tuple[int, int], float]:
    """How far the second of two glyphs moves, in ems; empty where the font does not say."""
    try:
        tables = _tables(font)
        if "kern" not in tables:
            return {}
        (per_em,) = struct.unpack_from(">H", font, tables["head"][0] + 18)
        pairs = islice(_read_pairs(font, tables["kern"][0]), MAX_PAIRS)
        return {pair: value / per_em for pair, value in pairs}
    except (KeyError, struct.error, ZeroDivisionError, FontFileError):
        return {}


def _tables(font: bytes) -> dict[str, tuple[int, int]]:
    """Where each table begins and how long it is; of a collection those of its first font."""
    start = 0
    if font[:4] == b"ttcf":
        (start,) = struct.unpack_from(">I", font, 12)
    kind = font[start : start + 4]
    if kind in _WEB:
        raise FontFileError("is a font for the web", "take its .ttf or .otf")
    if kind not in _KINDS:
        raise FontFileError("is no font", "give a .ttf, .otf or .ttc")
    (count,) = struct.unpack_from(">H", font, start + 4)
    records = (struct.unpack_from(">4sIII", font, start + 12 + 16 * i) for i in range(count))
    return {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in records}


def _read_characters(font: bytes, start: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", font, start + 2)
    found = {}
    for i in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * i)
        found[platform, encoding] = start + offset
    for key in _PREFERRED:
        if key not in found:
            continue
        place = found[key]
        (form,) = struct.unpack_from(">H", font, place)
        if form == 12:
            return _read_groups(font, place)
        if form == 4:
            return _read_segments(font, place)
    return {}


def _read_groups(font: bytes, place: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">I", font, place + 12)
    found: dict[int, int] = {}
    total = 0
    for i in range(count):
        first, last, glyph = struct.unpack_from(">III", font, place + 16 + 12 * i)
        total += last - first + 1
        if not first <= last <= MAX_CHARACTERS or total > MAX_CHARACTERS:
            raise FontFileError("is a broken font", "download or export it again")
        found |= {letter: glyph + letter - first for letter in range(first, last + 1)}
    return found


def _read_segments(font: bytes, place: int) -> dict[int, int]:
    (doubled,) = struct.unpack_from(">H", font, place + 6)
    count = doubled // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, place + at)
        for at in (14, 16 + doubled, 16 + 2 * doubled, 16 + 3 * doubled)
    )
    if sum(max(0, end - start) for end, start in zip(ends, starts, strict=True)) > MAX_CHARACTERS:
        raise FontFileError("is a broken font", "download or export it again")
    found: dict[int, int] = {}
    for i, (end, start, delta, offset) in enumerate(
        zip(ends, starts, deltas, offsets, strict=True)
    ):
        for character in range(start, min(end, 0xFFFE) + 1):
            glyph = character
            if offset:
                at = place + 16 + 3 * doubled + 2 * i + offset + 2 * (character - start)
                (glyph,) = struct.unpack_from(">H", font, at)
                if not glyph:
                    continue
            glyph = (glyph + delta) & 0xFFFF
            if glyph:
                found[character] = glyph
    return found


def _read_pairs(font: bytes, place: int) -> Iterator[tuple[tuple[int, int], int]]:
    version, count = struct.unpack_from(">HH", font, place)
    if version:
        return
    place += 4
    for _ in range(count):
        _, length, coverage, pairs = struct.unpack_from(">HHHH", font, place)
        # Only horizontal kerning, one by one, has a meaning here.
        if coverage == 1:
            for i in range(pairs):
                left, right, value = struct.unpack_from(">HHh", font, place + 14 + 6 * i)
                yield (left, right), value
        place += length
