"""Crossref: what publishers say of what they publish."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from papershelf.draft import Draft
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.licences import licence_of
from papershelf.providers.marks import abstract_of, title_of
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference, as_kind
from papershelf.providers.sources import Guest, Sources

_TYPES: Final = MappingProxyType(
    {
        "journal-article": "article",
        "proceedings-article": "paper-conference",
        "posted-content": "preprint",
        "dissertation": "thesis",
        "report": "report",
        "report-component": "report",
        "book": "book",
        "monograph": "book",
        "edited-book": "book",
        "reference-book": "book",
        "book-chapter": "chapter",
        "book-section": "chapter",
        "book-part": "chapter",
        "reference-entry": "chapter",
        "dataset": "dataset",
    }
)
_RETRACTING: Final = frozenset({"retraction", "removal", "withdrawal", "partial_retraction"})
_WITHDRAWING: Final = frozenset({"withdrawal", "removal"})
_GRAVE_TITLE: Final = re.compile(
    r"^\W*(?:(?i:retracted(?: article| chapter| paper)?)|(?P<withdrawn>WITHDRAWN|REMOVED))\s*:\s*"
)
"""What publishers put before a title; `Withdrawn: a memoir` may be one of its own."""


def _request(reference: Reference, sources: Sources, guest: Guest) -> Request:
    # Some DOIs hold `..` and `/`, which are no steps of an address here.
    return Request(f"{sources.crossref}/{quote(reference.value, safe='')}", secret=_mail(guest))


def _search(title: str, sources: Sources, guest: Guest) -> Request:
    return Request(
        sources.crossref, {"query.bibliographic": title, "rows": "10"}, secret=_mail(guest)
    )


def _mail(guest: Guest) -> dict[str, str]:
    return {"mailto": guest.contact} if guest.contact else {}


def _knows(answer: Any) -> bool:
    kind = values.text(answer, "message-type")
    return kind in {"work", "work-list"} and isinstance(values.at(answer, "message"), Mapping)


def _read(answer: Any) -> list[Draft]:
    message = values.at(answer, "message")
    works = values.maps(message, "items") if values.at(message, "items") is not None else [message]
    drafts = (_draft(work) for work in works)
    return [draft for draft in drafts if draft is not None]


def _draft(work: Any) -> Draft | None:
    doi = as_kind("doi", values.text(work, "DOI"))
    title = title_of(values.text(work, "title", 0))
    if doi is None or not title:
        return None
    kind = _TYPES.get(values.text(work, "type"), "article")
    notices = list(_grave(work, "updated-by"))
    is_notice = any(_grave(work, "update-to"))
    marked = None if is_notice else _GRAVE_TITLE.match(title)
    bare = title[marked.end() :] if marked else title
    said = {"withdrawal" if marked["withdrawn"] else "retraction"} if marked else set()
    said.update(values.text(notice, "type").lower() for notice in notices)
    is_book = kind in {"book", "chapter"}
    # Of a chapter the series comes first, and then the book.
    titles = values.texts(work, "container-title")
    is_in_book = kind in {"chapter", "paper-conference"} and len(titles) > 1
    fields = values.filled(
        type=kind,
        title=bare,
        subtitle=title_of(values.text(work, "subtitle", 0)),
        authors=_people(work, "author"),
        editors=_people(work, "editor"),
        abstract=abstract_of(str(values.at(work, "abstract") or "")),
        date=_date(work),
        venue=title_of(titles[-1 if is_in_book else 0]) if titles else "",
        series=title_of(titles[0]) if is_in_book else "",
        volume=values.text(work, "volume"),
        issue=values.text(work, "issue"),
        pages=(values.text(work, "page") or values.text(work, "article-number")).replace("–", "-"),
        publisher=values.text(work, "publisher") if is_book or kind == "report" else "",
        place=values.text(work, "event", "location"),
        ids={
            **values.ids(doi=doi.value, isbn=values.text(work, "ISBN", 0) if is_book else ""),
            **_preprints(work, doi.value),
        },
        license=_licence(work),
        status=_status(said),
        original_title=title_of(values.text(work, "original-title", 0)),
    )
    if fields.get("original_title") == title:
        del fields["original_title"]
    subtitle = fields.get("subtitle", "")
    if subtitle and subtitle.lower() in bare.lower():
        del fields["subtitle"]
    draft = Draft(fields, key=doi.value)
    _tell_updates(work, draft)
    return draft


def _people(work: Any, role: str) -> list[Any]:
    people = (
        values.person(
            values.text(person, "given"),
            values.text(person, "family"),
            values.text(person, "name"),
            suffix=values.text(person, "suffix"),
            orcid=values.orcid(values.text(person, "ORCID")),
            affiliations=[
                name
                for place in values.maps(person, "affiliation")
                if (name := values.text(place, "name"))
            ],
        )
        for person in values.maps(work, role)
    )
    return [person for person in people if person]


def _date(work: Any) -> str:
    """The day of the first publication, as precise as it is said."""
    dates = [
        values.day(*values.items(work, name, "date-parts", 0)[:3])
        for name in ("published", "published-print", "published-online", "posted", "issued")
    ]
    known = [date for date in dates if date]
    if not known:
        return ""
    # Of a year and a day in it the day says more.
    best = known[0]
    return next((date for date in known if date.startswith(best) and len(date) > len(best)), best)


def _licence(work: Any) -> str:
    licences = list(values.maps(work, "license"))
    licences.sort(key=lambda licence: values.text(licence, "content-version") != "vor")
    return next((found for one in licences if (found := licence_of(values.text(one, "URL")))), "")


def _preprints(work: Any, doi: str) -> dict[str, str]:
    """The arXiv id of the preprint that the publisher names."""
    for related in values.maps(work, "relation", "has-preprint"):
        found = as_kind("doi", values.text(related, "id")) or as_kind(
            "arxiv", values.text(related, "id")
        )
        if found is not None and found.kind == "arxiv" and found.value != doi:
            return {"arxiv": found.value}
    return {}


def _grave(work: Any, role: str) -> Iterator[Any]:
    """The updates that take a work back: of this one, or of another by this one."""
    for update in values.maps(work, role):
        if values.text(update, "type").lower() in _RETRACTING:
            yield update


def _status(said: set[str]) -> str:
    if not said:
        return ""
    return "withdrawn" if said <= _WITHDRAWING else "retracted"


def _tell_updates(work: Any, draft: Draft) -> None:
    for update in _grave(work, "updated-by"):
        draft.keep("retraction", values.text(update, "DOI") or values.text(update, "type"))
    for update in _grave(work, "update-to"):
        if doi := values.text(update, "DOI"):
            draft.keep("retracts", doi)


CROSSREF: Final = Provider("Crossref", ("doi",), _request, _knows, _read, _search)
