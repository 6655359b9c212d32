"""Everything that the page of one paper shows beside its card."""

from collections.abc import Iterator, Sequence
from functools import partial

from papershelf.dates import parse_date
from papershelf.id_addresses import id_address
from papershelf.model import Contributor, Library, Paper, Reference, Version
from papershelf.plan.cards import Cards, moment, paper_url, term_url, within
from papershelf.plan.connections import connections, notices
from papershelf.plan.counts import counts_of
from papershelf.plan.credits import Credits
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.people import people_views
from papershelf.plan.titles import marked_title
from papershelf.plan.views import Fact, Link, MembershipView, Moment, PaperDetails
from papershelf.relate import Person, Relations
from papershelf.urls import stored_address, web_address
from papershelf.wording import Wording

_IDS: dict[str, str] = {
    "doi": "DOI",
    "arxiv": "arXiv",
    "acl": "ACL Anthology",
    "openreview": "OpenReview",
    "dblp": "DBLP",
    "pmid": "PubMed",
    "isbn": "ISBN",
    "issn": "ISSN",
}


class Details:
    """Makes the details of each paper when its page is rendered."""

    def __init__(
        self,
        library: Library,
        relations: Relations,
        cards: Cards,
        credit: Credits,
        wording: Wording,
    ) -> None:
        self._library = library
        self._credit = credit
        self._wording = wording
        self._relations = relations
        self._cards = cards
        self._places: dict[str, dict[str, int]] = {}

    def of(self, paper_id: str) -> PaperDetails:
        """The details of a paper."""
        return deferred(self.key(paper_id), partial(self._make, paper_id))

    def key(self, paper_id: str) -> bytes:
        """A digest of everything that the details show."""
        paper, cards = self._library.papers[paper_id], self._cards
        target, told = cards.target, self._relations.told.get(paper_id, ())
        trend = self._relations.trends.get(paper_id)
        # The key of the card covers the entry, its venue and the pages of its people and its day.
        more = (
            self._credit.person(paper.curated_by),
            self._credit.person(paper.submitted_by),
            self._credit.edited_by(paper) if self._library.past.edits else None,
            tuple(
                (place, *self._identity(person))
                for place, person in enumerate(cards.people(paper))
                if person.identity
            ),
            tuple(target(relation.id) for relation in paper.relations if relation.id),
            tuple((kind, target(other)) for kind, other in told),
            tuple(target(reference.id) for reference in paper.references if reference.id),
            tuple(self._memberships(paper_id)),
            (counts_of(trend, self._wording), trend.day) if trend else (),
        )
        return digest_of(cards.key(paper_id), more) if any(more) else cards.key(paper_id)

    def _make(self, paper_id: str) -> PaperDetails:
        paper, cards, wording = self._library.papers[paper_id], self._cards, self._wording
        venue = self._library.venues.get(paper.venue)
        people, legend = people_views(paper, self._person_facts(paper), wording)
        trend = self._relations.trends.get(paper_id)
        return PaperDetails(
            subtitle=paper.subtitle,
            original_title=paper.original_title,
            kind=wording.say(f"types.{paper.type}"),
            people=people,
            legend=legend,
            venue_name=venue.name if venue and venue.name != venue.label else "",
            published=_published(paper, wording, named=venue is not None),
            added=moment(wording, paper.added, cards.period_url(paper.added))
            if paper.added
            else None,
            abstract=paper.abstract,
            note=paper.note,
            curated_by=self._credit.person(paper.curated_by),
            submitted_by=self._credit.person(paper.submitted_by),
            edited_by=self._credit.edited_by(paper),
            resources=tuple(cards.resources(paper)),
            identifiers=tuple(_identifiers(paper)),
            facts=tuple(_facts(paper, wording)),
            keywords=tuple(Link(word, cards.search_url(word)) for word in paper.keywords),
            awards=tuple(
                Fact(award.name, ", ".join(str(v) for v in (award.by, award.year) if v), award.url)
                for award in paper.awards
            ),
            versions=tuple(_version(version, wording) for version in paper.versions),
            relations=tuple(connections(paper, self._relations, cards, wording)),
            references=tuple(filter(None, map(self._reference, paper.references))),
            memberships=tuple(self._memberships(paper_id)),
            notices=tuple(notices(paper, self._relations, cards, wording)),
            counts=counts_of(trend, wording),
            counted=moment(wording, trend.day) if trend else None,
        )

    def _person_facts(self, paper: Paper) -> Sequence[tuple[Contributor, str, str, str]]:
        """Each contributor with address, ORCID and native name of the person behind."""
        contributors = (*paper.authors, *paper.editors)
        return [
            (contributor, self._cards.person_url(person), *self._identity(person))
            for contributor, person in zip(contributors, self._cards.people(paper), strict=True)
        ]

    def _identity(self, person: Person) -> tuple[str, str]:
        """The ORCID and the native name that authors.yaml knows of somebody."""
        identity = self._library.identities.get(person.identity)
        return (identity.orcid, identity.native) if identity else ("", "")

    def _reference(self, reference: Reference) -> Fact | None:
        """What a paper cites; None for a draft of which the reference says nothing itself."""
        target = self._cards.target(reference.id, reference.text) if reference.id else None
        if target:
            return Fact("", target.label, target.url)
        address = f"https://doi.org/{reference.doi}" if reference.doi else reference.url
        text = reference.text or reference.doi or reference.url
        return Fact("", text, web_address(address)) if text else None

    def _memberships(self, paper_id: str) -> Iterator[MembershipView]:
        for key, item in self._relations.memberships.get(paper_id, ()):
            items = self._relations.collections[key]
            place = self._place(key, paper_id)
            fragment = within(key)
            before = items[place - 1].paper if place else ""
            after = items[place + 1].paper if place + 1 < len(items) else ""
            yield MembershipView(
                Link(self._library.collections[key].title, term_url("collections", key)),
                fragment,
                item.section,
                item.note,
                self._wording.say("lists.place", number=place + 1, of=len(items)),
                self._neighbour(before, fragment),
                self._neighbour(after, fragment),
            )

    def _place(self, collection: str, paper_id: str) -> int:
        places = self._places.get(collection)
        if places is None:
            items = self._relations.collections[collection]
            places = self._places[collection] = {
                item.paper: place for place, item in enumerate(items)
            }
        return places[paper_id]

    def _neighbour(self, paper_id: str, fragment: str) -> Link | None:
        if not paper_id:
            return None
        title = marked_title(self._library.papers[paper_id], self._wording)
        return Link(title, paper_url(paper_id) + fragment)


def _published(paper: Paper, wording: Wording, *, named: bool) -> Moment | None:
    """The date as far as it is known; none if it adds nothing to a venue's name with its year."""
    date = paper.date or str(paper.year)
    return None if named and date == str(paper.year) else moment(wording, date)


def _version(version: Version, wording: Wording) -> Fact:
    date = wording.date(parse_date(version.date)) if version.date else ""
    return Fact(
        version.label,
        "; ".join(part for part in (date, version.note) if part),
        stored_address(version.url) if version.url else "",
    )


def _identifiers(paper: Paper) -> Iterator[Fact]:
    for kind, value in paper.ids.items():
        yield Fact(_IDS.get(kind, kind), value, id_address(kind, value))


def _facts(paper: Paper, wording: Wording) -> Iterator[Fact]:
    for word, value in (
        ("series", paper.series),
        ("volume", paper.volume),
        ("issue", paper.issue),
        ("pages", paper.pages.replace("--", "–").replace("-", "–")),
        ("publisher", paper.publisher),
        ("event", paper.event),
        ("place", paper.place),
        ("language", paper.language),
        ("licence", paper.license),
    ):
        if value:
            yield Fact(wording.say(f"facts.{word}"), value)
