"""Readings of counts: those up to a day, and the day that all others are seen from."""

from collections.abc import Iterable, Sequence
from datetime import date
from heapq import heapify, heappop, heapreplace
from typing import Final

from papershelf.model import Metrics, Reading

FAR_OFF: Final = 183
"""A day that comes so many days after all counts of other papers is likely mistyped."""


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


def newest_day(papers: Iterable[Sequence[Sequence[Reading]]]) -> str:
    """The newest day of all readings that can be believed; empty without readings.

    `papers`: the readings of each paper by kind, oldest first. A day is not believed if it comes
    more than FAR_OFF days after the counts of all other papers, so that one mistyped year moves
    nothing. There is no clock in this, and where a single paper was counted no doubt.
    """
    counted = [series for series in papers if any(series)]
    newest = [(-_ordinal(_last(series)), place) for place, series in enumerate(counted)]
    heapify(newest)
    while len(newest) > 1:
        day, place = newest[0]
        # The second smallest of a heap is one of the two below the smallest.
        before = min(newest[1:3])[0]
        if before - day <= FAR_OFF:
            break
        earlier = _last(counted[place], before=date.fromordinal(-day).isoformat())
        if earlier:
            heapreplace(newest, (-_ordinal(earlier), place))
        else:
            heappop(newest)
    return date.fromordinal(-newest[0][0]).isoformat() if newest else ""


def _last(series: Sequence[Sequence[Reading]], before: str = "9999-99-99") -> str:
    """The newest day in some readings that comes before another one; empty if there is none."""
    days = (
        next((reading.day for reading in reversed(readings) if reading.day < before), "")
        for readings in series
    )
    return max(days, default="")


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
