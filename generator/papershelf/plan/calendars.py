"""Calendars: strips of days, weeks and months, the grid of a month, the picture of a year."""

from calendar import Calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from papershelf.dates import (
    PartialDate,
    days_of_week,
    parse_date,
    week_iso,
)
from papershelf.plan.periods import (
    Period,
    groups_of,
    period_link,
    period_title,
    week_key,
)
from papershelf.plan.views import CalendarWeek, DayTab, Strip, Weekday, YearCalendar
from papershelf.relate import Relations
from papershelf.urls import site_path
from papershelf.wording import Wording

LEVELS = 4
FULL_FROM = 4
"""A cell is never at the highest level with fewer papers."""
PICTURE_FROM = 8
"""A year with fewer days needs no picture."""
_STEP = 10
_SQUARE = "h8v8h-8z"


def cells(
    relations: Relations,
    wording: Wording,
    kind: str,
    labelled: Sequence[tuple[str, str]],
    current: str = "",
) -> tuple[DayTab, ...]:
    """The cells of a calendar; `labelled`: the key of each period and what its cell says."""
    groups = groups_of(relations, kind)
    most = max((len(groups.get(key, ())) for key, _ in labelled), default=0)
    return tuple(
        _cell(wording, kind, key, label, len(groups.get(key, ())), most, current)
        for key, label in labelled
    )


def _cell(
    wording: Wording, kind: str, key: str, label: str, count: int, most: int, current: str
) -> DayTab:
    if not count:
        return DayTab(label, "", "", 0, current=key == current)
    return DayTab(
        label=label,
        title=wording.say("calendars.cell", count, period=period_title(wording, kind, key)),
        url=site_path(kind, key),
        count=count,
        current=key == current,
        level=_level(count, most),
    )


def _level(count: int, most: int) -> int:
    return -(-LEVELS * count // max(most, FULL_FROM))


def day_cells(
    relations: Relations, wording: Wording, days: Iterable[PartialDate], current: str = ""
) -> tuple[DayTab, ...]:
    """The cells of days, which say their numbers."""
    return cells(relations, wording, "daily", [(day.iso, str(day.day)) for day in days], current)


def week_strip(
    relations: Relations, wording: Wording, week: str, current: str = ""
) -> tuple[Strip, ...]:
    """The days of a week, linked to it from the page of its day `current`."""
    days = days_of_week(int(week[:4]), int(week[6:]))
    url = site_path("weekly", week) if current else ""
    label = wording.say("calendars.week", week=str(int(week[6:])))
    return (Strip(label, url, day_cells(relations, wording, days, current)),)


def months_strip(
    relations: Relations, wording: Wording, year: str, label: str = "", url: str = ""
) -> Strip | None:
    """The twelve months of a year, if any of them brought papers."""
    labelled = [(f"{year}-{month:02}", wording.short_month(month)) for month in range(1, 13)]
    if not any(key in relations.months for key, _ in labelled):
        return None
    return Strip(label, url, cells(relations, wording, "monthly", labelled), counted=True)


def weeks_strip(
    relations: Relations, wording: Wording, weeks: Iterable[str], label: str = "", url: str = ""
) -> Strip:
    """Weeks that brought papers, by their numbers."""
    labelled = [(week, week[6:]) for week in weeks]
    return Strip(label, url, cells(relations, wording, "weekly", labelled))


def weekdays(wording: Wording) -> tuple[Weekday, ...]:
    """The heads of the columns of a month's calendar."""
    return tuple(Weekday(wording.short_weekday(day), wording.weekday(day)) for day in range(7))


def month_weeks(relations: Relations, wording: Wording, month: str) -> Iterator[CalendarWeek]:
    """The rows of the calendar of a month."""
    year, number = int(month[:4]), int(month[5:])
    rows = Calendar().monthdayscalendar(year, number)
    shown = [PartialDate(year, number, day) for row in rows for day in row if day]
    found = iter(day_cells(relations, wording, shown))
    for row in rows:
        iso_year, week, _ = date(year, number, max(row)).isocalendar()
        key = week_iso(iso_year, week)
        url = site_path("weekly", key) if key in relations.weeks else ""
        days = tuple(next(found) if day else None for day in row)
        yield CalendarWeek(str(week), wording.week(iso_year, week), url, days)


def weeks_by_year(relations: Relations) -> dict[str, list[str]]:
    """The weeks in which each year of the calendar brought papers, in order."""
    found: dict[str, dict[str, None]] = {}
    for day in relations.days:
        found.setdefault(day[:4], {})[week_key(day)] = None
    return {year: [*weeks] for year, weeks in found.items()}


def year_calendar(
    relations: Relations, wording: Wording, kind: str, year: str, periods: Sequence[Period]
) -> YearCalendar:
    """A year in the list of periods of one kind; `periods`: those of the year, oldest first."""
    whole = period_link(relations, "yearly", year, wording)
    strips: Iterable[Strip | None]
    if kind == "daily":
        strips = _days_by_month(relations, wording, periods)
    elif kind == "weekly":
        strips = (weeks_strip(relations, wording, [period.key for period in periods]),)
    else:
        strips = (months_strip(relations, wording, year),)
    return YearCalendar(
        label=year,
        url=whole.url if whole else "",
        count=sum(len(period.papers) for period in periods),
        heat=_heat(year, {p.key: len(p.papers) for p in periods}) if kind == "daily" else (),
        strips=tuple(strip for strip in strips if strip),
    )


def _days_by_month(
    relations: Relations, wording: Wording, days: Sequence[Period]
) -> Iterator[Strip]:
    months: dict[str, list[tuple[str, str]]] = {}
    for day in days:
        months.setdefault(day.key[:7], []).append((day.key, str(int(day.key[8:]))))
    labelled = [pair for month in months.values() for pair in month]
    found = iter(cells(relations, wording, "daily", labelled))
    strips = [
        Strip(
            wording.month(int(month[5:])),
            site_path("monthly", month),
            tuple(next(found) for _ in months[month]),
        )
        for month in months
    ]
    yield from reversed(strips)


def _heat(year: str, counts: Mapping[str, int]) -> tuple[str, ...]:
    """The days of a year as squares in columns of weeks: the data of a path for each level."""
    if len(counts) < PICTURE_FROM:
        return ()
    most = max(counts.values())
    first = date(int(year), 1, 1)
    paths: list[list[str]] = [[] for _ in range(LEVELS)]
    for key, count in counts.items():
        day = parse_date(key)
        place = (date(day.year, day.month, day.day) - first).days + first.weekday()
        column, row = divmod(place, 7)
        square = f"M{column * _STEP} {row * _STEP}{_SQUARE}"
        paths[_level(count, most) - 1].append(square)
    return tuple("".join(squares) for squares in paths)
