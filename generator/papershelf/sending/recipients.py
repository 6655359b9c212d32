"""A list of addresses as people keep it: one a line, or a table."""

import codecs
import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from papershelf.errors import MachineError, UsageError
from papershelf.mail_address import MailAddress, parse_mail_address, parse_mail_name

_MOST_BYTES: Final = 10_000_000
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_SEPARATORS: Final = ",;\t"
_ADDRESS_COLUMNS: Final = ("email", "e-mail", "email address", "e-mail address", "mail")
_NAME_COLUMNS: Final = ("name", "full name")
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody on the list."""

    address: MailAddress
    line: int
    """Where they stand in it, counted from 1."""


@dataclass(frozen=True, slots=True)
class Recipients:
    """What a list says."""

    people: tuple[Recipient, ...]
    """In the order of the list, each once."""
    problems: tuple[tuple[int, str], ...] = ()
    """Lines that name nobody, with what is wrong; nothing of what stands there."""
    doubles: int = 0
    """Lines left out since their address stands further up."""


@dataclass(frozen=True, slots=True)
class _Table:
    separator: str
    address: int
    name: int | None


def read_recipients(path: Path) -> Recipients:
    """The list in a file; raises UsageError if it is no list, MachineError if unreadable."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError, ValueError):
        # It may be an address, so it is not repeated.
        raise UsageError("--to names no file; it takes one with an address on each line") from None
    except OSError as error:
        raise MachineError(f"cannot read the list: {error.strerror or 'unknown'}") from None
    if len(content) > _MOST_BYTES:
        raise UsageError(f"--to: more than {_MOST_BYTES // 1_000_000} MB are no list of addresses")
    return read_list(_text(content))


def read_list(text: str) -> Recipients:
    """The list in a text: addresses one a line, or a table with a column `email`.

    Empty lines and those that begin with # say nothing. Every line stands for itself: one that is
    wrong becomes a problem and spoils no other.
    """
    found: dict[str, Recipient] = {}
    problems: list[tuple[int, str]] = []
    doubles = 0
    table: _Table | None = None
    is_first = True
    for number, line in _lines(text):
        if is_first:
            is_first = False
            table = _header(line)
            if table is not None:
                continue
        try:
            address = _of_row(line, table) if table else parse_mail_address(line)
        except ValueError as error:
            problems.append((number, _what(str(error), line, table)))
            continue
        if address.folded in found:
            doubles += 1
        else:
            found[address.folded] = Recipient(address, number)
    return Recipients(tuple(found.values()), tuple(problems), doubles)


def _text(content: bytes) -> str:
    encoding = "utf-16" if content.startswith(_UTF16) else "utf-8"
    # A line in another encoding is wrong by itself; the others can be read.
    return content.decode(encoding, errors="replace" if encoding == "utf-16" else "surrogateescape")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _header(line: str) -> _Table | None:
    """What the columns are called, if a line names them."""
    for separator in _SEPARATORS:
        columns = [column.strip().strip('"').strip().casefold() for column in line.split(separator)]
        address = next((n for n, c in enumerate(columns) if c in _ADDRESS_COLUMNS), None)
        if address is not None:
            name = next((n for n, c in enumerate(columns) if c in _NAME_COLUMNS), None)
            return _Table(separator, address, name)
    return None


def _of_row(line: str, table: _Table) -> MailAddress:
    try:
        # Read by itself, so that a quotation mark without its partner swallows no other row.
        row = next(csv.reader([line], delimiter=table.separator, strict=True))
    except (csv.Error, StopIteration):
        raise ValueError("is no row: a quotation mark has no partner") from None
    if table.address >= len(row) or not row[table.address].strip():
        raise ValueError("has no address in its column")
    address = parse_mail_address(row[table.address])
    if address.name or table.name is None or table.name >= len(row):
        return address
    return replace(address, name=parse_mail_name(row[table.name]))


def _what(message: str, line: str, table: _Table | None) -> str:
    if table is None and any(separator in line for separator in _SEPARATORS):
        return f"{message}; write one address a line, or a first line that names the columns"
    return message
