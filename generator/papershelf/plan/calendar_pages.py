"""Years of publication, and the days, weeks and months that brought papers."""

from collections.abc import Iterator, Sequence

from papershelf.dates import parse_date
from papershelf.plan import contexts
from papershelf.plan.cards import period_url
from papershelf.plan.chart import chart_of
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
from papershelf.plan.profile import Outline, Wish
from papershelf.plan.views import (
    Group,
    Link,
    TermLink,
)
from papershelf.plan.ways import TermList, order_pages, search_for, tools
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
    counts = {year: len(papers) for year, papers in years.items()}
    yield planner.page(
        ("years",),
        "years.html",
        "Years",
        contexts.YearsContext(
            chart_of(counts, lambda year: site_path("years", str(year))),
            tuple(year_terms(planner)),
            max(counts.values()),
        ),
        description=f"The papers of {planner.config.title} by year of publication.",
    )
    links = [Link(str(year), site_path("years", str(year))) for year in years]
    for place, year in enumerate(years):
        before = links[place - 1] if place else None
        after = links[place + 1] if place + 1 < len(links) else None
        yield from _year(planner, year, before, after)


def _year(planner: Planner, year: int, before: Link | None, after: Link | None) -> Iterator[Page]:
    listed = TermList(
        slugs=("years", str(year)),
        title=str(year),
        papers=planner.relations.years[year],
        way=[("Years", site_path("years"))],
        source=f"the year {year}",
        search=search_for(year=str(year)),
    )
    outline = Outline(listed.papers, (Wish("venues", "Venues"), Wish("topics", "Topics")))
    for part in parts(listed.papers, listed.slugs, planner.config.page_size):
        yield planner.list_page(
            part,
            listed.slugs,
            "year.html",
            listed.title,
            contexts.YearContext(
                previous=before,
                next=after,
                profile=planner.profiles.profile(outline) if part.number == 1 else None,
                tools=tools(planner, listed),
                papers=planner.cards_of(part.items),
                pager=part.pager,
            ),
            description=f"Papers published in {year}.",
            way=listed.way,
            source=listed.source,
        )
    yield from order_pages(planner, listed)


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
