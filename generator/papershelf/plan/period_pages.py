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


def period_branches(planner: Planner) -> Iterator[Branch]:
    """The lists of days, weeks, months and years, and each of them."""
    found = {kind: periods_of(planner.relations, kind, planner.wording) for kind in KINDS}
    label = planner.wording.say
    kinds = tuple(Link(label(f"periods.{kind}"), site_path(kind)) for kind in KINDS if found[kind])
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
        year_calendar(planner.relations, planner.wording, kind, year, found)
        for year, found in by_year.items()
    ]
    say, title = planner.wording.say, _title(planner, kind)
    description = say(f"descriptions.{kind}", shelf=planner.config.title)
    # Years would be a page each for a strip of months each.
    if len(periods) <= ONE_PAGE_UP_TO or kind == "yearly":
        context = contexts.PeriodsContext(kind, kinds, address, (), tuple(calendars))
        yield planner.page(
            (kind,),
            "periods.html",
            title,
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
            say(f"periods.{kind}_of_year", year=year) if place else title,
            contexts.PeriodsContext(kind, kinds, address, pages, (calendar,)),
            terms=[period.link for period in by_year[year]],
            description=description,
            way=[(title, address)] if place else (),
            dated_by=all_papers,
        )


def _title(planner: Planner, kind: str) -> str:
    """What the list of the periods of a kind is called."""
    return planner.wording.say("periods.on_shelf" if kind == "yearly" else f"periods.{kind}")


def _period(
    planner: Planner,
    period: Period,
    before: Link | None,
    after: Link | None,
    weeks: Mapping[str, Sequence[str]],
) -> Iterator[Page]:
    slugs, say = (period.kind, period.key), planner.wording.say
    is_month = period.kind == "monthly"
    within = tuple(_within(planner, period))
    strips = tuple(_strips(planner, period, weeks))
    written = planner.library.digests.get(period.key)
    weeks_of_month = (
        tuple(month_weeks(planner.relations, planner.wording, period.key)) if is_month else ()
    )
    for part in parts(period.papers, slugs, planner.config.page_size, planner.wording):
        yield planner.list_page(
            part,
            slugs,
            "period.html",
            say("periods.year_on_shelf", year=period.title)
            if period.kind == "yearly"
            else period.title,
            contexts.PeriodContext(
                kind=period.kind,
                previous=before,
                next=after,
                within=within,
                strips=strips,
                weekdays=weekdays(planner.wording) if is_month else (),
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
            description=say(f"descriptions.{period.kind}_period", period=period.title),
            way=[(_title(planner, period.kind), site_path(period.kind))],
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
        link = period_link(relations, kind, longer_key, planner.wording)
        if link:
            yield link


def _strips(
    planner: Planner, period: Period, weeks: Mapping[str, Sequence[str]]
) -> Iterator[Strip]:
    relations, wording, key = planner.relations, planner.wording, period.key
    if period.kind == "daily":
        yield from week_strip(relations, wording, week_key(key), key)
    elif period.kind == "weekly":
        yield from week_strip(relations, wording, key)
    elif period.kind == "yearly":
        label = wording.say("periods.monthly")
        months = months_strip(relations, wording, key, label, site_path("monthly"))
        if months:
            yield months
        if key in weeks:
            label = wording.say("periods.weekly")
            yield weeks_strip(relations, wording, weeks[key], label, site_path("weekly"))
        years = [(year, year) for year in relations.shelf_years]
        if len(years) > 1:
            label, url = wording.say("periods.yearly"), site_path("yearly")
            yield Strip(label, url, cells(relations, wording, "yearly", years, key))


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
            yield Group(planner.wording.date(parse_date(date)), site_path(kind, date), cards)
        else:
            label = planner.wording.say(f"periods.not_{kind}") if len(groups) > 1 else ""
            yield Group(label, "", cards)
