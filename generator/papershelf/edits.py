"""Change values in the text of a file, and leave all else of it as it is, comments included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from papershelf.errors import Fix, Problem
from papershelf.formatting.reading import read_document
from papershelf.formatting.scalars import Kind, scalar
from papershelf.formatting.shapes import entries_or_one
from papershelf.formatting.tree import Group, Item, Leaf, Tree, is_modeline, tree_of
from papershelf.formatting.writing import write_document, write_item
from papershelf.load import split_markdown
from papershelf.schema import EntryForm
from papershelf.source import Source
from papershelf.yamltext import YamlError, parse_yaml, plain

_ENTRY = entries_or_one(EntryForm)


@dataclass(frozen=True, slots=True)
class _Scalar:
    """Where a single value stands in a text, from its first character to behind its last."""

    start: int
    end: int
    style: str
    is_raw: bool
    in_flow: bool
    in_list: bool


@dataclass(frozen=True, slots=True)
class _Parts:
    """A file as the YAML in it and what stands around that."""

    before: str
    yaml: str
    after: str

    @property
    def first_line(self) -> int:
        return self.before.count("\n") + 1


def _parts(text: str) -> _Parts:
    # A file of YAML may begin with hyphens too, but has no second line of them.
    parts = split_markdown(text, Source("", ())) if text.startswith("---") else None
    if parts is None or isinstance(parts, Problem):
        return _Parts("", text, "")
    start = text.index("\n") + 1
    end = start + len(parts.header)
    return _Parts(text[:start], text[start:end], text[end:])


def with_values(text: str, changes: Iterable[tuple[int, int, Fix]]) -> str:
    """The text of a `.md` or `.yaml` file with other values at some places.

    `changes`: line and column (from 1, in the file) where a value that is no list and no map
    starts, and what is put there: a list of all texts, or the first one. A list in the place of an
    item of a list becomes several items of it. Places where no value starts are passed over. Raises
    YamlError for a text that does not read.
    """
    parts = _parts(text)
    wanted = {(line, column): fix for line, column, fix in changes}
    found: dict[tuple[int, int], _Scalar] = {}
    above: list[Any] = []

    def watch(event: Any) -> None:
        kind = type(event)
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            above.append(event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            above.pop()
        elif kind is yaml.ScalarEvent:
            start, end = event.start_mark, event.end_mark
            place = (parts.first_line + start.line, start.column + 1)
            if place in wanted:
                style = event.style or ""
                found[place] = _Scalar(
                    start.index,
                    end.index,
                    style,
                    is_raw=not style,
                    in_flow=bool(above) and bool(above[-1].flow_style),
                    in_list=bool(above) and type(above[-1]) is yaml.SequenceStartEvent,
                )

    parse_yaml(parts.yaml, watch=watch)
    pieces: list[str] = []
    done = 0
    for place, span in sorted(found.items()):
        put = _put(parts.yaml, span, wanted[place])
        if put is None:
            continue
        pieces += [parts.yaml[done : span.start], put]
        done = span.end
    return parts.before + "".join([*pieces, parts.yaml[done:]]) + parts.after


def _put(text: str, span: _Scalar, fix: Fix) -> str | None:
    """What takes the place of a value; None where there is no place."""
    if not fix.texts and not fix.is_list:
        return None
    value = _written(text, fix, span)
    if value is None:
        return None
    if span.start == span.end:
        before = text[: span.start].rstrip(" ")[-1:]
        if before not in {":", "-"}:
            return None
        space = "" if text[: span.start].endswith(" ") else " "
        return f"{space}{value}" + ("" if text[span.end : span.end + 1] in {"", "\n", " "} else " ")
    if span.style not in {"|", ">"}:
        return value
    written = text[span.start : span.end]
    kept = written.rstrip()
    _, sign, comment = written.partition("\n")[0].partition("#")
    return value + (f" {sign}{comment.rstrip()}" if sign else "") + written[len(kept) :]


def _written(text: str, fix: Fix, span: _Scalar) -> str | None:
    """The new value as it is written there; None where it cannot be."""
    if not fix.is_list:
        return _text(fix.texts[0], span.is_raw, span.in_flow)
    if not span.in_list:
        return f"[{', '.join(_text(each, False, True) for each in fix.texts)}]"
    if not fix.texts:
        return None
    if span.in_flow:
        return ", ".join(_text(each, False, True) for each in fix.texts)
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    dash = before.rfind("-")
    if dash < 0 or before[dash:].strip() != "-":
        return None
    # What stands before the hyphen belongs to the first of the items.
    margin = "\n" + " " * dash + (before[dash:] if before.endswith(" ") else "- ")
    return margin.join(_text(each, False, False) for each in fix.texts)


def _text(text: str, is_raw: bool, in_flow: bool) -> str:
    leaf = tree_of(text)
    written = leaf.text if isinstance(leaf, Leaf) else None
    return scalar(written or "", Kind.FREE, raw=is_raw, in_flow=in_flow)


def with_field(text: str, key: str, value: Any) -> str:
    """The text of an entry (`.md`, or `.yaml` that holds one) with a field set.

    A new field comes where the schema has it; comments inside the value that is replaced are kept
    above the field. `value`: as for `dump_entry`. Raises YamlError for a text that does not read,
    ValueError for one that holds no fields.
    """
    parts = _parts(text)
    document, node = read_document(parts.yaml)
    root = document.root
    if isinstance(root, Leaf) and root.text is None:
        root = document.root = Group(is_map=True)
    if not isinstance(root, Group) or not root.is_map:
        raise ValueError("no entry: there are no fields")
    item = next((item for item in root.items if item.key and item.key.text == key), None)
    fresh = Item(Leaf(key), tree_of(value, 1), beside=item.beside if item else "")
    if item is not None:
        fresh.before = list(_comments(item.value))
    lines = _Lines(parts.yaml, node.keys or {})
    inserted = lines.with_item(fresh, replaces=item is not None)
    expected = {**(plain(node) or {}), **(plain(parse_yaml("\n".join([*_field(fresh), ""]))) or {})}
    if not _reads_as(inserted, expected, document.comments):
        if item is None:
            root.items.append(fresh)
        else:
            item.before += fresh.before
            item.value = fresh.value
        inserted = write_document(document, _ENTRY)
    return parts.before + inserted + parts.after


def _reads_as(text: str, values: Any, comments: list[str]) -> bool:
    try:
        document, node = read_document(text)
    except YamlError:
        return False
    return (plain(node) or {}) == values and sorted(document.comments) == sorted(comments)


def _field(item: Item) -> list[str]:
    return write_item(item, _ENTRY)


def _comments(tree: Tree) -> Iterator[str]:
    """All comments inside a value."""
    if isinstance(tree, Group):
        for item in tree.items:
            yield from filter(None, item.before)
            if item.beside:
                yield item.beside
            yield from _comments(item.value)
        yield from filter(None, tree.after)


class _Lines:
    """The lines of a map whose fields begin at the first column."""

    def __init__(self, text: str, keys: dict[str, tuple[int, int]]) -> None:
        self._lines = text.removesuffix("\n").split("\n") if text else []
        self._keys = [(line - 1, key) for key, (line, _) in keys.items()]

    def with_item(self, item: Item, *, replaces: bool) -> str:
        """The text with a field put in, or in the place of the one of its name."""
        name = (item.key and item.key.text) or ""
        fields = _field(item)
        if replaces:
            number = next(n for n, (_, key) in enumerate(self._keys) if key == name)
            start, end = self._keys[number][0], self._end(number)
        else:
            start = end = self._place(_ENTRY.rank(name))
        return "\n".join([*self._lines[:start], *fields, *self._lines[end:], ""])

    def _end(self, number: int) -> int:
        """Behind the last line of a field, comments and blank lines below it aside."""
        after = self._keys[number + 1 :]
        end = after[0][0] if after else len(self._lines)
        while end and _is_between(self._lines[end - 1]):
            end -= 1
        return end

    def _place(self, rank: int) -> int:
        """Where a new field comes: below the last one that does not come after it."""
        before = [n for n, (_, key) in enumerate(self._keys) if _ENTRY.rank(key) <= rank]
        if before:
            return self._end(before[-1])
        start = self._keys[0][0] if self._keys else len(self._lines)
        while start and self._lines[start - 1].startswith("#"):
            start -= 1
        if start == 0 and self._lines and is_modeline(self._lines[0]):
            start = 1
        return start


def _is_between(line: str) -> bool:
    return not line.strip() or line.startswith("#")
