"""Dates as other programs write them, as precisely as they are known."""

import re
from datetime import UTC, datetime
from typing import Final

from papershelf.dates import FIRST_YEAR, LAST_YEAR, PartialDate, month_name

_NUMBERS: Final = re.compile(
    r"([12]\d{3})(?:[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?)?[-/.]*(?:[T ]\d{2}:.*|[-/.]* *00:00.*)?",
    re.DOTALL | re.ASCII,
)
_COMPACT: Final = re.compile(r"([12]\d{3})(\d{2})(\d{2})", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.]([12]\d{3})", re.ASCII)
_STAMP: Final = re.compile(r"-?\d{9,13}(?:\.0)?", re.ASCII)
_MONTHS: Final = {
    name[:length].lower(): number
    for number, name in ((n, month_name(n)) for n in range(1, 13))
    for length in (3, 4, len(name))
}
_SEASONS: Final = frozenset(
    "spring summer fall autumn winter st nd rd th of the in published accepted".split()  # noqa: SIM905
)
_LONGEST: Final = 60


def read_day(text: str) -> str:
    """The date a text gives, as ISO 8601; empty if it gives none, or one that could be two.

    A month or a day of 0, or one that does not exist, is taken for unknown.
    """
    text = " ".join(text[: _LONGEST + 1].split()).strip(" .,;()[]")
    if not text or len(text) > _LONGEST:
        return ""
    found = _NUMBERS.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return made_day(found[1], found[2] or "", found[3] or "")
    if _STAMP.fullmatch(text):
        return _of_stamp(int(text.partition(".")[0]))
    backwards = _YEAR_LAST.fullmatch(text)
    if backwards:
        return _backwards(*backwards.groups())
    return _of_words(text)


def read_month(text: str) -> int:
    """The number of a month, given by number or name; 0 if it is none, the first of several."""
    for word in re.findall(r"[^\W\d_]+|\d+", text[:_LONGEST].lower()):
        if word.isdigit():
            return int(word) if 1 <= int(word) <= 12 else 0
        if word in _MONTHS:
            return _MONTHS[word]
    return 0


def made_day(year: str, month: str = "", day: str = "") -> str:
    """The date of these parts, as far as they are one: a wrong month or day is left out."""
    if not re.fullmatch(r"[12]\d{3}", year.strip(), re.ASCII):
        return ""
    number = read_month(month)
    days = int(day) if number and re.fullmatch(r"\d{1,2}", day.strip(), re.ASCII) else 0
    for parts in ((number, days), (number, 0), (0, 0)):
        try:
            return PartialDate(int(year), *parts).iso
        except ValueError:
            continue
    return ""


def _backwards(first: str | None, second: str, year: str) -> str:
    if first is None:
        return made_day(year, second)
    one, two = int(first), int(second)
    if one > 12 >= two or one == two:
        return made_day(year, second, first)
    if two > 12 >= one:
        return made_day(year, first, second)
    # 03/04/2015 is March to some and April to others.
    return year


def _of_stamp(seconds: int) -> str:
    """Of seconds or milliseconds since 1970."""
    if abs(seconds) > 10**11:
        seconds //= 1_000
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return ""
    return f"{moment:%Y-%m-%d}" if FIRST_YEAR <= moment.year <= LAST_YEAR else ""


def _of_words(text: str) -> str:
    words = re.findall(r"[^\W\d_]+|\d+", text.lower())
    years = [word for word in words if re.fullmatch(r"[12]\d{3}", word, re.ASCII)]
    months = [word for word in words if word in _MONTHS]
    days = [word for word in words if re.fullmatch(r"\d{1,2}", word, re.ASCII)]
    known = {*years, *months, *days, *_SEASONS}
    if len(years) != 1 or not known.issuperset(words):
        return ""
    return made_day(years[0], months[0] if months else "", days[0] if len(days) == 1 else "")
