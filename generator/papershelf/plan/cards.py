"""Papers as lists show them, and the addresses that cards and pages of papers share."""

from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import quote

from papershelf.citation import work_of
from papershelf.config import Config
from papershelf.dates import parse_date
from papershelf.markup import to_text
from papershelf.metadata import coins
from papershelf.model import Library, Paper
from papershelf.plan.curators import keepers_by_handle
from papershelf.plan.own_files import own_files
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.titles import marked
from papershelf.plan.views import (
    Link,
    Moment,
    PaperCard,
    Picture,
    Resource,
)
from papershelf.relate import Person, Relations
from papershelf.text import shorten, slugify
from papershelf.urls import site_path, stored_address
from papershelf.wording import Wording

MAX_CARD_AUTHORS = 5
MAX_CARD_RESOURCES = 4


def paper_url(paper_id: str) -> str:
    """The address of a paper."""
    return site_path("papers", slugify(paper_id))


def term_url(section: str, term_id: str) -> str:
    """The address of a collection, topic or venue."""
    return site_path(section, slugify(term_id))


def within(collection_id: str) -> str:
    """The fragment that tells the page of a paper from which collection a reader came."""
    return f"#in={quote(slugify(collection_id), safe='')}"


def moment(wording: Wording, date: str, url: str = "") -> Moment:
    """A date in words, with its precision."""
    return Moment(date, wording.date(parse_date(date)), url)


