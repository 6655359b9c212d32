"""The records of a RIS file, one by one, each value with its line.

rispy is not used: it forgets which line a value is from, and stops at a line that is no tag.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from papershelf.errors import Location, Problem, Severity

_TAG: Final = re.compile(r"([A-Z][A-Z0-9])[ \t]{0,3}-(?:[ \t](.*)|)$")
_MORE: Final = "…"


@dataclass(slots=True)
class Line:
    """A value of a record."""

    tag: str
    value: str
    line: int


@dataclass(slots=True)
class Record:
    """The lines of a paper."""

    line: int
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def records(path: str, text: str) -> Iterator[Record | Problem]:
    """The records in their order, and what stands outside of them."""
    record: Record | None = None
    number = 0
    outside = 0

    def problem(line: int, message: str, hint: str = "") -> Problem:
        return Problem(Location(path, line), message, hint, Severity.WARNING, rule="syntax")

    for number, line in enumerate(_lines(text), 1):
        found = _TAG.match(line.strip()) if "-" in line[:12] else None
        tag, value = (found[1], (found[2] or "").strip()) if found else ("", line.strip())
        if tag == "TY":
            if record:
                record.problems.append(
                    problem(
                        number, "a record starts before the one above ended", "end it with ER  - "
                    )
                )
                yield record
            record = Record(number, [Line("TY", value, number)])
            outside = 0
        elif record is None:
            if value and not outside:
                outside = number
                yield problem(number, f'"{value[:60]}" stands outside of a record: it is left out')
        elif tag == "ER":
            yield record
            record = None
        elif tag:
            record.lines.append(Line(tag, value, number))
        else:
            _go_on(record, value)
    if record:
        record.problems.append(problem(number, "the last record never ends", "end it with ER  - "))
        yield record


def _lines(text: str) -> Iterator[str]:
    """The lines one by one: a list of all would take as much room as the text again."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _go_on(record: Record, value: str) -> None:
    """A line without a tag goes on with the value above; an empty one divides paragraphs."""
    if record.lines[-1].tag == "TY" and value:
        record.lines.append(Line("", value, record.lines[-1].line + 1))
    elif len(record.lines) > 1:
        # Joined at the end, for a value may have any number of lines.
        record.lines.append(Line(_MORE, value, record.lines[-1].line))


def joined(lines: list[Line]) -> list[Line]:
    """The lines of a record, those that go on joined to what they go on with."""
    result: list[Line] = []
    parts: list[str] = []
    for line in lines:
        if line.tag != _MORE:
            if parts:
                result[-1].value = "\n".join((result[-1].value, *parts)).strip()
            parts = []
            result.append(line)
        else:
            parts.append(line.value)
    if parts:
        result[-1].value = "\n".join((result[-1].value, *parts)).strip()
    return result
