"""The formula of what is trending: against a plain sum, at its edges, and the order it gives."""

from itertools import pairwise
from math import log2
from typing import Any

import pytest

from papershelf.model import Metrics, Paper, Reading
from papershelf.trending import (
    Points,
    by_trend,
    decayed_growth,
    recent_growth,
    trends_of,
)


def _readings(counts: dict[str, int]) -> tuple[Reading, ...]:
    return tuple(Reading(day, count) for day, count in counts.items())


def _metrics(**kinds: dict[str, int]) -> Metrics:
    return Metrics(**{kind: _readings(counts) for kind, counts in kinds.items()})


def _paper(paper_id: str, date: str = "2025-01-01", **more: Any) -> Paper:
    year = int(date[:4]) if date else 2025
    return Paper(id=paper_id, title=paper_id, **{"date": date, "year": year, **more})


def _score(paper: Paper, metrics: Metrics, half_life: int = 7) -> float:
    return trends_of({paper.id: paper}, {paper.id: metrics}, half_life)[paper.id].score


def _summed(points: Points, half_life: float, steps: int = 20_000) -> float:
    """The integral of growth and weight as a sum of many narrow strips."""
    total = 0.0
    for (start, before), (end, count) in pairwise(points):
        width = (end - start) / steps
        slope = max(0, count - before) / (end - start)
        middles = (start + (step + 0.5) * width for step in range(steps))
        total += sum(slope * 2 ** (middle / half_life) * width for middle in middles)
    return total


@pytest.mark.parametrize(
    "points",
    [
        [(-7, 0), (0, 42)],
        [(-400, 0), (-13, 10), (0, 42)],
        [(-30, 0), (-20, 50), (-10, 20), (-1, 60)],
        [(-3650, 0), (-3000, 1_000_000), (-1, 1_000_001)],
    ],
)
@pytest.mark.parametrize("half_life", [1, 7, 365])
def test_the_closed_form_is_the_integral(points: Points, half_life: int) -> None:
    expected = _summed(points, half_life)
    assert decayed_growth(points, half_life) == pytest.approx(expected, rel=1e-3, abs=1e-9)


def test_what_stands_on_the_first_day_was_gained_at_once() -> None:
    assert decayed_growth([(0, 0), (0, 42)], 7) == 42
    assert decayed_growth([(-7, 0), (-7, 42)], 7) == 21
    assert recent_growth([(0, 0), (0, 42)], 7) == 42
    assert recent_growth([(-7, 0), (-7, 42)], 7) == 0


def test_a_loss_counts_as_nothing() -> None:
    assert decayed_growth([(-14, 30), (-7, 10)], 7) == 0
    assert recent_growth([(-6, 30), (-3, 10), (0, 15)], 7) == 5


@pytest.mark.parametrize(
    ("points", "gain"),
    [
        ([(-14, 0), (0, 28)], 14),
        ([(-14, 0), (-8, 28)], 0),
        ([(-14, 0), (-7, 28)], 0),
        ([(-10, 0), (-3, 7)], 4),
        ([(-100, 0), (-14, 10), (0, 11)], 1),
    ],
)
def test_what_was_gained_lately_is_read_off_between_counts(points: Points, gain: int) -> None:
    assert recent_growth(points, 7) == gain


def test_the_score_adds_the_logarithms_of_the_kinds() -> None:
    day = "2025-03-14"
    one = _metrics(upvotes={day: 3})
    both = _metrics(upvotes={day: 3}, citations={day: 7})
    paper = _paper("a", day)
    assert _score(paper, one) == log2(4)
    assert _score(paper, both) == log2(4) + log2(8)


@pytest.mark.parametrize(
    ("paper", "same"),
    [
        (_paper("a", "2025"), _paper("a", "2025-01-01")),
        (_paper("a", "2025-02"), _paper("a", "2025-02-01")),
        (_paper("a", "", added="2025-02-03"), _paper("a", "2025-02-03")),
        (_paper("a", "", year=2024), _paper("a", "2024-01-01")),
        (_paper("a", "2026-01-01"), _paper("a", "2025-03-01")),
    ],
)
def test_growth_begins_when_the_paper_appeared_or_was_first_counted(
    paper: Paper, same: Paper
) -> None:
    metrics = _metrics(stars={"2025-03-01": 10, "2025-03-14": 20})
    assert _score(paper, metrics) == _score(same, metrics)


def test_the_newest_day_of_all_papers_is_now() -> None:
    papers = {key: _paper(key) for key in ("old", "new")}
    old = _metrics(stars={"2025-03-01": 10})
    alone = trends_of(papers, {"old": old}, 7)["old"]
    beside = trends_of(papers, {"old": old, "new": _metrics(stars={"2025-03-15": 1})}, 7)["old"]
    assert beside.score < alone.score
    assert [(growth.total, growth.gain) for growth in alone.kinds.values()] == [(10, 1)]
    assert [(growth.total, growth.gain) for growth in beside.kinds.values()] == [(10, 0)]
    assert alone.day == beside.day == "2025-03-01"


def test_a_paper_without_readings_has_no_trend() -> None:
    assert trends_of({"a": _paper("a")}, {"a": Metrics()}, 7) == {}


def test_growing_papers_come_first_then_featured_then_latest_ones() -> None:
    papers = {
        key: _paper(key, featured=key in ("featured", "slow"))
        for key in ("latest", "featured", "slow", "fast", "still", "oldest")
    }
    metrics = {
        "fast": _metrics(upvotes={"2025-03-01": 0, "2025-03-14": 100}),
        "slow": _metrics(upvotes={"2025-03-01": 0, "2025-03-14": 1}),
        "still": _metrics(upvotes={"2025-03-14": 0}),
    }
    found = by_trend(list(papers), papers, trends_of(papers, metrics, 7))
    assert found == ("fast", "slow", "featured", "latest", "still", "oldest")


def test_papers_that_grow_alike_come_latest_on_the_shelf_first() -> None:
    papers = {key: _paper(key) for key in "abc"}
    metrics = dict.fromkeys("abc", _metrics(stars={"2025-03-14": 5}))
    trends = trends_of(papers, metrics, 7)
    assert by_trend(["c", "a", "b"], papers, trends) == ("c", "a", "b")
