"""Reads the files of a shelf: their bytes, their text, and entries with positions. Never judges."""

import re
from dataclasses import dataclass
from pathlib import Path

from papershelf.content_files import ContentFile
from papershelf.errors import Location, MachineError, Problem
from papershelf.source import Source
from papershelf.yamltext import Node, YamlError, locate, parse_yaml

MAX_HEADER_BYTES = 256 * 1024
MAX_BODY_BYTES = 1024 * 1024
MAX_LIST_BYTES = 64 * 1024 * 1024
WITHOUT_HEADER = "content/digests/"
"""Where a Markdown file may do without a header."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as written: a tree of texts with their places, and the Markdown below it."""

    source: Source
    node: Node
    body: str = ""
    body_line: int = 0
    position: int | None = None
    """Its place in a list file, from 0."""

    def place(self, *path: int | str, key: bool = False) -> tuple[int, int]:
        """Line and column of a field."""
        return locate(self.node, path, key=key)


def read_bytes(file: ContentFile) -> bytes:
    """The bytes of a file, cut where none may be longer; MachineError if the machine says no."""
    try:
        with Path(file.absolute).open("rb") as opened:
            # Room for the longest file each time would cost more than reading this one.
            content = opened.read(min(file.size, MAX_LIST_BYTES) + 1)
            if len(content) > file.size:
                # It has grown meanwhile. One byte too many tells that there are more.
                content += opened.read(MAX_LIST_BYTES + 1 - len(content))
            return content
    except OSError as error:
        raise MachineError(f"cannot read {file.path}: {error.strerror}") from None


def decode(content: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a file, with what is wrong with its characters."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        source = Source(path, content.decode("utf-8", "replace").split("\n"))
        message = f"not UTF-8: the byte 0x{content[error.start]:02X}"
        return "", [
            source.problem((line, column), message, "save the file as UTF-8", rule="encoding")
        ]
    if text.startswith("\ufeff"):
        hint = "save the file as UTF-8 without BOM"
        return "", [
            Source(path, text.split("\n")).problem(
                (1, 1), "a byte order mark", hint, rule="encoding"
            )
        ]
    for character, message, hint in _NO_TEXT:
        index = text.find(character)
        if index >= 0:
            line = text.count("\n", 0, index) + 1
            column = index - (text.rfind("\n", 0, index) + 1) + 1
            source = Source(path, text.split("\n"))
            return "", [source.problem((line, column), message, hint, rule="encoding")]
    return text, []


_NO_TEXT = (
    ("\r", "a carriage return", "save the file with Unix line ends (LF)"),
    ("\0", "a NUL character", "remove it"),
    ("\ufeff", "an invisible character (U+FEFF)", "remove it"),
)


def too_long_to_read(content: bytes, path: str) -> Problem | None:
    """What to tell of a file that has more bytes than any may have."""
    cap = MAX_HEADER_BYTES + MAX_BODY_BYTES if path.endswith(".md") else MAX_LIST_BYTES
    if len(content) <= cap:
        return None
    message = f"has more than {cap:,} bytes"
    return Problem(Location(path), message, "split it into several files", rule="size")


def read_entries(content: bytes, path: str) -> tuple[list[Entry], list[Problem]]:
    """The entries in the bytes of one file: one of Markdown, one or a list of YAML."""
    if too_long := too_long_to_read(content, path):
        return [], [too_long]
    text, problems = decode(content, path)
    if problems:
        return [], problems
    source = Source(path, text.split("\n"))
    if path.endswith(".md"):
        entry, problems = _read_markdown(text, source, bare=path.startswith(WITHOUT_HEADER))
        return ([entry] if entry else []), problems
    try:
        node = parse_yaml(text)
    except YamlError as problem:
        return [], [problem.at(path, source.lines)]
    if isinstance(node.value, list):
        return [Entry(source, item, position=i) for i, item in enumerate(node.value)], []
    return [Entry(source, node)], []


_HEADER = re.compile(r"\A---[ ]*\n(.*?)^---[ ]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Markdown:
    """The parts of a Markdown file, as they stand in it."""

    header: str
    """The lines between the hyphens; it starts on the second line of the file."""
    body: str
    is_bare: bool = False
    """Whether there is no header, not even an empty one."""


def split_markdown(text: str, source: Source, *, bare: bool = False) -> Markdown | Problem:
    """The header of a Markdown file and the text below it, or why there is none.

    `bare`: whether a header may be missing wherever the file is.
    """
    match = _HEADER.match(text)
    bare = bare or source.path.startswith(WITHOUT_HEADER)
    if not match and bare and not text.startswith("---"):
        return Markdown("", text, is_bare=True)
    if not match:
        if text.startswith("---"):
            message, hint = "the header does not end", "close it with a line of three hyphens"
        else:
            message, hint = "there is no header", "start with a line of three hyphens, then fields"
        return source.problem((1, 1), message, hint, rule="syntax")
    header = match.group(1)
    size = len(header.encode())
    if size > MAX_HEADER_BYTES:
        return source.problem(
            (1, 1),
            f"the header has {size:,} bytes",
            f"{MAX_HEADER_BYTES:,} bytes at most; put a long text below it",
            rule="size",
        )
    return Markdown(header, text[match.end() :])


def read_introduction(content: bytes, path: str) -> tuple[Entry | None, list[Problem]]:
    """The Markdown of a file anywhere, which may have a header."""
    if too_long := too_long_to_read(content, f"{path}.md"):
        return None, [Problem(Location(path), too_long.message, too_long.hint, rule=too_long.rule)]
    text, problems = decode(content, path)
    if problems:
        return None, problems
    return _read_markdown(text, Source(path, text.split("\n")), bare=True)


def _read_markdown(text: str, source: Source, *, bare: bool) -> tuple[Entry | None, list[Problem]]:
    parts = split_markdown(text, source, bare=bare)
    if isinstance(parts, Problem):
        return None, [parts]
    try:
        node = parse_yaml(parts.header, first_line=2)
    except YamlError as problem:
        return None, [problem.at(source.path, source.lines)]
    if node.value is None and bare:
        node = Node({}, 1, 1, {})
    body_line = text.count("\n", 0, len(text) - len(parts.body)) + 1
    stripped = parts.body.lstrip("\n")
    body_line += len(parts.body) - len(stripped)
    return Entry(source, node, stripped.rstrip(), body_line), []
