"""Libraries made in memory, of any size, and the plan of their sites."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.support.wording import english

from papershelf.config import Config
from papershelf.model import (
    Collection,
    CollectionPaper,
    Contributor,
    Identity,
    Library,
    Paper,
    Topic,
    Venue,
)
from papershelf.names import parse_name
from papershelf.plan import Page, plan_site
from papershelf.relate import relate


def paper(number: int, **fields: object) -> Paper:
    """A paper of the venue `acl` on the topic `parsing`; each number has a date of its own."""
    given: dict[str, Any] = {
        "id": f"p{number}",
        "title": f"Paper {number:05}",
        "authors": ("Ada Lovelace", f"Person {number}"),
        "year": 2000 + number % 20,
        "added": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "venue": "acl",
        "topics": ("parsing",),
    } | fields
    given["authors"] = tuple(
        name if isinstance(name, Contributor) else Contributor(parse_name(str(name)))
        for name in given["authors"]
    )
    return Paper(**given)


def library(
    papers: Iterable[Paper],
    *,
    topics: Iterable[Topic] = (),
    venues: Iterable[Venue] = (),
    identities: Iterable[Identity] = (),
    collections: Mapping[str, Iterable[str]] | None = None,
) -> Library:
    """A library of papers; what they name and nobody describes is called by its id."""
    papers = list(papers)
    named = {topic: Topic(topic, topic) for p in papers for topic in p.topics}
    appeared = {p.venue: Venue(p.venue, p.venue) for p in papers if p.venue}
    return Library(
        papers={p.id: p for p in sorted(papers, key=lambda p: p.id)},
        collections={
            key: Collection(key, key, papers=tuple(map(CollectionPaper, members)))
            for key, members in (collections or {}).items()
        },
        topics=named | {topic.id: topic for topic in topics},
        venues=appeared | {venue.id: venue for venue in venues},
        identities={identity.id: identity for identity in identities},
        pages={},
    )


def planned(library: Library, **settings: object) -> dict[str, Page]:
    """The pages of a library's site by address."""
    plan = plan_site(
        library,
        relate(library),
        Config.model_validate(settings),
        related={},
        generator="Papershelf",
        options={},
        stylesheet="style.css",
        wording=english(),
    )
    return {page.url: page for page in plan.pages}
