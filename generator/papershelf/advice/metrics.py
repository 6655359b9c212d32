"""Counts that nobody has brought up to date, and those of days that are to come."""

from collections.abc import Iterator
from datetime import date, timedelta

from papershelf.advice.facts import Facts
from papershelf.dates import first_day, parse_date
from papershelf.errors import Problem, Severity
from papershelf.fields import shown
from papershelf.readings import newest_day, newest_of, until
from papershelf.validate import Counted, later_than


def stale_metrics(facts: Facts) -> Iterator[Problem]:
    """Counts older than `check.stale_after` days: once if all are, else paper by paper."""
    counted = facts.records.metrics
    if not any(found.kinds for found in counted.papers.values()):
        return
    limit = timedelta(days=facts.config.check.stale_after)
    today = facts.today or _newest_known(facts)
    hint = "count again"
    newest = {key: _counted_last(found, today) for key, found in counted.papers.items()}
    last = max(newest.values(), default="")
    if not last:
        return
    if _is_old(last, today, limit):
        message = f"the newest counts are {_of(last, limit)}"
        yield counted.source.problem((1, 1), message, hint, Severity.ADVICE, rule="stale-metrics")
        return
    for key, day in newest.items():
        if day and _is_old(day, today, limit):
            place = (counted.papers[key].line, counted.papers[key].column)
            message = f"the counts of {shown(key)} are {_of(day, limit)}"
            yield counted.source.problem(
                place, message, hint, Severity.ADVICE, rule="stale-metrics"
            )


def future_counts(facts: Facts) -> Iterator[Problem]:
    """A warning at each count of a day that has not come yet; nothing where no day is given.

    Tomorrow is none of them: counts are made in the time of another place, where it may be today.
    """
    if facts.today is None:
        return
    counted = facts.records.metrics
    tomorrow = (facts.today + timedelta(days=1)).isoformat()
    for day, place in later_than(tomorrow, counted):
        message = f"the day {day} is in the future"
        hint = "write the day on which it was counted"
        yield counted.source.problem(place, message, hint, Severity.WARNING, rule="future-day")


def _newest_known(facts: Facts) -> date:
    """The newest day that the shelf tells of, mistyped ones aside."""
    kinds = [tuple(found.kinds.values()) for found in facts.records.metrics.papers.values()]
    added = max((first_day(paper.added) for paper in facts.papers), default="")
    newest = newest_day(kinds, newest_of(facts.papers))
    return date.fromisoformat(max(added, newest))


def _counted_last(counted: Counted, today: date) -> str:
    """When a paper was counted last up to a day; empty if it was not."""
    # A day that is to come tells nothing of when it was counted.
    known = (until(readings, today.isoformat()) for readings in counted.kinds.values())
    return max((readings[-1].day for readings in known if readings), default="")


def _is_old(day: str, today: date, limit: timedelta) -> bool:
    return today - date.fromisoformat(day) > limit


def _of(day: str, limit: timedelta) -> str:
    # Not their age: what is told changes with what is there, not with each day that passes.
    return f"of {parse_date(day).text}, more than {limit.days} days ago"
