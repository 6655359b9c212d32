"""A draft in the making: what importers of all formats do with a value that they have read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote

from papershelf.draft import Draft
from papershelf.errors import Location, Problem, Severity
from papershelf.formatting.tree import as_json
from papershelf.importers.people import people_of
from papershelf.markup.parse import clean
from papershelf.schema import LINK_KINDS
from papershelf.yamltext import MAX_DEPTH

_DOI_ADDRESS: Final = re.compile(
    r"https?://(?:dx\.|www\.)?doi\.org/(10\.[\d.]+/\S+)", re.IGNORECASE
)
_ARXIV_ADDRESS: Final = re.compile(
    r"https?://(?:www\.|export\.)?arxiv\.org/abs/(\S+)", re.IGNORECASE
)
ARXIV: Final = re.compile(
    r"(?:arxiv:\s*)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)", re.IGNORECASE
)
"""An arXiv id that stands alone."""
ARXIV_IN: Final = re.compile(
    r"arxiv:?\s*(?:abs/)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?)",
    re.IGNORECASE,
)
"""One within a text, told by its name."""


@dataclass
class Making:
    """A draft, and where it is from."""

    path: str
    draft: Draft
    line: int
    """Of what is being read."""
    taken: dict[str, str] = field(default_factory=dict)
    """Which field of the source each of ours came from."""
    _seen: set[tuple[str, str]] = field(default_factory=set)
    """The links and keywords that it has, for a source may have any number of them."""

    def tell(self, message: str, hint: str = "", rule: str = "kept") -> None:
        """Report a thing at the line that is being read."""
        self.draft.problems.append(
            Problem(Location(self.path, self.line), message, hint, Severity.WARNING, rule=rule)
        )

    def set(self, name: str, value: Any, source: str) -> None:
        """Give a field its value; where it has another, that goes under `extra`."""
        if value in ("", [], {}):
            return
        known = self.draft.fields.get(name)
        if known is None:
            self.draft.fields[name] = value
            self.taken[name] = source
        elif known != value:
            self.draft.keep(source, value)

    def id(self, kind: str, value: str, source: str) -> None:
        """Give an identifier; another one of the kind goes under `extra`."""
        value = value.strip()
        if not value:
            return
        ids = self.draft.fields.setdefault("ids", {})
        if kind not in ids:
            ids[kind] = value
        elif ids[kind].lower() != value.lower():
            self.draft.keep(source, value)

    def link(self, kind: str, address: str) -> None:
        """Add a link, unless it is there."""
        if (kind, address) in self._seen:
            return
        self._seen.add((kind, address))
        links = self.draft.fields.setdefault("links", {})
        known = links.get(kind)
        if known is None:
            links[kind] = address
        elif isinstance(known, list):
            known.append(address)
        else:
            links[kind] = [known, address]

    def keywords(self, words: Iterable[str]) -> None:
        """Add keywords, each once."""
        for word in words:
            if word and ("keyword", word) not in self._seen:
                self._seen.add(("keyword", word))
                self.draft.fields.setdefault("keywords", []).append(word)

    def address(self, text: str, source: str, kind: str = "") -> None:
        """Take an address for what it is: an identifier, a link, or nothing that is understood."""
        text = text.strip()
        doi = _DOI_ADDRESS.fullmatch(text)
        arxiv = _ARXIV_ADDRESS.fullmatch(text)
        ids = self.draft.fields.get("ids", {})
        if doi and unquote(doi[1]).lower() == unquote(ids.get("doi", doi[1])).lower():
            self.id("doi", ids.get("doi") or unquote(doi[1]), source)
        elif arxiv and _unversioned(arxiv[1]) == _unversioned(ids.get("arxiv", arxiv[1])):
            self.id("arxiv", ids.get("arxiv") or arxiv[1], source)
        elif re.match(r"https?://\S+$", text, re.IGNORECASE):
            ending = text.lower().partition("?")[0].partition("#")[0]
            is_pdf = ending.endswith(".pdf") or "arxiv.org/pdf/" in ending
            self.link(kind or ("pdf" if is_pdf else "page"), text)
        elif re.match(r"www\.\S+$", text, re.IGNORECASE):
            self.link(kind or "page", f"http://{text}")
            self.tell(f'{source}: "{text[:60]}" has no protocol: http:// was put before it')
        elif text:
            self.draft.keep(source, text)
            self.tell(f'{source}: "{text[:60]}" is no web address: it is kept under extra')

    def people(self, role: str, value: object, source: str, *, apart: bool = True) -> None:
        """Add people to the authors or editors, and tell what was changed.

        `apart`: each text is one name, whatever it contains.
        """
        found = people_of(value, apart=apart)
        if found.people:
            self.draft.fields.setdefault(role, []).extend(found.people)
        for note in found.notes:
            self.tell(f"{source}: {note}", rule="name")
        if found.has_others:
            self.others(role)

    def others(self, role: str) -> None:
        """Remember that a list of people is not whole."""
        extra = self.draft.fields.setdefault("extra", {})
        if role not in extra.setdefault("incomplete", []):
            extra["incomplete"].append(role)
            self.tell(f"{role}: more people are meant than are named", "add who is missing", "name")


def link_kind(name: str) -> str:
    """The kind of link that a field of this name holds; empty for none."""
    name = name.lower()
    return name if name in LINK_KINDS else _LINKS.get(name, "")


_LINKS: Final = {
    "github": "code",
    "website": "project",
    "homepage": "project",
    "supp": "supplement",
    "dataset": "data",
}


def cleaned(value: Any, depth: int = 0) -> Any:
    """A value from JSON without characters that no file may hold; as text where it is too deep."""
    if isinstance(value, str):
        return clean(value)
    if not isinstance(value, (dict, list)):
        return value
    if depth >= MAX_DEPTH:
        return clean(as_json(value))
    if isinstance(value, list):
        return [cleaned(item, depth + 1) for item in value]
    return {clean(str(key)): cleaned(item, depth + 1) for key, item in value.items()}


def _unversioned(arxiv: str) -> str:
    return re.sub(r"v\d+$", "", arxiv.lower().removesuffix(".pdf"))
