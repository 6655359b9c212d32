"""The readings of one kind: a new one among them, and fewer of the old ones."""

from collections.abc import Sequence
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


def thinned(readings: Sequence[Reading], day: str) -> tuple[Reading, ...]:
    """The readings to keep of some up to a day (ISO), oldest first.

    These are all of the last ALL_FOR days, the last one of each week for WEEKLY_FOR days and of
    each month before; always the first and the last of all. Of a count that stands still its first
    and last day are enough, but the last one stays even if there is a later one in its week.
    """
    kept: list[Reading] = []
    last = len(readings) - 1
    buckets = [_bucket(reading.day, day) for reading in readings]
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


def _bucket(day: str, today: str) -> _Bucket:
    """The span of days that a day lies in, of which one reading is kept."""
    age = _days(day, today)
    number = _ordinal(day)
    if age <= ALL_FOR:
        return 2, number
    if age <= WEEKLY_FOR:
        return 1, (number - 1) // 7
    return 0, int(day[:4]), int(day[5:7])


def _days(start: str, end: str) -> int:
    return _ordinal(end) - _ordinal(start)


@lru_cache(16_384)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
