"""YAML as text with positions: no types, no anchors, no surprises.

Every scalar stays the text that was written, because YAML's own types turn `1910.10000` into
1910.1 and `NO` into false. The tree is built from parser events rather than composed by PyYAML,
whose C composer recurses and crashes the process on deep nesting.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from papershelf.errors import Location, Problem

MAX_DEPTH = 100
MAX_NODES = 2_000_000


@dataclass(slots=True)
class Node:
    """A value with the place it was written at (line and column from 1)."""

    value: Any
    """str, None, list[Node] or dict[str, Node]."""
    line: int
    column: int
    keys: dict[str, tuple[int, int]] | None = None
    """Of a mapping: where each key stands."""
    raw: bool = False
    """A plain scalar: unquoted, so that a bare date or number is likely meant as one."""


class YamlError(Exception):
    """The text is no YAML that entries may use."""

    def __init__(self, line: int, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint

    def at(self, path: str, lines: Sequence[str]) -> Problem:
        """The problem with its file and its line."""
        excerpt = lines[self.line - 1] if 0 < self.line <= len(lines) else ""
        return Problem(
            Location(path, self.line, self.column), self.message, self.hint, excerpt=excerpt
        )


_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def _events(text: str) -> Iterator[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def parse_yaml(text: str, *, first_line: int = 1) -> Node:
    """The tree of a YAML document that starts at `first_line` of its file; raises YamlError."""
    if "\t" in text:
        _refuse_tabs(text, first_line)
    try:
        return _build(text, first_line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column + 1) if mark else (0, 1)
        what = " ".join(part for part in (error.context, error.problem) if part)
        raise YamlError(first_line + line, column, f"not YAML: {what}", _advice(what)) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        column = error.position - (text.rfind("\n", 0, error.position) + 1) + 1
        raise YamlError(
            first_line + line, column, f"not YAML: {error.reason}", "remove the character"
        ) from None
    except UnicodeError:
        raise YamlError(
            first_line, 1, "an escape that is no character", 'remove escapes such as "\\ud800"'
        ) from None


def _advice(what: str) -> str:
    if "mapping values are not allowed" in what:
        return "put quotes around a text with a colon in it"
    if "cannot start any token" in what:
        return "put quotes around a text that starts with @ ` or %"
    if "alias" in what or "anchor" in what:
        return "put quotes around a text that starts with * or &"
    return "check quotes, colons and the indentation"


def _refuse_tabs(text: str, first_line: int) -> None:
    for number, line in enumerate(text.split("\n")):
        before = line[: len(line) - len(line.lstrip(" \t-"))]
        if "\t" in before and line.strip():
            raise YamlError(
                first_line + number,
                before.index("\t") + 1,
                "a tab in the indentation",
                "indent with spaces",
            )


def _build(text: str, first_line: int) -> Node:
    root: Node | None = None
    open_nodes: list[Node] = []
    open_keys: list[str | None] = []
    count = 0
    for event in _events(text):
        mark = event.start_mark
        kind = type(event)
        if kind is yaml.ScalarEvent:
            line, column = first_line + mark.line, mark.column + 1
            _refuse_sharing(event, line, column)
            raw = event.style is None or event.style == ""
            value: Any = None if raw and event.value in _NULLS else event.value
            node = Node(value, line, column, raw=raw)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            line, column = first_line + mark.line, mark.column + 1
            _refuse_sharing(event, line, column)
            if kind is yaml.MappingStartEvent:
                node = Node({}, line, column, {})
            else:
                node = Node([], line, column)
            if len(open_nodes) + 1 >= MAX_DEPTH:
                raise YamlError(
                    line, column, f"nested {MAX_DEPTH} deep or deeper", "write it flatter"
                )
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            open_nodes.pop()
            open_keys.pop()
            continue
        elif kind is yaml.AliasEvent:
            raise YamlError(
                first_line + mark.line,
                mark.column + 1,
                f'an alias "*{event.anchor}"',
                "write the value out; quote a text that starts with *",
            )
        elif kind is yaml.DocumentStartEvent and root is not None:
            raise YamlError(
                first_line + mark.line, 1, "a second YAML document", "keep one document a file"
            )
        else:
            continue
        count += 1
        if count > MAX_NODES:
            raise YamlError(node.line, node.column, "too many values", "split the file")
        if not open_nodes:
            root = node
        else:
            _attach(open_nodes[-1], open_keys, node)
        if node.keys is not None or type(node.value) is list:
            open_nodes.append(node)
            open_keys.append(None)
    return root if root is not None else Node(None, first_line, 1)


def _attach(parent: Node, open_keys: list[str | None], node: Node) -> None:
    if parent.keys is None:
        parent.value.append(node)
        return
    key = open_keys[-1]
    if key is None:
        text = node.value if not node.raw or node.value is not None else ""
        if not isinstance(text, str):
            raise YamlError(node.line, node.column, "a key that is no text", "use a plain word")
        if text in parent.keys:
            line = parent.keys[text][0]
            raise YamlError(
                node.line,
                node.column,
                f'the key "{text}" stands twice',
                f"it is already on line {line}; keep one",
            )
        parent.keys[text] = (node.line, node.column)
        open_keys[-1] = text
    else:
        parent.value[key] = node
        open_keys[-1] = None


def _refuse_sharing(event: Any, line: int, column: int) -> None:
    if event.anchor is not None:
        raise YamlError(
            line,
            column,
            f'an anchor "&{event.anchor}"',
            "write the value out where it is needed; quote a text that starts with &",
        )
    if event.tag is not None and event.tag not in {"!", "tag:yaml.org,2002:str"}:
        raise YamlError(line, column, f'a tag "{event.tag}"', "remove it: every value is text")


def plain(node: Node) -> Any:
    """The tree without positions: texts, lists and dicts; a key without a value is left out."""
    value = node.value
    if type(value) is dict:
        return {key: plain(child) for key, child in value.items() if child.value is not None}
    if type(value) is list:
        return [plain(child) for child in value]
    return value


def locate(node: Node, path: tuple[int | str, ...], *, key: bool = False) -> tuple[int, int]:
    """Line and column of the value at `path` (of its key if asked), or of its nearest holder.

    Parts of `path` that are no steps of the tree (the names of alternatives in a check) are
    passed over.
    """
    position = (node.line, node.column)
    for step in path:
        if isinstance(node.value, dict) and step in node.value:
            position = (node.keys or {})[str(step)]
            node = node.value[step]
            if not key:
                position = (node.line, node.column)
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            position = (node.line, node.column)
    return position
