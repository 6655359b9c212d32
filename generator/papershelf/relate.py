"""Group, order and connect by id: people, venues, topics, years, periods, collections."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from papershelf.dates import parse_date, week_of
from papershelf.model import CollectionPaper, Library, Paper
from papershelf.persons import PAGES_FOR_ALL_UP_TO, People, Person, people_in
from papershelf.trending import Trend, by_trend, trends_of

__all__ = [
    "PAGES_FOR_ALL_UP_TO",
    "SEARCHED_PEOPLE",
    "Person",
    "Relations",
    "broader_topics",
    "collection_titles",
    "publication_key",
    "relate",
    "searched_people",
    "shelving_key",
]

Key = TypeVar("Key", str, int)

SEARCHED_PEOPLE = 2_000
"""The search narrows its results to this many people, those with the most papers.

Of 136,862 people in 95,562 papers the 2,000 with the most have 20 papers or more.
"""


@dataclass(frozen=True, slots=True)
class Relations:
    """What connects the papers of a library; every sequence of ids is in its final order."""

    shown: tuple[str, ...]
    """Papers with a page: all but the drafts that were not asked for; by id."""
    newest: tuple[str, ...]
    """Papers in lists (hidden ones are in none), latest publication first."""
    shelving: tuple[str, ...]
    """The same, latest on the shelf first."""
    people: Mapping[str, Person]
    """By slug, in the order of the slugs."""
    people_of: Mapping[str, tuple[str, ...]]
    """The slugs of each shown paper's authors, then of its editors."""
    author_pages_from: int
    """How many papers give a person a page."""
    venues: Mapping[str, tuple[str, ...]]
    topics: Mapping[str, tuple[str, ...]]
    """Narrower topics' papers included."""
    years: Mapping[int, tuple[str, ...]]
    days: Mapping[str, tuple[str, ...]]
    weeks: Mapping[str, tuple[str, ...]]
    months: Mapping[str, tuple[str, ...]]
    shelf_years: Mapping[str, tuple[str, ...]]
    """Periods by their name in addresses (2026-03-14, 2026-W11, 2026-03, 2026), oldest first."""
    collections: Mapping[str, tuple[CollectionPaper, ...]]
    memberships: Mapping[str, tuple[tuple[str, CollectionPaper], ...]]
    """The collections of each paper, in the order of the collections."""
    trending: tuple[str, ...]
    """Papers in lists, the fastest growing first; without counts featured and then latest ones."""
    trends: Mapping[str, Trend]
    """How the papers in lists grow that were counted."""
    told: Mapping[str, tuple[tuple[str, str], ...]]
    """What listed papers tell of a paper: pairs of the type of a relation and of who states it."""


def publication_key(paper: Paper) -> str:
    """The date by which papers are ordered: within the year of the venue, where it differs."""
    year = f"{paper.year:04}"
    return paper.date if paper.date.startswith(year) else year


def shelving_key(paper: Paper) -> str:
    """The date by which papers are ordered on the shelf."""
    return paper.shelved or f"{paper.year:04}"


FindPeople = Callable[[Library, Sequence[Paper], Sequence[Paper], int], People]


def relate(
    library: Library,
    *,
    drafts: bool = False,
    author_pages_from: int = 0,
    half_life: int = 7,
    find_people: FindPeople = people_in,
) -> Relations:
    """The relations of a library; 0 for `author_pages_from` chooses by the size of the shelf.

    `half_life`: the days after which what a paper gained counts half. `find_people`: a sooner way
    to the same people.
    """
    shown = [p for p in library.papers.values() if drafts or p.status != "draft"]
    listed = [p for p in shown if p.status != "hidden"]
    newest = _latest_first(listed, publication_key)
    shelving = _latest_first(listed, shelving_key)
    shelved = tuple(p.id for p in shelving)
    people = find_people(library, newest, shown, author_pages_from)
    days, weeks, months, shelf_years = _periods(shelving)
    collections, memberships = collections_in(library, drafts=drafts)
    trends, trending = trends_in(library, shelved, half_life)
    return Relations(
        shown=tuple(p.id for p in shown),
        newest=tuple(p.id for p in newest),
        shelving=shelved,
        people=people.by_slug,
        people_of=people.of,
        author_pages_from=people.pages_from,
        venues=venues_in(newest),
        topics=topics_in(library, newest),
        years=_grouped((p.year, p.id) for p in newest),
        days=days,
        weeks=weeks,
        months=months,
        shelf_years=shelf_years,
        collections=collections,
        memberships=memberships,
        trending=trending,
        trends=trends,
        told=told_in(newest),
    )


