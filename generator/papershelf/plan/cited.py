"""Papers as their pages and the exports cite them."""

from collections.abc import Mapping
from functools import cached_property, partial

from papershelf.citation import CitationKeys, choose_keys, citations, work_of
from papershelf.citation.formats import Format
from papershelf.config import Config
from papershelf.model import Library
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.views import CitationView


class Cited:
    """Knows each paper's citation key and makes its citations, only when they are looked into."""

    def __init__(
        self, library: Library, config: Config, before: CitationKeys | None = None
    ) -> None:
        self.known = before
        """The latest keys that have been chosen: they help to choose those of the next library."""
        self._library = library
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

    def text(self, form: Format, paper_id: str) -> str:
        """The paper in one format."""
        paper = self._library.papers[paper_id]
        work = work_of(paper, self._library.venues.get(paper.venue))
        return form.write(work, self._keys[paper_id])

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
