"""How large a picture is, as its first bytes say: nothing is decoded."""

import re
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import BinaryIO, Final, NamedTuple
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse


class Size(NamedTuple):
    """Width and height in CSS pixels, both at least 1."""

    width: int
    height: int


_LARGEST: Final = 100_000
"""Pixels; a header that says more is not believed."""


def size_in(name: str, file: BinaryIO) -> Size | None:
    """The size of a picture by the format that its name says, or None if it tells none.

    Formats: PNG, JPEG, GIF, WebP and SVG. Reads only as far as it must.
    """
    read = _READERS.get(PurePosixPath(name).suffix.lower())
    if read is None:
        return None
    with suppress(struct.error, ValueError, OverflowError):
        found = read(file)
        if found and 1 <= found[0] <= _LARGEST and 1 <= found[1] <= _LARGEST:
            return Size(*found)
    return None


def has_known_format(name: str) -> bool:
    """Whether `size_in` knows the format that a name says."""
    return PurePosixPath(name).suffix.lower() in _READERS


_Found = tuple[int, int] | None


def _png(file: BinaryIO) -> _Found:
    head = file.read(24)
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or head[12:16] != b"IHDR":
        return None
    return _two(">II", head[16:])


def _gif(file: BinaryIO) -> _Found:
    head = file.read(10)
    return _two("<HH", head[6:]) if head.startswith((b"GIF87a", b"GIF89a")) else None


def _webp(file: BinaryIO) -> _Found:
    head = file.read(30)
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP" or len(head) < 30:
        return None
    match head[12:16]:
        case b"VP8 " if head[23:26] == b"\x9d\x01\x2a":
            width, height = _two("<HH", head[26:])
            # The upper two bits ask for scaling.
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L" if head[20] == 0x2F:
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            width, height = (int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
            return width + 1, height + 1
        case _:
            return None


# Frames of each kind of coding; the numbers left out are tables.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_APP1: Final = 0xE1
_SCAN: Final = 0xDA
_MOST_SEGMENTS: Final = 1000
"""More than the profiles and previews of a camera fill."""


def _jpeg(file: BinaryIO) -> _Found:
    if file.read(2) != b"\xff\xd8":
        return None
    is_turned = False
    for marker, length in _segments(file):
        if marker in _FRAMES:
            height, width = _two(">xHH", file.read(5))
            return (height, width) if is_turned else (width, height)
        if marker == _APP1 and not is_turned:
            is_turned = _is_turned(file.read(length))
        else:
            file.seek(length, 1)
    return None


def _segments(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """The marker of each segment and the bytes that follow, which must be read or skipped."""
    for _ in range(_MOST_SEGMENTS):
        fill, marker = file.read(1), b"\xff"
        while marker == b"\xff" and fill == b"\xff":
            marker = file.read(1)
        if fill != b"\xff" or not marker or marker[0] == _SCAN:
            return
        (length,) = struct.unpack(">H", file.read(2))
        if length < 2:
            return
        yield marker[0], length - 2


def _is_turned(segment: bytes) -> bool:
    """Whether Exif data says that the picture lies on its side, as browsers show it upright."""
    if not segment.startswith(b"Exif\0\0"):
        return False
    with suppress(struct.error):
        exif = segment[6:]
        order = "<" if exif.startswith(b"II") else ">"
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, at)
        for number in range(count):
            tag, kind = struct.unpack_from(f"{order}HH", exif, at + 2 + 12 * number)
            if (tag, kind) == (0x0112, 3):
                (turn,) = struct.unpack_from(f"{order}H", exif, at + 10 + 12 * number)
                return turn in range(5, 9)
    return False


_HEAD_OF_SVG: Final = 64 * 1024
_LENGTH: Final = re.compile(r"\s*\+?([0-9]{1,6}(?:\.[0-9]{0,20})?)(?:px)?\s*")
_BOX: Final = re.compile(r"[\s,]+")
_ROOM: Final = 1000
"""Pixels: a drawing without a width takes all the room there is."""


def _svg(file: BinaryIO) -> _Found:
    try:
        _, root = next(iterparse(BytesIO(file.read(_HEAD_OF_SVG)), events=("start",)))
    except (ParseError, DefusedXmlException, LookupError, StopIteration):
        return None
    if root.tag.rpartition("}")[2] != "svg":
        return None
    width, height = (_pixels(root.get(name)) for name in ("width", "height"))
    if width and height:
        return round(width), round(height)
    numbers = [float(part) for part in _BOX.split(root.get("viewBox", "").strip()) if part]
    if len(numbers) != 4 or not all(0 < number < _LARGEST for number in numbers[2:]):
        return None
    ratio = numbers[3] / numbers[2]
    if height:
        return round(height / ratio), round(height)
    width = width or _ROOM
    return round(width), round(width * ratio)


def _pixels(length: str | None) -> float | None:
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) if found else None


def _two(form: str, content: bytes) -> tuple[int, int]:
    first, second = struct.unpack(form, content)
    return int(first), int(second)


_READERS: Final = MappingProxyType[str, Callable[[BinaryIO], _Found]](
    {
        ".png": _png,
        ".jpg": _jpeg,
        ".jpeg": _jpeg,
        ".gif": _gif,
        ".webp": _webp,
        ".svg": _svg,
    }
)
