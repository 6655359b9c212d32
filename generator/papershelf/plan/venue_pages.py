"""Venues: their list by type, and each with its papers."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from papershelf.plan import contexts
from papershelf.plan.branches import Branch
from papershelf.plan.cards import term_url
from papershelf.plan.lists import parts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.profile import Outline, Wish
from papershelf.plan.views import Fact, Link, TermGroup, TermLink
from papershelf.plan.ways import (
    TermList,
    order_pages,
    search_for,
    slice_pages,
    tools,
    year_wishes,
    years_at,
    years_of,
)
from papershelf.text import fold, slugify
from papershelf.urls import file_path

VENUES_PER_PAGE = 400


def venue_branches(planner: Planner) -> Iterator[Branch]:
    """The list of venues, and each of them."""
    if not planner.relations.venues:
        return
    yield Branch(file_path("venues"), partial(_index, planner))
    for key in planner.relations.venues:
        yield Branch(file_path("venues", slugify(key)), partial(_venue, planner, key))


def _by_type(planner: Planner) -> list[str]:
    """The venues, the type with the most papers first and so within each; others last."""
    venues, papers = planner.library.venues, planner.relations.venues
    totals: dict[str, int] = {}
    for key, found in papers.items():
        totals[venues[key].type] = totals.get(venues[key].type, 0) + len(found)

    def place(key: str) -> tuple[bool, int, str, int, str, str]:
        kind = venues[key].type
        return (not kind, -totals[kind], kind, -len(papers[key]), fold(venues[key].label), key)

    return sorted(papers, key=place)


def _index(planner: Planner) -> Iterator[Page]:
    ordered = _by_type(planner)
    venues, papers = planner.library.venues, planner.relations.venues
    has_types = bool(venues[ordered[0]].type)
    for part in parts(ordered, ("venues",), VENUES_PER_PAGE, planner.wording):
        groups: list[TermGroup] = []
        for kind, keys in groupby(part.items, key=lambda key: venues[key].type):
            terms = tuple(
                TermLink(
                    venues[key].label,
                    term_url("venues", key),
                    len(papers[key]),
                    venues[key].name if venues[key].name != venues[key].label else "",
                )
                for key in keys
            )
            others = planner.wording.say("facets.other_venues") if has_types else ""
            groups.append(TermGroup(kind[:1].upper() + kind[1:] or others, terms))
        yield planner.list_page(
            part,
            ("venues",),
            "venues.html",
            planner.section("venues").label,
            contexts.VenuesContext(
                tuple(groups), len(ordered), max(map(len, papers.values())), part.pager
            ),
            dated_by=planner.relations.newest,
            terms=[Link(venues[key].label, term_url("venues", key)) for key in part.items],
            description=planner.wording.say("descriptions.venues", shelf=planner.config.title),
        )


def _venue(planner: Planner, key: str) -> Iterator[Page]:
    venue, say = planner.library.venues[key], planner.wording.say
    facts = [Fact(say("facts.type"), venue.type)] if venue.type else []
    if venue.url:
        facts.append(Fact(say("facts.homepage"), venue.url, venue.url))
    listed = TermList(
        slugs=("venues", slugify(key)),
        title=venue.label,
        papers=planner.relations.venues[key],
        way=[planner.step("venues")],
        source=f"the venue {venue.label}",
        search=search_for(venue=key),
    )
    years = years_of(planner, listed.papers)
    outline = Outline(
        listed.papers,
        wishes=(
            *year_wishes(planner, listed, years),
            Wish("topics", say("sections.topics")),
            Wish("authors", say("sections.authors"), least=2),
        ),
        years_at=years_at(listed, years),
    )
    for part in parts(listed.papers, listed.slugs, planner.config.page_size, planner.wording):
        yield planner.list_page(
            part,
            listed.slugs,
            "venue.html",
            venue.label,
            contexts.VenueContext(
                name=venue.name if venue.name != venue.label else "",
                facts=tuple(facts),
                profile=planner.profiles.profile(outline) if part.number == 1 else None,
                tools=tools(planner, listed),
                papers=planner.cards_of(part.items),
                pager=part.pager,
            ),
            items=part.items,
            description=say("descriptions.venue", name=venue.name),
            way=listed.way,
            source=listed.source,
            dated_by=listed.papers,
        )
    yield from slice_pages(planner, listed, years)
    yield from order_pages(planner, listed)
