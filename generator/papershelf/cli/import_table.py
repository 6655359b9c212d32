"""What an import does with each record, for people to look at."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from papershelf.cli.show import visible
from papershelf.text import shorten

if TYPE_CHECKING:
    from papershelf.intake import Taken

_MOST_TITLE = 60
_MOST_DUPLICATES = 20
_Row = tuple[str, str, str, str, str]
_HEADINGS: _Row = ("line", "id", "title", "year", "what")


class ImportTable:
    """Collects what was done with each record."""

    def __init__(self, *, keep: bool) -> None:
        """`keep`: whether the table will be shown."""
        self.new = 0
        self._keep = keep
        self._rows: list[_Row] = []
        self._duplicates: list[str] = []

    def add(self, source: str, taken: "Taken") -> None:
        """Take note of a record."""
        self.new += taken.outcome == "new"
        if taken.outcome == "duplicate":
            where = f"{source}:{taken.line}" if taken.line else source
            self._duplicates.append(
                visible(f"{where}: {taken.id} is on the shelf already ({taken.why})")
            )
        if self._keep:
            self._rows.append(
                (
                    str(taken.line or ""),
                    visible(taken.id if taken.outcome == "new" else ""),
                    visible(shorten(taken.title, _MOST_TITLE)),
                    visible(taken.year),
                    visible(_what(taken)),
                )
            )

    def duplicates(self) -> Iterator[str]:
        """What is on the shelf already, unless the table told it: who imports again has many."""
        if self._keep:
            return
        yield from self._duplicates[:_MOST_DUPLICATES]
        rest = len(self._duplicates) - _MOST_DUPLICATES
        if rest > 0:
            yield f"and {rest:,} more are on the shelf already; --dry-run shows all"

    def show(self) -> None:
        """Print the table, if it was kept: plain where standard output is no terminal."""
        if not self._rows:
            return
        if not sys.stdout.isatty():
            widths = [max(len(row[i]) for row in (_HEADINGS, *self._rows)) for i in range(4)]
            for row in (_HEADINGS, *self._rows):
                cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
                click.echo("  ".join((*cells, row[4])))
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in _HEADINGS:
            table.add_column(
                heading,
                justify="right" if heading == "line" else "left",
                overflow="fold" if heading in {"id", "what"} else "ellipsis",
            )
        for row in self._rows:
            table.add_row(*map(Text, row))
        Console().print(table)


def _what(taken: "Taken") -> str:
    if taken.outcome == "duplicate":
        return f"duplicate of {taken.id} ({taken.why})"
    if taken.outcome == "updated":
        return f"fills in {taken.id} ({taken.why})"
    if taken.outcome == "new":
        number = len(taken.problems)
        told = "1 problem" if number == 1 else f"{number} problems"
        return f"new, {told}" if number else "new"
    return f"{taken.outcome}: {taken.why}"
