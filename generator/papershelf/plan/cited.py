"""Papers as their pages and the exports cite them."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Final

from papershelf.citation import CitationKeys, choose_keys, citations
from papershelf.config import Config
from papershelf.exporters import Exported
from papershelf.model import Library, Paper
from papershelf.plan.cards import paper_url
from papershelf.plan.curators import keepers_by_handle, person_link
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.views import CitationView
from papershelf.relate import Relations

_NONE: Final[frozenset[str]] = frozenset()


class Cited:
    """Knows each paper's citation key and makes its citations, only when they are looked into."""

    def __init__(
        self,
        library: Library,
        relations: Relations,
        config: Config,
        before: CitationKeys | None = None,
    ) -> None:
        self.known = before
        """The latest keys that have been chosen: they help to choose those of the next library."""
        self._library = library
        self._relations = relations
        self._root = config.base_url or ""
        self._keepers = keepers_by_handle(config.curators)
        self._shown = frozenset(relations.shown)
        self._formats = tuple(dict.fromkeys(config.citations))
        self._digests: dict[str, bytes] = {}
        self._export_digests: dict[str, bytes] = {}

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        # Drafts too: a paper keeps its key when it is published.
        self.known = choose_keys(self._library.papers.values(), self.known)
        return self.known.keys

    def digest(self, paper_id: str) -> bytes:
        """Changes whenever a citation of the paper does."""
        digest = self._digests.get(paper_id)
        if digest is None:
            paper = self._library.papers[paper_id]
            venue = self._library.venues.get(paper.venue)
            facts = (venue.name, venue.acronym, venue.type) if venue else None
            digest = digest_of(paper.digest, facts, self._keys[paper_id])
            self._digests[paper_id] = digest
        return digest

    def export_digest(self, paper_id: str) -> bytes:
        """Changes whenever what exporters see of the paper does."""
        digest = self._export_digests.get(paper_id)
        if digest is None:
            digest = self._export_digests[paper_id] = self._make_export_digest(paper_id)
        return digest

    def _make_export_digest(self, paper_id: str) -> bytes:
        paper = self._library.papers[paper_id]
        venue = self._library.venues.get(paper.venue)
        return digest_of(
            self.digest(paper_id),
            self._root,
            self._topics(paper.topics),
            self._collections(paper_id),
            self._relations.memberships.get(paper_id, ()),
            venue.url if venue else "",
            self._people(paper_id),
            sorted(self._named(paper)),
            self._keeper(paper.curated_by),
            self._keeper(paper.submitted_by),
        )

    def exported(self, paper_id: str) -> Exported:
        """The paper as exporters see it."""
        paper = self._library.papers[paper_id]
        venue = self._library.venues.get(paper.venue)
        return Exported(
            paper,
            self._keys[paper_id],
            venue,
            self._topics(paper.topics),
            self._collections(paper_id),
            f"{self._root}{paper_url(paper_id)}",
            self._root,
            self._relations.memberships.get(paper_id, ()),
            self._people(paper_id),
            self._named(paper),
            self._keeper(paper.curated_by),
            self._keeper(paper.submitted_by),
        )

    @cached_property
    def _identified(self) -> Mapping[str, tuple[str, str]]:
        """The ORCID and the native name of everybody whom authors.yaml knows, by slug."""
        identities = self._library.identities
        if not identities:
            return {}
        return {
            slug: (identities[person.identity].orcid, identities[person.identity].native)
            for slug, person in self._relations.people.items()
            if person.identity
        }

    def _people(self, paper_id: str) -> tuple[tuple[str, str], ...]:
        """What is known of the people of a paper; empty where that is nothing."""
        known = self._identified
        if not known:
            return ()
        found = tuple(known.get(slug, ("", "")) for slug in self._relations.people_of[paper_id])
        return found if any(map(any, found)) else ()

    def _named(self, paper: Paper) -> frozenset[str]:
        if not paper.relations and not paper.references:
            return _NONE
        named = {relation.id for relation in paper.relations}
        return self._shown & (named | {reference.id for reference in paper.references})

    def _keeper(self, handle: str) -> str:
        return person_link(self._keepers, handle).label if handle else ""

    def _topics(self, topics: Sequence[str]) -> tuple[str, ...]:
        return tuple(self._library.topics[topic].name for topic in topics)

    def _collections(self, paper_id: str) -> tuple[str, ...]:
        memberships = self._relations.memberships.get(paper_id, ())
        return tuple(self._library.collections[key].title for key, _ in memberships)

    def views(self, paper_id: str) -> tuple[CitationView, ...]:
        """What the page of the paper shows: the formats that the settings list, BibTeX first."""
        if not self._formats:
            return ()
        digest = digest_of(self.digest(paper_id), self._formats)
        return deferred(digest, partial(self._make_views, paper_id))

    def _make_views(self, paper_id: str) -> tuple[CitationView, ...]:
        paper = self._library.papers[paper_id]
        found = citations(
            paper,
            self._library.venues.get(paper.venue),
            self._keys[paper_id],
            self._formats,
        )
        return tuple(CitationView(c.format, c.label, c.text, c.file) for c in found)
