"""Values out of answers that may hold anything in any place."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from papershelf.importers.when import made, read_month
from papershelf.names import tidy
from papershelf.providers.reference import as_kind

MOST_PEOPLE: Final = 5_000
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]+")


def at(value: Any, *steps: str | int) -> Any:
    """What lies at the end of some steps into maps and lists; None where there is no such way."""
    for step in steps:
        if isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and len(value) > step:
            value = value[step]
        else:
            return None
    return value


def text(value: Any, *steps: str | int) -> str:
    """The text there on one line, without characters that no file may hold; else an empty one."""
    found = at(value, *steps)
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return str(found)
    return line(found) if isinstance(found, str) else ""


def line(found: str) -> str:
    """A text on one line, without characters that no file may hold."""
    return " ".join(_CONTROL.sub(" ", found).split())


def block(found: str) -> str:
    """A text of several lines, without characters that no file may hold."""
    cleaned = _CONTROL.sub(" ", found.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(part.rstrip() for part in cleaned.split("\n")).strip()


def items(value: Any, *steps: str | int) -> list[Any]:
    """The list there; empty where there is none."""
    found = at(value, *steps)
    return found[:MOST_PEOPLE] if isinstance(found, list) else []


def maps(value: Any, *steps: str | int) -> Iterator[Mapping[str, Any]]:
    """The maps in the list there."""
    yield from (item for item in items(value, *steps) if isinstance(item, Mapping))


def texts(value: Any, *steps: str | int) -> list[str]:
    """The texts in the list there that say something."""
    return [
        found for item in items(value, *steps) if isinstance(item, str) and (found := line(item))
    ]


def day(year: Any = "", month: Any = "", number: Any = "") -> str:
    """A date of a year, a month and a day, as far as they are one; months may be words."""
    parts = ["" if part is None else str(part).strip() for part in (year, month, number)]
    return made(parts[0], read_month(parts[1])[0], parts[2])


def iso_day(value: str) -> str:
    """The date at the beginning of a text such as `2015-06-09T12:00:00Z`."""
    found = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)", value, re.ASCII)
    return day(*found.groups()) if found else ""


def filled(**fields: Any) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


def ids(**found: str) -> dict[str, str]:
    """Those of the ids that are ones, as entries write them."""
    good: dict[str, str] = {}
    for kind, value in found.items():
        reference = as_kind(kind, value) if value else None
        if reference is not None:
            good.setdefault(reference.kind, reference.value)
    return good


def address(value: str) -> str:
    """A web address as it is, if it can be one; else an empty text."""
    value = value.strip()
    is_one = re.fullmatch(r"https?://[^\s\\<>\"^`{|}@]+", value, re.ASCII)
    return value if is_one and len(value) < 2_000 else ""


def person(given: str = "", family: str = "", literal: str = "", **more: Any) -> Any:
    """A person as an entry writes one: a text where that says it all, else a map."""
    given, family, literal = tidy(given)[0], tidy(family)[0], tidy(literal)[0]
    details = filled(**more)
    if not (given or family or literal):
        return None
    if literal and not details:
        return literal
    if given and family and not details and "," not in given + family:
        return f"{family}, {given}"
    named = {"literal": literal} if literal else filled(given=given, family=family)
    return {**named, **details}


def orcid(value: str) -> str:
    """The ORCID in a text or an address; empty if there is none."""
    found = re.search(r"(\d{4}-){3}\d{3}[\dX]", value, re.ASCII)
    return found[0] if found else ""
