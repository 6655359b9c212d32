"""The listed papers of a shelf in numbers: what its page of statistics and its file tell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from papershelf.model import Library
from papershelf.plan.page import digest_of
from papershelf.relate import Person, Relations
from papershelf.text import fold

NUMBERS_FILE: Final = "stats.json"
MOST_PEOPLE: Final = 100
"""People whom the file names: those with the most papers."""


class Number(msgspec.Struct, frozen=True):
    """How many papers there are of something."""

    id: str
    label: str
    papers: int


class Development(msgspec.Struct, frozen=True):
    """The same with its papers by year of publication, earliest first, years without any left out.

    The years are keys of a JSON map, so that they are texts there.
    """

    id: str
    label: str
    papers: int
    years: Mapping[int, int]


class ShelfNumbers(msgspec.Struct, frozen=True):
    """A shelf in numbers; what is named stands with the largest number first."""

    papers: int
    people: int
    years: Mapping[int, int]
    """Papers by year of publication, earliest first."""
    added: int
    """Papers whose entry says when they came on the shelf; the others came when published."""
    shelf_years: Mapping[str, int]
    """Papers by the year in which they came on the shelf, earliest first."""
    shelf_months: Mapping[str, int]
    """The same by month, of papers whose month is known."""
    venues: tuple[Number, ...]
    topics: tuple[Development, ...]
    """Papers on narrower topics count for the broader ones too, each once."""
    artifacts: tuple[Development, ...]
    """Papers with a link of each kind."""
    types: tuple[Development, ...]
    languages: tuple[Number, ...]
    authors: tuple[Number, ...]
    """Those with the most papers, editors included."""


def numbers_of(library: Library, relations: Relations, language: str) -> ShelfNumbers:
    """The numbers of the papers in lists; `language`: of papers that name none."""
    types: dict[str, Counter[int]] = {}
    artifacts: dict[str, Counter[int]] = {}
    languages: Counter[str] = Counter()
    added = 0
    for paper_id in relations.newest:
        paper = library.papers[paper_id]
        types.setdefault(paper.type, Counter())[paper.year] += 1
        for kind in {link.kind for link in paper.links}:
            artifacts.setdefault(kind, Counter())[paper.year] += 1
        languages[paper.language or language] += 1
        added += bool(paper.added)
    topics = {
        key: Counter(library.papers[paper].year for paper in papers)
        for key, papers in relations.topics.items()
    }
    with_papers = [person for person in relations.people.values() if person.papers]
    return ShelfNumbers(
        papers=len(relations.newest),
        people=len(with_papers),
        years={year: len(papers) for year, papers in relations.years.items()},
        added=added,
        shelf_years={year: len(papers) for year, papers in relations.shelf_years.items()},
        shelf_months={month: len(papers) for month, papers in relations.months.items()},
        venues=_ranked(
            Number(key, library.venues[key].label, len(papers))
            for key, papers in relations.venues.items()
        ),
        topics=_developments(topics, {key: library.topics[key].name for key in topics}),
        artifacts=_developments(artifacts, {}),
        types=_developments(types, {}),
        languages=_ranked(Number(key, key, count) for key, count in languages.items()),
        authors=_authors(with_papers),
    )


def numbers_digest(library: Library, relations: Relations, language: str) -> bytes:
    """Changes whenever the numbers would."""
    papers = library.papers
    return digest_of(
        b"".join(papers[paper].digest for paper in relations.newest),
        relations.author_pages_from,
        {key: (venue.name, venue.acronym) for key, venue in library.venues.items()},
        {key: (topic.name, topic.parent) for key, topic in library.topics.items()},
        {key: identity.names for key, identity in library.identities.items()},
        language,
    )


def numbers_file(library: Library, relations: Relations, language: str) -> bytes:
    """The numbers as JSON."""
    return msgspec.json.encode(numbers_of(library, relations, language))


def _authors(people: Sequence[Person]) -> tuple[Number, ...]:
    counts = sorted((len(person.papers) for person in people), reverse=True)[:MOST_PEOPLE]
    # Folding the names of a hundred thousand people takes longer than all else here.
    may = [person for person in people if len(person.papers) >= counts[-1]]
    found = [Number(one.slug, one.name.display, len(one.papers)) for one in may]
    return _ranked(found)[:MOST_PEOPLE]


def _developments(
    found: Mapping[str, Counter[int]], labels: Mapping[str, str]
) -> tuple[Development, ...]:
    return _ranked(
        Development(
            key,
            labels.get(key, key),
            counts.total(),
            {year: counts[year] for year in sorted(counts)},
        )
        for key, counts in found.items()
    )


def _ranked(numbers: Iterable[Any]) -> tuple[Any, ...]:
    """The largest first, then by label."""
    return tuple(sorted(numbers, key=lambda item: (-item.papers, fold(item.label), item.id)))
