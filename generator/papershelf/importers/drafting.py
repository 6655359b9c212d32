"""A draft in the making: what importers of all formats do with a value that they have read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from papershelf.citation.bibtex import KEEP_CASE
from papershelf.draft import Draft
from papershelf.errors import Location, Problem, Severity
from papershelf.formatting.tree import as_json
from papershelf.importers.addresses import ids_of_doi, read_address
from papershelf.importers.people import people_of
from papershelf.markup.parse import clean
from papershelf.yamltext import MAX_DEPTH

_WEB: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?:[;,]\s*|\s+)(?=https?://)", re.IGNORECASE)
_BEFORE_DOI: Final = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:\s*", re.IGNORECASE)
_EDITION: Final = re.compile(
    r"\((?:e-?print|print|electronic|on-?line|linking|cd-?rom|hard(?:back|cover)|paperback|e-?book"
    r"|hbk|pbk|set)\)",
    re.IGNORECASE,
)
_BETWEEN_NUMBERS: Final = re.compile(r"[\s,;/]+")
_NUMBER: Final = re.compile(r"(?:[0-9]-?){7,12}[0-9X]", re.IGNORECASE)


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
        if kind == "doi":
            value = _BEFORE_DOI.sub("", value, count=1) if _BEFORE_DOI.match(value) else value
        if not value:
            return
        ids = self.draft.fields.setdefault("ids", {})
        if kind in ids:
            if ids[kind].lower() != value.lower():
                self.draft.keep(source, value)
            return
        ids[kind] = value
        if kind == "doi":
            for other, found in ids_of_doi(value).items():
                ids.setdefault(other, found)

    def preprint(self, found: re.Match[str], source: str) -> None:
        """Give the arXiv id that `ARXIV_IN` found; the subject behind it is kept."""
        self.id("arxiv", found[1], source)
        extra = self.draft.fields.get("extra", {})
        if found[2] and extra.get("primaryclass") != found[2]:
            self.draft.keep("primaryclass", found[2])

    def ids(self, kind: str, text: str, source: str) -> None:
        """Give the identifiers of a text, which may hold several ISBNs or ISSNs."""
        for number in numbers_of(text) if kind in ("isbn", "issn") else [text]:
            self.id(kind, number, source)

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

    def keep_case(self, words: Iterable[str]) -> None:
        """Remember words of the title whose case is kept, each once."""
        extra = self.draft.fields.get("extra", {})
        kept = dict.fromkeys((*extra.get(KEEP_CASE, ()), *words))
        if kept:
            self.draft.fields["extra"] = {**extra, KEEP_CASE: [*kept]}

    def address(self, text: str, source: str, kind: str = "") -> None:
        """Take addresses for what they are: identifiers, links, or nothing that is understood."""
        for part in _BETWEEN.split(text.strip()):
            self._address(part, source, kind)

    def _address(self, text: str, source: str, kind: str) -> None:
        if _WEB.fullmatch(text):
            said = read_address(text)
            ids, is_told = said.tell(self.draft.fields.get("ids", {}), kind)
            for name, value in ids.items():
                self.id(name, value, source)
            if not is_told:
                self.link(kind or said.kind, text)
        elif re.match(r"www\.\S+$", text, re.IGNORECASE):
            self.link(kind or read_address(f"http://{text}").kind, f"http://{text}")
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


def numbers_of(text: str) -> list[str]:
    """The ISBNs or ISSNs in a text that holds several; the whole text where it holds one."""
    bare = _EDITION.sub(" ", text).strip()
    parts = [part for part in _BETWEEN_NUMBERS.split(bare) if part]
    return parts if parts and all(map(_NUMBER.fullmatch, parts)) else [bare]


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
