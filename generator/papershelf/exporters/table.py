"""Papers as a table that spreadsheets open (CSV, RFC 4180): a row for each paper, on one line."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from papershelf.citation.texts import line
from papershelf.exporters.exporter import Exported, Exporter, Size
from papershelf.markup import to_text
from papershelf.model import Contributor
from papershelf.relate import publication_key
from papershelf.urls import stored_address

# What spreadsheets take for the beginning of a formula, in full width and other forms too; they may
# look past quotes, blanks and signs that nobody sees. Where the system separates cells by
# semicolons, what follows one is a cell of its own.
_FORMULA: Final = re.compile(
    r"(^|;)(?=[\s\"'‘’“”`\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*"
    r"[=+\-@⁺⁼₊₌﹢﹣﹦﹫＝＋－＠])"
)
_QUOTED: Final = re.compile(r'[",\r\n;]')
_SEPARATOR: Final = "; "


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what it would."""
    return _FORMULA.sub(r"\1'", text)


def _cell(text: str) -> str:
    if not text:
        return ""
    text = line(text)
    # Nearly all texts; to look for a formula takes ten times as long.
    if not text[:1].isalnum() or ";" in text:
        text = guarded(text)
    if not _QUOTED.search(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _listed(texts: Iterable[str]) -> str:
    # What separates the parts may not stand in one.
    return _SEPARATOR.join(line(text).replace(";", ",") for text in texts)


def _people(people: Iterable[Contributor]) -> str:
    return _listed(_name(person) for person in people)


def _name(person: Contributor) -> str:
    name = person.name
    if name.literal or not name.last:
        return name.display
    return ", ".join(part for part in (name.last, name.given, name.suffix) if part)


def _field(name: str) -> Callable[[Exported], str]:
    return lambda paper: getattr(paper.paper, name)


def _id(kind: str) -> Callable[[Exported], str]:
    return lambda paper: paper.paper.ids.get(kind, "")


def _link(kind: str) -> Callable[[Exported], str]:
    def address(paper: Exported) -> str:
        links = paper.paper.links
        found = next((link.url for link in links if link.kind == kind), "")
        return stored_address(found, paper.root) if found else ""

    return address


_COLUMNS: Final[tuple[tuple[str, Callable[[Exported], str]], ...]] = (
    ("key", lambda paper: paper.key),
    ("id", _field("id")),
    ("type", _field("type")),
    ("title", lambda paper: paper.work.title),
    ("authors", lambda paper: _people(paper.paper.authors)),
    ("editors", lambda paper: _people(paper.paper.editors)),
    ("year", lambda paper: str(paper.paper.year)),
    ("date", lambda paper: publication_key(paper.paper)),
    ("venue", lambda paper: paper.venue.name if paper.venue else ""),
    ("volume", _field("volume")),
    ("issue", _field("issue")),
    # A spreadsheet would make a date of 3-12 with a hyphen.
    ("pages", lambda paper: paper.work.pages.written("–")),
    ("publisher", lambda paper: paper.work.publisher),
    *((kind, _id(kind)) for kind in ("doi", "arxiv", "acl", "openreview", "dblp", "pmid")),
    *((kind, _id(kind)) for kind in ("isbn", "issn")),
    ("url", lambda paper: paper.url),
    ("pdf", _link("pdf")),
    ("code", _link("code")),
    ("topics", lambda paper: _listed(paper.topics)),
    ("keywords", lambda paper: _listed(paper.paper.keywords)),
    ("collections", lambda paper: _listed(paper.collections)),
    ("language", _field("language")),
    ("status", _field("status")),
    ("added", _field("added")),
    ("summary", lambda paper: to_text(paper.paper.summary)),
)
"""Programs rely on their names and places: new ones come last."""


def _row(paper: Exported) -> str:
    return ",".join(_cell(make(paper)) for _, make in _COLUMNS) + "\r\n"


CSV = Exporter(
    name="csv",
    label="CSV",
    file="papers.csv",
    paper_file="",
    media_type="text/csv",
    piece=_row,
    # Without the mark at the beginning Excel takes UTF-8 for another encoding.
    head="\ufeff" + ",".join(name for name, _ in _COLUMNS) + "\r\n",
    size=Size(lists=0.5, each=120),
)
