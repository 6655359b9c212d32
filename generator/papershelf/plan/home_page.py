"""The home page: the newest shelf and the ways into the rest."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from papershelf.dates import FIRST_YEAR, PartialDate, parse_date
from papershelf.plan import contexts
from papershelf.plan.calendar_pages import year_terms
from papershelf.plan.cards import period_url
from papershelf.plan.collection_pages import collection_cards
from papershelf.plan.page import Page
from papershelf.plan.periods import day_tabs, periods_of
from papershelf.plan.planner import Planner
from papershelf.plan.views import DayTab, Group, Link

HOME_PAPERS = 12
HOME_TERMS = 12
STRIP_DAYS = 14
SPARSE_DAYS = 7
FILLED_DAYS = 4
"""With this many of the last fortnight's days on the shelf it counts as filled daily."""
_PERIOD_LABELS = (("daily", "Day"), ("weekly", "Week"), ("monthly", "Month"))


def home_page(planner: Planner) -> Page:
    """The home page."""
    relations, papers = planner.relations, planner.library.papers
    order = list(relations.shelving)
    lead = next((p for p in order if papers[p].featured), order[0] if order else None)
    newest_day = next(reversed([*relations.days]), "")
    groups: dict[str, list[str]] = {}
    for paper in order[:HOME_PAPERS]:
        if paper != lead:
            groups.setdefault(papers[paper].shelved or str(papers[paper].year), []).append(paper)
    days, months = _strip(relations.days)
    largest_topics = sorted(
        relations.topics, key=lambda topic: (-len(relations.topics[topic]), topic)
    )
    newest_periods = [(label, periods_of(relations, kind)) for kind, label in _PERIOD_LABELS]
    return planner.page(
        (),
        "home.html",
        planner.config.title,
        contexts.HomeContext(
            date=parse_date(newest_day).text if newest_day else "",
            total=len(relations.newest),
            today=len(relations.days[newest_day]) if newest_day else 0,
            months=months,
            days=days,
            periods=tuple(
                Link(label, periods[-1].url) for label, periods in newest_periods if periods
            ),
            lead=planner.cards.card(lead) if lead else None,
            shelves=tuple(
                Group(parse_date(date).text, period_url(date), len(found), planner.cards_of(found))
                for date, found in groups.items()
            ),
            collections=tuple(collection_cards(planner)),
            topics=tuple(planner.topic_term(topic) for topic in largest_topics[:HOME_TERMS]),
            years=tuple(year_terms(planner)),
        ),
        description=planner.config.description or planner.config.tagline,
    )


def _strip(days: Mapping[str, Sequence[str]]) -> tuple[tuple[DayTab, ...], str]:
    """The newest days and what they have in common, a month or years.

    A shelf that is filled daily shows every day of its last two weeks, another one the days that
    brought papers, with their months.
    """
    known = list(days)
    if not known:
        return (), ""
    newest = parse_date(known[-1])
    last = date(newest.year, newest.month, newest.day)
    fortnight = [last - timedelta(days=back) for back in reversed(range(STRIP_DAYS))]
    fortnight = [day for day in fortnight if day.year >= FIRST_YEAR]
    recent = [day for day in fortnight if day.isoformat() in days]
    if len(recent) >= FILLED_DAYS:
        shown = [PartialDate(day.year, day.month, day.day) for day in fortnight]
        common = dict.fromkeys(PartialDate(day.year, day.month).text for day in shown)
        return day_tabs(shown, days, known[-1]), " – ".join(common)
    tabs = day_tabs([parse_date(day) for day in known[-SPARSE_DAYS:]], days, known[-1])
    years = dict.fromkeys(day[:4] for day in known[-SPARSE_DAYS:])
    return tuple(_with_month(tab) for tab in tabs), " – ".join(years)


def _with_month(tab: DayTab) -> DayTab:
    day, month, _ = tab.title.split(" ")
    return msgspec.structs.replace(tab, label=f"{day} {month[:3]}")
