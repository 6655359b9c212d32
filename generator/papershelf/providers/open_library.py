"""Open Library: books, by their ISBN."""

import re
from typing import Any, Final

from papershelf.draft import Draft
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.marks import plain_line
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference
from papershelf.providers.sources import Guest, Sources


def _request(reference: Reference, sources: Sources, _guest: Guest) -> Request:
    return Request(
        sources.open_library,
        {"bibkeys": f"ISBN:{reference.value}", "format": "json", "jscmd": "data"},
    )


def _knows(answer: Any) -> bool:
    return isinstance(answer, dict) and any(str(key).startswith("ISBN:") for key in answer)


def _read(answer: Any) -> list[Draft]:
    drafts: list[Draft] = []
    for key, book in answer.items() if isinstance(answer, dict) else ():
        isbn = values.ids(isbn=str(key).removeprefix("ISBN:"))
        title = plain_line(values.text(book, "title"))
        if isbn and title:
            drafts.append(Draft(_fields(book, isbn, title), key=isbn["isbn"]))
    return drafts


def _fields(book: Any, isbn: dict[str, str], title: str) -> dict[str, Any]:
    return values.filled(
        type="book",
        title=title,
        subtitle=plain_line(values.text(book, "subtitle")),
        authors=[
            person
            for who in values.maps(book, "authors")
            if (person := values.person(literal=values.text(who, "name")))
        ],
        date=_date(values.text(book, "publish_date")),
        publisher=values.text(book, "publishers", 0, "name"),
        place=values.text(book, "publish_places", 0, "name"),
        ids=isbn,
        links=values.filled(page=values.address(values.text(book, "url"))),
    )


def _date(text: str) -> str:
    """The date in "2016", "November 2016", "Nov 18, 2016" or "2016-11-18"."""
    if found := values.iso_day(text):
        return found
    year = re.search(r"(?<!\d)[12]\d{3}(?!\d)", text, re.ASCII)
    if not year:
        return ""
    month = re.search(r"[A-Za-z]{3,}", text)
    number = re.search(r"\b\d{1,2}\b", text, re.ASCII)
    return values.day(year[0], month[0] if month else "", number[0] if number and month else "")


OPEN_LIBRARY: Final = Provider("Open Library", ("isbn",), _request, _knows, _read)
