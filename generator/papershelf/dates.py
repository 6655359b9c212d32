"""Dates as precisely as they are known, and the weeks and months they fall in."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

FIRST_YEAR: Final = 1000
LAST_YEAR: Final = 2999

_ISO: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LOOSE: Final = re.compile(r"([0-9]{4})([-/.\s])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_TIMED: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T\s].*", re.DOTALL)
_CLOCK: Final = re.compile(
    r"[T\s][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s?(?:Z|[+-][0-9:]+)?$"
)
_LONGEST: Final = 40
_BACKWARDS: Final = re.compile(r"[0-9]{1,2}[-/.\s][0-9]{1,2}[-/.\s][0-9]{2,4}")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_EXAMPLE: Final = "write YYYY, YYYY-MM or YYYY-MM-DD, for example 2015-06-09"
# Not calendar.month_name, which follows the locale.
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month or a day; 0 stands for what is unknown, and comes first in order."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError, with what would do, unless this is a date of the calendar."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(
                f"the year {self.year} is not between {FIRST_YEAR} and {LAST_YEAR}; {_EXAMPLE}"
            )
        if not 0 <= self.month <= 12:
            raise ValueError(f"there is no month {self.month}; write a month from 01 to 12")
        if self.day and not self.month:
            raise ValueError(f"a day needs a month; write {self.year:04} if it is unknown")
        if self.day and not 1 <= self.day <= (last := monthrange(self.year, self.month)[1]):
            month = _MONTHS[self.month - 1]
            raise ValueError(
                f"{month} {self.year} has no day {self.day}; write a day from 01 to {last}"
            )

    @property
    def precision(self) -> str:
        """What is known: "year", "month" or "day"."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def iso(self) -> str:
        """As in data: "2015", "2015-06" or "2015-06-09"."""
        return "-".join([str(self.year), *(f"{n:02}" for n in (self.month, self.day) if n)])

    @property
    def text(self) -> str:
        """As in prose: "2015", "June 2015" or "9 June 2015"."""
        month = _MONTHS[self.month - 1] if self.month else ""
        return " ".join(part for part in (str(self.day or ""), month, str(self.year)) if part)


def parse_date(text: str) -> PartialDate:
    """Return the date written as YYYY, YYYY-MM or YYYY-MM-DD; ValueError says what would do."""
    text = text.strip()
    found = _ISO.fullmatch(text)
    if found is None:
        raise ValueError(f"{_complaint(text)}; {_advice(text)}")
    year, month, day = found.groups()
    if month == "00":
        raise ValueError(f"there is no month 00; write {year} if the month is unknown")
    if day == "00":
        raise ValueError(f"there is no day 00; write {year}-{month} if the day is unknown")
    return PartialDate(int(year), int(month or 0), int(day or 0))


def sure_date(text: str) -> str:
    """Return the date, in ISO form, that a text written otherwise means; empty where in doubt.

    The year comes first or the month has a name: "2015/6/9", "2015-06-09T10:00", "9 June 2015".
    """
    text = text.strip()
    if len(text) > _LONGEST or (_TIMED.fullmatch(text) and not _CLOCK.search(text)):
        return ""
    advised = _advice(text).removeprefix("write ")
    try:
        return parse_date(advised).iso
    except ValueError:
        return ""


def first_day(day: str) -> str:
    """The first day (ISO) that a day, a month or a year may mean; empty for none."""
    return f"{day}-01-01"[:10] if day else ""


def _complaint(text: str) -> str:
    if not text:
        return "the date is empty"
    if re.fullmatch(r"[0-9]+", text):
        return f'"{text}" has {len(text)} digits, a year has four'
    shown = text if len(text) <= 40 else text[:39] + "…"
    if _TIMED.fullmatch(text):
        return f'"{shown}" has a time of day'
    if "/" in text and not re.search(r"[^\W\d_]", text):
        return f'"{shown}" is written with slashes'
    return f'"{shown}" is not a date'


def _advice(text: str) -> str:
    timed = _TIMED.fullmatch(text)
    if timed:
        return f"write {timed[1]}"
    guess = _LOOSE.fullmatch(text)
    if guess:
        parts = (guess[1], guess[3].zfill(2), (guess[4] or "").zfill(2) if guess[4] else "")
        return _written(parts)
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _written(compact.groups())
    if _BACKWARDS.fullmatch(text):
        return "write the year first, then the month, then the day: YYYY-MM-DD"
    named = _from_words(text)
    return _written(named) if named else _EXAMPLE


def _from_words(text: str) -> tuple[str, str, str] | None:
    words = re.findall(r"[A-Za-z]+|[0-9]+", text)
    names = {name[:length].lower(): n for n, name in enumerate(_MONTHS, 1) for length in (3, 4, 9)}
    months = [names[word.lower()] for word in words if word.lower() in names]
    years = [word for word in words if re.fullmatch("[0-9]{4}", word)]
    days = [word for word in words if re.fullmatch("[0-9]{1,2}", word)]
    if len(words) > 3 or len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    return years[0], f"{months[0]:02}", days[0].zfill(2) if days else ""


def _written(parts: tuple[str | None, ...]) -> str:
    candidate = "-".join(part for part in parts if part)
    try:
        return f"write {parse_date(candidate).iso}"
    except ValueError:
        return _EXAMPLE


def week_of(day: PartialDate) -> tuple[int, int]:
    """Return the ISO year and week of a full date; ValueError if only its month is known."""
    if not day.day:
        raise ValueError(f"{day.iso} is in no single week; write the day too")
    year, week, _ = date(day.year, day.month, day.day).isocalendar()
    return year, week


def week_text(year: int, week: int) -> str:
    """Return "Week 11, 2026"."""
    return f"Week {week}, {year}"


def week_iso(year: int, week: int) -> str:
    """Return "2026-W11", as in addresses."""
    return f"{year:04}-W{week:02}"


def month_name(month: int) -> str:
    """Return "January" for 1."""
    return _MONTHS[month - 1]


def days_of_week(year: int, week: int) -> tuple[PartialDate, ...]:
    """Return the days of an ISO week from Monday; ValueError if the year has no such week.

    They are seven but for the first and the last week of all, which reach beyond the years.
    """
    first = date.fromisocalendar(year, week, 1)
    days = (first + timedelta(days=n) for n in range(7))
    return tuple(
        PartialDate(day.year, day.month, day.day)
        for day in days
        if FIRST_YEAR <= day.year <= LAST_YEAR
    )


def days_of_month(year: int, month: int) -> tuple[PartialDate, ...]:
    """Return the days of a month in order; ValueError if there is no such month."""
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}; write a month from 01 to 12")
    return tuple(PartialDate(year, month, day + 1) for day in range(monthrange(year, month)[1]))
