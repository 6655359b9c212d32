"""The home page: the newest shelf and the ways into the rest."""

from papershelf.dates import parse_date
from papershelf.plan import contexts
from papershelf.plan.calendar_pages import year_terms
from papershelf.plan.cards import period_url
from papershelf.plan.collection_pages import collection_cards
from papershelf.plan.page import Page
from papershelf.plan.periods import (
    day_tabs,
    periods_of,
)
from papershelf.plan.planner import Planner
from papershelf.plan.views import (
    Group,
    Link,
)

HOME_PAPERS = 12
HOME_TERMS = 12
STRIP_DAYS = 14
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
    strip = list(relations.days)[-STRIP_DAYS:]
    months = dict.fromkeys(parse_date(day[:7]).text for day in (strip[:1] + strip[-1:]))
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
            months=" – ".join(months),
            days=day_tabs([parse_date(day) for day in strip], relations.days, newest_day),
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
