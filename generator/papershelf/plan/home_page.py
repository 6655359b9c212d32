"""The home page: a daily paper with the newest shelf, and the ways into the rest."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from papershelf.dates import FIRST_YEAR, PartialDate, parse_date
from papershelf.plan import contexts
from papershelf.plan.calendars import day_cells
from papershelf.plan.collection_pages import collection_cards
from papershelf.plan.inbox import home_inbox
from papershelf.plan.page import Page
from papershelf.plan.periods import KINDS, newest_period
from papershelf.plan.planner import Planner
from papershelf.plan.recent import recent_marks
from papershelf.plan.shelves import newest_date, newest_shelves, papers_on
from papershelf.plan.trending_page import trending_items
from papershelf.plan.views import DayTab, Link, Moment, Shelf, TermLink, TrendingItem
from papershelf.plan.year_pages import year_terms
from papershelf.relate import Relations
from papershelf.urls import site_path
from papershelf.wording import Wording

HOME_PAPERS = 12
HOME_TERMS = 12
HOME_TRENDING = 5
STRIP_DAYS = 14
SPARSE_DAYS = 7
FILLED_DAYS = 4
"""With this many of the last fortnight's days on the shelf it counts as filled daily."""


def home_page(planner: Planner, policy: str = "") -> Page:
    """The home page. `policy`: its own, where it has the form to subscribe."""
    relations = planner.relations
    newest = newest_date(planner)
    shelves = tuple(newest_shelves(planner, HOME_PAPERS))
    days, months = _strip(relations, planner.wording)
    topics = sorted(relations.topics, key=lambda topic: (-len(relations.topics[topic]), topic))
    collections = tuple(collection_cards(planner))
    years, shelf_years = _years(planner)
    return planner.page(
        (),
        "home.html",
        planner.config.title,
        contexts.HomeContext(
            date=_dateline(planner, shelves[0].date) if len(newest) > 4 else None,
            issue=_issue(planner, newest),
            numbers=_numbers(planner, newest),
            total=len(relations.newest),
            months=months,
            days=days,
            periods=tuple(_periods(planner)),
            shelves=shelves,
            trending=_trending(planner, shelves),
            collections=collections[:HOME_TERMS],
            all_collections=_all_of(planner, "collections", len(collections)),
            topics=tuple(planner.topic_term(topic) for topic in topics[:HOME_TERMS]),
            all_topics=_all_of(planner, "topics", len(topics)),
            years=years,
            shelf_years=shelf_years,
            recent=recent_marks(relations),
            inbox=home_inbox(planner),
        ),
        description=planner.config.description or planner.config.tagline,
        dated_by=relations.newest,
        policy=policy,
    )


def _dateline(planner: Planner, moment: Moment) -> Moment:
    text = planner.wording.weekday_date(parse_date(moment.iso))
    return msgspec.structs.replace(moment, text=text)


def _issue(planner: Planner, newest: str) -> str:
    """Volume and number of the newest shelf, as a journal counts them."""
    if len(newest) <= 4:
        return ""
    relations, year = planner.relations, newest[:4]
    shelves = relations.days if len(newest) > 7 else relations.months
    return planner.wording.say(
        "issue.volume",
        volume=int(year) - int(next(iter(relations.shelf_years))) + 1,
        number=sum(shelf.startswith(year) for shelf in shelves),
    )


def _numbers(planner: Planner, newest: str) -> str:
    say = planner.wording.say
    total = say("front_page.papers", len(planner.relations.newest))
    if len(newest) <= 4:
        return total
    return say("front_page.numbers", len(papers_on(planner, newest)), papers=total)


def _periods(planner: Planner) -> Iterator[Link]:
    relations, say = planner.relations, planner.wording.say
    for kind in KINDS:
        if url := newest_period(relations, kind):
            yield Link(say(f"front_page.{kind}"), url)
    if relations.newest:
        yield Link(say("pages.trending"), site_path("trending"))


def _all_of(planner: Planner, section: str, count: int) -> Link | None:
    if count <= HOME_TERMS:
        return None
    return Link(planner.wording.say(f"front_page.all_{section}", count), site_path(section))


def _trending(planner: Planner, shelves: Sequence[Shelf]) -> tuple[TrendingItem, ...]:
    """What grows fastest; where nothing is counted, no paper that stands in the column anyway."""
    items = trending_items(planner, HOME_TRENDING + HOME_PAPERS)
    if not any(item.gain for item in items):
        shown = {card.url for shelf in shelves for card in shelf.papers}
        items = tuple(item for item in items if item.card.url not in shown)
    return items[:HOME_TRENDING]


def _years(planner: Planner) -> tuple[tuple[TermLink, ...], tuple[TermLink, ...]]:
    """The years of publication, and those on the shelf; once where both say the same."""
    published = tuple(year_terms(planner))
    on_shelf = tuple(
        TermLink(year, site_path("yearly", year), len(papers))
        for year, papers in reversed([*planner.relations.shelf_years.items()])
    )
    if len(on_shelf) < 2:
        return published, ()
    if [(t.label, t.count) for t in published] == [(t.label, t.count) for t in on_shelf]:
        return (), on_shelf
    return published, on_shelf


def _strip(relations: Relations, wording: Wording) -> tuple[tuple[DayTab, ...], str]:
    """The newest days and what they have in common, a month or years.

    A shelf that is filled daily shows every day of its last two weeks, another one the days that
    brought papers, with their months.
    """
    known = list(relations.days)
    if not known:
        return (), ""
    newest = parse_date(known[-1])
    last = date(newest.year, newest.month, newest.day)
    fortnight = [last - timedelta(days=back) for back in reversed(range(STRIP_DAYS))]
    fortnight = [day for day in fortnight if day.year >= FIRST_YEAR]
    recent = [day for day in fortnight if day.isoformat() in relations.days]
    if len(recent) >= FILLED_DAYS:
        shown = [PartialDate(day.year, day.month, day.day) for day in fortnight]
        common = dict.fromkeys(wording.date(PartialDate(day.year, day.month)) for day in shown)
        return day_cells(relations, wording, shown, known[-1]), " – ".join(common)
    days = [parse_date(day) for day in known[-SPARSE_DAYS:]]
    tabs = day_cells(relations, wording, days, known[-1])
    years = dict.fromkeys(str(day.year) for day in days)
    return (
        tuple(
            msgspec.structs.replace(tab, label=wording.short_date_without_year(day))
            for tab, day in zip(tabs, days, strict=True)
        ),
        " – ".join(years),
    )
