"""The bytes of a file as text: in which encoding, and what of it cannot be text."""

import codecs
import re
from collections.abc import Iterator
from typing import Final

from papershelf.errors import Location, Problem, Severity, UsageError
from papershelf.importers.importer import Source

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A form feed and a vertical tab stand where white space does.
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS: Final = re.compile("\r\n?")
_LINE_END: Final = re.compile(rb"\r\n?|\n")
_HINT: Final = "save the file as UTF-8, or say its encoding with --encoding"

MOST: Final = 1_000
"""Problems of one kind that are told one by one; what is beyond is counted."""


def decode(source: Source) -> tuple[str, list[Problem]]:
    """The text of a file, its lines ended by `\\n` alone, and what was wrong with its bytes.

    UTF-8, or what a byte order mark says, or what `source.encoding` says. A line that is not
    UTF-8 is read as Windows-1252. Control characters become U+FFFD. UsageError for an encoding
    that nobody knows.
    """
    lines: list[tuple[int, str]] = []
    text = _text(source, lines)
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    if "\v" in text or "\f" in text:
        text = text.replace("\v", " ").replace("\f", " ")
    problems = list(_told(source.name, lines))
    controls = list(_controls(text))
    if controls:
        text = _CONTROL.sub("\ufffd", text)
        problems += _told(source.name, controls)
    return text, problems


def _text(source: Source, bad: list[tuple[int, str]]) -> str:
    """The text as its encoding has it; lines that are none are added to `bad`."""
    content = source.content
    marked = (name for mark, name in _MARKS if content.startswith(mark))
    encoding = source.encoding or next(marked, "utf-8")
    try:
        return _decoded(content, encoding, bad)
    except LookupError:
        raise UsageError(
            f'there is no encoding "{encoding}"; for example utf-8, utf-16, latin-1, cp1252'
        ) from None
    except ValueError:
        raise UsageError(f"{encoding!r} is no encoding of text; for example utf-8") from None


def _decoded(content: bytes, encoding: str, bad: list[tuple[int, str]]) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        if codecs.lookup(encoding).name == "utf-8":
            return _mixed(content.removeprefix(codecs.BOM_UTF8), bad)
        text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
        message = f"this line is not in {encoding}: what cannot be read became U+FFFD"
        bad += ((line, message) for line in _lines_of(re.compile("\ufffd"), text))
        return text


def _mixed(content: bytes, bad: list[tuple[int, str]]) -> str:
    lines: list[str] = []
    for number, line in enumerate(_LINE_END.split(content), 1):
        try:
            lines.append(line.decode())
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            bad.append((number, "this line is not UTF-8: read as Windows-1252"))
    return "\n".join(lines)


def _controls(text: str) -> Iterator[tuple[int, str]]:
    # Nearly no file has one: the search for the first is all that it costs.
    if not _CONTROL.search(text):
        return
    for line in _lines_of(_CONTROL, text):
        yield line, "control characters, which cannot be shown anywhere, became U+FFFD"


def _lines_of(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """The numbers of the lines in which something is found, each once."""
    line, end = 1, 0
    last = 0
    for found in pattern.finditer(text):
        line += text.count("\n", end, found.start())
        end = found.start()
        if line != last:
            yield line
            last = line


def _told(name: str, lines: list[tuple[int, str]]) -> Iterator[Problem]:
    for line, message in lines[:MOST]:
        yield Problem(Location(name, line), message, _HINT, Severity.WARNING, rule="encoding")
    if len(lines) > MOST:
        line = lines[MOST][0]
        message = f"and {len(lines) - MOST:,} more lines like those before"
        yield Problem(Location(name, line), message, _HINT, Severity.WARNING, rule="encoding")
