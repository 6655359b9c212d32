"""Years of publication, and the days, weeks and months that brought papers."""

from collections.abc import Iterator, Sequence

from papershelf.dates import parse_date
from papershelf.plan import contexts
from papershelf.plan.cards import period_url
from papershelf.plan.lists import parts
from papershelf.plan.page import Page
from papershelf.plan.periods import (
    KINDS,
    Period,
    by_year,
    day_tabs,
    days_in,
    periods_of,
    week_key,
)
from papershelf.plan.planner import Planner
from papershelf.plan.views import (
    Group,
    Link,
    TermLink,
)
from papershelf.urls import site_path


def year_terms(planner: Planner) -> Iterator[TermLink]:
    """The years, latest first, with their numbers of papers."""
    for year in reversed([*planner.relations.years]):
        papers = planner.relations.years[year]
        yield TermLink(str(year), site_path("years", str(year)), len(papers))


def year_pages(planner: Planner) -> Iterator[Page]:
    """The list of years, and each year."""
    years = planner.relations.years
    if not years:
        return
    yield planner.page(
        ("years",),
        "years.html",
        "Years",
        contexts.YearsContext(
            tuple(year_terms(planner)), max(len(papers) for papers in years.values())
        ),
        description=f"The papers of {planner.config.title} by year of publication.",
    )
    keys = list(years)
    for place, year in enumerate(keys):
        slugs = ("years", str(year))
        neighbours = [
            Link(str(keys[i]), site_path("years", str(keys[i]))) if 0 <= i < len(keys) else None
            for i in (place - 1, place + 1)
        ]
        for part in parts(years[year], slugs, planner.config.page_size):
            yield planner.list_page(
                part,
                slugs,
                "year.html",
                str(year),
                contexts.YearContext(
                    neighbours[0], neighbours[1], planner.cards_of(part.items), part.pager
                ),
                description=f"Papers published in {year}.",
                way=[("Years", site_path("years"))],
            )


def period_pages(planner: Planner) -> Iterator[Page]:
    """The lists of days, weeks and months, and each of them."""
    for kind in KINDS:
        yield from _pages_of(planner, kind)


def _pages_of(planner: Planner, kind: str) -> Iterator[Page]:
    periods = periods_of(planner.relations, kind)
    if not periods:
        return
    others = tuple(
        Link(label, site_path(other))
        for other, label in KINDS.items()
        if periods_of(planner.relations, other)
    )
    yield planner.page(
        (kind,),
        "periods.html",
        KINDS[kind],
        contexts.PeriodsContext(kind, others, tuple(by_year(periods))),
        description=f"What came on the shelf of {planner.config.title}, by {kind[:-2]}.",
    )
    for place, period in enumerate(periods):
        before = periods[place - 1].link if place else None
        after = periods[place + 1].link if place + 1 < len(periods) else None
        yield from _period(planner, period, before, after)


def _period(
    planner: Planner, period: Period, before: Link | None, after: Link | None
) -> Iterator[Page]:
    slugs = (period.kind, period.key)
    within: list[Link] = []
    if period.kind == "daily":
        week = week_key(period.key)
        within = [
            Link(f"Week {int(week[6:])}", site_path("weekly", week)),
            Link(parse_date(period.key[:7]).text, site_path("monthly", period.key[:7])),
        ]
    elif period.kind == "weekly":
        month = next(day for day in _days_of(planner, period))[:7]
        within = [Link(parse_date(month).text, site_path("monthly", month))]
    tabs = day_tabs(
        days_in(period), planner.relations.days, period.key if period.kind == "daily" else ""
    )
    for part in parts(period.papers, slugs, planner.config.page_size):
        yield planner.list_page(
            part,
            slugs,
            "period.html",
            period.title,
            contexts.PeriodContext(
                kind=period.kind,
                previous=before,
                next=after,
                within=tuple(within),
                days=tabs if any(tab.url for tab in tabs) else (),
                groups=tuple(_by_day(planner, period, part.items)),
                pager=part.pager,
            ),
            description=f"What came on the shelf on {period.title}."
            if period.kind == "daily"
            else f"What came on the shelf in {period.title}.",
            way=[(KINDS[period.kind], site_path(period.kind))],
        )


def _days_of(planner: Planner, period: Period) -> list[str]:
    return sorted(planner.library.papers[paper].shelved for paper in period.papers)


def _by_day(planner: Planner, period: Period, papers: Sequence[str]) -> Iterator[Group]:
    if period.kind == "daily":
        yield Group("", "", len(papers), planner.cards_of(papers))
        return
    days: dict[str, list[str]] = {}
    for paper in papers:
        days.setdefault(planner.library.papers[paper].shelved, []).append(paper)
    for day, found in days.items():
        url = period_url(day) if len(day) == 10 else ""
        yield Group(parse_date(day).text, url, len(found), planner.cards_of(found))
