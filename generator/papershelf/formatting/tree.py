"""What a file says, with the comments of the curator: the shape between reading and writing.

The tree is our own rather than a round-trip loader's: those keep how a value was written, where one
canonical form is wanted, and they read types, anchors and tags that entries must not have.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

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


def tree_of(value: Any) -> Tree:
    """The tree of texts, booleans, numbers, lists and maps.

    Half characters are replaced: no file may hold them.
    """
    if value is None:
        return Leaf(None)
    if isinstance(value, Mapping):
        return Group(
            is_map=True, items=[Item(_leaf(key), tree_of(item)) for key, item in value.items()]
        )
    if isinstance(value, (list, tuple)):
        return Group(is_map=False, items=[Item(None, tree_of(item)) for item in value])
    return _leaf(value)


def _leaf(value: Any) -> Leaf:
    if isinstance(value, bool):
        return Leaf("true" if value else "false", raw=True)
    text = _HALVES.sub("\ufffd", str(value))
    if isinstance(value, float):
        return Leaf(text, raw=math.isfinite(value))
    return Leaf(text, raw=not isinstance(value, str))
