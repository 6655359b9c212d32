"""OpenReview: papers under review and after it, by both versions of its API."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from papershelf.draft import Draft
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.licences import licence_of
from papershelf.providers.marks import plain_block, plain_line
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference
from papershelf.providers.sources import Guest, Sources

_NOT_YET: Final = re.compile(
    r"submitted to|under review|blind submission|rejected|desk reject|withdrawn|decision pending",
    re.IGNORECASE,
)
_KIND_OF_PRESENTATION: Final = re.compile(
    r"\s+(?:oral|poster|spotlight|notable(?:[- ]top[- ]\d+%?)?|conference|accept(?:ed)?)\b.*",
    re.IGNORECASE,
)
_ACCEPTED_BY: Final = re.compile(r"(?:accepted by|published in|accepted at)\s+", re.IGNORECASE)
"""What journals there put before their names."""
_LATEST: Final = 4_000_000_000
"""Seconds since 1970: what is beyond is no date."""


def _asks(address: Callable[[Sources], str]) -> Callable[[Reference, Sources, Guest], Request]:
    def request(reference: Reference, sources: Sources, _guest: Guest) -> Request:
        return Request(
            address(sources), {"id": reference.value}, none_when=frozenset({400, 404, 410})
        )

    return request


def _knows(answer: Any) -> bool:
    return isinstance(values.at(answer, "notes", 0, "content"), dict)


def _read(answer: Any) -> list[Draft]:
    drafts = (_draft(note) for note in values.maps(answer, "notes"))
    return [draft for draft in drafts if draft is not None]


def _draft(note: Any) -> Draft | None:
    forum = values.ids(openreview=values.text(note, "id"))
    title = plain_line(_said(note, "title"))
    # A review is a note too, in the forum of its paper.
    if not forum or not title or values.text(note, "forum") not in {"", forum["openreview"]}:
        return None
    venue = _said(note, "venue")
    is_accepted = bool(venue) and not _NOT_YET.search(venue)
    names = [_name(who) for who in values.items(_value(note, "authors"))]
    journal = _ACCEPTED_BY.match(venue)
    kind = "article" if journal else "paper-conference"
    pdf = _said(note, "pdf")
    is_withdrawn = "withdrawn" in f"{venue} {_said(note, 'venueid')}".lower()
    fields = values.filled(
        type=kind if is_accepted else "preprint",
        title=title,
        authors=[person for name in names if (person := values.person(literal=name))],
        abstract=plain_block(str(_value(note, "abstract") or "")),
        date=_date(note),
        venue=_KIND_OF_PRESENTATION.sub("", venue[journal.end() if journal else 0 :])
        if is_accepted
        else "",
        ids=forum,
        links=values.filled(
            pdf=f"https://openreview.net/pdf?id={forum['openreview']}" if pdf else "",
            review=f"https://openreview.net/forum?id={forum['openreview']}",
            code=values.address(_said(note, "code")),
        ),
        keywords=values.texts(_value(note, "keywords"))[:30],
        license=licence_of(values.text(note, "license").replace(" ", "-")),
        status="withdrawn" if is_withdrawn else "",
    )
    return Draft(fields, key=forum["openreview"])


def _value(note: Any, name: str) -> Any:
    """What a note says; the second version of the API has it one step deeper."""
    found = values.at(note, "content", name)
    return values.at(found, "value") if isinstance(found, dict) else found


def _name(who: Any) -> str:
    """The name of an author: a text, or a map in newer venues."""
    return values.line(who) if isinstance(who, str) else values.text(who, "fullname")


def _said(note: Any, name: str) -> str:
    found = _value(note, name)
    return values.line(found) if isinstance(found, str) else ""


def _date(note: Any) -> str:
    for name in ("pdate", "odate", "cdate", "tcdate"):
        found = values.at(note, name)
        if isinstance(found, int) and 0 < found < _LATEST * 1000:
            return datetime.fromtimestamp(found / 1000, UTC).date().isoformat()
    return ""


OPENREVIEW: Final = Provider(
    "OpenReview", ("openreview",), _asks(lambda sources: sources.openreview), _knows, _read
)
OPENREVIEW_BEFORE: Final = Provider(
    "OpenReview",
    ("openreview",),
    _asks(lambda sources: sources.openreview_before),
    lambda _answer: False,
    _read,
)
"""Asked for what the newer one does not know."""
