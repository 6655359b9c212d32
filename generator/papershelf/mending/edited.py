"""Texts with other values, if nothing else of them reads otherwise."""

from collections.abc import Sequence
from itertools import groupby

from papershelf.edits import with_values
from papershelf.errors import Fix, PapershelfError
from papershelf.load import read_entries
from papershelf.mending.items import Items
from papershelf.yamltext import Node, YamlError

Edit = tuple[int, int, Fix]
"""Line and column of a value, and what shall stand there."""


def applied(path: str, text: str, wanted: Sequence[Edit]) -> tuple[list[Edit], str]:
    """The edits, by place, after which all else reads the same, and the text with them."""
    after = edited(path, text, wanted) if wanted else text
    if after is not None:
        return list(wanted), after
    items = Items(path, text)
    good: list[Edit] = []
    for place, group in groupby(wanted, key=lambda edit: items.place(edit[0])):
        piece, above = items.piece(place), items.above(place)
        good += [
            (line, column, fix)
            for line, column, fix in group
            if edited(path, piece, [(line - above, column, fix)]) is not None
        ]
    after = edited(path, text, good) if good else None
    return ([], text) if after is None else (good, after)


def edited(path: str, text: str, edits: Sequence[Edit]) -> str | None:
    """The text with other values; None if anything else of it would read otherwise."""
    after = changed(text, edits)
    if after is None:
        return None
    was, wrong = read_entries(text.encode(), path)
    now, wrong_now = read_entries(after.encode(), path)
    if wrong or wrong_now or [entry.body for entry in was] != [entry.body for entry in now]:
        return None
    fixes = {(line, column): fix for line, column, fix in edits}
    pairs = [(old.node, new.node) for old, new in zip(was, now, strict=True)]
    return after if _read_alike(pairs, fixes) and not fixes else None


def changed(text: str, edits: Sequence[Edit]) -> str | None:
    """The text with other values, whatever it reads as; None where there are no such values."""
    try:
        return with_values(text, list(edits))
    except (PapershelfError, YamlError, ValueError, LookupError):
        return None


def _read_alike(pairs: list[tuple[Node, Node]], fixes: dict[tuple[int, int], Fix]) -> bool:
    """Whether only fixed values differ, each as its fix says; takes the fixes it has met."""
    while pairs:
        old, new = pairs.pop()
        fix = _taken(old, fixes)
        if fix is not None:
            if not _is_fixed(new, fix):
                return False
        elif type(old.value) is dict and type(new.value) is dict:
            if list(old.value) != list(new.value):
                return False
            pairs += [(child, new.value[key]) for key, child in old.value.items()]
        elif type(old.value) is list and type(new.value) is list:
            rest = _unfixed_items(old.value, new.value, fixes)
            if rest is None:
                return False
            pairs += rest
        elif (old.value, old.raw) != (new.value, new.raw):
            return False
    return True


def _unfixed_items(
    old: list[Node], new: list[Node], fixes: dict[tuple[int, int], Fix]
) -> list[tuple[Node, Node]] | None:
    """The items that must read alike; None where a fix of an item is not what stands there.

    An item that becomes several is one item less and several more.
    """
    pairs: list[tuple[Node, Node]] = []
    place = 0
    for item in old:
        fix = _taken(item, fixes)
        size = len(fix.texts) if fix and fix.is_list else 1
        there = new[place : place + size]
        place += size
        if fix is None and there:
            pairs.append((item, there[0]))
        elif fix is None or tuple(node.value for node in there) != fix.texts[:size]:
            return None
    return pairs if place == len(new) else None


def _taken(node: Node, fixes: dict[tuple[int, int], Fix]) -> Fix | None:
    is_scalar = node.value is None or type(node.value) is str
    return fixes.pop((node.line, node.column), None) if is_scalar else None


def _is_fixed(node: Node, fix: Fix) -> bool:
    if fix.is_list:
        items = node.value if type(node.value) is list else []
        return tuple(item.value for item in items) == fix.texts
    return bool(node.value == fix.texts[0])
