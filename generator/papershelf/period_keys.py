"""What days, weeks and months are called in addresses and in names of files."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from papershelf.dates import (
    days_of_month,
    days_of_week,
    parse_date,
    week_iso,
    week_text,
)

KINDS: Final = ("daily", "weekly", "monthly")
"""The kinds of periods that digests are written of, as the folders of the site are called."""
EXAMPLES: Final = "2026-03-14, 2026-W11 or 2026-03"
_WEEK: Final = re.compile(r"([0-9]{4})-W([0-9]{2})")
_LOOSE_WEEK: Final = re.compile(r"([0-9]{4})[-_ ]?(?:W|week)[-_ ]?([0-9]{1,2})", re.IGNORECASE)
_LAST_WEEK_HOLDS: Final = 28
"""The 28th of December is in the last week of every year."""


@dataclass(frozen=True, slots=True)
class PeriodKey:
    """A day, a week or a month."""

    kind: str
    """One of KINDS."""
    key: str
    """`2026-03-14`, `2026-W11` or `2026-03`."""
    first: str
    """Its first day (ISO)."""
    last: str
    """Its last day (ISO)."""

    @property
    def title(self) -> str:
        """What it is called: "14 March 2026", "Week 11, 2026", "March 2026"."""
        found = _WEEK.fullmatch(self.key)
        if found:
            return week_text(int(found[1]), int(found[2]))
        return parse_date(self.key).text


def parse_key(text: str) -> PeriodKey:
    """The period that a key names; ValueError with a message and what would do."""
    week = _WEEK.fullmatch(text)
    if week:
        return _week(text, int(week[1]), int(week[2]))
    loose = _LOOSE_WEEK.fullmatch(text)
    if loose:
        raise ValueError("is no week as it is written here", f"write {loose[1]}-W{loose[2]:0>2}")
    try:
        found = parse_date(text)
    except ValueError as error:
        if not re.match(r"[0-9]{4}-[0-9]{2}", text):
            raise ValueError("is no day, week or month", f"write {EXAMPLES}") from None
        raise ValueError("is no day, week or month", str(error)) from None
    if found.day:
        return PeriodKey("daily", found.iso, found.iso, found.iso)
    if found.month:
        days = days_of_month(found.year, found.month)
        return PeriodKey("monthly", found.iso, days[0].iso, days[-1].iso)
    raise ValueError("is a whole year, which has no digest", f"write {EXAMPLES}")


def _week(text: str, year: int, week: int) -> PeriodKey:
    try:
        days = days_of_week(year, week)
        first, last = days[0].iso, days[-1].iso
    except (ValueError, IndexError):
        most = date(max(year, 1), 12, _LAST_WEEK_HOLDS).isocalendar().week
        hint = f"its weeks are {year:04}-W01 to {year:04}-W{most}"
        raise ValueError(f"is no week: {year:04} has no week {week:02}", hint) from None
    return PeriodKey("weekly", text, first, last)


def period_of(kind: str, day: date) -> PeriodKey:
    """The period of a kind that holds a day; ValueError outside the years that dates may have."""
    if kind == "weekly":
        year, week, _ = day.isocalendar()
        return parse_key(week_iso(year, week))
    return parse_key(day.isoformat() if kind == "daily" else day.isoformat()[:7])


def last_ended(kind: str, today: date) -> PeriodKey:
    """The latest period of a kind that has ended before a day."""
    running = period_of(kind, today)
    return period_of(kind, date.fromisoformat(running.first) - timedelta(days=1))