def collections_in(
    library: Library, *, drafts: bool
) -> tuple[
    dict[str, tuple[CollectionPaper, ...]], dict[str, tuple[tuple[str, CollectionPaper], ...]]
]:
    """The listed papers of each collection, and the collections of each paper."""
    collections = {
        key: tuple(item for item in collection.papers if _is_listed(library, item.paper, drafts))
        for key, collection in library.collections.items()
    }
    memberships: dict[str, list[tuple[str, CollectionPaper]]] = {}
    for key, items in collections.items():
        for item in items:
            memberships.setdefault(item.paper, []).append((key, item))
    return collections, {key: tuple(items) for key, items in memberships.items()}


def collection_titles(library: Library, relations: Relations) -> dict[str, list[str]]:
    """The titles of the collections of each paper that is in any."""
    return {
        paper: [library.collections[key].title for key, _ in memberships]
        for paper, memberships in relations.memberships.items()
    }


def trends_in(
    library: Library, shelving: Sequence[str], half_life: int
) -> tuple[dict[str, Trend], tuple[str, ...]]:
    """How the papers in lists grow, and their order by it."""
    # Counts of what is in no list would move the day from which all others are seen.
    counts = {paper: library.metrics[paper] for paper in shelving if paper in library.metrics}
    trends = trends_of(library.papers, counts, half_life)
    return trends, by_trend(shelving, library.papers, trends)


def told_in(listed: Iterable[Paper]) -> dict[str, tuple[tuple[str, str], ...]]:
    """What listed papers tell of each paper that they name."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    telling = [paper for paper in listed if paper.relations]
    for paper in sorted(telling, key=attrgetter("id")):
        for relation in paper.relations:
            if relation.id and relation.id != paper.id:
                found.setdefault(relation.id, {})[relation.type, paper.id] = None
    return {target: tuple(pairs) for target, pairs in found.items()}


def _is_listed(library: Library, paper: str, drafts: bool) -> bool:
    status = library.papers[paper].status
    return status != "hidden" and (drafts or status != "draft")


def _latest_first(papers: Iterable[Paper], key: Callable[[Paper], str]) -> list[Paper]:
    # One after the other, each by texts or numbers alone, is twice as fast as by tuples.
    by_id = sorted(papers, key=attrgetter("id"))
    by_weight = sorted(by_id, key=attrgetter("weight"), reverse=True)
    return sorted(by_weight, key=key, reverse=True)


def _grouped(pairs: Iterable[tuple[Key, str]]) -> dict[Key, tuple[str, ...]]:
    groups: dict[Key, list[str]] = {}
    for key, paper in pairs:
        groups.setdefault(key, []).append(paper)
    return {key: tuple(groups[key]) for key in sorted(groups)}


def broader_topics(library: Library) -> dict[str, tuple[str, ...]]:
    """Each topic with all that are broader, itself first."""
    broader: dict[str, tuple[str, ...]] = {}
    for key in library.topics:
        chain = [key]
        parent = library.topics[key].parent
        while parent and parent in library.topics and parent not in chain:
            chain.append(parent)
            parent = library.topics[parent].parent
        broader[key] = tuple(chain)
    return broader


def venues_in(newest: Iterable[Paper]) -> dict[str, tuple[str, ...]]:
    """The papers of each venue."""
    return _grouped((paper.venue, paper.id) for paper in newest if paper.venue)


def topics_in(library: Library, newest: Iterable[Paper]) -> dict[str, tuple[str, ...]]:
    """The papers of each topic, those of narrower topics included."""
    broader = broader_topics(library)
    return _grouped(
        (topic, paper.id)
        for paper in newest
        if paper.topics
        for topic in dict.fromkeys(t for own in paper.topics for t in broader[own])
    )


def _periods(papers: Sequence[Paper]) -> tuple[dict[str, tuple[str, ...]], ...]:
    """The days, weeks, months and years in which papers came on the shelf.

    A date is in the periods that it is precise enough for; papers without one are in none.
    """
    dated = [(paper.shelved, paper.id) for paper in papers if paper.shelved]
    whole = [(day, paper) for day, paper in dated if len(day) == 10]
    weeks: dict[str, str] = {}
    for day, _ in whole:
        if day not in weeks:
            year, week = week_of(parse_date(day))
            weeks[day] = f"{year:04}-W{week:02}"
    return (
        _grouped(whole),
        _grouped((weeks[day], paper) for day, paper in whole),
        _grouped((date[:7], paper) for date, paper in dated if len(date) >= 7),
        _grouped((date[:4], paper) for date, paper in dated),
    )


def searched_people(library: Library, relations: Relations) -> frozenset[str]:
    """The slugs of the people that results of the search can be narrowed to."""
    unsearched = {paper for paper in relations.newest if not library.papers[paper].search}

    def count(person: Person) -> int:
        return sum(1 for paper in person.papers if paper not in unsearched)

    counts = {
        slug: len(person.papers) if not unsearched else count(person)
        for slug, person in relations.people.items()
    }
    found = (slug for slug, number in counts.items() if number)
    ordered = sorted(found, key=lambda slug: (-counts[slug], slug))
    return frozenset(ordered[:SEARCHED_PEOPLE])
