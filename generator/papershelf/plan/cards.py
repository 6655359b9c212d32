"""Papers as templates see them: the card in a list and the details on the paper's own page."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from papershelf.config import Config
from papershelf.dates import parse_date
from papershelf.markup import to_text
from papershelf.model import ArtifactLink, Contributor, Library, Paper
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.views import (
    Fact,
    Link,
    MembershipView,
    Moment,
    PaperCard,
    PaperDetails,
    PersonView,
    Picture,
    RelatedPaper,
    Resource,
)
from papershelf.relate import Person, Relations
from papershelf.schema import LINK_KINDS
from papershelf.text import shorten, slugify
from papershelf.urls import site_path, web_address

MAX_CARD_AUTHORS = 5
MAX_CARD_RESOURCES = 4

_KINDS = {
    "article": "Article",
    "paper-conference": "Conference paper",
    "preprint": "Preprint",
    "thesis": "Thesis",
    "report": "Report",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "software": "Software",
}
_RELATIONS = {
    "version_of": "Version of",
    "preprint_of": "Preprint of",
    "extends": "Extends",
    "replies_to": "Replies to",
    "erratum_of": "Erratum of",
    "supersedes": "Supersedes",
    "same_as": "Same as",
}
_IDS: dict[str, tuple[str, str]] = {
    "doi": ("DOI", "https://doi.org/"),
    "arxiv": ("arXiv", "https://arxiv.org/abs/"),
    "acl": ("ACL Anthology", "https://aclanthology.org/"),
    "openreview": ("OpenReview", "https://openreview.net/forum?id="),
    "dblp": ("DBLP", "https://dblp.org/rec/"),
    "pmid": ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    "isbn": ("ISBN", ""),
    "issn": ("ISSN", ""),
}
_ALERTS = {
    "draft": "This entry is a draft.",
    "withdrawn": "This paper has been withdrawn.",
    "retracted": "This paper has been retracted.",
}


def paper_url(paper_id: str) -> str:
    """The address of a paper."""
    return site_path("papers", slugify(paper_id))


def term_url(section: str, term_id: str) -> str:
    """The address of a collection, topic or venue."""
    return site_path(section, slugify(term_id))


def moment(date: str, url: str = "") -> Moment:
    """A date in words, with its precision."""
    return Moment(date, parse_date(date).text, url)


def stored_address(address: str) -> str:
    """An address from an entry: on the web, or below static/, which the site holds at its root."""
    if address.startswith("static/"):
        return quote(address.removeprefix("static/"), safe="/")
    return web_address(address)


class Cards:
    """Makes each paper's views once, and only when they are looked into."""

    def __init__(self, library: Library, relations: Relations, config: Config) -> None:
        self._library = library
        self._relations = relations
        self._config = config
        self._shown = frozenset(relations.shown)
        self._cards: dict[str, PaperCard] = {}
        self._related: dict[str, RelatedPaper] = {}
        self._keys: dict[str, bytes] = {}

    def card(self, paper_id: str) -> PaperCard:
        """The card of a paper."""
        card = self._cards.get(paper_id)
        if card is None:
            key = self.key(paper_id)
            card = deferred(key, partial(self._make_card, paper_id, key))
            self._cards[paper_id] = card
        return card

    def details(self, paper_id: str) -> PaperDetails:
        """The details of a paper."""
        return deferred(self.key(paper_id), partial(self._make_details, paper_id))

    def related(self, paper_id: str) -> RelatedPaper:
        """A paper as the page of another one names it."""
        related = self._related.get(paper_id)
        if related is None:
            related = deferred(self.key(paper_id), partial(self._make_related, paper_id))
            self._related[paper_id] = related
        return related

    def key(self, paper_id: str) -> bytes:
        """A digest of everything that a card or a page of the paper shows."""
        key = self._keys.get(paper_id)
        if key is None:
            key = self._keys[paper_id] = self._make_key(self._library.papers[paper_id])
        return key

    def _make_key(self, paper: Paper) -> bytes:
        # What other records put into the views; a test compares views whose keys are equal.
        library, relations = self._library, self._relations
        venue = library.venues.get(paper.venue)
        people = self._people(paper)
        return digest_of(
            paper.digest,
            self.curator(paper.curated_by),
            self.curator(paper.submitted_by),
            tuple((p.slug if p.has_page else bool(p.papers), *self._identity(p)) for p in people),
            (venue.label, venue.name, self._venue_url(venue.id)) if venue else None,
            self._period_url(paper.shelved),
            tuple(library.topics[topic].name for topic in paper.topics),
            tuple(
                (library.collections[key].title, key, item.section, item.note)
                for key, item in relations.memberships.get(paper.id, ())
            ),
            tuple(self._target(relation.id) for relation in paper.relations if relation.id),
            tuple(self._target(reference.id) for reference in paper.references if reference.id),
            paper.id in relations.memberships,
        )

    def _target(self, paper_id: str) -> tuple[str, str]:
        """Title and address of another paper; no address where it has no page."""
        title = self._library.papers[paper_id].title
        return (title, paper_url(paper_id) if paper_id in self._shown else "")

    def _people(self, paper: Paper) -> list[Person]:
        """The people behind the authors and then the editors of a paper."""
        people = self._relations.people
        return [people[slug] for slug in self._relations.people_of[paper.id]]

    def _person_url(self, person: Person) -> str:
        if person.has_page:
            return site_path("authors", person.slug)
        if self._config.search.enabled and person.papers:
            return self._search_url(person.name.display)
        return ""

    def _search_url(self, query: str) -> str:
        return f"search/?q={quote(query, safe='')}"

    def _make_card(self, paper_id: str, key: bytes) -> PaperCard:
        paper = self._library.papers[paper_id]
        # Editors stand in for authors: whoever the entry has come first among its people.
        contributors = paper.authors or paper.editors
        people = list(zip(contributors, self._people(paper), strict=False))
        return PaperCard(
            digest=key,
            id=paper.id,
            url=paper_url(paper.id),
            title=paper.title,
            language=paper.language if paper.language != self._config.language else "",
            authors=tuple(
                Link(contributor.name.display, self._person_url(person))
                for contributor, person in people[:MAX_CARD_AUTHORS]
            ),
            more_authors=max(0, len(people) - MAX_CARD_AUTHORS),
            venue=self._venue(paper),
            year=str(paper.year),
            summary=paper.summary,
            resources=tuple(self._resources(paper))[:MAX_CARD_RESOURCES],
            topics=tuple(
                Link(self._library.topics[topic].name, term_url("topics", topic))
                for topic in paper.topics
            ),
            shelved=moment(paper.shelved, self._period_url(paper.shelved))
            if paper.shelved
            else None,
            featured=paper.featured,
            status=paper.status,
            thumbnail=Picture(stored_address(paper.thumbnail.path), paper.thumbnail.alt)
            if paper.thumbnail
            else None,
            award=paper.awards[0].name if paper.awards else "",
        )

    def _make_related(self, paper_id: str) -> RelatedPaper:
        paper = self._library.papers[paper_id]
        people = [contributor.name for contributor in paper.authors or paper.editors]
        cited = [name.last or name.display for name in people]
        who = " and ".join(cited) if len(cited) <= 2 else f"{cited[0]} et al."
        venue = self._venue(paper)
        facts = (who, venue.label if venue else str(paper.year))
        return RelatedPaper(paper_url(paper_id), paper.title, ", ".join(filter(None, facts)))

    def _venue(self, paper: Paper) -> Link | None:
        venue = self._library.venues.get(paper.venue)
        if venue is None:
            return None
        return Link(f"{venue.label} {paper.year}", self._venue_url(venue.id))

    def _venue_url(self, venue_id: str) -> str:
        """The page of a venue; none where only papers outside the lists appeared there."""
        return term_url("venues", venue_id) if venue_id in self._relations.venues else ""

    def _period_url(self, date: str) -> str:
        """The page of a day or month; none where no paper in the lists came then."""
        relations = self._relations
        return period_url(date) if date in relations.days or date in relations.months else ""

    def _resources(self, paper: Paper) -> Iterator[Resource]:
        for link in paper.links:
            yield Resource(link.kind, _label(link), stored_address(link.url))

    def _make_details(self, paper_id: str) -> PaperDetails:
        paper = self._library.papers[paper_id]
        venue = self._library.venues.get(paper.venue)
        contributors = (*paper.authors, *paper.editors)
        people = tuple(map(self._person, contributors, self._people(paper)))
        return PaperDetails(
            subtitle=paper.subtitle,
            original_title=paper.original_title,
            kind=_KINDS[paper.type],
            authors=people[: len(paper.authors)],
            editors=people[len(paper.authors) :],
            venue_name=venue.name if venue and venue.name != venue.label else "",
            published=moment(paper.date) if paper.date else None,
            added=moment(paper.added, self._period_url(paper.added)) if paper.added else None,
            abstract=paper.abstract,
            note=paper.note,
            curated_by=self.curator(paper.curated_by),
            submitted_by=self.curator(paper.submitted_by),
            resources=tuple(self._resources(paper)),
            identifiers=tuple(_identifiers(paper)),
            facts=tuple(_facts(paper)),
            keywords=tuple(
                Link(word, self._search_url(word) if self._config.search.enabled else "")
                for word in paper.keywords
            ),
            awards=tuple(
                Fact(award.name, ", ".join(str(v) for v in (award.by, award.year) if v), award.url)
                for award in paper.awards
            ),
            versions=tuple(
                Fact(
                    version.label,
                    "; ".join(
                        part
                        for part in (
                            parse_date(version.date).text if version.date else "",
                            version.note,
                        )
                        if part
                    ),
                    stored_address(version.url) if version.url else "",
                )
                for version in paper.versions
            ),
            relations=tuple(
                Fact(
                    _RELATIONS[relation.type],
                    self._target(relation.id)[0] if relation.id else relation.title or relation.url,
                    self._target(relation.id)[1] if relation.id else web_address(relation.url),
                )
                for relation in paper.relations
            ),
            references=tuple(
                Fact(
                    "",
                    reference.text
                    or (self._target(reference.id)[0] if reference.id else "")
                    or reference.doi
                    or reference.url,
                    self._target(reference.id)[1]
                    if reference.id
                    else web_address(
                        f"https://doi.org/{reference.doi}" if reference.doi else reference.url
                    ),
                )
                for reference in paper.references
            ),
            memberships=tuple(
                MembershipView(
                    Link(self._library.collections[key].title, term_url("collections", key)),
                    item.section,
                    item.note,
                )
                for key, item in self._relations.memberships.get(paper.id, ())
            ),
            alert=_ALERTS.get(paper.status, ""),
        )

    def curator(self, handle: str) -> str:
        """The name behind a curator's handle."""
        names = {curator.id: curator.name for curator in self._config.curators}
        return names.get(handle, handle)

    def _identity(self, person: Person) -> tuple[str, str]:
        """The ORCID and the native name that authors.yaml knows of somebody."""
        identity = self._library.identities.get(person.identity)
        return (identity.orcid, identity.native) if identity else ("", "")

    def _person(self, contributor: Contributor, person: Person) -> PersonView:
        own_orcid, own_native = self._identity(person)
        orcid = contributor.orcid or own_orcid
        marks = (
            ("equal contribution", contributor.equal),
            ("corresponding author", contributor.corresponding),
        )
        return PersonView(
            name=contributor.name.display,
            native=contributor.native or own_native,
            url=self._person_url(person),
            orcid_url=f"https://orcid.org/{orcid}" if orcid else "",
            affiliations=contributor.affiliations,
            marks=tuple(text for text, holds in marks if holds),
        )


