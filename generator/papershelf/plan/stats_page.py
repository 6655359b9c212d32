"""The shelf in figures and charts."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from msgspec.structs import replace

from papershelf.config import Config
from papershelf.plan import contexts
from papershelf.plan.list_views import Figure
from papershelf.plan.page import Page, deferred, digest_of
from papershelf.plan.planner import Planner
from papershelf.plan.shelf_numbers import (
    NUMBERS_FILE,
    ShelfNumbers,
    numbers_digest,
    numbers_of,
)
from papershelf.plan.stats_parts import StatsParts
from papershelf.plan.stats_views import Statistics
from papershelf.plan.views import Contributors, Link
from papershelf.plan.words import span_text
from papershelf.urls import site_path
from papershelf.wording import Wording

STATS: Final = "stats"
MOST_NAMED: Final = 24
"""People of one kind whom the page names."""


def stats_links(config: Config, wording: Wording) -> tuple[Link, ...]:
    """The link to the page, where the site has it."""
    return (Link(wording.say("stats.title"), site_path(STATS)),) if config.stats else ()


def stats_page(planner: Planner) -> Page:
    """The page of statistics; on a shelf without papers it says so."""
    say, relations = planner.wording.say, planner.relations
    digest = digest_of(
        numbers_digest(planner.library, relations, planner.config.language),
        *(
            planner.wording.digest,
            planner.config.search.enabled,
            sum(map(bool, relations.collections.values())),
        ),
    )
    return planner.page(
        (STATS,),
        "stats.html",
        say("stats.title"),
        contexts.StatsContext(
            # Counting a hundred thousand papers takes a second, and mostly nothing has changed.
            shelf=deferred(digest, partial(_statistics, planner)),
            contributors=tuple(_contributors(planner)),
            file=NUMBERS_FILE if relations.newest else "",
        ),
        description=say("stats.description", shelf=planner.config.title),
        dated_by=relations.newest,
    )


def _statistics(planner: Planner) -> Statistics:
    library, relations = planner.library, planner.relations
    numbers = numbers_of(library, relations, planner.config.language)
    parts = StatsParts(
        *(library, relations, planner.cards, planner.wording, numbers),
        searched=planner.config.search.enabled,
    )
    return Statistics(
        figures=tuple(_figures(planner, numbers)) if numbers.papers else (),
        parts=tuple(parts.parts()),
    )


def _figures(planner: Planner, numbers: ShelfNumbers) -> Iterator[Figure]:
    found = {
        "figures.papers": numbers.papers,
        "figures.people": numbers.people,
        "figures.venues": len(numbers.venues),
        "stats.topics_figure": len(numbers.topics),
        "stats.collections": sum(map(bool, planner.relations.collections.values())),
    }
    for word, number in found.items():
        if number:
            yield Figure(planner.wording.number(number), planner.wording.say(word, number))
    years = span_text(min(numbers.years), max(numbers.years))
    yield Figure(years, planner.wording.say("stats.years_figure"))


def _contributors(planner: Planner) -> Iterator[Contributors]:
    """Everybody who did something, those who did most first; many only by their number."""
    for group in planner.credit.contributors:
        people = [person for person in (*group.first, *group.rest) if person.value]
        if people:
            rest = len(people) - MOST_NAMED
            more = planner.wording.say("stats.more_people", rest) if rest > 0 else ""
            yield replace(group, first=tuple(people[:MOST_NAMED]), rest=(), more=more)
