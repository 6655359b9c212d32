"""The readings of one kind: a new one among them, and fewer of the old ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias

from papershelf.model import Reading
from papershelf.readings import until

STILL_AFTER: Final = 7
"""Days after which a count that stands still is written with its new day."""
ALL_FOR: Final = 30
"""Days for which all readings are kept."""
WEEKLY_FOR: Final = 182
"""Days for which one a week is kept; before them it is one a month."""


@dataclass(frozen=True, slots=True)
class Spans:
    """For how many days readings are kept, and how close."""

    every: int
    """All of them."""
    weekly: int
    """The last one of each week."""
    monthly: int | None = None
    """The last one of each month, and before these days of each year; None: of all months."""


USUAL: Final = Spans(ALL_FOR, WEEKLY_FOR)
TIGHT: Final = (Spans(14, 91, 730), Spans(7, 28, 182), Spans(7, 7, 7))
"""How readings are kept where there is no room for all of them, the closest first.

A week stays in any case: it is what readers are told of.
"""

_Bucket: TypeAlias = tuple[int, ...]


def counted_on(readings: tuple[Reading, ...], day: str, count: int) -> tuple[Reading, ...]:
    """Some readings, oldest first, and what was counted on a day (ISO).

    A count that stands still is kept as its first and its last day, so that what it gains later is
    not taken for gained all the time. The same readings come back where there is nothing to write.
    Those of later days stay as they are and nothing is made of them.
    """
    past = until(readings, day)
    if past and past[-1] == Reading(day, count):
        return readings
    before = past[:-1] if past and past[-1].day == day else past
    if before and before[-1].count == count:
        if len(before) == len(past) and _days(before[-1].day, day) <= STILL_AFTER:
            return readings
        if len(before) > 1 and before[-2].count == count:
            before = before[:-1]
    written = thinned((*before, Reading(day, count)), day)
    return (*written, *readings[len(past) :])


def tightened(readings: tuple[Reading, ...], day: str, spans: Spans) -> tuple[Reading, ...]:
    """Some readings with fewer up to a day (ISO); those of later days stay."""
    past = until(readings, day)
    return (*thinned(past, day, spans), *readings[len(past) :])


def thinned(readings: Sequence[Reading], day: str, spans: Spans = USUAL) -> tuple[Reading, ...]:
    """The readings to keep of some up to a day (ISO), oldest first.

    These are those that `spans` says, usually all of the last ALL_FOR days, the last one of each
    week for WEEKLY_FOR days and of each month before; always the first and the last of all. Of a
    count that stands still its first and last day are enough, but the last one stays even if there
    is a later one in its week.
    """
    kept: list[Reading] = []
    last = len(readings) - 1
    buckets = [_bucket(reading.day, day, spans) for reading in readings]
    for place, reading in enumerate(readings):
        if (
            place in (0, last)
            or buckets[place] != buckets[place + 1]
            or (reading.count == readings[place - 1].count and buckets[place] != buckets[place - 1])
        ):
            # The middle of a plateau tells nothing.
            if len(kept) > 1 and kept[-1].count == kept[-2].count == reading.count:
                kept.pop()
            kept.append(reading)
    return tuple(kept)


def _bucket(day: str, today: str, spans: Spans) -> _Bucket:
    """The span of days that a day lies in, of which one reading is kept."""
    age = _days(day, today)
    number = _ordinal(day)
    if age <= spans.every:
        return 3, number
    if age <= spans.weekly:
        return 2, (number - 1) // 7
    if spans.monthly is None or age <= spans.monthly:
        return 1, int(day[:4]), int(day[5:7])
    return 0, int(day[:4])


def _days(start: str, end: str) -> int:
    return _ordinal(end) - _ordinal(start)


@lru_cache(16_384)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
