"""A paper with what every format says of it, worked out once."""

from dataclasses import dataclass
from typing import Final

from papershelf.citation.kinds import (
    Kind,
    container_of,
    kind_of,
    publisher_of,
    type_of,
)
from papershelf.citation.pages import Pages, pages_of
from papershelf.citation.texts import line
from papershelf.dates import PartialDate, parse_date
from papershelf.id_addresses import id_address
from papershelf.markup import to_text
from papershelf.model import Contributor, Paper, Venue
from papershelf.relate import publication_key
from papershelf.urls import web_address

_REMARKS: Final = {"retracted": "Retracted", "withdrawn": "Withdrawn"}
_ENDS: Final = ("?", "!", ".", ":", "…")


@dataclass(frozen=True, slots=True)
class Work:
    """A paper as formats see it. Texts are plain and on one line."""

    paper: Paper
    type: str
    kind: Kind
    title: str
    """With the subtitle."""
    container: str
    """The journal, or the title of the proceedings; empty where there is none."""
    container_short: str
    publisher: str
    date: PartialDate
    """As precisely as it is known."""
    doi_url: str
    url: str
    """Of the first link to a page or PDF on the web, else at arXiv."""
    pages: Pages
    remark: str
    """"Retracted", "Withdrawn", or empty."""

    @property
    def address(self) -> str:
        """Where it is: by DOI if it has one."""
        return self.doi_url or self.url

    @property
    def arxiv(self) -> str:
        """`arXiv:1506.03134`, or empty."""
        arxiv = line(self.paper.ids.get("arxiv", ""))
        return f"arXiv:{arxiv}" if arxiv else ""

    @property
    def people(self) -> tuple[Contributor, ...]:
        """Who is named first: the authors, else the editors."""
        return self.paper.authors or self.paper.editors


def work_of(paper: Paper, venue: Venue | None) -> Work:
    """What formats say of a paper."""
    cited_as = type_of(paper, venue)
    container = line(container_of(paper, venue))
    doi = paper.ids.get("doi", "")
    return Work(
        paper=paper,
        type=cited_as,
        kind=kind_of(paper, cited_as, container),
        title=joined(to_text(paper.title), to_text(paper.subtitle)),
        container=container,
        container_short=line(venue.acronym) if venue and container else "",
        publisher=line(publisher_of(paper, venue)),
        date=parse_date(publication_key(paper)),
        doi_url=id_address("doi", doi),
        url=_url(paper),
        pages=pages_of(line(paper.pages)),
        remark=_REMARKS.get(paper.status, ""),
    )


def joined(title: str, subtitle: str) -> str:
    """A title with its subtitle behind a colon, unless the title ends in a mark of its own."""
    if not subtitle:
        return title
    return f"{title}{'' if title.endswith(_ENDS) else ':'} {subtitle}"


def _url(paper: Paper) -> str:
    # What lies in static/ has no address before the site has one.
    on_web = [link for link in paper.links if "://" in link.url]
    for kind in ("page", "pdf"):
        for link in on_web:
            if link.kind == kind:
                return web_address("".join(link.url.split()))
    return id_address("arxiv", paper.ids.get("arxiv", ""))
