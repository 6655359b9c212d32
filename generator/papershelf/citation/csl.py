"""A paper as a CSL-JSON item, what Zotero, Pandoc and citeproc read."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from papershelf.citation.texts import line
from papershelf.citation.work import Work
from papershelf.markup import to_text
from papershelf.model import Contributor
from papershelf.names import Name


def csl_json(work: Work, key: str) -> str:
    """A list of one item, as CSL's schema asks: a line for each variable and each name."""
    variables = (f"  {_json(name)}: {_lines(value)}" for name, value in csl_item(work, key).items())
    return "[{\n" + ",\n".join(variables) + "\n}]\n"


def _lines(value: object) -> str:
    if not isinstance(value, list):
        return _json(value)
    names = ",\n".join(f"    {_json(name)}" for name in value)
    return f"[\n{names}\n  ]"


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def csl_item(work: Work, key: str) -> dict[str, Any]:
    """The item with all names."""
    found = {name: value for name, make in _VARIABLES for value in (make(work),) if value}
    return {"id": key, "type": work.kind.csl, **found}


def _people(people: Iterable[Contributor]) -> list[dict[str, str]]:
    return [_name(person.name) for person in people]


def _name(name: Name) -> dict[str, str]:
    """The parts of a name.

    A particle stays with the family name ("van Beethoven 1824"), as everywhere on the site.
    """
    if name.literal or not name.family:
        return {"literal": line(name.literal or name.display)}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: line(text) for part, text in parts.items() if text}


def _issued(work: Work) -> dict[str, list[list[int]]]:
    date = work.date
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}


def _number(work: Work) -> str:
    return work.arxiv if work.type == "preprint" else ""


def _note(work: Work) -> str:
    return ". ".join(filter(None, (work.remark, "" if _number(work) else work.arxiv)))


def _field(name: str) -> Callable[[Work], str]:
    return lambda work: line(getattr(work.paper, name))


def _id(kind: str) -> Callable[[Work], str]:
    return lambda work: line(work.paper.ids.get(kind, ""))


_VARIABLES: Final[tuple[tuple[str, Callable[[Work], object]], ...]] = (
    ("title", lambda work: work.title),
    ("title-short", lambda work: to_text(work.paper.title_short)),
    ("author", lambda work: _people(work.paper.authors)),
    ("editor", lambda work: _people(work.paper.editors)),
    ("container-title", lambda work: work.container),
    ("container-title-short", lambda work: work.container_short),
    ("collection-title", _field("series")),
    ("event-title", _field("event")),
    ("genre", lambda work: work.kind.genre),
    ("issued", _issued),
    ("volume", _field("volume")),
    ("issue", _field("issue")),
    ("page", lambda work: work.pages.hyphened),
    ("number", _number),
    ("publisher", lambda work: work.publisher),
    ("publisher-place", _field("place")),
    ("DOI", _id("doi")),
    ("ISBN", _id("isbn")),
    ("ISSN", _id("issn")),
    ("PMID", _id("pmid")),
    ("URL", lambda work: work.address),
    ("language", _field("language")),
    ("status", lambda work: work.remark.lower()),
    ("note", _note),
)
