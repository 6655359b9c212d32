"""How fast papers grow: the one place of the formula that ranks them.

The count of a metric is taken to grow evenly between two readings, and from nought at the day on
which the paper appeared. What was gained counts half after every half-life before the newest day of
all readings that can be believed (`readings.newest_day`): never before the day of the build, so
that the same counts give the same order on any day. Readings of later days are passed over. A kind
of count adds log2(1 + what its gains count for), so that ten times as many of one kind outweigh no
other kind altogether.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import floor, log, log2
from typing import Final

from papershelf.dates import first_day
from papershelf.model import Metrics, Paper, Reading
from papershelf.readings import newest_day, newest_of, readings_until

KINDS: Final = Metrics.__struct_fields__
"""The kinds of counts in their order."""
_DECIMALS: Final = 6
"""Logarithms differ in their last digits between machines; orders must not."""


@dataclass(frozen=True, slots=True)
class Growth:
    """One kind of count: its latest number, and what was gained in the last half-life."""

    total: int
    gain: int
    worth: float
    """What all its gains count for, those of long ago for less."""


@dataclass(frozen=True, slots=True)
class Trend:
    """How a paper grows; `kinds` has those that were counted, in the order of KINDS."""

    score: float
    kinds: Mapping[str, Growth]
    day: str
    """When it was last counted (ISO)."""

    @property
    def gain(self) -> int:
        """What was gained in the last half-life, all kinds together."""
        return sum(growth.gain for growth in self.kinds.values())


def trends_of(
    papers: Mapping[str, Paper], metrics: Mapping[str, Metrics], half_life: int
) -> dict[str, Trend]:
    """The trend of each paper that was counted; `half_life` in days, more than 0."""
    newest = newest_day(
        [_series(counts) for counts in metrics.values()], newest_of(papers.values())
    )
    counted = {
        paper_id: {kind: readings for kind in KINDS if (readings := getattr(counts, kind))}
        for paper_id, all_counts in metrics.items()
        if (counts := readings_until(all_counts, newest)).last_day
    }
    return {
        paper_id: _trend(papers[paper_id], kinds, newest, half_life)
        for paper_id, kinds in counted.items()
    }


def _series(counts: Metrics) -> tuple[Sequence[Reading], ...]:
    return tuple(getattr(counts, kind) for kind in KINDS)


def _trend(
    paper: Paper, kinds: Mapping[str, Sequence[Reading]], newest: str, half_life: int
) -> Trend:
    end = _ordinal(newest)
    appeared = _ordinal(paper.date or paper.added or f"{paper.year:04}") - end
    score = 0.0
    growth: dict[str, Growth] = {}
    for kind, readings in kinds.items():
        days = [_ordinal(reading.day) - end for reading in readings]
        points = [(min(appeared, days[0]), 0)]
        points += zip(days, (reading.count for reading in readings), strict=True)
        worth = decayed_growth(points, half_life)
        score += log2(1 + worth)
        gain = recent_growth(points, half_life)
        growth[kind] = Growth(readings[-1].count, gain, round(worth, _DECIMALS))
    day = max(readings[-1].day for readings in kinds.values())
    return Trend(round(score, _DECIMALS), growth, day)


@lru_cache(65_536)
def _ordinal(day: str) -> int:
    """The number of a day; of a month or a year, that of its first day."""
    return date.fromisoformat(first_day(day)).toordinal()


Points = Sequence[tuple[int, int]]
"""Days before the newest one (negative numbers, ascending) and the count on each."""


def decayed_growth(points: Points, half_life: float) -> float:
    """What was gained, each part weighted by 2 ** (day / half_life).

    The integral of growth and weight in closed form, segment by segment. What stands on one day
    alone was gained at once.
    """
    rate = log(2) / half_life
    total = 0.0
    for (start, before), (day, count) in pairwise(points):
        if count > before:
            weight = 2.0 ** (day / half_life)
            if day > start:
                weight = (weight - 2.0 ** (start / half_life)) / (rate * (day - start))
            total += (count - before) * weight
    return total


def recent_growth(points: Points, half_life: float) -> int:
    """What was gained in the last half-life, to the nearest whole number."""
    total = 0.0
    for (start, before), (day, count) in pairwise(points):
        if count > before and day > -half_life:
            part = (day - max(start, -half_life)) / (day - start) if day > start else 1.0
            total += (count - before) * part
    return floor(total + 0.5)


def by_trend(
    shelving: Sequence[str], papers: Mapping[str, Paper], trends: Mapping[str, Trend]
) -> tuple[str, ...]:
    """Papers that grow, the fastest first; then the featured ones, then the others.

    `shelving`: all papers in lists, latest on the shelf first, which decides between equals.
    """

    def rank(paper_id: str) -> tuple[float, bool]:
        trend = trends.get(paper_id)
        score = trend.score if trend else 0.0
        return (-score, not score and not papers[paper_id].featured)

    return tuple(sorted(shelving, key=rank))
