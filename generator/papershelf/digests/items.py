"""Papers as digests name them."""

import unicodedata
from collections.abc import Iterator
from html import escape

from papershelf.citation.work import work_of
from papershelf.config import Config
from papershelf.dates import parse_date
from papershelf.digests.model import Item, Piece
from papershelf.digests.texts import one_line
from papershelf.markup import block_to_text, to_inline, to_text
from papershelf.model import Library, Paper, Venue
from papershelf.plan.cards import MAX_CARD_AUTHORS, MAX_CARD_RESOURCES, paper_url, resources_of
from papershelf.plan.titles import marked_title, plain_title
from papershelf.reports.plain_markdown import readable_markdown
from papershelf.text import shorten
from papershelf.wording import Wording

_LONGEST_TITLE = 300
_LONGEST_NAME = 100
_LONGEST_SUMMARY = 300
_SUMMARY_SOURCE = 2_000
"""Enough of an abstract's Markdown to give that much text."""


class Items:
    """Makes the items of one digest. `root`: the address of the site, with a slash at its end."""

    def __init__(self, library: Library, config: Config, wording: Wording, root: str) -> None:
        self._library = library
        self._language = config.language
        self._wording = wording
        self._root = root

    def item(self, paper_id: str, growth: str = "") -> Item:
        """A paper; `growth`: why it trends."""
        paper = self._library.papers[paper_id]
        venue = self._library.venues.get(paper.venue)
        whole = one_line(plain_title(paper, self._wording)) or paper.id
        title = shorten(whole, _LONGEST_TITLE)
        return Item(
            title=title,
            title_html=to_inline(
                marked_title(paper, self._wording),
                wording=self._wording,
                resolve=lambda _: None,
                links=False,
            )
            if title == whole
            else escape(title, quote=False),
            title_markdown=readable_markdown(title),
            url=f"{self._root}{paper_url(paper.id)}",
            facts=_facts(paper, venue, self._wording),
            summary=_summary(paper),
            growth=growth,
            links=tuple(self._links(paper, venue)),
            language=paper.language if paper.language != self._language else "",
            direction=_direction(title),
        )

    def _links(self, paper: Paper, venue: Venue | None) -> Iterator[Piece]:
        seen: set[str] = set()
        for resource in resources_of(paper, self._wording):
            address = resource.url if "://" in resource.url else f"{self._root}{resource.url}"
            if address not in seen and len(seen) < MAX_CARD_RESOURCES:
                seen.add(address)
                yield Piece(shorten(one_line(resource.label), _LONGEST_NAME), address)
        elsewhere = work_of(paper, venue).address
        if elsewhere and elsewhere not in seen and len(seen) < MAX_CARD_RESOURCES:
            yield Piece("DOI" if paper.ids.get("doi") else "arXiv", elsewhere)


def _direction(text: str) -> str:
    """Which way the first letter with a direction runs; empty where none has one."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return "ltr" if direction == "L" else "rtl"
    return ""


def _facts(paper: Paper, venue: Venue | None, wording: Wording) -> str:
    contributors = paper.authors or paper.editors
    shown = contributors[:MAX_CARD_AUTHORS]
    names = [shorten(one_line(person.name.display), _LONGEST_NAME) for person in shown]
    more = len(contributors) - len(names)
    people = ", ".join(names)
    people = wording.say("people.names_and_more", more, names=people) if more else people
    place = shorten(one_line(venue.label), _LONGEST_NAME) if venue else ""
    date = wording.date(parse_date(paper.date or f"{paper.year:04}"))
    return " · ".join(filter(None, (people, place, date)))


def _summary(paper: Paper) -> str:
    if paper.summary:
        return shorten(one_line(to_text(paper.summary)), _LONGEST_SUMMARY)
    text = one_line(block_to_text(paper.abstract[:_SUMMARY_SOURCE]).replace("\n", " "))
    return shorten(text, _LONGEST_SUMMARY)
