"""Atom feeds of the shelf and its lists: what came last.

Dates are those of the shelf, never the clock's, so that the same content makes the same feed.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from heapq import nsmallest
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from papershelf.citation.texts import line
from papershelf.markup import block_to_text, to_html, to_text
from papershelf.model import Library, Paper
from papershelf.output import Pending
from papershelf.plan.cards import paper_url
from papershelf.plan.links import LinkMap
from papershelf.plan.listings import FEED_FILE, Listing
from papershelf.plan.page import SiteView, digest_of
from papershelf.plan.paper_pages import links_of
from papershelf.plan.titles import plain_title
from papershelf.text import shorten
from papershelf.urls import root_prefix
from papershelf.version import program_digest

MOST_ENTRIES = 30
MOST_AUTHORS = 20
_SUMMARY_LENGTH = 400
_SUMMARY_SOURCE = 2_000
"""Enough of an abstract's Markdown to give that much text."""
_ATOM = "http://www.w3.org/2005/Atom"


class Feeds:
    """Makes the feeds of a site; an entry that stands in several is made once."""

    def __init__(
        self,
        library: Library,
        shelving: Sequence[str],
        site: SiteView,
        links: LinkMap,
    ) -> None:
        """Take the papers of a site; `shelving`: their ids, latest on the shelf first."""
        self._papers = library.papers
        self._places = {paper: place for place, paper in enumerate(shelving)}
        self._site = site
        self._links = links
        self._digests: dict[str, bytes] = {}
        self._entries: dict[tuple[str, str], str] = {}

    def pending(self, listings: Sequence[Listing]) -> Iterator[Pending]:
        """The feed of every list."""
        for listing in listings:
            yield Pending(
                listing.path(FEED_FILE),
                partial(self._fingerprint, listing),
                partial(self._make, listing),
                listing.source,
            )

    def _latest(self, listing: Listing) -> list[str]:
        return nsmallest(MOST_ENTRIES, listing.papers, key=self._places.__getitem__)

    def _fingerprint(self, listing: Listing) -> bytes:
        digests = tuple(map(self._digest, self._latest(listing)))
        return digest_of(self._shared, listing.title, listing.url, digests)

    @cached_property
    def _shared(self) -> bytes:
        site = self._site
        return digest_of(program_digest(), site.title, site.base_url, site.language, site.curators)

    def _digest(self, paper_id: str) -> bytes:
        """Changes whenever the entry of a paper does."""
        digest = self._digests.get(paper_id)
        if digest is None:
            paper = self._papers[paper_id]
            targets = links_of(paper)
            resolved = tuple(self._links.resolve(paper.source, to) or "" for to in targets)
            digest = self._digests[paper_id] = digest_of(paper.digest, resolved)
        return digest

    def _make(self, listing: Listing) -> bytes:
        site, papers = self._site, self._latest(listing)
        root = site.base_url or root_prefix(listing.url)
        feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": site.language})
        title = f"{listing.title} · {site.title}" if listing.slugs else site.title
        _add(feed, "title", line(title))
        _add(feed, "id", self._id(listing.feed))
        dates = [_updated(self._papers[paper]) for paper in papers]
        # A shelf without papers has never been changed.
        _add(feed, "updated", max(dates, default="1970-01-01T00:00:00Z"))
        page = f"{root}{listing.url}"
        ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page})
        own = f"{root}{listing.feed}"
        ET.SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": own})
        for name in site.curators or (site.title,):
            _add(ET.SubElement(feed, "author"), "name", line(name))
        _add(feed, "generator", site.generator)
        head = ET.tostring(feed, encoding="unicode").removesuffix("</feed>")
        entries = (self._entry(paper, root) for paper in papers)
        whole = "\n".join(('<?xml version="1.0" encoding="utf-8"?>', head, *entries, "</feed>\n"))
        return whole.encode("utf-8", "replace")

    def _id(self, address: str) -> str:
        """What the shelf's title and an address within it make: a shelf may move, ids may not."""
        return uuid5(NAMESPACE_URL, f"{self._site.title}\n{address}").urn

    def _entry(self, paper_id: str, root: str) -> str:
        entry = self._entries.get((paper_id, root))
        if entry is None:
            entry = self._make_entry(self._papers[paper_id], root)
            self._entries[paper_id, root] = entry
        return entry

    def _make_entry(self, paper: Paper, root: str) -> str:
        def resolve(target: str) -> str | None:
            found = self._links.resolve(paper.source, target)
            return None if found is None else f"{root}{found}"

        url = paper_url(paper.id)
        entry = ET.Element("entry")
        _add(entry, "title", plain_title(paper))
        _add(entry, "id", self._id(url))
        ET.SubElement(
            entry, "link", {"rel": "alternate", "type": "text/html", "href": f"{root}{url}"}
        )
        _add(entry, "updated", _updated(paper))
        for person in (paper.authors or paper.editors)[:MOST_AUTHORS]:
            _add(ET.SubElement(entry, "author"), "name", line(person.name.display))
        summary = to_text(paper.summary) or _beginning(paper.abstract)
        if summary:
            _add(entry, "summary", summary)
        if paper.note:
            content = _add(entry, "content", to_html(paper.note, resolve=resolve))
            content.set("type", "html")
        return ET.tostring(entry, encoding="unicode")


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _updated(paper: Paper) -> str:
    """When it came on the shelf, as RFC 3339 wants it: unknown parts are the first there are."""
    date = paper.shelved or f"{paper.year:04}"
    return f"{date}{'-01-01'[len(date) - 4 :]}T00:00:00Z"


def _beginning(abstract: str) -> str:
    text = " ".join(block_to_text(abstract[:_SUMMARY_SOURCE]).split())
    return shorten(text, _SUMMARY_LENGTH)
