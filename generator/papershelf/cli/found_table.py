"""What was found about papers, for people to look at."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from papershelf.cli.show import visible
from papershelf.text import shorten

if TYPE_CHECKING:
    from papershelf.adding import Candidate

_MOST_VALUE = 70
_MOST_PEOPLE = 5
_HIDDEN = frozenset({"provenance"})
_HEADINGS = ("field", "value", "source")


def show_found(fields: Mapping[str, Any], origins: Mapping[str, str]) -> None:
    """Print a table of fields, values and sources; plain where standard output is no terminal."""
    rows = [
        (name, visible(shorten(_value(value), _MOST_VALUE)), visible(origins.get(name, "")))
        for name, value in fields.items()
        if name not in _HIDDEN
    ]
    if not sys.stdout.isatty():
        widths = [max(len(row[i]) for row in (_HEADINGS, *rows)) for i in range(2)]
        for name, value, source in (_HEADINGS, *rows):
            click.echo(f"{name:<{widths[0]}}  {value:<{widths[1]}}  {source}".rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in _HEADINGS:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_value(item)}" for key, item in value.items())
    if isinstance(value, list):
        shown = "; ".join(_person(item) for item in value[:_MOST_PEOPLE])
        rest = len(value) - _MOST_PEOPLE
        return f"{shown}; and {rest} more" if rest > 0 else shown
    return " ".join(str(value).split())


def _person(value: Any) -> str:
    if isinstance(value, Mapping) and ("family" in value or "literal" in value):
        name = value.get("literal") or f"{value.get('given', '')} {value['family']}"
        return str(name).strip()
    return _value(value)


def candidates_table(candidates: "Sequence[Candidate]", *, numbered: bool = False) -> Iterator[str]:
    """A line for each paper that may be meant, with the reference to add it by."""
    for number, one in enumerate(candidates, 1):
        people = ", ".join(one.people[:3]) + (" and others" if len(one.people) > 3 else "")
        details = ", ".join(part for part in (people, one.year, one.venue) if part)
        head = f"{number:>2}  " if numbered else ""
        text = f"{shorten(one.title, 90)} ({details})" if details else shorten(one.title, 90)
        yield f"{head}{visible(str(one.reference))}  {visible(text)}"
