"""Dates as tables and programs write them, as precisely as they are known."""

import re
from datetime import UTC, datetime
from typing import Final

from papershelf.dates import FIRST_YEAR, LAST_YEAR
from papershelf.importers.when import made, read_date

_TIMED: Final = re.compile(r"([12]\d{3}-\d{2}-\d{2})[T ]\d{1,2}:.*", re.DOTALL | re.ASCII)
_COMPACT: Final = re.compile(r"([12]\d{3})(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.]([12]\d{3})", re.ASCII)
_STAMP: Final = re.compile(r"-?\d{9,13}(?:\.0)?", re.ASCII)
_UNKNOWN: Final = re.compile(r"([12]\d{3}(?:[-/.]\d{1,2})?)(?:[-/.]0{1,2}){1,2}", re.ASCII)
_LONGEST: Final = 60


def read_day(text: str) -> str:
    """The date a text gives, as ISO 8601; empty if it gives none, or says more than a date.

    A month or a day of 0 is unknown.
    """
    text = " ".join(text[: _LONGEST + 1].split()).strip(" .,;()[]")
    if not text or len(text) > _LONGEST:
        return ""
    timed = _TIMED.fullmatch(text)
    unknown = _UNKNOWN.fullmatch(text)
    text = timed[1] if timed else unknown[1] if unknown else text
    compact = _COMPACT.fullmatch(text)
    if compact:
        return made(*compact.groups())
    if _STAMP.fullmatch(text):
        return _of_stamp(int(text.partition(".")[0]))
    backwards = _YEAR_LAST.fullmatch(text)
    if backwards:
        return _backwards(*backwards.groups())
    found, is_all = read_date(text)
    return found if is_all else ""


def _backwards(first: str | None, second: str, year: str) -> str:
    if first is None:
        return made(year, second)
    one, two = int(first), int(second)
    if one > 12 >= two or one == two:
        return made(year, second, first)
    # 03/04/2015 is March to some and April to others.
    return made(year, first, second) if two > 12 >= one else year


def _of_stamp(seconds: int) -> str:
    """Of seconds or milliseconds since 1970."""
    if abs(seconds) > 10**11:
        seconds //= 1_000
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return ""
    return f"{moment:%Y-%m-%d}" if FIRST_YEAR <= moment.year <= LAST_YEAR else ""
