"""Related papers as the page of a paper names them, with what they have in common."""

from collections.abc import Sequence
from functools import partial

import msgspec

from papershelf.model import Library
from papershelf.plan.cards import Cards, paper_url
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.views import RelatedPaper
from papershelf.plan.why import Reasons
from papershelf.plan.words import people_text
from papershelf.relate import Relations
from papershelf.wording import Wording


class NearPapers:
    """Makes the related papers of each paper when its page is rendered."""

    def __init__(
        self, library: Library, relations: Relations, cards: Cards, wording: Wording
    ) -> None:
        self._library = library
        self._relations = relations
        self._cards = cards
        self._wording = wording
        self._reasons = Reasons(library, relations, wording)
        self._named: dict[str, RelatedPaper] = {}
        self._keys: dict[str, bytes] = {}

    def of(self, paper_id: str, others: Sequence[str]) -> tuple[RelatedPaper, ...]:
        """Other papers as the page of one paper names them."""
        if not others:
            return ()
        # One digest for all of them: a stand-in for each would be a million on a large shelf.
        digest = digest_of(tuple(self.key(key) for key in (paper_id, *others)))
        return deferred(digest, partial(self._make, paper_id, others))

    def key(self, paper_id: str) -> bytes:
        """A digest of all that papers can share, and of how a paper is named."""
        key = self._keys.get(paper_id)
        if key is None:
            key = self._keys[paper_id] = digest_of(
                self._cards.key(paper_id),
                self._relations.people_of[paper_id],
                tuple(
                    (collection, self._library.collections[collection].title, item.section)
                    for collection, item in self._relations.memberships.get(paper_id, ())
                ),
            )
        return key

    def _make(self, paper_id: str, others: Sequence[str]) -> tuple[RelatedPaper, ...]:
        return tuple(
            msgspec.structs.replace(self._name(other), why=self._reasons.why(paper_id, other))
            for other in others
        )

    def _name(self, paper_id: str) -> RelatedPaper:
        """A paper in a line, whichever page names it."""
        named = self._named.get(paper_id)
        if named is None:
            paper = self._library.papers[paper_id]
            venue = self._cards.venue(paper)
            where = venue.label if venue else str(paper.year)
            facts = ", ".join(filter(None, (people_text(paper, self._wording), where)))
            named = RelatedPaper(paper_url(paper_id), paper.title, facts, status=paper.status)
            self._named[paper_id] = named
        return named
