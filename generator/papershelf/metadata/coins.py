"""Papers in lists as COinS: OpenURL in spans, what reference managers take up from a list.

Only lists have them: on the page of a paper they would keep Zotero from reading its tags.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from papershelf.citation import Work
from papershelf.citation.texts import line
from papershelf.metadata.kinds import PAGE_KINDS
from papershelf.metadata.people import inverted

MAX_AUTHORS = 100
_UNTOUCHED: Final = ":/,()!?"
"""What a query may hold as it is, and what need not be escaped in HTML either."""


@dataclass(frozen=True, slots=True)
class _Form:
    """Which of the matrices of OpenURL holds a kind of work, and what its keys are called."""

    matrix: str
    genre: str
    title: str
    container: str = ""
    publisher: str = "pub"
    author: str = "au"


_FORMS: Final = MappingProxyType(
    {
        "article": _Form("journal", "article", "atitle", "jtitle", publisher=""),
        "paper-conference": _Form("book", "proceeding", "atitle", "btitle"),
        "thesis": _Form("dissertation", "", "title", publisher="inst"),
        "report": _Form("book", "report", "btitle"),
        "book": _Form("book", "book", "btitle"),
        "chapter": _Form("book", "bookitem", "atitle", "btitle"),
    }
)
_OTHERS: Final = _Form("dc", "", "title", "source", "publisher", "creator")
"""Preprints, data sets and software: Dublin Core, where the type is a word."""


def coins(work: Work) -> str:
    """The context object of a paper, in the encoding of forms."""
    form = _FORMS.get(work.type, _OTHERS)
    pairs = [("ctx_ver", "Z39.88-2004"), ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form.matrix}")]
    pairs += ((key, value) for key, value in _values(work, form) if key and value)
    return urlencode(pairs, safe=_UNTOUCHED)


def _values(work: Work, form: _Form) -> Iterator[tuple[str, str]]:
    paper = work.paper
    doi = line(paper.ids.get("doi", ""))
    yield "rft_id", f"info:doi/{doi}" if doi else ""
    yield "rft_id", work.url
    if form is _OTHERS:
        yield "rft.type", PAGE_KINDS[work.type].zotero
    else:
        yield "rft.genre", form.genre
    yield f"rft.{form.title}", work.title or paper.id
    if form.container:
        yield f"rft.{form.container}", work.container
    for person in paper.authors[:MAX_AUTHORS]:
        yield f"rft.{form.author}", inverted(person.name)
    yield "rft.date", work.date.iso
    if form.matrix == "journal":
        yield "rft.stitle", work.container_short
        yield "rft.volume", line(paper.volume)
        yield "rft.issue", line(paper.issue)
    if form.publisher:
        yield f"rft.{form.publisher}", work.publisher
    if form.matrix == "book":
        yield "rft.place", line(paper.place)
        yield "rft.series", line(paper.series)
    if form.matrix in {"journal", "book"}:
        yield "rft.pages", work.pages.hyphened
        yield "rft.issn", line(paper.ids.get("issn", ""))
        yield "rft.isbn", line(paper.ids.get("isbn", ""))
    if form is _OTHERS:
        yield "rft.language", line(paper.language)
