"""Papers for tests of citations, and what independent readers make of them."""

from typing import Any

import rispy
from pybtex.database import Entry, parse_string

from papershelf.citation import FORMATS, work_of
from papershelf.model import Contributor, Paper, Venue
from papershelf.names import Name, parse_name

NEURIPS = Venue("neurips", "Conference on Neural Information Processing Systems", "NeurIPS")
JOURNAL = Venue("jmlr", "Journal of Machine Learning Research", "JMLR", "journal")


def people(*names: str | Name) -> tuple[Contributor, ...]:
    """Contributors of these names."""
    return tuple(
        Contributor(name if isinstance(name, Name) else parse_name(name)) for name in names
    )


def paper(title: str = "Pointer Networks", *names: str | Name, **fields: Any) -> Paper:
    """A paper of 2015, by Oriol Vinyals unless names are given."""
    fields = {"id": "one", "year": 2015, "authors": people(*names or ("Oriol Vinyals",)), **fields}
    return Paper(title=title, **fields)


def text(name: str, cited: Paper, venue: Venue | None = None, key: str = "key") -> str:
    """The paper in one format."""
    [form] = (form for form in FORMATS if form.name == name)
    return form.write(work_of(cited, venue), key)


def read_bibtex(content: str) -> Entry:
    """The only entry, as pybtex reads it."""
    [entry] = parse_string(content, "bibtex").entries.values()
    return entry


def read_ris(content: str) -> dict[str, Any]:
    """The only record, as rispy reads it."""
    record: dict[str, Any]
    [record] = rispy.loads(content)
    return record
