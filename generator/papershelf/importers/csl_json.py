"""Papers from CSL-JSON: what Zotero, Mendeley, Pandoc and Crossref write; Zotero's own JSON too."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from papershelf.citation.languages import tag_of
from papershelf.citation.texts import bare_word, needs_keeping
from papershelf.draft import Draft
from papershelf.errors import Location, Problem, Severity
from papershelf.importers.addresses import ARXIV_IN
from papershelf.importers.decoding import decode
from papershelf.importers.drafting import Making, cleaned
from papershelf.importers.html_text import markdown_of, paragraphs_of, plain_of
from papershelf.importers.importer import Importer, Source
from papershelf.importers.json_items import items_of
from papershelf.importers.kinds import CSL as TYPES
from papershelf.importers.kinds import degree_of, is_exact
from papershelf.importers.when import made, read_date
from papershelf.importers.zotero import LOOKS, as_csl, is_paper, is_zotero

_LOOKS: Final = re.compile(
    r'"(?:issued|container-title|DOI|publisher-place|citation-key|event-title|author)"\s*:'
)
_TYPE: Final = re.compile(r'"type"\s*:\s*"([a-z_-]+)"')
_TITLES: Final = MappingProxyType(
    {"title": "title", "title-short": "title_short", "shortTitle": "title_short"}
    | {"original-title": "original_title", "subtitle": "subtitle", "short-title": "title_short"}
)
_PLAIN: Final = MappingProxyType(
    {
        "container-title": "venue",
        "collection-title": "series",
        "event-title": "event",
        "event": "event",
        "volume": "volume",
        "issue": "issue",
        "page": "pages",
        "publisher": "publisher",
        "publisher-place": "place",
        "event-place": "place",
        "license": "license",
    }
)
_IDS: Final = MappingProxyType(
    {"DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid", "PMCID": "pmcid"}
)
_DATES: Final = ("issued", "published-print", "published-online", "published", "created")
_KEPT: Final = frozenset(
    [
        "accessed",
        "annote",
        "archive",
        "archive_location",
        "archive-place",
        "authority",
        "call-number",
        "chapter-number",
        "citation-label",
        "citation-number",
        "collection-number",
        "collection-editor",
        "composer",
        "container-author",
        "container-title-short",
        "journalAbbreviation",
        "curator",
        "custom",
        "dimensions",
        "director",
        "division",
        "edition",
        "editorial-director",
        "event-date",
        "first-reference-note-number",
        "genre",
        "illustrator",
        "interviewer",
        "jurisdiction",
        "keyword",
        "locator",
        "medium",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "original-author",
        "original-date",
        "original-publisher",
        "original-publisher-place",
        "page-first",
        "part-number",
        "part-title",
        "printing-number",
        "recipient",
        "references",
        "reviewed-author",
        "reviewed-genre",
        "reviewed-title",
        "scale",
        "section",
        "source",
        "status",
        "submitted",
        "supplement-number",
        "system_id",
        "translator",
        "version",
        "volume-title",
        "volume-title-short",
        "year-suffix",
        "zotero",
        "available-date",
        "categories",
        *("indexed", "reference-count", "references-count", "content-domain", "prefix", "member"),
        *("short-container-title", "is-referenced-by-count", "deposited", "score", "resource"),
        *("alternative-id", "relation", "subject", "funder", "assertion", "update-policy"),
        *("issn-type", "isbn-type", "article-number", "journal-issue", "reference", "institution"),
        *("link", "license", "published-other", "accepted", "approved", "posted", "group-title"),
    ]
)
_CHEATED: Final = re.compile(r"\{:([\w-]+):\s*([^{}]*)\}")
_NO_CASE: Final = re.compile(r"<span class=.nocase.>([^<]*)</span>")
_CHEATED_LINE: Final = re.compile(r"([A-Za-z][\w .-]{1,30}):\s+(\S.*)")


def read_csl(source: Source) -> Iterator[Draft | Problem]:
    """The papers of a CSL-JSON file in their order, and what is wrong with it."""
    text, problems = decode(source)
    yield from problems
    count = 0
    if not text.strip():
        yield Problem(Location(source.name), "the file is empty")
        return
    for item in items_of(text, ("items", "references", "message")):
        location = Location(source.name, item.line)
        if item.error:
            yield Problem(location, f"this is no JSON: {item.error}", "what follows is read on")
        elif isinstance(item.value, dict) and is_zotero(item.value):
            count += 1
            if is_paper(item.value):
                yield _Item(source.name, item.line, cleaned(as_csl(item.value))).read()
            else:
                yield Problem(
                    location,
                    "a note or file of its own is no paper: it is left out",
                    severity=Severity.WARNING,
                )
        elif isinstance(item.value, dict):
            count += 1
            yield _Item(source.name, item.line, cleaned(item.value)).read()
        else:
            yield Problem(location, f"{str(item.value)[:40]!r} is no item: it is left out")
    if not count:
        yield Problem(Location(source.name), "the file holds no CSL-JSON items")


def _looks_like(head: str) -> bool:
    if not head.lstrip().startswith(("[", "{")):
        return False
    if LOOKS.search(head):
        return True
    kinds = _TYPE.findall(head)
    return bool(_LOOKS.search(head)) and any(kind in TYPES or kind == "webpage" for kind in kinds)


class _Item:
    def __init__(self, path: str, line: int, item: Mapping[str, Any]) -> None:
        key = item.get("citation-key") or item.get("id", "")
        self._making = Making(path, Draft({}, line=line, key=_text(key)), line)
        self._item = dict(item)

    def read(self) -> Draft:
        """The draft of it."""
        making, item = self._making, self._item
        self._note()
        kind = _text(item.pop("type", ""))
        self._type(kind)
        self._dates()
        for name in ("id", "citation-key"):
            value = item.pop(name, "")
            if value and _text(value) != making.draft.key:
                making.draft.keep(name, value)
        for name in ("DOI", "ISBN", *list(item)):
            if name in item:
                self._each(name, item.pop(name))
        fields = making.draft.fields
        if (
            fields["type"] == "article"
            and "arxiv" in fields.get("ids", {})
            and not fields.get("venue")
        ):
            fields["type"] = "preprint"
        return making.draft

    def _type(self, name: str) -> None:
        making = self._making
        kind = TYPES.get(name, "article")
        if name == "article":
            # The schema's word for preprints, and for what is nothing else.
            is_preprint = _text(self._item.get("genre", "")).lower() in ("", "preprint")
            kind = "preprint" if is_preprint and self._is_preprint() else "article"
        elif not name:
            making.tell("the item has no type: it is taken for an article")
        elif not is_exact(name, TYPES):
            making.draft.keep("entry_type", name)
            if name not in TYPES and name not in ("webpage", "post", "post-weblog"):
                making.tell(f'"{name[:40]}" is no type that is known: it is taken for an article')
        making.draft.fields["type"] = kind
        genre = _text(self._item.get("genre", ""))
        degree = degree_of(genre) if kind == "thesis" else ""
        making.keywords([degree])
        if genre and genre in (degree, "Preprint", "Thesis", "Data set", "Computer software"):
            # As our own export has it.
            del self._item["genre"]

    def _is_preprint(self) -> bool:
        said = (self._item.get("genre"), self._item.get("number"), self._item.get("publisher"))
        text = " ".join(map(_text, said)).lower()
        return "preprint" in text or "arxiv" in text

    def _dates(self) -> None:
        making, item = self._making, self._item
        for name in _DATES:
            value = item.pop(name, None)
            if value in (None, "", {}, []):
                continue
            if "date" in making.draft.fields:
                making.draft.keep(name, value)
                continue
            found, is_all = _date(value)
            if found:
                making.draft.fields["date"] = found
            if not found or not is_all:
                making.draft.keep(name, value)
            if not found:
                making.tell(f"{name}: {_shown(value)} is no date: it is kept under extra")

    def _each(self, name: str, value: Any) -> None:
        """Take a variable, of which Crossref gives lists."""
        is_list = isinstance(value, list) and (name in _TITLES or name in _PLAIN or name in _IDS)
        for item in value if is_list else [value]:
            self._variable(name, item)

    def _variable(self, name: str, value: Any) -> None:
        making = self._making
        if value in (None, "", [], {}):
            return
        if name in ("author", "editor"):
            people = value if isinstance(value, list) else [value]
            making.people(f"{name}s", [_person(person) for person in people], name)
        elif name in _TITLES and _is_plain(value):
            self._title(name, _text(value))
        elif name in _PLAIN and _is_plain(value):
            self._plain(name, _text(value))
        elif name in _IDS and _is_plain(value):
            making.ids(_IDS[name], _text(value), name)
        elif name == "URL" and isinstance(value, str):
            making.address(value, name)
        elif name == "abstract" and isinstance(value, str):
            making.set("abstract", paragraphs_of(value), name)
        elif name == "language" and isinstance(value, str):
            making.set("language", tag_of(value) or value, name)
        elif name in ("keyword", "keywords") and isinstance(value, (str, list)):
            words = value if isinstance(value, list) else re.split(r"\s*[;,]\s*", value)
            making.keywords(_text(word).strip() for word in words)
        elif name == "status" and value in ("retracted", "withdrawn"):
            making.set("status", value, name)
        elif name == "number" and ARXIV_IN.fullmatch(_text(value)):
            self._arxiv(_text(value), name)
        elif name == "annote" and isinstance(value, str):
            making.draft.note = paragraphs_of(value)
        else:
            making.draft.keep(name, value)
            if name not in _KEPT and name != "note" and not name.startswith(("_", "tex.")):
                making.tell(f'the variable "{name[:60]}" is not known: it is kept under extra')

    def _title(self, name: str, text: str) -> None:
        self._making.set(_TITLES[name], markdown_of(text), name)
        if name in ("title", "subtitle"):
            parts = map(plain_of, _NO_CASE.findall(text))
            words = (bare_word(word) for part in parts for word in part.split())
            self._making.keep_case(filter(needs_keeping, words))

    def _plain(self, name: str, value: str) -> None:
        text = plain_of(value)
        if name in ("event", "event-place") and _PLAIN[name] in self._making.draft.fields:
            if self._making.draft.fields[_PLAIN[name]] != text:
                self._making.draft.keep(name, text)
            return
        self._making.set(_PLAIN[name], text, name)

    def _arxiv(self, text: str, name: str) -> None:
        found = ARXIV_IN.fullmatch(text)
        if found:
            self._making.preprint(found, name)

    def _note(self) -> None:
        """Take variables out of the note, where Zotero keeps what it has no field for."""
        note = self._item.get("note")
        if not isinstance(note, str):
            return
        note = _CHEATED.sub(lambda found: "" if self._cheat(found[1], found[2]) else found[0], note)
        rest = [
            line
            for line in note.split("\n")
            if not self._is_preprint_line(line.strip())
            and (
                not (found := _CHEATED_LINE.fullmatch(line.strip()))
                or not self._cheat(*found.groups())
            )
        ]
        text = "\n".join(rest).strip()
        word, _, remark = text.partition(". ")
        if word.strip(".").lower() in ("retracted", "withdrawn"):
            self._making.set("status", word.strip(".").lower(), "note")
            text = remark
        self._item["note"] = text

    def _is_preprint_line(self, line: str) -> bool:
        """Take an arXiv id that is all of a line."""
        found = ARXIV_IN.fullmatch(line)
        if found:
            self._making.preprint(found, "note")
        return bool(found)

    def _cheat(self, key: str, value: str) -> bool:
        name, value = key.strip(), value.strip()
        if name.lower() in ("arxiv", "arxiv id", "eprint"):
            self._making.id("arxiv", re.sub(r"^arxiv:", "", value.split(" ")[0], flags=re.I), name)
            return True
        known = {
            known.lower(): known for known in (*_IDS, *_PLAIN, *_TITLES, "URL", "type", "language")
        }
        variable = known.get(name.lower().replace(" ", "-"))
        if variable is None or self._item.get(variable) not in (None, "", value):
            return False
        self._item[variable] = value
        return True


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _date(value: Any) -> tuple[str, bool]:
    """The date of a variable, and whether it says no more than that."""
    if not isinstance(value, Mapping):
        return read_date(_text(value))
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [_text(part) for part in parts[0] if part is not None]
        if numbers and numbers[0]:
            known = [number for number in numbers if number.isdigit() and number.strip("0")][:3]
            found = made(*known) if known else ""
            is_all = len(parts) == 1 and not {"season", "circa"} & value.keys()
            return found, is_all and found.count("-") == len(known) - 1
    for name in ("raw", "literal"):
        if isinstance(value.get(name), str):
            return read_date(value[name])
    return "", False


def _person(value: Any) -> Any:
    """A name as our readers of people take it."""
    if not isinstance(value, Mapping):
        return value
    if value.get("isInstitution") and value.get("family"):
        return {"literal": value["family"]}
    return {key: part for key, part in value.items() if key != "isInstitution"}


CSL_JSON: Final = Importer(
    name="csl-json",
    label="CSL-JSON",
    suffixes=(".csl.json", ".json"),
    looks_like=_looks_like,
    read=read_csl,
)
