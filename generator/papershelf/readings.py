"""Readings of counts: those up to a day, and the day that all others are seen from."""

from collections.abc import Iterable, Sequence
from datetime import date
from heapq import heapify, heappop, heapreplace
from typing import Final

from papershelf.dates import first_day
from papershelf.model import Metrics, Paper, Reading

FAR_OFF: Final = 1826
"""Five years, in days: a lone reading that comes later than that after all else is mistyped.

Shelves that people really keep have no such pause, and a wrong digit in a year mostly makes one.
"""


def readings_until(metrics: Metrics, day: str) -> Metrics:
    """The counts as they were at the end of a day (ISO): later readings are left out."""
    if metrics.last_day <= day:
        return metrics
    return Metrics(
        **{kind: until(getattr(metrics, kind), day) for kind in Metrics.__struct_fields__}
    )


def until(readings: tuple[Reading, ...], day: str) -> tuple[Reading, ...]:
    """The readings up to a day (ISO), that day included."""
    end = len(readings)
    while end and readings[end - 1].day > day:
        end -= 1
    return readings[:end]


def newest_day(papers: Iterable[Sequence[Sequence[Reading]]], shelved: str = "") -> str:
    """The newest day of all readings that can be believed; empty without readings.

    `papers`: the readings of each paper by kind, oldest first. `shelved`: the newest day of the
    papers themselves, as `newest_of` finds it. A day is not believed if a single paper was counted
    on it and it comes more than FAR_OFF days after all other readings and `shelved`: one mistyped
    year then moves nothing. A reading that is the only one of all is believed.
    """
    # No clock in this: the same files must give the same site on any day.
    counted = [series for series in papers if any(series)]
    newest = [(-_ordinal(_last(series)), place) for place, series in enumerate(counted)]
    heapify(newest)
    while newest:
        ordinal, place = -newest[0][0], newest[0][1]
        day = date.fromordinal(ordinal).isoformat()
        earlier = _last(counted[place], before=day)
        # The second smallest of a heap is one of the two below the smallest.
        others = [-other for other, _ in newest[1:3]] + ([_ordinal(earlier)] if earlier else [])
        if not others or ordinal - max(others) <= FAR_OFF:
            return day
        if shelved and ordinal - _ordinal(shelved) <= FAR_OFF:
            return day
        if earlier:
            heapreplace(newest, (-_ordinal(earlier), place))
        else:
            heappop(newest)
    return ""


def newest_of(papers: Iterable[Paper]) -> str:
    """The newest day (ISO) on which a paper was published or put on the shelf; empty without any.

    Of a month or a year that is its first day.
    """
    days = (max(paper.added, paper.date or f"{paper.year:04}") for paper in papers)
    return first_day(max(days, default=""))


def _last(series: Sequence[Sequence[Reading]], before: str = "9999-99-99") -> str:
    """The newest day in some readings that comes before another one; empty if there is none."""
    days = (
        next((reading.day for reading in reversed(readings) if reading.day < before), "")
        for readings in series
    )
    return max(days, default="")


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
