"""What a kind of work is called in each format: the one table."""

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from papershelf.model import Paper, Venue


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work as BibTeX, CSL and RIS name it."""

    bibtex: str
    csl: str
    ris: str
    container: str
    """The BibTeX field for what it appeared in."""
    publisher: str = "publisher"
    """The BibTeX field for who published it."""
    genre: str = ""
    """What the styles say it is, where the rest does not tell."""


_MISC: Final = "howpublished"
KINDS: Final = MappingProxyType(
    {
        "article": Kind("article", "article-journal", "JOUR", "journal"),
        "paper-conference": Kind("inproceedings", "paper-conference", "CONF", "booktitle"),
        "preprint": Kind("misc", "article", "UNPB", _MISC, genre="Preprint"),
        "thesis": Kind("phdthesis", "thesis", "THES", "series", "school", "Thesis"),
        "report": Kind("techreport", "report", "RPRT", "series", "institution"),
        "book": Kind("book", "book", "BOOK", "series"),
        "chapter": Kind("incollection", "chapter", "CHAP", "booktitle"),
        "dataset": Kind("misc", "dataset", "DATA", _MISC, genre="Data set"),
        "software": Kind("misc", "software", "COMP", _MISC, genre="Computer software"),
    }
)
"""By the `type` of an entry."""

LOOSE_ARTICLE: Final = Kind("misc", "article", "GEN", _MISC)
"""An article that names no journal: BibTeX's `article` and RIS's `JOUR` need one."""

_DOCTORAL: Final = replace(KINDS["thesis"], genre="PhD thesis")
_MASTERS: Final = replace(KINDS["thesis"], bibtex="mastersthesis", genre="Master’s thesis")
_DEGREES: Final = (
    (re.compile(r"(?:master['’]?s?|m\.?\s?sc\.?) thesis", re.IGNORECASE), _MASTERS),
    (re.compile(r"(?:ph\.?\s?d\.?|doctoral) (?:thesis|dissertation)", re.IGNORECASE), _DOCTORAL),
)

_MEETINGS: Final = frozenset({"conference", "symposium", "workshop"})
_OF_A_PLACE: Final = frozenset({"thesis", "report"})
_VOLUMES: Final = ("proceedings", "findings", "advances", "transactions", "companion")


def type_of(paper: Paper, venue: Venue | None) -> str:
    """The type that a paper is cited as.

    `article` is also what an entry is that gives no type: its venue, its event or its identifier
    tell more.
    """
    if paper.type != "article":
        return paper.type
    if venue is None and paper.event:
        return "paper-conference"
    if venue is None:
        return "preprint" if "arxiv" in paper.ids else "article"
    return "paper-conference" if venue.type.lower() in _MEETINGS else "article"


def kind_of(paper: Paper, cited_as: str, container: str) -> Kind:
    """What a paper of this type, in this container, is called."""
    if cited_as == "article" and not container:
        return LOOSE_ARTICLE
    if cited_as == "thesis":
        # BibTeX has a type for each degree; an entry may tell by a keyword.
        told = (kind for word in paper.keywords for form, kind in _DEGREES if form.fullmatch(word))
        return next(told, KINDS["thesis"])
    return KINDS[cited_as]


def publisher_of(paper: Paper, venue: Venue | None) -> str:
    """Who published a paper: of a thesis or report without a publisher, its venue."""
    if paper.publisher or venue is None or paper.type not in _OF_A_PLACE:
        return paper.publisher
    return venue.name


def container_of(paper: Paper, venue: Venue | None) -> str:
    """The title of what a paper appeared in: a conference's is that of its proceedings.

    Empty where the venue is the publisher.
    """
    if venue is None:
        return paper.event
    if publisher_of(paper, venue) != paper.publisher:
        return ""
    name = venue.name
    if venue.type.lower() not in _MEETINGS or name.lower().startswith(_VOLUMES):
        return name
    article = "the " if " " in name and not name.lower().startswith("the ") else ""
    return f"Proceedings of {article}{name}"
