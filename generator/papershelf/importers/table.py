"""Tables of papers: values separated by commas, semicolons, tabs or bars."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from papershelf.draft import Draft
from papershelf.errors import Location, Problem, Severity, UsageError
from papershelf.importers.decoding import decode
from papershelf.importers.described import Described
from papershelf.importers.headings import field_of, is_title
from papershelf.importers.importer import Importer, Source
from papershelf.text import shorten

_SEPARATORS: Final = (",", "\t", ";", "|")
_SAID: Final = re.compile(r"\"?sep=(.)\"?\s*", re.IGNORECASE)
# What a spreadsheet would take for a formula carries an apostrophe, as our exports write it.
_GUARD: Final = re.compile(
    r"(^|;)'(?=[\s\"'‘’“”`\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*"
    r"[=+\-@⁺⁼₊₌﹢﹣﹦﹫＝＋－＠])"
)
_OWN: Final = ["key", "id", "type", "title", "authors", "editors", "year", "date"]
_MOST_LINES: Final = 500
"""Lines of one row: what is longer has a quotation mark that nothing closes."""
_MOST_RETRIES: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Table:
    """How a table is written, and what its columns hold."""

    separator: str
    names: Sequence[str]
    fields: Sequence[str | None]
    """What somebody said that a column holds; None: its name tells."""
    first_row: int
    """The index of the line below the header."""

    @property
    def is_own(self) -> bool:
        return [*self.names[: len(_OWN)]] == _OWN


def _row(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _known(cells: Sequence[str]) -> int:
    names = [cell for cell in cells if len(cell) <= 60]
    titles = sum(map(is_title, names))
    return sum(bool(field_of(name)) for name in names) if titles else 0


def _best(line: str) -> tuple[int, str]:
    """How many columns of a header are known, at best, and what separates them then."""
    return max(
        ((_known(_row(line, separator)), separator) for separator in _SEPARATORS),
        key=lambda found: found[0],
    )


def _looks_like(text: str) -> bool:
    lines = [line for line in text.removeprefix("\ufeff").split("\n")[:3] if line.strip()]
    if lines and _SAID.fullmatch(lines[0].strip()):
        return True
    header = lines[0].strip() if lines else ""
    if header.startswith(("<", "{", "[", "@", "%", "#", "-", "*")) or "|" in header[:1]:
        return False
    return _best(header)[0] >= 2


def _read(source: Source) -> Iterator[Draft | Problem]:
    text, problems = decode(source)
    yield from problems
    lines = text.split("\n")
    table = _table(lines, source)
    if isinstance(table, Problem):
        yield table
        return
    for line, cells in _rows(lines, table, source.name):
        if isinstance(cells, Problem):
            yield cells
        elif any(cell.strip() for cell in cells):
            yield _draft(table, line, cells, source.name)


def _table(lines: list[str], source: Source) -> _Table | Problem:
    columns = {name.strip().lower(): field for name, field in (source.columns or {}).items()}
    index = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    said = _SAID.fullmatch(lines[index].strip()) if index < len(lines) else None
    if said:
        index += 1
    if index >= len(lines):
        return Problem(Location(source.name), "is empty", "the first line names the columns")
    header = lines[index]
    separator = said[1] if said else _separator(header, columns)
    names = [_unguarded(name).strip() for name in _row(header, separator)]
    known = {name.lower() for name in names}
    unknown = [name for name in source.columns or () if name.strip().lower() not in known]
    if unknown:
        raise UsageError(
            f'{source.name} has no column "{unknown[0]}"; its columns are {_listed(names)}'
        )
    fields = [columns.get(name.lower()) for name in names]
    if "title" not in fields and not any(map(is_title, names)):
        return Problem(
            Location(source.name, index + 1),
            f"no column of titles; the columns are {_listed(names)}",
            "name a column title, or say which one holds it: --map COLUMN=title",
        )
    return _Table(separator, names, fields, index + 1)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f'"{shorten(name, 40)}"' for name in names[:12])
    return shown + (" and more" if len(names) > 12 else "")


def _separator(header: str, columns: dict[str, str]) -> str:
    def count(separator: str) -> tuple[int, int]:
        cells = _row(header, separator)
        named = sum(cell.strip().lower() in columns for cell in cells)
        return named + _known(cells), len(cells)

    return max(_SEPARATORS, key=count)


def _rows(lines: list[str], table: _Table, name: str) -> Iterator[tuple[int, list[str] | Problem]]:
    """The rows with the lines they start at; what has a quotation mark too many is told."""
    start, retries = table.first_row, 0
    while start < len(lines):
        # One reader for as long as all goes well: one for each row takes three times as long.
        reader = csv.reader(
            (f"{line}\n" for line in islice(lines, start, None)),
            delimiter=table.separator,
            strict=True,
        )
        first = start
        try:
            for cells in reader:
                height = first + reader.line_num - start
                if height > _MOST_LINES or (height > 1 and len(cells) != len(table.names)):
                    break
                yield start + 1, cells
                start = first + reader.line_num
            else:
                return
        except csv.Error:
            pass
        if lines[start].strip():
            yield from _mended(lines[start], start + 1, table, name)
        start += 1
        retries += 1
        if retries > _MOST_RETRIES:
            place = Location(name, start + 1)
            yield start + 1, Problem(place, "too many broken rows: the rest was not read")
            return


def _mended(
    line: str, number: int, table: _Table, name: str
) -> Iterator[tuple[int, list[str] | Problem]]:
    """A line that is no row, or does not end like one, as far as it can be read alone."""
    cells = _row(line, table.separator) if line.count('"') % 2 == 0 else []
    if cells:
        yield number, cells
        return
    told = "a quotation mark that nothing closes"
    if max(map(len, line.split(table.separator))) > csv.field_size_limit():
        told = f"a cell of more than {csv.field_size_limit():,} characters"
    else:
        cells = [cell.strip('"') for cell in line.split(table.separator)]
    is_read = len(cells) == len(table.names)
    yield (
        number,
        Problem(
            Location(name, number),
            told,
            "the cells are as they stand" if is_read else "the row was not read",
            Severity.WARNING if is_read else Severity.ERROR,
            rule="import",
        ),
    )
    if is_read:
        yield number, cells


def _draft(table: _Table, line: int, cells: list[str], name: str) -> Draft:
    paper = Described(name, line, is_own=table.is_own)
    if len(cells) != len(table.names):
        many = any(cell.strip() for cell in cells[len(table.names) :])
        if many or len(cells) < len(table.names):
            paper.problem(
                f"{len(cells)} cells in a table of {len(table.names)} columns",
                "those too many are kept under extra" if many else "the last ones are missing",
            )
    for index, cell in enumerate(cells):
        text = _unguarded(cell)
        if index >= len(table.names):
            paper.put("further cells", text, meant="")
            continue
        meant = table.fields[index]
        paper.put(table.names[index] or f"column {index + 1}", text, meant=meant)
    return paper.finish()


def _unguarded(cell: str) -> str:
    return _GUARD.sub(r"\1", cell) if "'" in cell else cell


CSV: Final = Importer("csv", "CSV, TSV", (".csv", ".tsv", ".tab"), _looks_like, _read)
