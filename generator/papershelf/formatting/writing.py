"""A tree as YAML in the one canonical form."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from papershelf.formatting.scalars import Kind, literal, quoted, scalar
from papershelf.formatting.shapes import Shape
from papershelf.formatting.tree import Document, Group, Item, Leaf, Tree, is_modeline

WIDTH = 88
_ANY_WIDTH = 1_000_000
_STEP = 2
_LONGEST_KEY = 500
"""YAML wants longer ones marked as keys."""


@dataclass(frozen=True, slots=True)
class Style:
    """What differs from one kind of file to the other."""

    reorders: bool = True
    """Whether fields come in the order of the schema."""
    keeps_groups: bool = False
    """Whether blank lines between the fields of the file stay."""
    parts_entries: bool = False
    """Whether the entries of a list are parted by blank lines, wherever they were."""
    width: int = WIDTH
    """Columns that a list or a map on one line may take, its comment aside."""


ENTRY = Style(parts_entries=True)
VOCABULARY = Style()
SETTINGS = Style(reorders=False, keeps_groups=True)
COUNTS = Style(reorders=False, keeps_groups=True, width=_ANY_WIDTH)


def write_document(document: Document, shape: Shape, style: Style = ENTRY) -> str:
    """The canonical text of a document, with a line end unless there is nothing."""
    lines = list(document.head)
    root = document.root
    body: list[str] = []
    if isinstance(root, Group) and root.items:
        lead, body = _Writer(style).root(root, shape)
        body = [*lead, *body]
    elif isinstance(root, Group):
        body = ["{}" if root.is_map else "[]"]
    elif root.text is not None:
        body = [scalar(root.text, Kind.FREE, raw=root.raw)]
    if lines and body and not is_modeline(lines[-1]):
        lines.append("")
    lines += body
    lines += document.tail if lines else _without_first_blank(document.tail)
    return "".join(f"{line}\n" for line in lines)


def write_item(item: Item, shape: Shape, margin: int = 0) -> list[str]:
    """The lines of one field of a map that follows `shape`, its comments before it included."""
    return list(_Writer(ENTRY).item(item, shape, margin))


class _Writer:
    def __init__(self, style: Style) -> None:
        self._style = style

    def in_line(self, tree: Tree, shape: Shape, *, in_flow: bool = False) -> str | None:
        """A single value, or a list or map of them, on one line; None if that cannot be."""
        if isinstance(tree, Leaf):
            if tree.text is None:
                return "null"
            return scalar(tree.text, shape.kind, raw=tree.raw, in_flow=in_flow)
        if tree.after:
            return None
        parts = []
        for item in self._ordered(tree, shape):
            part = self._part(item, shape)
            if part is None:
                return None
            parts.append(part)
        return f"{{{', '.join(parts)}}}" if tree.is_map else f"[{', '.join(parts)}]"

    def _part(self, item: Item, shape: Shape) -> str | None:
        value = item.value
        is_nested = isinstance(value, Group) and (value.items or value.after)
        if item.before or item.beside or is_nested:
            return None
        if isinstance(value, Leaf) and value.text is not None and "\n" in value.text:
            return None
        if item.key is None:
            return self.in_line(value, shape.item(), in_flow=True)
        key = item.key.text or ""
        name = scalar(key, shape.keys, raw=item.key.raw, in_flow=True)
        return f"{name}: {self.in_line(value, shape.value(key), in_flow=True)}"

    def _ordered(self, group: Group, shape: Shape) -> list[Item]:
        if not (group.is_map and self._style.reorders):
            return group.items
        return sorted(group.items, key=lambda item: shape.rank((item.key and item.key.text) or ""))

    def root(self, group: Group, shape: Shape) -> tuple[list[str], list[str]]:
        return self._group(group, shape, 0, is_root=True)

    def _group(
        self, group: Group, shape: Shape, margin: int, *, is_root: bool = False
    ) -> tuple[list[str], list[str]]:
        """The comments before the first item without their margin, and the lines from there on."""
        indent = " " * margin
        parts = is_root and self._style.parts_entries and not group.is_map
        keeps = (is_root and self._style.keeps_groups) or not group.is_map
        lead: list[str] = []
        lines: list[str] = []
        for number, item in enumerate(self._ordered(group, shape)):
            inner = shape if group.is_map else shape.item()
            # Each entry of a file takes lines of its own, however short it is.
            comments, written = self._item(item, inner, margin, is_entry=is_root)
            if number == 0:
                lead = comments
            else:
                if parts or (item.gap and (keeps or comments)):
                    lines.append("")
                lines += _indented(comments, indent)
            lines += written
        lines += _indented(group.after, indent)
        return lead, lines

    def item(self, item: Item, shape: Shape, margin: int) -> Iterator[str]:
        comments, lines = self._item(item, shape, margin)
        yield from _indented(comments, " " * margin)
        yield from lines

    def _item(
        self, item: Item, shape: Shape, margin: int, *, is_entry: bool = False
    ) -> tuple[list[str], list[str]]:
        """The comments before an item without their margin, and its lines."""
        if item.key is None:
            return self._list_item(item, shape, margin, is_entry=is_entry)
        indent = " " * margin
        text = item.key.text or ""
        name = scalar(text, shape.keys, raw=item.key.raw)
        opening = [f"{indent}{name}:"]
        if len(name) > _LONGEST_KEY:
            opening = [f"{indent}? {name}", f"{indent}:"]
        *first, start = opening
        shape = shape.value(text)
        value, beside = item.value, _beside(item)
        if isinstance(value, Leaf):
            written = _leaf_lines(value, shape, start, beside, margin)
            return item.before, [*first, *written]
        short = self.in_line(value, shape)
        if short is not None and (
            len(start) + 1 + len(short) <= self._style.width or not value.items
        ):
            return item.before, [*first, f"{start} {short}{beside}"]
        if not value.items:
            return [*item.before, *_without_first_blank(value.after)], [
                *first,
                f"{start} {'{}' if value.is_map else '[]'}{beside}",
            ]
        lead, lines = self._group(value, shape, margin + _STEP)
        inner = _indented(lead, " " * (margin + _STEP))
        return item.before, [*first, start + beside, *inner, *lines]

    def _list_item(
        self, item: Item, shape: Shape, margin: int, *, is_entry: bool
    ) -> tuple[list[str], list[str]]:
        start, value = " " * margin + "-", item.value
        if isinstance(value, Leaf):
            return item.before, _leaf_lines(value, shape, start, _beside(item), margin)
        # Where the first line of what it holds begins, no comment finds room.
        lead, value = self._without_lead(value, shape)
        short = self.in_line(value, shape)
        fits = short is not None and len(start) + 1 + len(short) <= self._style.width
        if (fits and not is_entry) or (short is not None and not value.items):
            return [*item.before, *lead], [f"{start} {short}{_beside(item)}"]
        if not value.items:
            empty = "{}" if value.is_map else "[]"
            before = [*item.before, *_without_first_blank(value.after)]
            return before, [f"{start} {empty}{_beside(item)}"]
        inner, lines = self._group(value, shape, margin + _STEP)
        before = [*item.before, *([item.beside] if item.beside else []), *lead, *inner]
        return before, [f"{start} {lines[0][margin + _STEP :]}", *lines[1:]]

    def _without_lead(self, group: Group, shape: Shape) -> tuple[list[str], Group]:
        """The comments before the first item, and the group without them."""
        ordered = self._ordered(group, shape)
        if not ordered or not ordered[0].before:
            return [], group
        items = [replace(ordered[0], before=[]), *ordered[1:]]
        return ordered[0].before, Group(group.is_map, items, group.after)


def _leaf_lines(leaf: Leaf, shape: Shape, start: str, beside: str, margin: int) -> list[str]:
    """The lines of a single value after the name of its field or the sign of its item."""
    text = leaf.text
    if text is None:
        return [f"{start}{'' if start.endswith(':') else ' null'}{beside}"]
    if "\n" in text or (shape.is_prose and len(start) + 1 + len(text) > WIDTH):
        block = literal(text)
        if block is None:
            return [f"{start} {quoted(text)}{beside}"]
        sign, *lines = block
        return [f"{start} {sign}{beside}", *_indented(lines, " " * (margin + _STEP))]
    return [f"{start} {scalar(text, shape.kind, raw=leaf.raw)}{beside}"]


def _beside(item: Item) -> str:
    return f" {item.beside}" if item.beside else ""


def _indented(lines: list[str], indent: str) -> list[str]:
    return [f"{indent}{line}" if line else "" for line in lines]


def _without_first_blank(comments: list[str]) -> list[str]:
    return comments[1:] if comments and not comments[0] else comments
