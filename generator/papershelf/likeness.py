"""What tells whether a paper is another one: of checked papers, and of fields not yet checked."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from papershelf.duplicates import Likeness
from papershelf.markup import to_text
from papershelf.model import Contributor, Paper
from papershelf.names import Name, parse_name
from papershelf.schema import IdsForm


def likeness_of(paper: Paper) -> Likeness:
    """What of a paper on the shelf is compared."""
    return Likeness(
        paper.id,
        _title(paper.title, paper.subtitle),
        tuple(_families_of(paper.authors or paper.editors)),
        paper.year,
        paper.ids,
        paper.type,
        paper.venue,
    )


def likeness_of_fields(fields: Mapping[str, Any], key: str = "") -> Likeness:
    """The same of the fields of an entry, whatever they hold; what is wrong counts for nothing.

    `key`: what to call it, where the fields name no id.
    """
    people = fields.get("authors") or fields.get("editors")
    return Likeness(
        _text(fields.get("id")) or key,
        _title(_text(fields.get("title")), _text(fields.get("subtitle"))),
        tuple(_families(people if isinstance(people, list) else [people])),
        _year(fields),
        _ids(fields.get("ids")),
        _text(fields.get("type")),
        _text(fields.get("venue")),
    )


def _title(title: str, subtitle: str) -> str:
    title = to_text(title)
    return f"{title}: {to_text(subtitle)}" if subtitle else title


def _families_of(people: tuple[Contributor, ...]) -> Iterator[str]:
    for person in people:
        yield person.name.family or person.name.display


def _families(people: list[Any]) -> Iterator[str]:
    for person in people:
        if isinstance(person, str):
            name = parse_name(person)
        elif isinstance(person, dict):
            parts = {part: _text(person.get(part)) for part in ("given", "family", "literal")}
            name = Name(**parts)
        else:
            continue
        yield name.family or name.display


def _year(fields: Mapping[str, Any]) -> int:
    for name in ("year", "date"):
        digits = _text(fields.get(name))[:4]
        if len(digits) == 4 and digits.isascii() and digits.isdecimal():
            return int(digits)
    return 0


def _ids(written: Any) -> dict[str, str]:
    """Those ids that are ones, in normal form."""
    found: dict[str, str] = {}
    for kind, text in written.items() if isinstance(written, dict) else ():
        field = IdsForm.model_fields.get(kind)
        if field is None or not isinstance(text, str):
            continue
        try:
            form = IdsForm.model_validate({kind: text})
        except ValidationError:
            continue
        found[kind] = getattr(form, kind)
    return found


def _text(value: Any) -> str:
    return str(value).strip() if isinstance(value, (str, int)) else ""
