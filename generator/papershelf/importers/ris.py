"""Papers from RIS files: those of Zotero, EndNote, Mendeley, Scopus, Web of Science and others."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from papershelf.citation.languages import tag_of
from papershelf.draft import Draft
from papershelf.errors import Location, Problem
from papershelf.importers.addresses import ARXIV_IN
from papershelf.importers.decoding import decode
from papershelf.importers.drafting import Making, numbers_of
from papershelf.importers.html_text import markdown_of, paragraphs_of, plain_of
from papershelf.importers.importer import Importer, Source
from papershelf.importers.kinds import RIS as TYPES
from papershelf.importers.kinds import degree_of, is_exact
from papershelf.importers.ris_records import Record, joined, records
from papershelf.importers.when import read_date
from papershelf.names import looks_like_several, parse_name

_LOOKS: Final = re.compile(r"^\s*TY[ \t]{0,3}-", re.MULTILINE)


def read_ris(source: Source) -> Iterator[Draft | Problem]:
    """The papers of a RIS file in their order, and what is wrong with it."""
    text, problems = decode(source)
    yield from problems
    count = 0
    for found in records(source.name, text):
        if isinstance(found, Problem):
            yield found
        else:
            count += 1
            yield _Record(source.name, found).read()
    if not count:
        message = "the file holds no RIS records" if text.strip() else "the file is empty"
        yield Problem(Location(source.name), message, 'records start with "TY  - JOUR"')


_HOLDERS: Final = MappingProxyType(
    {
        "article": ("JF", "JO", "T2", "JA", "J2", "J1"),
        "paper-conference": ("BT", "T2", "C3", "JF", "JO", "T3"),
        "chapter": ("BT", "T2"),
        "book": ("JF",),
    }
)
"""The tags that say what a paper appeared in, the best first."""
_DEFAULT_HOLDERS: Final = ("T2", "JF", "JO", "BT", "JA", "J2")
_TITLES: Final = frozenset({"T2", "BT", "JF", "JO", "JA", "J2", "J1", "T3", "C3"})
_PLAIN: Final = MappingProxyType(
    {"VL": "volume", "IS": "issue", "CP": "issue", "PB": "publisher", "CY": "place", "PP": "place"}
)
_KEPT: Final = frozenset(
    [
        "AD",
        "C1",
        "C2",
        "C4",
        "C5",
        "C6",
        "C7",
        "C8",
        "CN",
        "CA",
        "CT",
        "DB",
        "DP",
        "ET",
        "J2",
        "JA",
        "LB",
        "M1",
        "M2",
        "M3",
        "NV",
        "OP",
        "RI",
        "RN",
        "RP",
        "SE",
        "ST",
        "SV",
        "TA",
        "TT",
        "U1",
        "U2",
        "U3",
        "U4",
        "U5",
        "Y2",
        "A4",
        "T4",
        "L1",
        "L3",
        "L4",
        "AV",
        "H1",
        "H2",
        "NO",
        "ED",
        "OT",
        "AO",
    ]
)


class _Record:
    def __init__(self, path: str, record: Record) -> None:
        self._lines = joined(record.lines)
        self._making = Making(path, Draft({}, line=record.line), record.line)
        self._making.draft.problems += record.problems
        self._by_tag: dict[str, str] = {}
        for line in self._lines:
            self._by_tag.setdefault(line.tag, line.value)
        self._is_book = False

    def read(self) -> Draft:
        """The draft of it."""
        making = self._making
        self._type()
        self._dates()
        self._pages()
        self._holder()
        for line in self._lines:
            making.line = line.line
            if line.value:
                self._tag(line.tag, line.value)
        if making.draft.fields["type"] == "article" and "arxiv" in making.draft.fields.get(
            "ids", {}
        ):
            venue = making.draft.fields.get("venue", "")
            if not venue or re.match("arxiv|corr$", venue, re.IGNORECASE):
                making.draft.fields["type"] = "preprint"
        return making.draft

    def _type(self) -> None:
        name = self._by_tag["TY"].upper()
        kind = TYPES.get(name, "article")
        self._making.draft.fields["type"] = kind
        if name not in TYPES:
            shown = name[:40]
            self._making.tell(f'TY: "{shown}" is no type that is known: it is taken for an article')
        if not is_exact(name, TYPES):
            self._making.draft.keep("entry_type", name)

    def _dates(self) -> None:
        making = self._making
        best = ""
        for line in self._lines:
            if line.tag not in ("DA", "PY", "Y1"):
                continue
            making.line = line.line
            found, is_all = read_date(line.value.replace("///", "").rstrip("/"))
            if not found or not is_all:
                making.draft.keep(line.tag, line.value)
                if not found and line.value.strip("/ "):
                    making.tell(
                        f'{line.tag}: "{line.value[:40]}" is no date: it is kept under extra'
                    )
            if not best or (found.startswith(best[:4]) and len(found) > len(best)):
                best = found or best
            elif found and not best.startswith(found):
                making.draft.keep(line.tag, line.value)
        if best:
            making.draft.fields["date"] = best

    def _pages(self) -> None:
        first, last = self._by_tag.get("SP", ""), self._by_tag.get("EP", "")
        ends = re.split(r"\s*[-–—]+\s*", first)
        if first and last and last not in (first, ends[-1]):
            # A hyphen within a number is told from the one between the ends.
            dash = "–" if "-" in f"{first}{last}" else "-"
            first = f"{first}{dash}{last}"
        pages = plain_of(first or last)
        if pages:
            self._making.draft.fields["pages"] = pages

    def _holder(self) -> None:
        kind = self._making.draft.fields["type"]
        tags = _HOLDERS.get(kind, _DEFAULT_HOLDERS)
        for tag in tags:
            if self._by_tag.get(tag):
                self._making.set("venue", plain_of(self._by_tag[tag]), tag)
                return

    def _tag(self, tag: str, value: str) -> None:
        making = self._making
        match tag:
            case "TY" | "DA" | "PY" | "Y1" | "SP" | "EP":
                self._repeated(tag, value)
            case "ID":
                making.draft.key = making.draft.key or value
                if value != making.draft.key:
                    making.draft.keep(tag, value)
            case "TI" | "T1":
                making.set("title", markdown_of(value), tag)
            case "CT" if not {"TI", "T1"} & self._by_tag.keys():
                making.set("title", markdown_of(value), tag)
            case "ST":
                making.set("title_short", markdown_of(value), tag)
            case "OP" | "TT":
                making.set("original_title", markdown_of(value), tag)
            case "AU" | "A1":
                self._person("authors", value, tag)
            case "ED" | "A3":
                self._person("editors", value, tag)
            case "A2":
                # EndNote's series editor of an article is its author's editor elsewhere.
                self._person("editors", value, tag)
            case _ if tag in _TITLES:
                self._title_of_holder(tag, value)
            case _ if tag in _PLAIN:
                making.set(_PLAIN[tag], plain_of(value), tag)
            case "M3" if making.draft.fields["type"] == "thesis" and degree_of(value):
                making.keywords([degree_of(value)])
                if value.lower() != degree_of(value).lower():
                    making.draft.keep(tag, value)
            case "AB" | "N2":
                making.set("abstract", paragraphs_of(value), tag)
            case "KW" | "DE":
                self._keywords(value)
            case "N1" | "RN":
                self._note(tag, value)
            case _:
                self._identifier(tag, value)

    def _identifier(self, tag: str, value: str) -> None:
        making = self._making
        match tag:
            case "DO" | "DI":
                making.id("doi", value, tag)
            case "SN":
                for number in numbers_of(value):
                    self._number(number)
            case "AN" | "M1" | "M3" | "C7" if found := ARXIV_IN.fullmatch(value):
                making.preprint(found, tag)
            case "AN" if re.fullmatch(r"(?:PMID:?\s*)?\d{7,8}", value) and self._is_of_pubmed():
                making.id("pmid", re.sub(r"\D", "", value), tag)
            case "UR" | "L2" | "LK":
                making.address(value, tag)
            case "L1" if re.match("https?:", value):
                making.address(value, tag, "pdf")
            case "LA":
                self._language(value)
            case _:
                making.draft.keep(tag or "text", value)
                if not tag:
                    making.tell(f'"{value[:60]}" has no tag: it is kept under extra')
                elif tag not in _KEPT and tag != "AN":
                    making.tell(f'the tag "{tag}" is not known: it is kept under extra')

    def _is_of_pubmed(self) -> bool:
        source = f"{self._by_tag.get('DB', '')} {self._by_tag.get('DP', '')}".lower()
        return "pubmed" in source or "medline" in source or "nlm" in source

    def _repeated(self, tag: str, value: str) -> None:
        if tag in ("SP", "EP", "TY") and value != self._by_tag[tag]:
            self._making.draft.keep(tag, value)

    def _person(self, role: str, value: str, tag: str) -> None:
        parts = [part.strip() for part in value.split(",")]
        if len(parts) == 3 and ";" not in value and parts[2] and not parts[1]:
            # The third part is the suffix, also where there is no second.
            self._making.people(role, {"family": parts[0], "suffix": parts[2]}, tag)
            return
        if len(parts) == 2 and all(parts) and not parse_name(value).literal.isascii():
            # "田中, 太郎" tells its parts, though such names are literal elsewhere.
            self._making.people(role, {"family": parts[0], "given": parts[1]}, tag)
            return
        for name in value.split(";"):
            several = looks_like_several(name) if name.count(",") > 1 else None
            for one in several or [name]:
                self._making.people(role, one.strip(" ,"), tag)

    def _title_of_holder(self, tag: str, value: str) -> None:
        making = self._making
        text = plain_of(value)
        if making.taken.get("venue") == tag and making.draft.fields["venue"] == text:
            return
        if tag == "T3" or (tag == "T2" and making.draft.fields["type"] in ("book", "report")):
            making.set("series", text, tag)
        elif text != making.draft.fields.get("venue"):
            making.draft.keep(tag, text)

    def _keywords(self, value: str) -> None:
        self._making.keywords(map(plain_of, re.split(r"\s*(?:;|\n)\s*", value)))

    def _note(self, tag: str, value: str) -> None:
        status = {"retracted": "retracted", "withdrawn": "withdrawn"}.get(value.lower().strip("."))
        if status:
            self._making.set("status", status, tag)
        else:
            self._making.draft.keep(tag, value)

    def _number(self, text: str) -> None:
        digits = re.sub(r"[^\dxX]", "", text)
        if digits:
            self._making.id("isbn" if len(digits) in (10, 13) else "issn", text, "SN")
        else:
            self._making.draft.keep("SN", text)

    def _language(self, value: str) -> None:
        tag = tag_of(value)
        if tag:
            self._making.set("language", tag, "LA")
        elif re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
            self._making.set("language", value, "LA")
        else:
            self._making.draft.keep("LA", value)


RIS: Final = Importer(
    name="ris",
    label="RIS",
    suffixes=(".ris",),
    looks_like=lambda head: _LOOKS.search(head) is not None,
    read=read_ris,
)
