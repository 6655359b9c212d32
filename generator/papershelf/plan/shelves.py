"""The newest papers by the dates on which they came: the shelves of the home page."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from papershelf.dates import parse_date
from papershelf.plan.bylines import byline
from papershelf.plan.curators import hidden_names
from papershelf.plan.periods import groups_of
from papershelf.plan.planner import Planner
from papershelf.plan.views import Link, Moment, Shelf
from papershelf.plan.words import counted
from papershelf.relate import shelving_key
from papershelf.urls import site_path

_UNITS = {4: ("yearly", "year"), 7: ("monthly", "month"), 10: ("daily", "day")}
"""By the length of a date as it is written: where its papers are listed, and what it is."""


def newest_date(planner: Planner) -> str:
    """The date of the newest shelf: the newest day, unless a later year has brought papers.

    A paper of which only the month is known, at the end of the same year, is no reason to hide the
    day that readers come for. Empty on an empty shelf.
    """
    relations = planner.relations
    if not relations.shelving:
        return ""
    latest = shelving_key(planner.library.papers[relations.shelving[0]])
    day = next(reversed([*relations.days]), "")
    return day if day[:4] == latest[:4] else latest


def papers_on(planner: Planner, date: str) -> list[str]:
    """The papers that came on a date, known as precisely as it is; featured ones first."""
    relations, papers = planner.relations, planner.library.papers
    candidates: Sequence[str]
    if len(date) == 10:
        candidates = relations.days[date]
    elif len(date) == 7:
        candidates = relations.months[date]
    else:
        candidates = (*relations.shelf_years.get(date, ()), *relations.years.get(int(date), ()))
    found = dict.fromkeys(paper for paper in candidates if shelving_key(papers[paper]) == date)
    return sorted(found, key=lambda paper: not papers[paper].featured)


def newest_shelves(planner: Planner, count: int) -> Iterator[Shelf]:
    """The newest shelf, then earlier ones, until `count` papers are shown."""
    papers = planner.library.papers
    newest = newest_date(planner)
    if not newest:
        return
    whole = papers_on(planner, newest)
    brought = (papers[paper] for paper in whole)
    signed = byline(planner.config.curators, brought, hidden_names(planner.config.credit))
    yield _shelf(planner, newest, 1, whole, whole[:count], signed)
    first = min(count, len(whole)) + 1
    earlier = (
        paper for paper in planner.relations.shelving if shelving_key(papers[paper]) != newest
    )
    for date, _ in groupby(earlier, key=lambda paper: shelving_key(papers[paper])):
        if first > count:
            return
        whole = papers_on(planner, date)
        shown = whole[: count + 1 - first]
        yield _shelf(planner, date, first, whole, shown, ())
        first += len(shown)


def _shelf(
    planner: Planner,
    date: str,
    first: int,
    whole: Sequence[str],
    shown: Sequence[str],
    signed: tuple[Link, ...],
) -> Shelf:
    day = parse_date(date)
    kind, unit = _UNITS[len(date)]
    url, listed = site_path(kind, date), groups_of(planner.relations, kind).get(date, ())
    if not all(planner.library.papers[paper].shelved for paper in whole):
        # The year of publication is all that is known of them: no period has them.
        url, listed = site_path("years", date), planner.relations.years[int(date)]
    return Shelf(
        label=f"On the shelf of {day.text_without_year}" if first == 1 else day.text,
        date=Moment(date, day.text, url),
        byline=signed,
        first=first,
        papers=planner.cards_of(shown),
        more=Link(f"All {counted(len(listed), 'paper')} of the {unit}", url)
        if len(shown) < len(whole)
        else None,
    )
