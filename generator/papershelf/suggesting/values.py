"""What a form says of a field → the value as an entry writes it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from papershelf.dates import parse_date, sure_date
from papershelf.errors import PapershelfError, UsageError
from papershelf.importers.addresses import kind_of_label, read_address
from papershelf.intake.shelf import ShelfFacts
from papershelf.providers import Reference, read_reference
from papershelf.schema import LINK_KINDS, IdsForm
from papershelf.suggesting.authors import new_authors
from papershelf.suggesting.prose import MOST, MOST_ABSTRACT, cut, line, prose
from papershelf.suggesting.topics import named_topics
from papershelf.suggesting.wording import Sentence, said

_MOST_LINE: Final = 1_000
_MOST_LINES: Final = 3_000
_BULLET: Final = re.compile(r"(?:[-*•]|\d{1,3}[.)])\s+")
_LABELLED: Final = re.compile(r"([^\W\d_][\w -]{0,40}?)\s*:\s+(?=\S)|([a-z]{2,12}):(?!//)")
_SHOWN_PEOPLE: Final = 20


class UnfitError(PapershelfError):
    """What a form says is no value of the field."""

    exit_code = 1

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        super().__init__(sentence.text())


@dataclass(frozen=True, slots=True)
class NewValue:
    """A field and what is to stand in it."""

    key: str
    value: Any
    notes: Sequence[Sentence] = field(default=())


Read = Callable[[str, Mapping[str, Any], ShelfFacts], NewValue]
"""Reads an answer, with the fields that the entry has now."""


def _line(text: str) -> str:
    words = " ".join(text.split())
    if len(words) > _MOST_LINE:
        raise UnfitError(said("The value has more than {most} characters.", most=_MOST_LINE))
    return words


def _lines(text: str) -> list[str]:
    found = [part.strip() for part in text.split("\n") if part.strip()]
    if len(found) > _MOST_LINES:
        raise UnfitError(said("The value has more than {most} lines.", most=_MOST_LINES))
    return found


def _bare(text: str) -> list[str]:
    return [_BULLET.sub("", part, count=1).strip() for part in _lines(text)]


def _title(text: str, _known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    return NewValue("title", _line(text))


def _authors(text: str, known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    people, notes = new_authors(_bare(text), known.get("authors"))
    if not people:
        raise UnfitError(said("The value names nobody."))
    return NewValue("authors", people, [said("Of the names: {note}.", note=one) for one in notes])


def _date(text: str, known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    date = _read_date(_line(text))
    if not date:
        raise UnfitError(
            said("“{text}” is no date: write YYYY, YYYY-MM or YYYY-MM-DD.", text=text[:100])
        )
    if len(date) == 4 and "year" in known:
        return NewValue("year", date)
    notes = []
    if "year" in known and str(known["year"]) != date[:4]:
        notes.append(said("The entry has the year {year} beside its date.", year=known["year"]))
    return NewValue("date", date, notes)


def _read_date(text: str) -> str:
    try:
        return parse_date(text).iso
    except ValueError:
        return sure_date(text)


def _venue(text: str, _known: Mapping[str, Any], facts: ShelfFacts) -> NewValue:
    venue = _line(text)
    return NewValue("venue", facts.venues.find(venue) or venue)


def _links(text: str, known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    links, notes = known.get("links") or {}, []
    if not isinstance(links, (dict, list)):
        raise UnfitError(
            said("The links of the entry are written in a way that is not understood.")
        )
    for part in _bare(text):
        kind, address = _link(part)
        if isinstance(links, dict):
            links, was = _with_link(links, kind, address)
        else:
            links, was = _with_listed(links, kind, address)
        if was:
            notes.append(said("The {kind} link was {address} before.", kind=kind, address=was))
    return NewValue("links", links, notes)


def _link(text: str) -> tuple[str, str]:
    """The kind of link that a line gives, and its address."""
    label = _LABELLED.match(text)
    named = (label[1] or label[2]) if label else ""
    address = (text[label.end() :] if label else text).strip().strip("<>")
    if " " in address or not re.match(r"https?://|static/", address, re.IGNORECASE):
        raise UnfitError(said("“{text}” is no address: it begins with https://.", text=text[:200]))
    kind = named if named in LINK_KINDS else kind_of_label(named)
    return kind or read_address(address).kind, address


def _with_link(links: dict[str, Any], kind: str, address: str) -> tuple[dict[str, Any], str]:
    """A map of links with one more, and the address whose place it takes."""
    old = links.get(kind)
    if isinstance(old, list):
        return {**links, kind: old if address in old else [*old, address]}, ""
    return {**links, kind: address}, str(old) if old and old != address else ""


def _with_listed(links: list[Any], kind: str, address: str) -> tuple[list[Any], str]:
    """A list of links with one more, and the address whose place it takes."""
    same = [place for place, one in enumerate(links) if _of_kind(one) == kind]
    if any(links[place].get("url") == address for place in same):
        return links, ""
    if len(same) != 1:
        return [*links, {"kind": kind, "url": address}], ""
    was = links[same[0]]
    return [*links[: same[0]], {**was, "url": address}, *links[same[0] + 1 :]], str(was.get("url"))


def _of_kind(link: Any) -> str:
    return str(link.get("kind", "")) if isinstance(link, dict) else ""


def _ids(text: str, known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    old = known.get("ids")
    ids, notes = dict(old) if isinstance(old, dict) else {}, []
    for part in _bare(text):
        found = _id(part)
        if found is None:
            hint = "write it as doi: 10.1145/3539618.3591631, arxiv: 2406.01234 and so on"
            raise UnfitError(said("“{text}” is no id: {hint}.", text=part[:200], hint=hint))
        was = ids.get(found.kind)
        if was is not None and str(was) != found.value:
            notes.append(said("The {kind} id was {id} before.", kind=found.kind, id=was))
        ids[found.kind] = found.value
    return NewValue("ids", ids, notes)


def _id(text: str) -> Reference | None:
    try:
        found = read_reference(text)
    except UsageError:
        found = None
    if found is not None and found.kind != "title":
        return found
    kind, _, value = text.partition(":")
    name = kind.strip().lower()
    is_kind = name in IdsForm.model_fields and value.strip() and " " not in value.strip()
    return Reference(name, value.strip()) if is_kind else None


def _topics(text: str, known: Mapping[str, Any], facts: ShelfFacts) -> NewValue:
    old = known.get("topics") or []
    now = [str(one) for one in old] if isinstance(old, list) else [str(old)]
    as_ids = {topic: facts.topics.find(topic) or topic for topic in now}
    signed: list[tuple[str, str]] = []
    for part in _lines(text):
        sign = part[0] if part[0] in "+-−" else ""
        ids, unknown = named_topics(part.lstrip("+-−• "), facts.topics)
        if unknown and facts.topics.is_closed:
            names = ", ".join(unknown)
            raise UnfitError(said("The shelf has no topic {names}.", names=names))
        signed += [(sign, topic) for topic in [*ids, *unknown]]
    # A list with a hyphen before each item is one, unless it names what the entry has.
    is_list = all(sign in "-−" and one not in as_ids.values() for sign, one in signed)
    if is_list or not any(sign for sign, _ in signed):
        return NewValue("topics", list(dict.fromkeys(topic for _, topic in signed)))
    plain = [topic for sign, topic in signed if not sign]
    kept = plain or list(now)
    gone = {topic for sign, topic in signed if sign in {"-", "−"}}
    more = [topic for sign, topic in signed if sign == "+"]
    has = {as_ids.get(topic, topic) for topic in kept}
    left = [topic for topic in kept if as_ids.get(topic, topic) not in gone]
    return NewValue(
        "topics", list(dict.fromkeys([*left, *(one for one in more if one not in has)]))
    )


def _abstract(text: str, _known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    written, is_cut = cut(text, MOST_ABSTRACT)
    return NewValue("abstract", prose(written, maths=True), _cut(is_cut))


def _remark(text: str, _known: Mapping[str, Any], _facts: ShelfFacts) -> NewValue:
    """One line is a summary, several are a note."""
    if len(_lines(text)) == 1:
        return NewValue("summary", line(_line(text), maths=True))
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
    by their places.
    """
    words = text.split()
    first = words[0].strip(".,:;").lower() if words else ""
    if first in FIELDS:
        return first
    if text.strip() in options and len(options) == len(FIELDS):
        return list(FIELDS)[options.index(text.strip())]
    return {"date": "year", "note": "summary", "link": "links", "id": "ids", "topic": "topics",
            "author": "authors"}.get(first, "")  # fmt: skip


def shown_value(value: Any) -> str:
    """A value of an entry in one line for people."""
    if isinstance(value, Mapping):
        if "family" in value or "literal" in value:
            return str(
                value.get("literal") or f"{value.get('given', '')} {value['family']}"
            ).strip()
        return ", ".join(f"{key} {shown_value(item)}" for key, item in value.items())
    if isinstance(value, list):
        rest = len(value) - _SHOWN_PEOPLE
        more = [f"and {rest} more"] if rest > 0 else []
        return "; ".join([*map(shown_value, value[:_SHOWN_PEOPLE]), *more])
    return " ".join(str(value).split())
