"""A paper as a RIS record: one line for each tag and value, however long."""

from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType
from typing import Final

from papershelf.citation.texts import line
from papershelf.citation.work import Work
from papershelf.markup import to_text
from papershelf.model import Contributor
from papershelf.names import Name


def ris(work: Work, key: str) -> str:
    """The record with all names, from `TY` to `ER` and a newline."""
    lines = [f"TY  - {work.kind.ris}", f"ID  - {key}"]
    for tag, make in _TAGS:
        values = make(work)
        texts = map(line, (values,) if isinstance(values, str) else values)
        lines += (f"{tag}  - {text}" for text in texts if text)
    return "\n".join((*lines, "ER  - ", ""))


def _people(people: Iterable[Contributor]) -> Sequence[str]:
    return [_name(person.name) for person in people]


def _name(name: Name) -> str:
    if name.literal or not name.last:
        return name.display
    # The third part is the suffix, also where there is no second.
    parts = (name.last, name.given, name.suffix) if name.suffix else (name.last, name.given)
    return ", ".join(parts).removesuffix(", ")


def _date(work: Work) -> str:
    """`YYYY/MM/DD/`, with nothing between the slashes for what is unknown."""
    date = work.date
    if not date.month:
        return ""
    return f"{date.year:04}/{date.month:02}/{f'{date.day:02}' if date.day else ''}/"


def _ends(work: Work) -> tuple[str, str]:
    """First and last page; several ranges stand in the first, which readers take as it is."""
    ranges = work.pages.ranges
    return ranges[0] if len(ranges) == 1 else (work.pages.hyphened, "")


def _holder(tag: str) -> Callable[[Work], str]:
    """What holds the paper, once more under the older tag that some readers look for."""
    return lambda work: work.container if _HOLDERS.get(work.kind.ris) == tag else ""


def _id(kind: str) -> Callable[[Work], str]:
    return lambda work: work.paper.ids.get(kind, "")


_HOLDERS: Final = MappingProxyType({"JOUR": "JF", "CONF": "BT", "CHAP": "BT"})
_TAGS: Final[tuple[tuple[str, Callable[[Work], str | Sequence[str]]], ...]] = (
    ("TI", lambda work: work.title),
    ("ST", lambda work: to_text(work.paper.title_short)),
    ("AU", lambda work: _people(work.paper.authors)),
    ("ED", lambda work: _people(work.paper.editors)),
    ("T2", lambda work: work.container),
    ("JF", _holder("JF")),
    ("BT", _holder("BT")),
    ("T3", lambda work: work.paper.series),
    ("PY", lambda work: str(work.date.year)),
    ("DA", _date),
    ("VL", lambda work: work.paper.volume),
    ("IS", lambda work: work.paper.issue),
    ("SP", lambda work: _ends(work)[0]),
    ("EP", lambda work: _ends(work)[1]),
    ("PB", lambda work: work.publisher),
    ("CY", lambda work: work.paper.place),
    ("SN", lambda work: work.paper.ids.get("isbn") or work.paper.ids.get("issn", "")),
    ("DO", _id("doi")),
    ("AN", lambda work: work.arxiv),
    ("UR", lambda work: work.address),
    ("LA", lambda work: work.paper.language),
    ("N1", lambda work: work.remark),
)
