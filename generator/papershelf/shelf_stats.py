"""What is on a shelf, in numbers, and what is missing."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final

import msgspec

from papershelf.id_addresses import ID_ADDRESSES
from papershelf.model import Library, Metrics, Paper
from papershelf.persons import people_in
from papershelf.readings import readings_until
from papershelf.schema import LINK_KINDS

TOP: Final = 10
"""Venues, topics, authors and collections that are named: those with the most papers."""


class Number(msgspec.Struct, frozen=True):
    """How many papers there are of something."""

    id: str
    label: str
    papers: int


class Counting(msgspec.Struct, frozen=True):
    """How far content/metrics.yaml reaches."""

    papers: int
    """Papers that were counted."""
    first: str
    """The earliest newest day of a paper, ISO; empty if none was counted."""
    last: str
    """The newest day of all that has come."""
    stale: int
    """Papers whose newest day is older than `check.stale_after` days."""


class ShelfStats(msgspec.Struct, frozen=True):
    """A shelf in numbers; all but `statuses` count what is no draft."""

    papers: int
    authors: int
    statuses: tuple[Number, ...]
    types: tuple[Number, ...]
    years: tuple[Number, ...]
    """Of publication, earliest first."""
    months: tuple[Number, ...]
    """In which papers were added, earliest first."""
    venues: tuple[Number, ...]
    topics: tuple[Number, ...]
    people: tuple[Number, ...]
    collections: tuple[Number, ...]
    links: tuple[Number, ...]
    """Papers with an artifact of each kind."""
    missing: tuple[Number, ...]
    """Papers that lack something."""
    counts: Counting
    left_out: int = 0
    """Entries with errors, which count for nothing here."""


_LACKS: Final[Mapping[str, tuple[str, Callable[[Paper], bool]]]] = {
    "abstract": ("no abstract", lambda paper: not paper.abstract),
    "summary": ("no summary or note", lambda paper: not (paper.summary or paper.note)),
    "link": (
        "nothing leads to it",
        lambda paper: not (paper.links or ID_ADDRESSES.keys() & paper.ids.keys()),
    ),
    "doi": ("no DOI", lambda paper: "doi" not in paper.ids),
    "topic": ("no topic", lambda paper: not paper.topics),
    "venue": ("no venue", lambda paper: not paper.venue),
    "added": ("no day of adding", lambda paper: not paper.added),
    "author": ("no author", lambda paper: not paper.authors),
}


def stats_of(
    library: Library, *, stale_after: int, today: date, left_out: int = 0, top: int = TOP
) -> ShelfStats:
    """The numbers of a library."""
    papers = [paper for paper in library.papers.values() if paper.status != "draft"]
    newest = sorted(papers, key=lambda paper: paper.id)
    people = people_in(library, newest, newest, 1).by_slug.values()
    collected = {key: [item.paper for item in c.papers] for key, c in library.collections.items()}
    held = {paper.id for paper in papers}
    in_one = held.intersection(chain.from_iterable(collected.values()))
    missing = [
        Number(key, label, sum(1 for paper in papers if lacks(paper)))
        for key, (label, lacks) in _LACKS.items()
    ]
    if collected:
        missing.append(Number("collection", "in no collection", len(held) - len(in_one)))
    return ShelfStats(
        papers=len(papers),
        authors=len(people),
        statuses=_most(Counter(paper.status for paper in library.papers.values()), {}),
        types=_most(Counter(paper.type for paper in papers), {}),
        years=_in_order(Counter(f"{paper.year}" for paper in papers)),
        months=_in_order(Counter(paper.added[:7] for paper in papers if len(paper.added) > 4)),
        venues=_most(
            Counter(paper.venue for paper in papers if paper.venue),
            {key: venue.label for key, venue in library.venues.items()},
            top,
        ),
        topics=_most(
            Counter(chain.from_iterable(paper.topics for paper in papers)),
            {key: topic.name for key, topic in library.topics.items()},
            top,
        ),
        people=_most(
            Counter({person.slug: len(person.papers) for person in people}),
            {person.slug: person.name.display for person in people},
            top,
        ),
        collections=_most(
            Counter({key: len(held.intersection(ids)) for key, ids in collected.items()}),
            {key: collection.title for key, collection in library.collections.items()},
            top,
        ),
        links=_most(
            Counter(chain.from_iterable({link.kind for link in paper.links} for paper in papers)),
            LINK_KINDS,
        ),
        missing=tuple(missing),
        counts=_counting((library.metrics.get(key) for key in held), stale_after, today),
        left_out=left_out,
    )


def _most(
    counted: Mapping[str, int], labels: Mapping[str, str], top: int | None = None
) -> tuple[Number, ...]:
    """The largest numbers first."""
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:top]
    return tuple(Number(key, labels.get(key, key), number) for key, number in ordered)


def _in_order(counted: Mapping[str, int]) -> tuple[Number, ...]:
    return tuple(Number(key, key, counted[key]) for key in sorted(counted))


def _counting(found: Iterable[Metrics | None], stale_after: int, today: date) -> Counting:
    until_today = (readings_until(metrics, today.isoformat()) for metrics in found if metrics)
    days = sorted(filter(None, (metrics.last_day for metrics in until_today)))
    limit = (today - timedelta(days=stale_after)).isoformat()
    return Counting(len(days), _at(days, 0), _at(days, -1), sum(1 for day in days if day < limit))


def _at(days: Sequence[str], place: int) -> str:
    return days[place] if days else ""
