"""What a form says of a field → the value as an entry writes it."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from papershelf.dates import parse_date, sure_date
from papershelf.intake.shelf import ShelfFacts
from papershelf.suggesting.authors import new_authors
from papershelf.suggesting.links import new_ids, new_links
from papershelf.suggesting.new_value import NewValue, UnfitError, items_of, lines_of, one_line
from papershelf.suggesting.prose import MOST, MOST_ABSTRACT, cut, line, prose
from papershelf.suggesting.topics import new_topics
from papershelf.suggesting.wording import Sentence, said

_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_LABEL: Final = re.compile(r"\s*(\w+)\s*:\s+")
_SHOWN: Final = 20
_NAME_PARTS: Final = ("given", "particle", "family", "suffix")
_NAMES: Final = frozenset({*_NAME_PARTS, "literal"})

Read = Callable[[str, Mapping[str, Any], ShelfFacts], NewValue]
"""Reads an answer, with the fields that the entry has now."""


def _title(text: str, _known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    return NewValue("title", one_line(text))


def _authors(text: str, known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    people, notes = new_authors(items_of(text), known.get("authors"))
    if not people:
        raise UnfitError(said("The value names nobody."))
    return NewValue("authors", people, [said("Of the names: {note}.", note=one) for one in notes])


def _date(text: str, known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    date = _read_date(one_line(text))
    if not date:
        raise UnfitError(
            said("“{text}” is no date: write YYYY, YYYY-MM or YYYY-MM-DD.", text=text[:100])
        )
    if "year" not in known:
        return NewValue("date", date)
    old, dated = str(known["year"]), str(known.get("date", ""))
    # A year is written beside a date where it is another one, or where both say the same.
    is_same = dated.startswith(old)
    if len(date) == 4:
        return NewValue("year", date, also={"date": date} if is_same and date != old else {})
    if old == date[:4]:
        return NewValue("date", date)
    if is_same or not dated:
        return NewValue("date", date, also={"year": date[:4]})
    beside = said("The entry has the year {year} beside its date.", year=old)
    return NewValue("date", date, [beside])


def _read_date(text: str) -> str:
    bare = _ORDINAL.sub("", text).rstrip("., ")
    try:
        return parse_date(bare).iso
    except ValueError:
        return sure_date(bare)


def _venue(text: str, known: Mapping[str, Any], facts: ShelfFacts) -> NewValue:
    venue = one_line(text)
    found, old = facts.venues.find(venue), str(known.get("venue", ""))
    if found and found == facts.venues.find(old):
        return NewValue("venue", old)
    return NewValue("venue", found or venue)


def _links(text: str, known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    return new_links(text, known)


def _ids(text: str, known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    return new_ids(text, known)


def _topics(text: str, known: Mapping[str, Any], facts: ShelfFacts) -> NewValue:
    return NewValue("topics", new_topics(lines_of(text), known.get("topics"), facts.topics))


def _abstract(text: str, _known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    written, is_cut = cut(text, MOST_ABSTRACT)
    return NewValue("abstract", prose(written, maths=True), _cut(is_cut))


def _remark(text: str, _known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    """One line is a summary, several are a note."""
    if len(lines_of(text)) == 1:
        return NewValue("summary", line(one_line(text), maths=True))
    written, is_cut = cut(text, MOST)
    return NewValue("note", prose(written, maths=True), _cut(is_cut))


def _cut(is_cut: bool) -> list[Sentence]:
    return [said("The text was very long: its end was left out.")] if is_cut else []


FIELDS: Final[Mapping[str, Read | None]] = MappingProxyType(
    {
        "title": _title,
        "authors": _authors,
        "year": _date,
        "venue": _venue,
        "links": _links,
        "ids": _ids,
        "topics": _topics,
        "abstract": _abstract,
        "summary": _remark,
        "something": None,
    }
)
"""How the answers to `field` are read, by their first words and in the order of the form."""


def field_named(text: str, options: Sequence[str]) -> str:
    """The key in `FIELDS` of an answer to `field`; empty where it is none.

    `options`: the answers of the shelf's own form, which may be in another language: they are taken
    by their places. Raises UnfitError for an answer that names several fields.
    """
    if text.strip() in options and len(options) == len(FIELDS):
        return list(FIELDS)[options.index(text.strip())]
    parts = [part.strip() for part in re.split(r"[\n,;&+/]|\band\b", text) if part.strip()]
    named = [_field_of(part) for part in parts]
    if len(set(filter(None, named))) > 1:
        raise UnfitError(said("The form names several fields. Please correct each in its own."))
    return named[0] if named else ""


def _field_of(text: str) -> str:
    first = next(iter(text.strip("-*•` ").split()), "").strip(".,:;").lower()
    return first if first in FIELDS else _TWINS.get(first, "")


_TWINS: Final = MappingProxyType(
    {"date": "year", "note": "summary", "link": "links", "id": "ids", "topic": "topics",
     "author": "authors"}
)  # fmt: skip


def without_label(name: str, text: str) -> str:
    """An answer without the name of its own field before it, as in "Date: 2017"."""
    label = _LABEL.match(text)
    return text[label.end() :] if label and _field_of(label[1]) == name else text


def shown_value(value: Any) -> str:
    """A value of an entry in one line for people."""
    if isinstance(value, Mapping):
        name = value.get("literal") or " ".join(
            str(value[part]) for part in _NAME_PARTS if value.get(part)
        )
        more = [f"{key} {shown_value(item)}" for key, item in value.items() if key not in _NAMES]
        return f"{name} ({', '.join(more)})" if name and more else str(name or ", ".join(more))
    if isinstance(value, list):
        rest = len(value) - _SHOWN
        more = [f"and {rest} more"] if rest > 0 else []
        return "; ".join([*map(shown_value, value[:_SHOWN]), *more])
    return " ".join(str(value).split())
