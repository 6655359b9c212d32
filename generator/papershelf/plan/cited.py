"""Papers as their pages and the exports cite them."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial

from papershelf.citation import CitationKeys, choose_keys, citations, work_of
from papershelf.config import Config
from papershelf.exporters import Exported
from papershelf.model import Library
from papershelf.plan.cards import paper_url
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.views import CitationView
from papershelf.relate import Relations


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
        self._formats = tuple(dict.fromkeys(config.citations))
        self._digests: dict[str, bytes] = {}

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
        paper = self._library.papers[paper_id]
        return digest_of(
            self.digest(paper_id),
            self._root,
            self._topics(paper.topics),
            self._collections(paper_id),
        )

    def exported(self, paper_id: str) -> Exported:
        """The paper as exporters see it."""
        paper = self._library.papers[paper_id]
        venue = self._library.venues.get(paper.venue)
        return Exported(
            work_of(paper, venue),
            self._keys[paper_id],
            venue,
            self._topics(paper.topics),
            self._collections(paper_id),
            f"{self._root}{paper_url(paper_id)}",
        )

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
