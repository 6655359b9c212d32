"""Papers as entries of feeds."""

from collections.abc import Iterator

from papershelf.citation.texts import line
from papershelf.citation.work import work_of
from papershelf.config import Config
from papershelf.feeds.dates import in_words, published, updated
from papershelf.feeds.ids import Ids
from papershelf.feeds.model import Author, Entry, Related
from papershelf.feeds.paper_html import MOST_AUTHORS, full_text, summary_of
from papershelf.model import Library, Paper, Venue
from papershelf.plan.cards import paper_url, resources_of
from papershelf.plan.links import LinkMap
from papershelf.plan.page import digest_of
from papershelf.plan.paper_pages import links_of
from papershelf.plan.titles import plain_title
from papershelf.text import slugify
from papershelf.wording import Wording


class PaperEntries:
    """Makes the entries of papers."""

    def __init__(
        self, library: Library, config: Config, wording: Wording, ids: Ids, links: LinkMap
    ) -> None:
        self._library = library
        self._language = config.language
        self._wording = wording
        self._ids = ids
        self._links = links
        self._digests: dict[str, bytes] = {}

    def digest(self, paper_id: str) -> bytes:
        """Changes whenever the entry of a paper does."""
        digest = self._digests.get(paper_id)
        if digest is None:
            paper = self._library.papers[paper_id]
            venue = self._venue(paper)
            resolved = tuple(
                self._links.resolve(paper.source, target) or "" for target in links_of(paper)
            )
            digest = self._digests[paper_id] = digest_of(
                paper.digest,
                resolved,
                (venue.name, venue.acronym, venue.type) if venue else None,
                tuple(self._library.topics[topic].name for topic in paper.topics),
            )
        return digest

    def _venue(self, paper: Paper) -> Venue | None:
        return self._library.venues.get(paper.venue)

    def entry(self, paper_id: str, root: str, *, full: bool) -> Entry:
        """The entry of a paper in a feed from which `root` leads to the root of the site."""
        paper = self._library.papers[paper_id]
        venue = self._venue(paper)
        url = f"{root}{paper_url(paper_id)}"
        elsewhere = work_of(paper, venue).address
        related = tuple(self._related(paper, root))
        topics = self._library.topics

        def resolve(target: str) -> str | None:
            found = self._links.resolve(paper.source, target)
            return None if found is None else f"{root}{found}"

        labelled = [(found.label, found.url) for found in related]
        if elsewhere and all(elsewhere != address for _, address in labelled):
            labelled.append(("DOI" if paper.ids.get("doi") else "arXiv", elsewhere))
        return Entry(
            id=self._ids.of_paper(paper),
            title=line(plain_title(paper, self._wording)) or paper_id,
            url=url,
            published=published(paper),
            updated=updated(paper),
            dated=in_words(paper, self._wording),
            authors=tuple(
                Author(line(person.name.display))
                for person in (paper.authors or paper.editors)[:MOST_AUTHORS]
            ),
            summary=summary_of(paper),
            html=full_text(
                paper,
                venue,
                labelled,
                self._wording,
                resolve=resolve,
                page=url,
                language=self._language,
            )
            if full
            else "",
            topics=tuple((slugify(topic), line(topics[topic].name)) for topic in paper.topics),
            language=paper.language if paper.language != self._language else "",
            elsewhere=elsewhere,
            related=related,
        )

    def _related(self, paper: Paper, root: str) -> Iterator[Related]:
        seen: set[str] = set()
        for resource in resources_of(paper, self._wording):
            address = resource.url if "://" in resource.url else f"{root}{resource.url}"
            if address not in seen:
                seen.add(address)
                kind = "application/pdf" if resource.kind == "pdf" else ""
                yield Related(line(resource.label), address, kind)
