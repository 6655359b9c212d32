"""A file of content/ in its canonical form, if that reads as the same."""

from dataclasses import dataclass
from typing import Any

from papershelf.config import Config
from papershelf.errors import Location, Problem
from papershelf.formatting.reading import read_document
from papershelf.formatting.shapes import FREE, Shape, entries_or_one
from papershelf.formatting.writing import COUNTS, ENTRY, SETTINGS, VOCABULARY, Style, write_document
from papershelf.load import decode, split_markdown, too_long_to_read
from papershelf.metrics import MetricsForm
from papershelf.schema import (
    CollectionForm,
    EntryForm,
    FreePageForm,
    IdentityForm,
    TopicForm,
    VenueForm,
)
from papershelf.source import Source
from papershelf.yamltext import Node, YamlError

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Sort:
    """What a file of content/ holds, and how that is laid out."""

    shape: Shape
    style: Style = ENTRY


_FOLDERS = {
    "papers": Sort(entries_or_one(EntryForm)),
    "collections": Sort(Shape(form=CollectionForm)),
    "pages": Sort(Shape(form=FreePageForm)),
}
_FILES = {
    "site.yaml": Sort(Shape(form=Config), SETTINGS),
    "metrics.yaml": Sort(Shape(form=MetricsForm), COUNTS),
    "topics.yaml": Sort(entries_or_one(TopicForm), VOCABULARY),
    "venues.yaml": Sort(entries_or_one(VenueForm), VOCABULARY),
    "authors.yaml": Sort(entries_or_one(IdentityForm), VOCABULARY),
}


def sort_of(path: str) -> Sort:
    """What the file at a path from the shelf holds: `content/papers/2024.yaml`."""
    _, _, inner = path.partition("/")
    folder, sign, _ = inner.partition("/")
    return (_FOLDERS.get(folder) if sign else _FILES.get(inner)) or Sort(FREE, SETTINGS)


def format_bytes(content: bytes, path: str) -> tuple[bytes, list[Problem]]:
    """The canonical bytes of a file, or the same bytes and why they stay as they are.

    Line ends and a byte order mark are mended; all else reads as before, comments included.
    """
    if too_long := too_long_to_read(content, path):
        return content, [too_long]
    mended = content.removeprefix(_BOM)
    if b"\r" in mended:
        mended = mended.replace(b"\r\n", b"\n")
    text, problems = decode(mended, path)
    if problems:
        return content, problems
    formatted = format_text(text, path)
    if isinstance(formatted, Problem):
        return content, [formatted]
    # Unless something has changed, there is no need for the same bytes once more.
    if len(mended) == len(content) and formatted == text:
        return content, []
    written = formatted.encode()
    if too_long := too_long_to_read(written, path):
        return content, [too_long]
    return written, []


def format_text(text: str, path: str) -> str | Problem:
    """The canonical text of a file, or why it stays as it is."""
    source = Source(path, text.split("\n"))
    if not path.endswith(".md"):
        return _format_yaml(text, source, 1)
    parts = split_markdown(text, source)
    if isinstance(parts, Problem):
        return parts
    header = _format_yaml(parts.header, source, 2)
    if isinstance(header, Problem):
        return header
    body = parts.body.lstrip("\n").rstrip()
    formatted = f"---\n{header}---\n" + (f"{body}\n" if body else "")
    again = split_markdown(formatted, source)
    return again if isinstance(again, Problem) else formatted


def _format_yaml(text: str, source: Source, first_line: int) -> str | Problem:
    sort = sort_of(source.path)
    try:
        document, node = read_document(text, first_line=first_line)
    except YamlError as error:
        return error.at(source.path, source.lines)
    written = write_document(document, sort.shape, sort.style)
    if written == text:
        return text
    try:
        again, read = read_document(written)
    except YamlError:
        return _our_mistake(source.path)
    is_same = _values(read) == _values(node)
    if not is_same or sorted(again.comments) != sorted(document.comments):
        return _our_mistake(source.path)
    return written


def _our_mistake(path: str) -> Problem:
    return Problem(
        Location(path),
        "would not read as the same once formatted, so it was left as it is",
        "this is a mistake of papershelf: please report it with the file",
    )


def _values(node: Node) -> Any:
    """All values of a tree, keys without a value included."""
    value = node.value
    if type(value) is dict:
        return {key: _values(child) for key, child in value.items()}
    if type(value) is list:
        return [_values(child) for child in value]
    return value
