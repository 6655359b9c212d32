"""Group, order and connect by id: people, venues, topics, years, periods, collections."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from papershelf.dates import parse_date, week_of
from papershelf.model import CollectionPaper, Library, Paper
from papershelf.names import Name, parse_name
from papershelf.trending import Trend, by_trend, trends_of
from papershelf.urls import derived_slug

Key = TypeVar("Key", str, int)

_IDENTITY = "\0"
# Marks the keys of identities: no name can hold this character.

PAGES_FOR_ALL_UP_TO = 2_000
"""On shelves of up to this many papers everybody has a page, beyond it people with two papers.

Of 136,862 author strings in 95,652 papers 38 % stand on one paper only: their pages would double
the files of a site and show nothing that the paper does not.
"""

SEARCHED_PEOPLE = 2_000
"""The search narrows its results to this many people, those with the most papers.

Of 136,862 people in 95,562 papers the 2,000 with the most have 20 papers or more.
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the role of an author or editor, with their papers."""

    slug: str
    name: Name
    papers: tuple[str, ...]
    has_page: bool
    identity: str = ""
    """The id in authors.yaml, if they are in it."""


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


def relate(
    library: Library, *, drafts: bool = False, author_pages_from: int = 0, half_life: int = 7
) -> Relations:
    """The relations of a library; 0 for `author_pages_from` chooses by the size of the shelf.

    `half_life`: the days after which what a paper gained counts half.
    """
    shown = [p for p in library.papers.values() if drafts or p.status != "draft"]
    listed = [p for p in shown if p.status != "hidden"]
    newest = _latest_first(listed, publication_key)
    shelving = _latest_first(listed, shelving_key)
    if not author_pages_from:
        author_pages_from = 1 if len(listed) <= PAGES_FOR_ALL_UP_TO else 2
    people, people_of = _people(library, newest, shown, author_pages_from)
    days, weeks, months, shelf_years = _periods(shelving)
    collections = {
        key: tuple(item for item in collection.papers if _is_listed(library, item.paper, drafts))
        for key, collection in library.collections.items()
    }
    memberships: dict[str, list[tuple[str, CollectionPaper]]] = {}
    for key, items in collections.items():
        for item in items:
            memberships.setdefault(item.paper, []).append((key, item))
    shelved = tuple(p.id for p in shelving)
    # Counts of what is in no list would move the day from which all others are seen.
    counts = {paper: library.metrics[paper] for paper in shelved if paper in library.metrics}
    trends = trends_of(library.papers, counts, half_life)
    return Relations(
        shown=tuple(p.id for p in shown),
        newest=tuple(p.id for p in newest),
        shelving=shelved,
        people=people,
        people_of=people_of,
        venues=_grouped((p.venue, p.id) for p in newest if p.venue),
        topics=_topics(library, newest),
        years=_grouped((p.year, p.id) for p in newest),
        days=days,
        weeks=weeks,
        months=months,
        shelf_years=shelf_years,
        collections=collections,
        memberships={key: tuple(items) for key, items in memberships.items()},
        trending=by_trend(shelved, library.papers, trends),
        trends=trends,
        told=_told(listed),
    )


def _told(listed: Iterable[Paper]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for paper in sorted(listed, key=lambda p: p.id):
        for relation in paper.relations:
            if relation.id and relation.id != paper.id:
                found.setdefault(relation.id, {})[relation.type, paper.id] = None
    return {target: tuple(pairs) for target, pairs in found.items()}


def _is_listed(library: Library, paper: str, drafts: bool) -> bool:
    status = library.papers[paper].status
    return status != "hidden" and (drafts or status != "draft")


def _latest_first(papers: Iterable[Paper], key: Callable[[Paper], str]) -> list[Paper]:
    by_id = sorted(papers, key=lambda p: p.id)
    return sorted(by_id, key=lambda p: (key(p), p.weight), reverse=True)


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


def _topics(library: Library, papers: Sequence[Paper]) -> dict[str, tuple[str, ...]]:
    broader = broader_topics(library)
    return _grouped(
        (topic, paper.id)
        for paper in papers
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


def _people(
    library: Library, listed: Sequence[Paper], shown: Sequence[Paper], pages_from: int
) -> tuple[dict[str, Person], dict[str, tuple[str, ...]]]:
    identity_of = _identities_by_name(library)
    papers_of: dict[str, dict[str, None]] = {}
    names: dict[str, Name] = {}
    keys_of: dict[str, list[str]] = {}
    counted = {paper.id for paper in listed}
    # Listed papers come first, in the order in which a person's page shows them.
    for paper in (*listed, *(p for p in shown if p.id not in counted)):
        keys = keys_of[paper.id] = []
        for contributor in (*paper.authors, *paper.editors):
            key = display = contributor.name.display
            identity = contributor.id or identity_of.get(display, "")
            if identity:
                key = _IDENTITY + identity
            if key not in names:
                names[key] = contributor.name
                papers_of[key] = {}
            if paper.id in counted:
                papers_of[key][paper.id] = None
            keys.append(key)
    slugs = _person_slugs(names)
    people: dict[str, Person] = {}
    for key, slug in slugs.items():
        identity = key.removeprefix(_IDENTITY) if key.startswith(_IDENTITY) else ""
        name = parse_name(library.identities[identity].names[0]) if identity else names[key]
        papers = tuple(papers_of[key])
        has_page = len(papers) >= pages_from or (bool(identity) and bool(papers))
        people[slug] = Person(slug, name, papers, has_page, identity)
    people_of = {paper: tuple(slugs[key] for key in keys) for paper, keys in keys_of.items()}
    return dict(sorted(people.items())), people_of


def _identities_by_name(library: Library) -> dict[str, str]:
    """The identity of each name; a name that several share belongs to none of them."""
    identity_of: dict[str, str] = {}
    for identity in library.identities.values():
        for text in identity.names:
            display = parse_name(text).display
            if identity_of.setdefault(display, identity.id) != identity.id:
                identity_of[display] = ""
    return identity_of


def _person_slugs(names: Mapping[str, Name]) -> dict[str, str]:
    """A slug for every person; names that would share one are told apart by a number.

    Identities keep their ids; other people come in the order of their names, so that the same shelf
    always gives the same addresses.
    """
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(names, key=lambda k: (not k.startswith(_IDENTITY), k)):
        base = derived_slug(key.removeprefix(_IDENTITY))
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug)
        slugs[key] = slug
    return slugs


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
