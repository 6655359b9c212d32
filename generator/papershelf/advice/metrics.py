"""Counts that nobody has brought up to date."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from papershelf.advice.facts import Facts
from papershelf.dates import parse_date
from papershelf.errors import Problem, Severity
from papershelf.fields import shown
from papershelf.model import Metrics


def stale_metrics(facts: Facts) -> Iterator[Problem]:
    """Counts older than `check.stale_after` days: once if all are, else paper by paper."""
    counted = facts.records.metrics
    newest = {key: _newest(found.metrics) for key, found in counted.papers.items()}
    days = [day for day in newest.values() if day]
    if not days:
        return
    limit = timedelta(days=facts.config.check.stale_after)
    today = facts.today or _newest_known(facts, max(days))
    hint = "count again"
    if _is_old(max(days), today, limit):
        message = f"the newest counts are {_of(max(days), limit)}"
        yield counted.source.problem((1, 1), message, hint, Severity.ADVICE, rule="stale-metrics")
        return
    for key, day in newest.items():
        if day and _is_old(day, today, limit):
            place = (counted.papers[key].line, counted.papers[key].column)
            message = f"the counts of {shown(key)} are {_of(day, limit)}"
            yield counted.source.problem(
                place, message, hint, Severity.ADVICE, rule="stale-metrics"
            )


def _newest(metrics: Metrics) -> str:
    readings = chain(metrics.upvotes, metrics.stars, metrics.citations)
    return max((reading.day for reading in readings), default="")


def _newest_known(facts: Facts, counted: str) -> date:
    full = (paper.added for paper in facts.papers if len(paper.added) == len(counted))
    return date.fromisoformat(max([counted, *full]))


def _is_old(day: str, today: date, limit: timedelta) -> bool:
    return today - date.fromisoformat(day) > limit


def _of(day: str, limit: timedelta) -> str:
    # Not their age: what is told changes with what is there, not with each day that passes.
    return f"of {parse_date(day).text}, more than {limit.days} days ago"
