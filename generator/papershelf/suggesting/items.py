"""Change one field of one entry of a list, and leave all else of the file as it is."""

from typing import Any

from papershelf.edits import with_field
from papershelf.formatting.reading import read_document
from papershelf.formatting.shapes import entries_or_one
from papershelf.formatting.tree import Group, Item, Leaf, tree_of
from papershelf.formatting.writing import write_document
from papershelf.schema import EntryForm
from papershelf.yamltext import Node, YamlError, parse_yaml, plain


def with_field_of_item(text: str, position: int, key: str, value: Any) -> str:
    """The text of a list of entries with a field of one of them set, comments kept.

    Where the entry is not written in lines of its own the whole list is written anew. Raises
    YamlError for a text that does not read, ValueError where there is no such entry.
    """
    document, node = read_document(text)
    items = node.value if isinstance(node.value, list) else []
    if position >= len(items) or not isinstance(items[position].value, dict):
        raise ValueError("no such entry in the list")
    expected = [plain(item) for item in items]
    expected[position] = {**expected[position], key: _as_read(key, value)}
    by_lines = _by_lines(text, items[position], key, value)
    if by_lines is not None and _reads_as(by_lines, expected, document.comments):
        return by_lines
    root = document.root
    entry = root.items[position].value if isinstance(root, Group) else None
    if not isinstance(entry, Group):
        raise ValueError("no such entry in the list")  # noqa: TRY004 - of the text, not a type
    field = next((item for item in entry.items if item.key and item.key.text == key), None)
    if field is None:
        entry.items.append(Item(Leaf(key), tree_of(value, 1)))
    else:
        field.value = tree_of(value, 1)
    return write_document(document, entries_or_one(EntryForm))


def _as_read(key: str, value: Any) -> Any:
    return plain(parse_yaml(with_field("", key, value)))[key]


def _reads_as(text: str, values: Any, comments: list[str]) -> bool:
    try:
        document, node = read_document(text)
    except YamlError:
        return False
    return bool(plain(node) == values) and sorted(document.comments) == sorted(comments)


def _by_lines(text: str, item: Node, key: str, value: Any) -> str | None:
    """The text with the lines of an entry changed as if they were a file of their own."""
    lines = text.split("\n")
    start, margin = item.line - 1, item.column - 1
    head, blank = lines[start][:margin], " " * margin
    if head.strip() not in {"-", ""}:
        return None
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(blank)):
        end += 1
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    own = [lines[start][margin:], *(line[margin:] for line in lines[start + 1 : end])]
    try:
        changed = with_field("\n".join([*own, ""]), key, value)
    except (YamlError, ValueError):
        return None
    first, *others = changed.removesuffix("\n").split("\n")
    written = [head + first, *(blank + line if line.strip() else line for line in others)]
    return "\n".join([*lines[:start], *written, *lines[end:]])
