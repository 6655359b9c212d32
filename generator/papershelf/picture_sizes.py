"""How large a picture is, as its first bytes say: nothing is decoded."""

import re
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import partial
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
    try:
        found = read(file)
    except Exception:
        # Readers of damaged pictures raise what they like.
        return None
    if found and 1 <= found[0] <= _LARGEST and 1 <= found[1] <= _LARGEST:
        return Size(*found)
    return None


def has_known_format(name: str) -> bool:
    """Whether `size_in` knows the format that a name says."""
    return PurePosixPath(name).suffix.lower() in _READERS


_Found = tuple[int, int] | None


def _raster(form: str, file: BinaryIO) -> _Found:
    # Takes a tenth of a second, which shelves without pictures need not wait for.
    from PIL import Image

    with warnings.catch_warnings():
        # Of damaged Exif data and of very many pixels, of which none is decoded.
        warnings.simplefilter("ignore")
        with Image.open(file, formats=(form,)) as picture:
            width, height = picture.size
            is_turned = False
            # What damaged Exif data raises is nowhere said; browsers pass over it too.
            with suppress(Exception):
                is_turned = picture.getexif().get(_ORIENTATION) in _TURNED
    return (height, width) if is_turned else (width, height)


_ORIENTATION: Final = 0x0112
"""The tag of Exif that says how a camera was held."""
_TURNED: Final = range(5, 9)
"""What it says of pictures that lie on their side; browsers show them upright."""
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


_READERS: Final = MappingProxyType[str, Callable[[BinaryIO], _Found]](
    {
        ".png": partial(_raster, "PNG"),
        ".jpg": partial(_raster, "JPEG"),
        ".jpeg": partial(_raster, "JPEG"),
        ".gif": partial(_raster, "GIF"),
        ".webp": partial(_raster, "WEBP"),
        ".svg": _svg,
    }
)
