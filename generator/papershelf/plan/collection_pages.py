"""Collections: their list, and each with its sections."""

from collections.abc import Iterator
from functools import partial

from papershelf.markup import block_to_text, to_text
from papershelf.model import Collection
from papershelf.plan import contexts
from papershelf.plan.branches import Branch
from papershelf.plan.cards import moment, paper_url, term_url, within
from papershelf.plan.lists import parts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner, anchor_url, internal_links_of
from papershelf.plan.profile import Outline, Wish
from papershelf.plan.titles import marked_title
from papershelf.plan.views import (
    CollectionCard,
    ItemView,
    Link,
    SectionView,
)
from papershelf.plan.ways import TermList, own_tools, search_for
from papershelf.plan.words import span_text
from papershelf.text import shorten, slugify
from papershelf.urls import derived_slug, file_path

FIRST_PAPERS = 3
"""How many papers of a collection stand on its card."""


def collection_cards(planner: Planner) -> Iterator[CollectionCard]:
    """The collections as cards, heavier ones first, then by title."""
    ordered = sorted(
        planner.library.collections.values(), key=lambda c: (-c.weight, slugify(c.title), c.id)
    )
    for collection in ordered:
        items = planner.relations.collections[collection.id]
        papers = [planner.library.papers[item.paper] for item in items]
        years = [paper.year for paper in papers]
        shelved = max((paper.shelved for paper in papers), default="")
        yield CollectionCard(
            url=term_url("collections", collection.id),
            title=collection.title,
            summary=collection.summary,
            curator=planner.cards.curator(collection.curator),
            count=len(items),
            first=tuple(
                Link(marked_title(paper, planner.wording), paper_url(paper.id))
                for paper in papers[:FIRST_PAPERS]
            ),
            more=max(0, len(items) - FIRST_PAPERS),
            years=span_text(min(years), max(years)) if years else "",
            updated=moment(planner.wording, shelved) if shelved else None,
        )


def collection_branches(planner: Planner) -> Iterator[Branch]:
    """The list of collections, and each of them."""
    if not planner.library.collections:
        return
    yield Branch(file_path("collections"), partial(_index, planner))
    for collection in planner.library.collections.values():
        path = file_path("collections", slugify(collection.id))
        yield Branch(path, partial(_collection, planner, collection))


def _index(planner: Planner) -> Iterator[Page]:
    cards = tuple(collection_cards(planner))
    yield planner.page(
        ("collections",),
        "collections.html",
        planner.section("collections").label,
        contexts.CollectionsContext(cards),
        dated_by=[*planner.relations.memberships],
        terms=tuple(Link(card.title, card.url) for card in cards),
        description=planner.wording.say("descriptions.collections", shelf=planner.config.title),
    )


def _collection(planner: Planner, collection: Collection) -> Iterator[Page]:
    items = planner.relations.collections[collection.id]
    slugs = ("collections", slugify(collection.id))
    anchors: dict[str, str] = {}
    for item in items:
        if item.section and item.section not in anchors:
            anchors[item.section] = _distinct(f"s-{derived_slug(item.section)}", anchors)
    described = {section.title: section.description for section in collection.sections}
    all_parts = list(parts(items, slugs, planner.config.page_size, planner.wording))
    begins: dict[str, str] = {}
    for part in all_parts:
        for item in part.items:
            if item.section and item.section not in begins:
                begins[item.section] = part.url
    papers, say = tuple(item.paper for item in items), planner.wording.say
    listed = TermList(
        slugs=slugs,
        title=collection.title,
        papers=papers,
        way=[planner.step("collections")],
        source=collection.source,
        search=search_for(collection=collection.id),
    )
    outline = Outline(
        papers,
        wishes=(
            Wish("collections", say("facets.sharing"), frozenset((collection.id,))),
            Wish("topics", say("sections.topics")),
        ),
    )
    for part in all_parts:
        sections: list[tuple[str, list[ItemView]]] = []
        for place, item in enumerate(part.items, part.first + 1):
            if not sections or sections[-1][0] != item.section:
                sections.append((item.section, []))
            view = ItemView(place, planner.cards.card(item.paper), item.note)
            sections[-1][1].append(view)
        yield planner.list_page(
            part,
            slugs,
            "collection.html",
            collection.title,
            contexts.CollectionContext(
                curator=planner.cards.curator(collection.curator),
                summary=collection.summary,
                introduction=collection.introduction if part.number == 1 else "",
                contents=tuple(
                    Link(title, anchor_url(anchor, begins[title], part.url))
                    for title, anchor in anchors.items()
                ),
                sections=tuple(
                    SectionView(
                        title, anchors.get(title, ""), described.get(title, ""), tuple(views)
                    )
                    for title, views in sections
                ),
                profile=planner.profiles.profile(outline) if part.number == 1 else None,
                tools=own_tools(planner, listed),
                pager=part.pager,
                fragment=within(collection.id),
            ),
            items=tuple(item.paper for item in part.items),
            description=shorten(
                to_text(collection.summary) or block_to_text(collection.introduction), 200
            ),
            way=listed.way,
            source=listed.source,
            links=internal_links_of(collection.introduction) if part.number == 1 else (),
            dated_by=listed.papers,
        )


def _distinct(anchor: str, taken: dict[str, str]) -> str:
    number, candidate = 1, anchor
    while candidate in taken.values():
        number += 1
        candidate = f"{anchor}-{number}"
    return candidate
