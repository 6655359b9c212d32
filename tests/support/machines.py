"""What machines make of a page: its head as a parser reads it, and an item as Zotero saves it."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl

_ZOTERO_TYPES = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
"""What the translator takes for certain: the last of them, in the order of the page, counts."""
_ZOTERO_FIELDS = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_date": "date",
    "citation_journal_title": "publicationTitle",
    "citation_inbook_title": "bookTitle",
    "citation_conference_title": "conferenceName",
    "citation_series_title": "series",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_dissertation_institution": "university",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "number",
    "citation_publisher": "publisher",
    "citation_isbn": "ISBN",
    "citation_issn": "ISSN",
    "citation_doi": "DOI",
    "citation_language": "language",
}


@dataclass
class Machines:
    """The head of a page, and the spans that reference managers look for."""

    names: list[tuple[str, str]] = field(default_factory=list)
    properties: list[tuple[str, str]] = field(default_factory=list)
    links: list[dict[str, str]] = field(default_factory=list)
    data: list[dict[str, Any]] = field(default_factory=list)
    coins: list[str] = field(default_factory=list)

    def name(self, name: str) -> str:
        """The content of the only `meta` of that name; empty without one."""
        return _only(self.named(name))

    def named(self, name: str) -> list[str]:
        """The contents of all of that name."""
        return [content for found, content in self.names if found == name]

    def social(self, name: str) -> str:
        """The content of the only `meta` with that property; empty without one."""
        return _only([content for found, content in self.properties if found == name])

    def linked(self, rel: str) -> list[str]:
        """Where the links of a kind lead."""
        return [link["href"] for link in self.links if rel in link.get("rel", "").split()]

    @property
    def linked_data(self) -> dict[str, Any]:
        """The only JSON-LD of the page."""
        [data] = self.data
        return data


def _only(values: list[str]) -> str:
    assert len(values) < 2, values
    return values[0] if values else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Machines()
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta" and "content" in values:
            for attribute, known in (
                ("name", self.found.names),
                ("property", self.found.properties),
            ):
                if attribute in values:
                    known.append((values[attribute], values["content"]))
        elif tag == "link":
            self.found.links.append(values)
        elif tag == "span" and "Z3988" in values.get("class", "").split():
            self.found.coins.append(values["title"])
        self._is_data = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.found.data.append(json.loads(data))
            self._is_data = False


def machines(html: str) -> Machines:
    """What machines find on a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


@dataclass
class Item:
    """An item as Zotero's translator for embedded metadata saves it."""

    type: str
    creators: list[tuple[str, str]]
    """Last and first names."""
    fields: dict[str, str]


def zotero_item(page: Machines) -> Item:
    """The item; only what the rules of the translator say that concerns our tags."""
    tags = dict(page.names)
    assert page.coins == [], "Zotero would save what the COinS say"
    # What the translator takes for certain in Open Graph; "article" is only a guess.
    assert page.social("og:type") == "article"
    guess = "journalArticle" if "citation_title" in tags else "webpage"
    if "citation_isbn" in tags:
        guess = "book"
    told = [_ZOTERO_TYPES[tag] for tag, _ in page.names if tag in _ZOTERO_TYPES]
    kind = told[-1] if told else tags.get("DC.type", guess)
    counted = Counter(name for name, _ in page.names)
    assert all(counted[tag] < 2 for tag in _ZOTERO_FIELDS), "values would be joined by commas"
    fields = {_ZOTERO_FIELDS[tag]: tags[tag] for tag in _ZOTERO_FIELDS if tag in tags}
    first, last = tags.get("citation_firstpage", ""), tags.get("citation_lastpage", "")
    if first:
        fields["pages"] = f"{first}-{last}" if last else first
    creators: list[tuple[str, str]] = []
    authors = page.named("citation_author")
    for author in authors:
        names = re.split(r"\s*;\s*", author)
        if len(names) == len(authors) == 1:
            pieces = re.split(r"\s*,\s*", author)
            if len(pieces) > 1 and " " in pieces[0] and " " in pieces[1]:
                names = pieces
        creators += map(_creator, names)
    return Item(kind, creators, fields)


def _creator(name: str) -> tuple[str, str]:
    name = name.replace("\N{NO-BREAK SPACE}", " ")
    if "," in name:
        last, first = re.split(", ?", name)[:2]
        return last, first
    first, _, last = name.rpartition(" ")
    return last, first


def context_object(coins: str) -> dict[str, list[str]]:
    """The values of COinS by their keys."""
    assert re.fullmatch(r"[!-~]+", coins), "only printable ASCII without spaces"
    found: dict[str, list[str]] = {}
    for key, value in parse_qsl(coins, keep_blank_values=True, strict_parsing=True):
        assert value.strip(), key
        found.setdefault(key, []).append(value)
    return found
