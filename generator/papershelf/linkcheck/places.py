"""Every web address that the files of a shelf hold, with its place.

Files are read as they are written, so that entries with mistakes have their links checked too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from papershelf import markup
from papershelf.content_files import ContentFile, ContentFiles
from papershelf.errors import Location
from papershelf.id_addresses import id_address
from papershelf.linkcheck.addresses import plain_address
from papershelf.load import Entry, decode, read_bytes, read_entries
from papershelf.source import Source
from papershelf.yamltext import MAX_EXCERPT, Node, YamlError, parse_yaml

_SIGNS: Final = (b"//", b"\\")
"""Without them there is no web address in a file: in quotes, slashes may be written as escapes."""
EACH: Final = "#"
"""In a path: each item of a list; what is no list is its only item."""
ANY: Final = "*"
"""In a path: each value of a map."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An address at one place."""

    address: str
    """As it is asked."""
    written: str
    location: Location
    excerpt: str
    is_value: bool
    """Whether it is all of the value at that place, rather than a link in a text or an id."""


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of a kind of file in which addresses stand."""

    addresses: tuple[tuple[str, ...], ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    """Inline Markdown."""
    texts: tuple[tuple[str, ...], ...] = ()
    """Markdown."""
    ids: tuple[tuple[str, ...], ...] = ()
    """Maps from kind to id, or fields with the name of the kind."""


_ENTRY: Final = _Fields(
    addresses=(
        ("links", ANY, EACH),
        ("links", EACH, "url"),
        ("awards", EACH, "url"),
        ("versions", EACH, "url"),
        ("relations", EACH, "url"),
        ("references", EACH, "url"),
    ),
    lines=(("title",), ("subtitle",), ("summary",), ("collections", EACH, "note")),
    texts=(("abstract",), ("note",)),
    ids=(("ids", ANY), ("references", EACH, "doi")),
)
_COLLECTION: Final = _Fields(
    lines=(("summary",), ("sections", EACH, "description"), ("papers", EACH, "note"))
)
_PAGE: Final = _Fields(lines=(("summary",),))
_DIGEST: Final = _Fields()
_VOCABULARIES: Final = {
    "topics": _Fields(texts=(("description",),)),
    "venues": _Fields(addresses=(("url",),)),
    "authors": _Fields(addresses=(("homepage",),)),
}
_SETTINGS: Final = _Fields(
    addresses=(("curators", EACH, "url"), ("repository",), ("repository", "url"))
)


def find_mentions(files: ContentFiles, *, ids: bool = False) -> Iterator[Mention]:
    """Every place of a web address, file by file; with `ids` those of identifiers too."""
    kinds: list[tuple[_Fields, Sequence[ContentFile]]] = [
        (_ENTRY, files.papers),
        (_COLLECTION, files.collections),
        (_PAGE, files.pages),
        (_DIGEST, files.digests),
    ]
    kinds += [(_VOCABULARIES[name], [file]) for name, file in files.vocabularies.items()]
    for fields, several in kinds:
        for file in several:
            content = read_bytes(file)
            if not ids and not any(sign in content for sign in _SIGNS):
                continue
            for entry in read_entries(content, file.path)[0]:
                yield from _mentions(entry, fields, ids=ids)
    if files.config is not None:
        yield from _of_settings(files.config)


def _of_settings(file: ContentFile) -> Iterator[Mention]:
    text, _ = decode(read_bytes(file), file.path)
    try:
        node = parse_yaml(text)
    except YamlError:
        return
    yield from _mentions(Entry(Source(file.path, text.split("\n")), node), _SETTINGS, ids=False)


def _mentions(entry: Entry, fields: _Fields, *, ids: bool) -> Iterator[Mention]:
    for path in fields.addresses:
        for _, node in _values(entry.node, path):
            yield from _mention(entry, node.value, node.value, node.line, node.column, value=True)
    for paths, block in ((fields.lines, False), (fields.texts, True)):
        for path in paths:
            for _, node in _values(entry.node, path):
                yield from _of_markdown(entry, node, block=block)
    for line, target in markup.web_links(entry.body, block=True):
        yield from _linked(entry, target, entry.body_line + line)
    if ids:
        for path in fields.ids:
            for kind, node in _values(entry.node, path):
                address = id_address(kind, node.value)
                yield from _mention(entry, address, node.value, node.line, node.column, value=False)


def _values(node: Node, path: Sequence[str], name: str = "") -> Iterator[tuple[str, Node]]:
    """The texts at a path, each with the name of its field."""
    if not path:
        if isinstance(node.value, str):
            yield name, node
        return
    step, rest = path[0], path[1:]
    if step == EACH:
        for item in node.value if isinstance(node.value, list) else [node]:
            yield from _values(item, rest, name)
    elif isinstance(node.value, dict):
        for key in node.value if step == ANY else [step]:
            if key in node.value:
                yield from _values(node.value[key], rest, key)


def _of_markdown(entry: Entry, node: Node, *, block: bool) -> Iterator[Mention]:
    lines = entry.source.lines
    # The lines of a literal block are those of the file.
    is_literal = lines[node.line - 1][node.column - 1 : node.column] == "|"
    for offset, target in markup.web_links(node.value, block=block):
        if is_literal:
            yield from _linked(entry, target, node.line + 1 + offset)
        else:
            yield from _mention(entry, target, target, node.line, node.column, value=False)


def _linked(entry: Entry, target: str, line: int) -> Iterator[Mention]:
    lines = entry.source.lines
    column = lines[line - 1].find(target) + 1 if line <= len(lines) else 0
    yield from _mention(entry, target, target, line, column or 1, value=False)


def _mention(
    entry: Entry, target: str, written: str, line: int, column: int, *, value: bool
) -> Iterator[Mention]:
    address = plain_address(target)
    if address:
        lines = entry.source.lines
        excerpt = lines[line - 1][:MAX_EXCERPT] if line <= len(lines) else ""
        location = Location(entry.source.path, line, column)
        yield Mention(address, written, location, excerpt, value)
