"""Papers in one line each, for long lists in other orders."""

from collections.abc import Sequence
from functools import cached_property

from papershelf.config import Config
from papershelf.dates import parse_date
from papershelf.markup import to_text
from papershelf.model import Library
from papershelf.plan.cards import moment, paper_url
from papershelf.plan.letters import alphabetical
from papershelf.plan.list_views import PaperRow
from papershelf.plan.page import digest_of
from papershelf.plan.words import people_text
from papershelf.relate import Relations
from papershelf.wording import Wording


class Rows:
    """The rows of papers and the orders they stand in; each is made once, when it is needed."""

    def __init__(
        self, library: Library, relations: Relations, config: Config, wording: Wording
    ) -> None:
        self._library = library
        self._relations = relations
        self._language = config.language
        self._wording = wording
        self._rows: dict[str, PaperRow] = {}
        self._keys: dict[str, bytes] = {}

    def row(self, paper_id: str) -> PaperRow:
        """The row of a paper."""
        row = self._rows.get(paper_id)
        if row is None:
            row = self._rows[paper_id] = self._make(paper_id)
        return row

    def key(self, papers: Sequence[str]) -> bytes:
        """A digest of everything that the rows of papers show."""
        return digest_of(self._wording.digest, b"".join(map(self._key, papers)))

    def by_title(self, papers: Sequence[str]) -> list[str]:
        """Papers in the order of their titles."""
        return sorted(papers, key=self._title_places.__getitem__)

    def by_shelving(self, papers: Sequence[str]) -> list[str]:
        """Papers in the order in which they came on the shelf, the latest first."""
        return sorted(papers, key=self._shelf_places.__getitem__)

    def letter(self, paper_id: str) -> str:
        """The letter that the title of a paper stands under."""
        return self._titles[paper_id][1]

    def month(self, paper_id: str) -> str:
        """The month, or only the year, in which a paper came on the shelf: "March 2025"."""
        paper = self._library.papers[paper_id]
        if not paper.shelved:
            return str(paper.year)
        return self._wording.date(parse_date(paper.shelved[:7]))

    @cached_property
    def _titles(self) -> dict[str, tuple[bool, str, str]]:
        papers = self._library.papers
        return {
            paper: alphabetical(to_text(papers[paper].title)) for paper in self._relations.newest
        }

    @cached_property
    def _title_places(self) -> dict[str, int]:
        titles = self._titles
        ordered = sorted(titles, key=lambda paper: (titles[paper], paper))
        return {paper: place for place, paper in enumerate(ordered)}

    @cached_property
    def _shelf_places(self) -> dict[str, int]:
        return {paper: place for place, paper in enumerate(self._relations.shelving)}

    def _key(self, paper_id: str) -> bytes:
        key = self._keys.get(paper_id)
        if key is None:
            paper = self._library.papers[paper_id]
            venue = self._library.venues.get(paper.venue)
            label = venue.label if venue else ""
            key = self._keys[paper_id] = digest_of(paper.digest, label)
        return key

    def _make(self, paper_id: str) -> PaperRow:
        paper = self._library.papers[paper_id]
        who = people_text(paper, self._wording)
        venue = self._library.venues.get(paper.venue)
        where = f"{venue.label} {paper.year}" if venue else str(paper.year)
        return PaperRow(
            url=paper_url(paper_id),
            title=paper.title,
            language=paper.language if paper.language != self._language else "",
            facts=f"{who} · {where}" if who else where,
            shelved=moment(self._wording, paper.shelved) if paper.shelved else None,
            status=paper.status,
        )
