"""Which XML files hold papers that can be read, and what to do about all others."""

import re
from collections.abc import Iterator
from typing import Final

from papershelf.draft import Draft
from papershelf.errors import Location, Problem
from papershelf.importers.importer import Importer, Source
from papershelf.importers.xml_records import root_of, xml_text

_ENDNOTE: Final = frozenset({"xml", "records"})
_PUBMED: Final = frozenset(
    {"PubmedArticleSet", "PubmedArticle", "PubmedBookArticle", "PubmedBookArticleSet"}
)
_ACL: Final = frozenset({"collection", "volume"})
_READ: Final = "EndNote XML, PubMed XML and the ACL Anthology's XML are read"
_ADVICE: Final = {
    "RDF": "in Zotero, export as CSL JSON or BibTeX instead: both keep more, and are read",
    "modsCollection": "export as BibTeX, RIS or CSL JSON instead",
    "mods": "export as BibTeX, RIS or CSL JSON instead",
    "feed": "papershelf add takes the addresses of arXiv papers",
    "html": "this is a web page: save the file itself, or export it anew",
}


def other_root(text: str, wanted: set[str] | frozenset[str], name: str) -> Problem | None:
    """What is wrong with a file whose root element is not one of these; None if it is."""
    root = root_of(text)
    if root in wanted:
        return None
    if not text.strip():
        return Problem(Location(name), "is empty", "nothing to import", rule="import")
    if not root:
        return Problem(Location(name, 1), "not XML: no element begins it", _READ, rule="import")
    return Problem(
        Location(name, 1),
        f'XML with the root element "{root[:60]}" is of another kind',
        _ADVICE.get(root, _READ),
        rule="import",
    )


def missing(name: str, element: str) -> Problem:
    """That a file has none of the elements that stand for papers."""
    return Problem(Location(name, 1), f'no element "{element}" in it', _READ, rule="import")


def _looks_like(text: str) -> bool:
    root = root_of(text)
    if re.match(r"\ufeff?\s*<\?xml", text) and not root:
        return True
    if root in _ENDNOTE:
        return "<record" not in text
    if root in _PUBMED or root in _ACL:
        return False
    # Lists in Markdown often begin with an element of HTML.
    return root in _ADVICE or bool(root and re.match(r"\ufeff?\s*(?:<\?xml|<!DOCTYPE)", text))


def _read(source: Source) -> Iterator[Draft | Problem]:
    text, problems = xml_text(source)
    yield from problems
    yield other_root(text, frozenset(), source.name) or missing(source.name, "record")


OTHER_XML: Final = Importer(
    "other-xml", "XML of other kinds: told what to export instead", (".rdf",), _looks_like, _read
)
"""Reads nothing: it says what would do."""
