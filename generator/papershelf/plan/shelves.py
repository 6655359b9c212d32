"""The newest papers by the dates on which they came: the shelves of the home page."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from papershelf.dates import parse_date
from papershelf.plan.bylines import byline
from papershelf.plan.curators import hidden_names
from papershelf.plan.periods import groups_of
from papershelf.plan.planner import Planner
from papershelf.plan.views import Link, Moment, Shelf
from papershelf.relate import shelving_key
from papershelf.urls import site_path

_KINDS = {4: "yearly", 7: "monthly", 10: "daily"}
"""By the length of a date as it is written: where its papers are listed."""


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
    signed = byline(
        planner.config.curators, brought, planner.wording, hidden_names(planner.config.credit)
    )
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
    day, wording = parse_date(date), planner.wording
    kind = _KINDS[len(date)]
    url, listed = site_path(kind, date), groups_of(planner.relations, kind).get(date, ())
    if not all(planner.library.papers[paper].shelved for paper in whole):
        # The year of publication is all that is known of them: no period has them.
        url, listed = site_path("years", date), planner.relations.years[int(date)]
    return Shelf(
        label=wording.say("front_page.shelf", date=wording.date_without_year(day))
        if first == 1
        else wording.date(day),
        date=Moment(date, wording.date(day), url),
        byline=signed,
        first=first,
        papers=planner.cards_of(shown),
        more=Link(wording.say(f"front_page.all_{kind}", len(listed)), url)
        if len(shown) < len(whole)
        else None,
    )
