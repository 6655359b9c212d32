"""YAML as text with positions: no types, no anchors, no surprises.

Every scalar stays the text that was written, because YAML's own types turn `1910.10000` into
1910.1 and `NO` into false. The tree is built from parser events rather than composed by PyYAML,
whose C composer recurses and crashes the process on deep nesting.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from papershelf.errors import Location, Problem

MAX_DEPTH = 100
MAX_NODES = 2_000_000
MAX_EXCERPT = 2_000
"""Characters of a line that a problem keeps for showing."""


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
            Location(path, self.line, self.column),
            self.message,
            self.hint,
            excerpt=excerpt[:MAX_EXCERPT],
            rule="syntax",
        )


# YAML ends lines at these too, editors do not: as spaces they leave every line its number.
_OTHER_LINE_ENDS = "\r\x85\u2028\u2029"
_AS_SPACES = str.maketrans(dict.fromkeys(_OTHER_LINE_ENDS, " "))
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def _events(text: str) -> Iterator[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def with_plain_lines(text: str) -> str:
    """A text of the same length that has no line ends but those that editors show."""
    if any(end in text for end in _OTHER_LINE_ENDS):
        return text.translate(_AS_SPACES)
    return text


def parse_yaml(
    text: str, *, first_line: int = 1, watch: Callable[[Any], None] | None = None
) -> Node:
    """The tree of a YAML document that starts at `first_line` of its file; raises YamlError.

    `watch` is told every event of the parser, those of what is refused too.
    """
    text = with_plain_lines(text)
    if "\t" in text:
        _refuse_tabs(text, first_line)
    try:
        return _build(text, first_line, watch)
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, first_line) from None
    except (yaml.reader.ReaderError, UnicodeError):
        raise _unreadable(text, first_line) from None


class _Mistake(NamedTuple):
    """What the parser says about a common mistake, and what a curator should be told."""

    says: str
    message: str
    hint: str
    at_start: bool = False
    """Whether the place to show is where the unfinished value starts, not where it was noticed."""


_MISTAKES = (
    _Mistake(
        "a quoted scalar found unexpected",
        "a quotation mark that nothing closes",
        "close it at the end of the text",
        at_start=True,
    ),
    _Mistake(
        "did not find expected ',' or ']'",
        "a list in brackets that is not closed, or lacks a comma",
        "write it as [one, two]; quote a text with brackets or quotation marks in it",
        at_start=True,
    ),
    _Mistake(
        "did not find expected ',' or '}'",
        "a map in braces that is not closed, or lacks a comma",
        "write it as {name: value, name: value}; quote a text with braces in it",
        at_start=True,
    ),
    _Mistake(
        "could not find expected ':'",
        "a line that is no field",
        "write name: value; indent the further lines of a long text",
        at_start=True,
    ),
    _Mistake(
        "did not find expected key",
        "something that is no field",
        "put quotes around the whole text, and give all fields the same indentation",
    ),
    _Mistake(
        "mapping values are not allowed",
        "a colon where no field can be",
        "put quotes around a text with a colon in it, or mend the indentation",
    ),
    _Mistake(
        "block sequence entries are not allowed",
        "a list item where no list can be",
        "put each - on a line of its own, below the name of the field",
    ),
    _Mistake(
        "did not find expected '-' indicator",
        "something that is no list item",
        "start it with a -, below the others",
    ),
    _Mistake(
        "cannot start any token",
        "a character that no plain text may start with",
        "put quotes around the text",
    ),
    _Mistake(
        "a directive",
        "a line that starts with %",
        "put quotes around a text that starts with %",
        at_start=True,
    ),
    _Mistake(
        "an alias",
        "a * at the start of a plain text",
        "put quotes around a text that starts with *",
        at_start=True,
    ),
    _Mistake(
        "an anchor",
        "a & at the start of a plain text",
        "put quotes around a text that starts with &",
        at_start=True,
    ),
    _Mistake(
        "a tag",
        "a ! at the start of a plain text",
        "put quotes around a text that starts with !",
        at_start=True,
    ),
    _Mistake(
        "a block scalar",
        "a text on the same line as its | or >",
        "start the text on the next line, indented; quote one that starts with | or >",
    ),
    _Mistake(
        "a quoted scalar",
        "a backslash that starts no escape",
        "use 'single quotes' around a text with backslashes, or write \\\\ for each",
    ),
    _Mistake(
        "expected node content",
        "a bracket, brace or comma where a value should be",
        "fill in the value; put quotes around a text that starts with one",
    ),
    _Mistake(
        "expected <document start>",
        "something that does not belong to what stands above it",
        "give all fields the same indentation",
    ),
)


def _explained(error: yaml.MarkedYAMLError, text: str, first_line: int) -> YamlError:
    what = " ".join(part for part in (error.context, error.problem) if part)
    mistake = next((mistake for mistake in _MISTAKES if mistake.says in what), None)
    mark = error.problem_mark or error.context_mark
    if mistake and mistake.at_start and error.context_mark:
        mark = error.context_mark
    line, column = (mark.line, mark.column + 1) if mark else (0, 1)
    lines = text.split("\n")
    while line >= len(lines) or (line and not lines[line].strip()):
        # What is missing at the end is shown after what is there.
        line -= 1
        column = len(lines[line].rstrip()) + 1
    if "maximum nesting depth" in what:
        # Newer libyaml has a limit of its own, and counts ahead of what it tells.
        return _too_deep(first_line + line, column)
    if mistake is None:
        message, hint = f"not YAML: {what}", "check quotes, colons and the indentation"
    else:
        message, hint = f"not YAML: {mistake.message}", mistake.hint
    return YamlError(first_line + line, column, message, hint)


def _too_deep(line: int, column: int) -> YamlError:
    return YamlError(line, column, f"nested {MAX_DEPTH} deep or deeper", "write it flatter")


_NOT_IN_YAML = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def _unreadable(text: str, first_line: int) -> YamlError:
    # The parser counts bytes, so the character is looked for again.
    found = _NOT_IN_YAML.search(text)
    if found is None:
        return YamlError(first_line, 1, "not YAML: it cannot be read", "write it anew")
    line = text.count("\n", 0, found.start())
    column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
    return YamlError(
        first_line + line,
        column,
        f"a control character (U+{ord(found[0]):04X})",
        "remove it; it cannot be shown anywhere",
    )


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


def _build(text: str, first_line: int, watch: Callable[[Any], None] | None) -> Node:
    root: Node | None = None
    open_nodes: list[Node] = []
    open_keys: list[str | None] = []
    count = 0
    for event in _events(text):
        if watch is not None:
            watch(event)
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
                raise _too_deep(line, column)
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
            _attach(open_nodes[-1], open_keys, node, event)
        if node.keys is not None or type(node.value) is list:
            open_nodes.append(node)
            open_keys.append(None)
    # Nothing stands after the text that does not hold it, which may be beyond the last line.
    return root if root is not None and root.value is not None else Node(None, first_line, 1)


def _attach(parent: Node, open_keys: list[str | None], node: Node, event: Any) -> None:
    if parent.keys is None:
        parent.value.append(node)
        return
    key = open_keys[-1]
    if key is None:
        # As a key, "null" is a word like any other.
        text = event.value if type(event) is yaml.ScalarEvent else None
        if text is None:
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
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        raise YamlError(line, column, f'a tag "{tag}"', "remove it: every value is text")


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
