"""YAML as a tree with its comments.

The parser passes comments over: they are what lies in the gaps between the values it tells of.
"""

from dataclasses import dataclass
from typing import Any

import yaml

from papershelf.formatting.tree import Document, Group, Item, Leaf, Tree, is_modeline
from papershelf.yamltext import Node, parse_yaml, with_plain_lines


def read_document(text: str, *, first_line: int = 1) -> tuple[Document, Node]:
    """The tree with its comments, and the tree as entries are read from it; raises YamlError."""
    # In a comment, other line ends would begin a field for other readers.
    reader = _Reader(with_plain_lines(text))
    node = parse_yaml(text, first_line=first_line, watch=reader.take)
    return reader.document(), node


@dataclass(slots=True)
class _Open:
    """A map or a list that is not read to its end."""

    group: Group
    column: int
    """Where its items begin."""
    is_flow: bool
    holder: Item | None
    item: Item | None = None
    """The field whose value is to come."""


@dataclass(slots=True)
class _Above:
    """The item that ended on the line above, and which comments below are about it."""

    item: Item
    beside: int | None
    """The column of the comment at its end: one that begins right below goes on with it."""
    within: int | None
    """The column of the fields that it is the last of: what begins further right is about it."""

    def takes(self, column: int) -> bool:
        """Whether a comment at a column is about the item."""
        return column == self.beside or (self.within is not None and column > self.within)

    def take(self, comment: str) -> None:
        """Put a comment with those before the item, which all its comments are then."""
        item = self.item
        if item.beside:
            item.before.append(item.beside)
            item.beside = ""
        item.before.append(comment)


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._end = 0
        """How far the text is understood."""
        self._root: Tree = Leaf(None)
        self._open: list[_Open] = []
        self._closed: list[_Open] = []
        """Maps and lists that have ended since the last value, the innermost first."""
        self._last: Item | None = None
        """What a comment on the same line belongs to."""
        self._waiting: list[str] = []
        """Comments, and blank lines, above what comes next."""
        self._comments: list[str] = []

    def take(self, event: Any) -> None:
        """Go on by an event of the parser."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._to(event.start_mark.index)
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._to(event.start_mark.index)
            self._start(event, is_map=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._stop(event)

    def document(self) -> Document:
        """All that was told."""
        self._to(len(self._text))
        tail = self._waiting
        while tail and not tail[-1]:
            tail.pop()
        root = self._root
        if not isinstance(root, Group) or not root.items:
            return Document(root, _without_first_blank(tail), [], self._comments)
        return Document(root, _take_head(root.items[0]), tail, self._comments)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        # Whoever writes `!!str 5` wants a text.
        is_raw = not event.style and event.tag is None
        frame = self._open[-1] if self._open else None
        if frame is not None and frame.group.is_map and frame.item is None:
            frame.item = self._new_item(frame, Leaf(event.value, is_raw), Leaf(None))
            self._last = frame.item
        else:
            is_null = not event.style and event.value in {"", "~", "null", "Null", "NULL"}
            self._value(Leaf(None if is_null else event.value, is_raw))
        if event.style in {"|", ">"}:
            # A comment may stand beside its sign; the blank lines below it belong to what follows.
            written = self._text[start:end]
            sign = written.partition("\n")[0]
            self._beside(sign)
            # With a plus they are its own, all but the end of its last line.
            kept = "+" in sign.partition("#")[0]
            end = start + len(written.removesuffix("\n") if kept else written.rstrip())
        self._end = max(self._end, end)

    def _start(self, event: Any, *, is_map: bool) -> None:
        group = Group(is_map)
        is_flow = bool(event.flow_style)
        holder = self._value(group, is_block=not is_flow)
        if not is_flow and not is_map:
            # What stands after its first hyphen is inside.
            self._last = None
        self._open.append(_Open(group, event.start_mark.column, is_flow, holder))
        self._end = max(self._end, event.end_mark.index)

    def _stop(self, event: Any) -> None:
        if self._open[-1].is_flow:
            self._to(event.start_mark.index, closes=True)
            self._end = max(self._end, event.end_mark.index)
            self._last = self._open.pop().holder
        else:
            # Where it ended shows only when the next value comes.
            self._closed.append(self._open.pop())

    def _value(self, tree: Tree, *, is_block: bool = False) -> Item | None:
        """Put a value where it belongs; the item that holds it, if any does."""
        if not self._open:
            self._root = tree
            self._last = None
            return None
        frame = self._open[-1]
        item = frame.item
        if item is None:
            item = self._new_item(frame, None, tree)
        else:
            item.value = tree
            frame.item = None
            if not is_block:
                item.before += [comment for comment in self._waiting if comment]
                self._waiting = []
        self._last = item
        return item

    def _new_item(self, frame: _Open, key: Leaf | None, value: Tree) -> Item:
        waiting, self._waiting = self._waiting, []
        item = Item(key, value, gap=bool(waiting) and not waiting[0])
        item.before = _without_first_blank(waiting)
        frame.group.items.append(item)
        return item

    def _to(self, index: int, *, closes: bool = False) -> None:
        """Read the gap between what is understood and the next value.

        `closes`: whether a bracket or brace ends the innermost list or map there.
        """
        closed, self._closed = self._closed, []
        if index <= self._end:
            return
        start, self._end = self._end, index
        gap = self._text[start:index]
        if "\n" not in gap and "#" not in gap:
            return
        same_line, *lines = gap.split("\n")
        self._beside(same_line)
        above = self._above(start, same_line, closed)
        last = lines.pop() if lines else ""
        parent = self._open[-1] if self._open else None
        is_blank = False
        for number, line in enumerate([*lines, last]):
            before, sign, comment = line.partition("#")
            if line.startswith("%"):
                before, sign, comment = line.partition(" #")
                sign = sign.strip()
            if not sign:
                above = None
                if line.strip():
                    # After the sign of another item nothing belongs to what has ended.
                    closed = []
                else:
                    is_blank |= number < len(lines)
                continue
            if before.strip() == ":":
                # Of a long key that has lines of its own.
                self._beside(line)
                continue
            comment = (sign + comment).rstrip()
            self._comments.append(comment)
            is_own_line = not before.strip()
            if above is not None and is_own_line and above.takes(len(before)):
                above.take(comment)
                continue
            above = None
            below: Group | None = None
            if closes and parent is not None:
                # A file that holds nothing else has its comments on top.
                is_empty_file = parent.group is self._root and not parent.group.items
                below = None if is_empty_file else parent.group
            elif is_own_line and not self._has_waiting():
                below = _owner(closed, parent, len(before))
            target = self._waiting if below is None else below.after
            if is_blank:
                _part(target)
            is_blank = False
            target.append(comment)
        if is_blank and not closes:
            _part(self._waiting)

    def _above(self, start: int, same_line: str, closed: list[_Open]) -> "_Above | None":
        """What comments on the lines after `same_line`, the rest of one, may be about."""
        last = self._last
        if last is None:
            return None
        before, sign, _ = same_line.partition("#")
        line = self._text.rfind("\n", 0, start) + 1
        frame = closed[0] if closed else self._open[-1] if self._open else None
        is_within = (
            frame is not None
            and frame.group.is_map
            and not frame.is_flow
            and frame.item is None
            and bool(frame.group.items)
            and frame.group.items[-1] is last
        )
        return _Above(
            last,
            beside=start + len(before) - line if sign and last.beside else None,
            within=frame.column if frame and is_within else None,
        )

    def _has_waiting(self) -> bool:
        return any(self._waiting)

    def _beside(self, line: str) -> None:
        """Keep the comment at the end of a line with what stands before it."""
        _, sign, comment = line.partition("#")
        if not sign:
            return
        comment = (sign + comment).rstrip()
        self._comments.append(comment)
        if self._last is None:
            self._waiting.append(comment)
        elif self._last.beside:
            self._last.before.append(comment)
        else:
            self._last.beside = comment


def _part(comments: list[str]) -> None:
    """Add a blank line unless there is one."""
    if not comments or comments[-1]:
        comments.append("")


def _owner(closed: list[_Open], parent: _Open | None, column: int) -> Group | None:
    """Which of the lists and maps that ended a comment at this column is the last line of.

    None if it belongs to what comes next. Those closed that are inside of it are dropped, as a
    later comment cannot go back into them.
    """
    least = -1 if parent is None or parent.is_flow else parent.column
    while closed:
        outer = closed[1].column if len(closed) > 1 else least
        if least < closed[0].column <= column or outer <= least < column:
            # A list may begin at the column of the field that holds it.
            while len(closed) > 1 and closed[1].column == closed[0].column:
                closed.pop(0)
            return closed[0].group
        closed.pop(0)
    return None


def _take_head(first: Item) -> list[str]:
    """Take what stays on top of the file from the comments before its first item."""
    comments = first.before
    for index in range(len(comments) - 1, -1, -1):
        comment = comments[index]
        if not comment or is_modeline(comment):
            first.before = comments[index + 1 :]
            return comments[: index + bool(comment)]
    return []


def _without_first_blank(comments: list[str]) -> list[str]:
    return comments[1:] if comments and not comments[0] else comments
