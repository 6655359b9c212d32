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
        self.new = self.updated = 0
        self._keep = keep
        self._rows: list[_Row] = []
        self._sources: list[str] = []
        self._duplicates: list[str] = []

    def add(self, source: str, taken: "Taken") -> None:
        """Take note of a record."""
        self.new += taken.outcome == "new"
        self.updated += taken.outcome == "updated"
        if taken.outcome == "duplicate":
            where = f"{source}:{taken.line}" if taken.line else source
            self._duplicates.append(
                visible(f"{where}: {taken.id} is on the shelf already ({taken.why})")
            )
        if self._keep:
            self._sources.append(source)
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
        rows, headings = self._rows, _HEADINGS
        if len(set(self._sources)) > 1:
            # A line alone would not say of which file it is.
            named = zip(self._sources, rows, strict=True)
            rows = [(visible(f"{source}:{row[0]}"), *row[1:]) for source, row in named]
            headings = ("where", *headings[1:])
        if not rows:
            return
        if not sys.stdout.isatty():
            widths = [max(len(row[i]) for row in (headings, *rows)) for i in range(4)]
            for row in (headings, *rows):
                cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
                click.echo("  ".join((*cells, row[4])))
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in headings:
            table.add_column(
                heading,
                justify="right" if heading == "line" else "left",
                overflow="fold" if heading in {"where", "id", "what"} else "ellipsis",
            )
        for row in rows:
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
