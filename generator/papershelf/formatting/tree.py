"""What a file says, with the comments of the curator: the shape between reading and writing.

The tree is our own rather than a round-trip loader's: those keep how a value was written, where one
canonical form is wanted, and they read types, anchors and tags that entries must not have.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from papershelf.yamltext import MAX_DEPTH

_MODELINE = "# yaml-language-server:"
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Leaf:
    """A single value; None if there is nothing."""

    text: str | None
    raw: bool = False
    """Whether it was bare: meant as a number or a date if it looks like one."""


@dataclass(slots=True)
class Item:
    """A field of a map or an item of a list."""

    key: Leaf | None
    """None in a list."""
    value: "Tree"
    before: list[str] = field(default_factory=list)
    """Comments on lines of their own; an empty one is a blank line among them."""
    beside: str = ""
    """The comment at the end of its line."""
    gap: bool = False
    """Whether a blank line stands before it and its comments."""


@dataclass(slots=True)
class Group:
    """A map or a list."""

    is_map: bool
    items: list[Item] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    """Comments below the last item; an empty one is a blank line."""


Tree: TypeAlias = Leaf | Group


@dataclass(slots=True)
class Document:
    """All that a header or a file of YAML holds."""

    root: Tree
    head: list[str] = field(default_factory=list)
    """Comments that stay on top."""
    tail: list[str] = field(default_factory=list)
    """Comments that stay at the end."""
    comments: list[str] = field(default_factory=list)
    """All comments as they were met."""


def is_modeline(comment: str) -> bool:
    """Whether a comment tells an editor which schema the file follows."""
    return comment.replace(" ", "").startswith(_MODELINE.replace(" ", ""))


def tree_of(value: Any, depth: int = 0) -> Tree:
    """The tree of texts, booleans, numbers, lists and maps.

    Half characters are replaced: no file may hold them. Lists and maps that would lie too deep to
    be read, below the `depth` that others hold them at, become texts of JSON.
    """
    if value is None:
        return Leaf(None)
    if not isinstance(value, (Mapping, list, tuple)):
        return _leaf(value)
    if depth + 1 >= MAX_DEPTH:
        return _leaf(as_json(value))
    if isinstance(value, Mapping):
        return Group(
            is_map=True,
            items=[Item(_leaf(key), tree_of(item, depth + 1)) for key, item in value.items()],
        )
    return Group(is_map=False, items=[Item(None, tree_of(item, depth + 1)) for item in value])


def as_json(value: Any) -> str:
    """A value as JSON, however deep it is: json.dumps() calls itself for each level."""
    written: list[str] = []
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, _Sign):
            written.append(item)
        elif isinstance(item, Mapping):
            parts = [
                [_Sign(f"{json.dumps(str(key), ensure_ascii=False)}: "), inner]
                for key, inner in item.items()
            ]
            waiting += _reversed("{", parts, "}")
        elif isinstance(item, (list, tuple)):
            waiting += _reversed("[", [[inner] for inner in item], "]")
        else:
            written.append(json.dumps(item, ensure_ascii=False, default=str))
    return "".join(written)


class _Sign(str):
    """A piece of JSON that stands as it is."""

    __slots__ = ()


def _reversed(start: str, parts: list[list[Any]], end: str) -> list[Any]:
    pieces: list[Any] = [_Sign(start)]
    for number, part in enumerate(parts):
        pieces += [_Sign(", "), *part] if number else part
    return [*pieces, _Sign(end)][::-1]


def _leaf(value: Any) -> Leaf:
    if isinstance(value, bool):
        return Leaf("true" if value else "false", raw=True)
    text = _HALVES.sub("\ufffd", str(value))
    if isinstance(value, float):
        return Leaf(text, raw=math.isfinite(value))
    return Leaf(text, raw=not isinstance(value, str))
