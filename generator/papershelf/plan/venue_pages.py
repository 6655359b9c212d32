"""Venues: their list, and each with its papers."""

from collections.abc import Iterator

from papershelf.plan import contexts
from papershelf.plan.cards import term_url
from papershelf.plan.lists import parts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import (
    Fact,
    TermLink,
)
from papershelf.text import fold, slugify
from papershelf.urls import site_path


def venue_pages(planner: Planner) -> Iterator[Page]:
    """The list of venues, and each of them."""
    if not planner.relations.venues:
        return
    relations = planner.relations
    ordered = sorted(
        relations.venues, key=lambda key: (fold(planner.library.venues[key].label), key)
    )
    yield planner.page(
        ("venues",),
        "venues.html",
        "Venues",
        contexts.VenuesContext(
            tuple(
                TermLink(
                    venue.label,
                    term_url("venues", key),
                    len(relations.venues[key]),
                    venue.name if venue.name != venue.label else "",
                )
                for key in ordered
                for venue in (planner.library.venues[key],)
            )
        ),
        description=f"Where the papers of {planner.config.title} appeared.",
    )
    for key in ordered:
        venue = planner.library.venues[key]
        slugs = ("venues", slugify(key))
        facts = [Fact("Type", venue.type)] if venue.type else []
        if venue.url:
            facts.append(Fact("Homepage", venue.url, venue.url))
        for part in parts(relations.venues[key], slugs, planner.config.page_size):
            yield planner.list_page(
                part,
                slugs,
                "venue.html",
                venue.label,
                contexts.VenueContext(
                    name=venue.name if venue.name != venue.label else "",
                    facts=tuple(facts),
                    papers=planner.cards_of(part.items),
                    pager=part.pager,
                ),
                description=f"Papers that appeared at {venue.name}.",
                way=[("Venues", site_path("venues"))],
                source=f"the venue {venue.label}",
            )
