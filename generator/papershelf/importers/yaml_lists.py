"""Papers in YAML as repositories of lists keep them: a list, or lists under their sections."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from papershelf.draft import Draft
from papershelf.errors import Location, Problem, Severity
from papershelf.importers.decoding import decode
from papershelf.importers.described import (
    WRAPPERS,
    describe,
    has_title,
    section_of,
    sections,
    unwrapped,
)
from papershelf.importers.headings import LISTS, is_title
from papershelf.importers.importer import Importer, Source
from papershelf.yamltext import Node, YamlError, parse_yaml, plain

_FIELD: Final = re.compile(r"(?:-\s+)?[\"']?[A-Za-z][\w .&/()-]{0,60}[\"']?\s*:(?:\s|$)")
_TITLE: Final = re.compile(
    r"^\s*(?:-\s+)?[\"']?(?:paper[ _-]?)?(?:title|name|paper)[\"']?\s*:(?:\s|$)",
    re.MULTILINE | re.IGNORECASE,
)
_NOT_YAML: Final = re.compile(r"^(?:#{1,6}\s.*\n\s*)*(?:[-*+]\s+\[|[-*+]\s+\*\*|\||@\w+\s*\{|<)")
_HEADER: Final = re.compile(r"---[ \t]*\n.*?\n---[ \t]*\n\s*\S", re.DOTALL)
_ITEM: Final = re.compile(r"(\s*)-(?:\s+|$)")
_SECTION: Final = re.compile(r"(\s*)[\"']?([^\s#\"'\-][^:\"']{0,200})[\"']?:\s*(?:#.*)?$")
_NAMED: Final = re.compile(r"\s*-\s+(?:section|category|topic|name|title|group)\s*:\s*(.+)")
_WHOLE: Final = 4_000_000
"""Characters of a text that is read as one; of a longer one each item is read alone."""
_MOST_LEVELS: Final = 5


def _looks_like(text: str) -> bool:
    text = text.removeprefix("\ufeff")
    if _NOT_YAML.match(text) or _HEADER.match(text) or not _TITLE.search(text):
        return False
    lines = (
        line for line in text.split("\n") if line.strip() and not line.startswith(("#", "---"))
    )
    first = next(lines, "")
    if first.strip() == "-":
        first = f"- {next(lines, '').strip()}"
    return _FIELD.match(first) is not None


def _read(source: Source) -> Iterator[Draft | Problem]:
    text, problems = decode(source)
    yield from problems
    if not text.strip():
        yield Problem(Location(source.name), "is empty", "nothing to import", rule="import")
        return
    reader = _Reader(source.name)
    if len(text) <= _WHOLE:
        try:
            yield from reader.papers(parse_yaml(text), ())
        except YamlError:
            # What is wrong is told item by item.
            yield from reader.items(text.split("\n"), 1, (), 0)
    else:
        yield from reader.items(text.split("\n"), 1, (), 0)
    if not reader.found and not reader.told:
        yield Problem(
            Location(source.name, 1),
            "no papers in it: no map has a title",
            "a list of maps with title, authors, year and so on is read",
            rule="import",
        )


class _Reader:
    """Finds the papers of one file."""

    def __init__(self, name: str) -> None:
        self.found = 0
        self.told = 0
        self._name = name

    def papers(self, node: Node, path: tuple[str, ...], key: str = "") -> Iterator[Draft | Problem]:
        """The papers in a tree; `path`: the headings above it."""
        if isinstance(node.value, list):
            for item in node.value:
                yield from self._item(item, path)
        elif isinstance(node.value, dict):
            yield from self._map(node, path, key)

    def _item(self, node: Node, path: tuple[str, ...]) -> Iterator[Draft | Problem]:
        if isinstance(node.value, (list, dict)):
            before = self.found
            yield from self.papers(node, path)
            is_read = self.found > before
        else:
            is_read = node.value is None
        if not is_read:
            self.told += 1
            what = "a map" if isinstance(node.value, dict) else "an item"
            yield Problem(
                Location(self._name, node.line, node.column),
                f"{what} without a title",
                "it is no paper, and left out",
                Severity.WARNING,
                rule="import",
            )

    def _map(self, node: Node, path: tuple[str, ...], key: str) -> Iterator[Draft | Problem]:
        names = node.value
        if any(is_title(name) or name in WRAPPERS for name in names):
            record = plain(node)
            if has_title(unwrapped(record)):
                self.found += 1
                draft = describe(
                    record, self._name, node.line, is_markdown=True, extra=sections(path)
                )
                draft.key = draft.key or key
                yield draft
                return
        texts = {name: child.value for name, child in names.items() if type(child.value) is str}
        section = section_of(texts)
        path = (*path, section) if section else path
        for name, child in names.items():
            is_paper = isinstance(child.value, dict) and has_title(unwrapped(plain(child)))
            inner = path if is_paper or name.lower() in LISTS else (*path, name)
            yield from self.papers(child, inner, name)

    def items(
        self, lines: Sequence[str], first: int, path: tuple[str, ...], level: int
    ) -> Iterator[Draft | Problem]:
        """The papers in lines of which some are no YAML: each item is read alone."""
        above: list[tuple[int, str]] = []
        start = 0
        while start < len(lines):
            line = lines[start]
            if not line.strip() or line.lstrip().startswith(("#", "---", "...")):
                start += 1
                continue
            margin = len(line) - len(line.lstrip())
            is_item = _ITEM.match(line)
            section = None if is_item else _SECTION.match(line)
            end = self._end(lines, start, margin, is_item=bool(is_item))
            if section:
                above = [pair for pair in above if pair[0] < margin]
                name = section[2].strip()
                above.append((margin, "" if name.lower() in LISTS else name))
                start += 1
                continue
            inside = (*path, *(name for at, name in above if name and at <= margin))
            yield from self._chunk(lines[start:end], first + start, inside, level)
            start = end

    def _end(self, lines: Sequence[str], start: int, margin: int, *, is_item: bool) -> int:
        """Where what starts on a line ends: at the next line that is indented no more than it."""
        for index in range(start + 1, len(lines)):
            line = lines[index]
            if not line.strip():
                continue
            if line.startswith("---"):
                return index
            here = len(line) - len(line.lstrip())
            if here > margin:
                continue
            if is_item or _ITEM.match(line) or _SECTION.match(line):
                return index
        return len(lines)

    def _chunk(
        self, lines: Sequence[str], first: int, path: tuple[str, ...], level: int
    ) -> Iterator[Draft | Problem]:
        try:
            node = parse_yaml("\n".join(lines), first_line=first)
        except YamlError as error:
            has_items = any(_ITEM.match(line) and _TITLE.match(line) for line in lines[1:])
            if has_items and level < _MOST_LEVELS:
                named = _NAMED.match(lines[0])
                inner = (*path, named[1].strip(" \"'")) if named else path
                yield from self.items(lines[1:], first + 1, inner, level + 1)
                return
            self.told += 1
            excerpt = lines[error.line - first] if 0 <= error.line - first < len(lines) else ""
            yield Problem(
                Location(self._name, error.line, error.column),
                error.message,
                f"{error.hint}; the item is left out",
                excerpt=excerpt[:200],
                rule="import",
            )
            return
        yield from self.papers(node, path)


YAML: Final = Importer("yaml", "YAML", (".yaml", ".yml"), _looks_like, _read)
