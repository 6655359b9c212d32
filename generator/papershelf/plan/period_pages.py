"""The days, weeks, months and years that brought papers, and their lists."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from papershelf.dates import parse_date
from papershelf.plan import contexts
from papershelf.plan.branches import Branch
from papershelf.plan.calendars import (
    cells,
    month_weeks,
    months_strip,
    week_strip,
    weekdays,
    weeks_by_year,
    weeks_strip,
    year_calendar,
)
from papershelf.plan.introductions import introduction_of
from papershelf.plan.lists import parts
from papershelf.plan.page import Page
from papershelf.plan.periods import (
    KINDS,
    UNITS,
    Period,
    period_link,
    periods_of,
    week_key,
)
from papershelf.plan.planner import Planner, internal_links_of
from papershelf.plan.summaries import summary_of
from papershelf.plan.views import Group, Link, Strip
from papershelf.urls import file_path, site_path

ONE_PAGE_UP_TO = 400
"""A list of more periods has a page for each year."""
_TITLES = {**KINDS, "yearly": "Years on the shelf"}


def period_branches(planner: Planner) -> Iterator[Branch]:
    """The lists of days, weeks, months and years, and each of them."""
    found = {kind: periods_of(planner.relations, kind) for kind in KINDS}
    kinds = tuple(Link(KINDS[kind], site_path(kind)) for kind in KINDS if found[kind])
    weeks = weeks_by_year(planner.relations)
    for kind, periods in found.items():
        if periods:
            yield Branch(file_path(kind), partial(_lists, planner, kind, periods, kinds))
        for place, period in enumerate(periods):
            before = periods[place - 1].link if place else None
            after = periods[place + 1].link if place + 1 < len(periods) else None
            path = file_path(period.kind, period.key)
            yield Branch(path, partial(_period, planner, period, before, after, weeks))


def _lists(
    planner: Planner, kind: str, periods: Sequence[Period], kinds: tuple[Link, ...]
) -> Iterator[Page]:
    """The list of periods of one kind, in one page or a page for each year."""
    by_year: dict[str, list[Period]] = {}
    for period in reversed(periods):
        by_year.setdefault(period.year, []).insert(0, period)
    address, all_papers = site_path(kind), planner.relations.shelving
    calendars = [
        year_calendar(planner.relations, kind, year, found) for year, found in by_year.items()
    ]
    description = f"What came on the shelf of {planner.config.title}, by {UNITS[kind]}."
    # Years would be a page each for a strip of months each.
    if len(periods) <= ONE_PAGE_UP_TO or kind == "yearly":
        context = contexts.PeriodsContext(kind, kinds, address, (), tuple(calendars))
        yield planner.page(
            (kind,),
            "periods.html",
            _TITLES[kind],
            context,
            dated_by=all_papers,
            terms=[period.link for period in reversed(periods)],
            description=description,
        )
        return
    pages = tuple(
        Link(year, site_path(kind, year) if place else address)
        for place, year in enumerate(by_year)
    )
    for place, (year, calendar) in enumerate(zip(by_year, calendars, strict=True)):
        yield planner.page(
            (kind, year) if place else (kind,),
            "periods.html",
            f"{KINDS[kind]} of {year}" if place else _TITLES[kind],
            contexts.PeriodsContext(kind, kinds, address, pages, (calendar,)),
            terms=[period.link for period in by_year[year]],
            description=description,
            way=[(_TITLES[kind], address)] if place else (),
            dated_by=all_papers,
        )


def _period(
    planner: Planner,
    period: Period,
    before: Link | None,
    after: Link | None,
    weeks: Mapping[str, Sequence[str]],
) -> Iterator[Page]:
    slugs = (period.kind, period.key)
    is_month = period.kind == "monthly"
    within = tuple(_within(planner, period))
    strips = tuple(_strips(planner, period, weeks))
    written = planner.library.digests.get(period.key)
    weeks_of_month = tuple(month_weeks(planner.relations, period.key)) if is_month else ()
    for part in parts(period.papers, slugs, planner.config.page_size):
        yield planner.list_page(
            part,
            slugs,
            "period.html",
            f"On the shelf in {period.title}" if period.kind == "yearly" else period.title,
            contexts.PeriodContext(
                kind=period.kind,
                previous=before,
                next=after,
                within=within,
                strips=strips,
                weekdays=weekdays() if is_month else (),
                weeks=weeks_of_month,
                summary=summary_of(planner, period.papers)
                if part.number == 1 and len(period.papers) > 1
                else None,
                groups=tuple(_groups(planner, period, part.items)),
                pager=part.pager,
                introduction=introduction_of(written, planner.config)
                if written and part.number == 1
                else None,
            ),
            items=part.items,
            description=f"What came on the shelf on {period.title}."
            if period.kind == "daily"
            else f"What came on the shelf in {period.title}.",
            way=[(_TITLES[period.kind], site_path(period.kind))],
            dated_by=period.papers,
            source=written.source if written and part.number == 1 else "",
            links=internal_links_of(written.body) if written and part.number == 1 else (),
        )


def _within(planner: Planner, period: Period) -> Iterator[Link]:
    """The longer periods that a period is in, or begins and ends in."""
    relations, key = planner.relations, period.key
    longer: dict[tuple[str, str], None] = {}
    if period.kind == "daily":
        longer = dict.fromkeys([("weekly", week_key(key)), ("monthly", key[:7])])
    elif period.kind == "weekly":
        days = sorted({planner.library.papers[paper].shelved for paper in period.papers})
        longer = dict.fromkeys(("monthly", day[:7]) for day in days)
        longer |= dict.fromkeys(("yearly", day[:4]) for day in days)
    if period.kind in ("daily", "monthly"):
        longer["yearly", key[:4]] = None
    for kind, longer_key in longer:
        link = period_link(relations, kind, longer_key)
        if link:
            yield link


def _strips(
    planner: Planner, period: Period, weeks: Mapping[str, Sequence[str]]
) -> Iterator[Strip]:
    relations, key = planner.relations, period.key
    if period.kind == "daily":
        yield from week_strip(relations, week_key(key), key)
    elif period.kind == "weekly":
        yield from week_strip(relations, key)
    elif period.kind == "yearly":
        months = months_strip(relations, key, "Months", site_path("monthly"))
        if months:
            yield months
        if key in weeks:
            yield weeks_strip(relations, weeks[key], "Weeks", site_path("weekly"))
        years = [(year, year) for year in relations.shelf_years]
        if len(years) > 1:
            yield Strip("Years", site_path("yearly"), cells(relations, "yearly", years, key))


def _groups(planner: Planner, period: Period, papers: Sequence[str]) -> Iterator[Group]:
    """The papers by day, of a year by month; each group with its page."""
    if period.kind == "daily":
        yield Group("", "", planner.cards_of(papers))
        return
    kind, length = ("monthly", 7) if period.kind == "yearly" else ("daily", 10)
    groups: dict[str, list[str]] = {}
    for paper in papers:
        date = planner.library.papers[paper].shelved[:length]
        groups.setdefault(date if len(date) == length else "", []).append(paper)
    for date, found in groups.items():
        cards = planner.cards_of(found)
        if date:
            yield Group(parse_date(date).text, site_path(kind, date), cards)
        else:
            label = "" if len(groups) == 1 else f"Without a {UNITS[kind]}"
            yield Group(label, "", cards)