def period_url(date: str) -> str:
    """The page of the day or month that a date names; none for a bare year."""
    if len(date) == 10:
        return site_path("daily", date)
    return site_path("monthly", date) if len(date) == 7 else ""


def _label(link: ArtifactLink) -> str:
    return link.label or LINK_KINDS.get(link.kind) or link.kind[:1].upper() + link.kind[1:]


def _identifiers(paper: Paper) -> Iterator[Fact]:
    for kind, value in paper.ids.items():
        label, prefix = _IDS.get(kind, (kind, ""))
        yield Fact(label, value, prefix + quote(value, safe="/:;()-._") if prefix else "")


def _facts(paper: Paper) -> Iterator[Fact]:
    for label, value in (
        ("Series", paper.series),
        ("Volume", paper.volume),
        ("Issue", paper.issue),
        ("Pages", paper.pages.replace("--", "–").replace("-", "–")),
        ("Publisher", paper.publisher),
        ("Event", paper.event),
        ("Place", paper.place),
        ("Language", paper.language),
        ("Licence", paper.license),
    ):
        if value:
            yield Fact(label, value)


def description_of(paper: Paper) -> str:
    """A sentence about a paper for search engines: its summary, else the start of its abstract."""
    return shorten(to_text(paper.summary or paper.abstract or paper.title), 200)
