"""The files to import: read with bounds, and their format found by what they hold."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Final

from papershelf.errors import Location, MachineError, Problem, UsageError, did_you_mean
from papershelf.importers import Importer, Source
from papershelf.importers.decoding import decode

STANDARD_INPUT: Final = "-"
MAX_BYTES: Final = 512 * 1024 * 1024
"""Of a file to import; more would not fit into the memory of small machines."""
_HEAD_CHARACTERS: Final = 4_096
_HEAD_BYTES: Final = 4 * _HEAD_CHARACTERS
_UNTIL: Final = "export the papers as BibTeX, RIS, CSL-JSON or CSV, and import that"
_BINARY: Final = (
    (b"%PDF-", "a PDF", "papershelf add takes its DOI, arXiv id or title"),
    (b"SQLite format 3\0", "a database", f"if it is Zotero's, {_UNTIL}"),
    (b"PK\x03\x04", "an archive or office document", f"unpack it, or {_UNTIL}"),
    (b"\x1f\x8b", "packed by gzip", "unpack it first"),
    (b"BZh", "packed by bzip2", "unpack it first"),
    (b"\xfd7zXZ\0", "packed by xz", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "packed by zstd", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "an archive", "unpack it first"),
    (b"Rar!", "an archive", "unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an office document", _UNTIL),
    (b"{\\rtf", "a text document (RTF)", _UNTIL),
    (b"\x89PNG", "a picture", _UNTIL),
    (b"\xff\xd8\xff", "a picture", _UNTIL),
    (b"GIF8", "a picture", _UNTIL),
    (b"RIFF", "a picture or a recording", _UNTIL),
)
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
"""Marks of encodings in which NUL bytes are no sign of anything else."""


def look(names: Sequence[str]) -> None:
    """Make sure that all files can be read, before anything is written.

    UsageError for what is no file, MachineError for what may not be read.
    """
    if names.count(STANDARD_INPUT) > 1:
        raise UsageError("standard input can be read only once; name - once")
    for name in names:
        path = Path(name)
        if name == STANDARD_INPUT:
            continue
        if path.is_dir():
            raise UsageError(f"{name} is a folder; name the files in it")
        try:
            # Whoever writes into a pipe would lose its reader.
            if not path.is_fifo():
                with path.open("rb"):
                    pass
        except FileNotFoundError:
            raise UsageError(f"there is no file {name}") from None
        except (OSError, ValueError) as error:
            raise _failure(name, error) from None


def read_source(name: str, encoding: str, columns: Mapping[str, str] | None) -> Source | Problem:
    """A file to import, or why it is none; MachineError if it cannot be read."""
    shown = "standard input" if name == STANDARD_INPUT else name
    try:
        if name == STANDARD_INPUT:
            content = _read(sys.stdin.buffer)
        else:
            with Path(name).open("rb") as file:
                content = _read(file)
    except OSError as error:
        raise _failure(name, error) from None
    if len(content) > MAX_BYTES:
        hint = "split it into several files"
        return Problem(Location(shown), f"has more than {MAX_BYTES:,} bytes", hint)
    return _told(content, shown) or Source(shown, content, encoding, columns)


def _read(file: IO[bytes]) -> bytes:
    return file.read(MAX_BYTES + 1)


def _told(content: bytes, shown: str) -> Problem | None:
    """Why bytes are nothing that any importer could read."""
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        return Problem(Location(shown), "is empty", "was it saved?", rule="format")
    for magic, what, hint in _BINARY:
        if content.startswith(magic):
            return Problem(Location(shown), f"is {what}, not a list of papers", hint, rule="format")
    if b"\0" in content[:_HEAD_BYTES] and not content.startswith(_WIDE):
        hint = "is it UTF-16? say so with --encoding" if _is_wide(content) else _UNTIL
        return Problem(Location(shown), "is no text", hint, rule="format")
    return None


def _is_wide(content: bytes) -> bool:
    head = content[:_HEAD_BYTES]
    return max(head[::2].count(0), head[1::2].count(0)) > len(head) // 3


def find_importer(
    source: Source, importers: Sequence[Importer], wanted: str | None
) -> Importer | Problem:
    """Which importer reads a file: the one that was asked for, or the one it looks made for.

    Where several do, or none does, the suffix tells. A problem if nothing does; UsageError for a
    format that nobody knows.
    """
    by_name = {importer.name: importer for importer in importers}
    if wanted is not None:
        if wanted not in by_name:
            hint = did_you_mean(wanted, sorted(by_name), noun="formats")
            raise UsageError(f'"{wanted}" is no format; {hint}')
        return by_name[wanted]
    head = Source(source.name, source.content[:_HEAD_BYTES], source.encoding)
    text = decode(head)[0][:_HEAD_CHARACTERS]
    alike = [importer for importer in importers if importer.looks_like(text)]
    suffix = Path(source.name).suffix.lower()
    named = [importer for importer in alike or importers if suffix in importer.suffixes]
    found = alike if len(alike) == 1 else named
    if len(found) == 1:
        return found[0]
    several = found or alike
    listed = ", ".join(importer.name for importer in several or importers)
    what = f"may be {listed}" if several else "is in no format that is known"
    hint = "say which with --format" if several else f"--format takes {listed or 'nothing yet'}"
    return Problem(Location(source.name), what, hint, rule="format")


def _failure(name: str, error: OSError | ValueError) -> MachineError:
    return MachineError(f"cannot read {name}: {getattr(error, 'strerror', None) or error}")