class Cards:
    """Makes each paper's views once, and only when they are looked into."""

    def __init__(
        self, library: Library, relations: Relations, config: Config, wording: Wording
    ) -> None:
        self._library = library
        self._relations = relations
        self._config = config
        self._wording = wording
        self._has_coins = own_files(config, len(relations.newest)).coins
        self._shown = frozenset(relations.shown)
        self._keepers = keepers_by_handle(config.curators)
        self._cards: dict[str, PaperCard] = {}
        self._keys: dict[str, bytes] = {}

    def card(self, paper_id: str) -> PaperCard:
        """The card of a paper."""
        card = self._cards.get(paper_id)
        if card is None:
            key = self.key(paper_id)
            card = deferred(key, partial(self._make_card, paper_id, key), keeps=True)
            self._cards[paper_id] = card
        return card

    def key(self, paper_id: str) -> bytes:
        """A digest of everything that a card of the paper shows."""
        key = self._keys.get(paper_id)
        if key is None:
            key = self._keys[paper_id] = self._make_key(self._library.papers[paper_id])
        return key

    def collections_key(self, papers: Iterable[str]) -> bytes:
        """A digest of what the collections are called that papers are in."""
        memberships, collections = self._relations.memberships, self._library.collections
        return digest_of(
            tuple(
                (key, collections[key].title)
                for paper in papers
                for key, _ in memberships.get(paper, ())
            )
        )

    def _make_key(self, paper: Paper) -> bytes:
        # What other records put into the views; a test compares views whose keys are equal.
        library = self._library
        venue = library.venues.get(paper.venue)
        return digest_of(
            paper.digest,
            self._wording.digest,
            tuple(p.slug if p.has_page else bool(p.papers) for p in self.people(paper)),
            (venue.acronym, venue.name, venue.type, self.venue_url(venue.id)) if venue else None,
            self._has_coins,
            self.period_url(paper.shelved),
            tuple(library.topics[topic].name for topic in paper.topics),
        )

    def target(self, paper_id: str, text: str = "") -> Link | None:
        """Title and address of another paper; None for a draft, of which nothing is told.

        `text`: what it is called instead of its title.
        """
        if paper_id not in self._shown:
            return None
        paper = self._library.papers[paper_id]
        title = marked(paper, text or paper.title, self._wording)
        return Link(title, paper_url(paper_id))

    def people(self, paper: Paper) -> list[Person]:
        """The people behind the authors and then the editors of a paper."""
        people = self._relations.people
        return [people[slug] for slug in self._relations.people_of[paper.id]]

    def person_url(self, person: Person) -> str:
        """The page of a person, else a search for the name, else nothing."""
        if person.has_page:
            return site_path("authors", person.slug)
        return self.search_url(person.name.display) if person.papers else ""

    def search_url(self, query: str) -> str:
        """The address of a search; none on a site without."""
        return f"search/?q={quote(query, safe='')}" if self._config.search.enabled else ""

    def _make_card(self, paper_id: str, key: bytes) -> PaperCard:
        paper = self._library.papers[paper_id]
        # Editors stand in for authors: whoever the entry has come first among its people.
        contributors = paper.authors or paper.editors
        people = list(zip(contributors, self.people(paper), strict=False))
        return PaperCard(
            digest=key,
            id=paper.id,
            url=paper_url(paper.id),
            title=paper.title,
            language=paper.language if paper.language != self._config.language else "",
            authors=tuple(
                Link(contributor.name.display, self.person_url(person))
                for contributor, person in people[:MAX_CARD_AUTHORS]
            ),
            more_authors=max(0, len(people) - MAX_CARD_AUTHORS),
            venue=self.venue(paper),
            year=str(paper.year),
            summary=paper.summary,
            resources=tuple(self.resources(paper))[:MAX_CARD_RESOURCES],
            topics=tuple(
                Link(self._library.topics[topic].name, term_url("topics", topic))
                for topic in paper.topics
            ),
            shelved=moment(self._wording, paper.shelved, self.period_url(paper.shelved))
            if paper.shelved
            else None,
            featured=paper.featured,
            status=paper.status,
            thumbnail=Picture(stored_address(paper.thumbnail.path), paper.thumbnail.alt)
            if paper.thumbnail
            else None,
            award=paper.awards[0].name if paper.awards else "",
            coins=coins(work_of(paper, self._library.venues.get(paper.venue)))
            if self._has_coins
            else "",
        )

    def venue(self, paper: Paper) -> Link | None:
        """Acronym and year, with the page of the venue."""
        venue = self._library.venues.get(paper.venue)
        if venue is None:
            return None
        return Link(f"{venue.label} {paper.year}", self.venue_url(venue.id))

    def venue_url(self, venue_id: str) -> str:
        """The page of a venue; none where only papers outside the lists appeared there."""
        return term_url("venues", venue_id) if venue_id in self._relations.venues else ""

    def period_url(self, date: str) -> str:
        """The page of a day or month; none where no paper in the lists came then."""
        relations = self._relations
        return period_url(date) if date in relations.days or date in relations.months else ""

    def resources(self, paper: Paper) -> Iterator[Resource]:
        """The links of a paper, a PDF before all others."""
        return resources_of(paper, self._wording)

    def curator(self, handle: str) -> str:
        """The name behind a curator's handle."""
        keeper = self._keepers.get(handle)
        return keeper.name if keeper else handle


def resources_of(paper: Paper, wording: Wording) -> Iterator[Resource]:
    """The links of a paper, a PDF before all others."""
    for link in sorted(paper.links, key=lambda link: link.kind != "pdf"):
        yield Resource(
            link.kind, link.label or kind_label(link.kind, wording), stored_address(link.url)
        )


def period_url(date: str) -> str:
    """The page of the day or month that a date names; none for a bare year."""
    if len(date) == 10:
        return site_path("daily", date)
    return site_path("monthly", date) if len(date) == 7 else ""


def kind_label(kind: str, wording: Wording) -> str:
    """What a paper can have is called; a kind of links that an entry made up by its own name."""
    word = f"links.{kind}"
    return wording.say(word) if wording.has(word) else kind[:1].upper() + kind[1:]


def description_of(paper: Paper) -> str:
    """A sentence about a paper for search engines: its summary, else the start of its abstract."""
    return shorten(to_text(paper.summary or paper.abstract or paper.title), 200)
