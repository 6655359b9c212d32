"""Dates as tables and programs write them, as precisely as they are known."""

import re
from datetime import UTC, datetime
from typing import Final

from papershelf.dates import FIRST_YEAR, LAST_YEAR
from papershelf.importers.when import made, made_of, read_date

_TIMED: Final = re.compile(r"([12]\d{3}-\d{2}-\d{2})[T ]\d{1,2}:.*", re.DOTALL | re.ASCII)
_COMPACT: Final = re.compile(r"([12]\d{3})(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.]([12]\d{3})", re.ASCII)
_STAMP: Final = re.compile(r"-?\d{9,13}(?:\.0)?", re.ASCII)
_UNKNOWN: Final = re.compile(r"([12]\d{3}(?:[-/.]\d{1,2})?)(?:[-/.]0{1,2}){1,2}", re.ASCII)
_LONGEST: Final = 60


def read_day(text: str) -> tuple[str, bool]:
    """The date a text gives, as ISO 8601, empty if none, and whether it says no more than that.

    A month or a day of 0 is unknown.
    """
    text = " ".join(text[: _LONGEST + 1].split()).strip(" .,;()[]")
    if not text or len(text) > _LONGEST:
        return "", False
    timed = _TIMED.fullmatch(text)
    unknown = _UNKNOWN.fullmatch(text)
    text = timed[1] if timed else unknown[1] if unknown else text
    compact = _COMPACT.fullmatch(text)
    if compact:
        return made_of(*compact.groups())
    if _STAMP.fullmatch(text):
        return _of_stamp(int(text.partition(".")[0])), True
    backwards = _YEAR_LAST.fullmatch(text)
    return _backwards(*backwards.groups()) if backwards else read_date(text)


def _backwards(first: str | None, second: str, year: str) -> tuple[str, bool]:
    if first is None:
        return made_of(year, second)
    one, two = int(first), int(second)
    if one > 12 >= two or one == two:
        return made_of(year, second, first)
    # 03/04/2015 is March to some and April to others.
    return made_of(year, first, second) if two > 12 >= one else (made(year), False)


def _of_stamp(seconds: int) -> str:
    """Of seconds or milliseconds since 1970."""
    if abs(seconds) > 10**11:
        seconds //= 1_000
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return ""
    return f"{moment:%Y-%m-%d}" if FIRST_YEAR <= moment.year <= LAST_YEAR else ""
