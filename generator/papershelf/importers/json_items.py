"""The items of a JSON list one by one, each with its line; what is broken costs one item."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_SPACE: Final = re.compile(r"\s*")
_NEXT: Final = re.compile(r"[}\]]\s*,\s*(?=\{)|\n\s*,?\s*(?=\{)")
_DECODER: Final = json.JSONDecoder(strict=False)
_LONGEST_HEAD: Final = 100_000
"""Characters before a list within an object."""


@dataclass(frozen=True, slots=True)
class Item:
    """A value of a list."""

    value: Any
    line: int
    error: str = ""
    """Why it could not be read; then it has no value."""


def items_of(text: str, names: tuple[str, ...]) -> Iterator[Item]:
    """The items of a list, of the list that an object has under one of `names`, or the object."""
    start = _skip(text, 0)
    if text[start : start + 1] != "[":
        inside = _list_inside(text, start, names)
        if inside < 0:
            yield _one(text, start)
            return
        start = inside
    yield from _list(text, start)


def _list_inside(text: str, start: int, names: tuple[str, ...]) -> int:
    """Where the list under one of the names starts; -1 if there is none near the start."""
    found = re.compile(rf'"(?:{"|".join(names)})"\s*:\s*(?=\[)').search(
        text, start, start + _LONGEST_HEAD
    )
    # Within another object it would be a list of something else.
    if found and text.count("{", start, found.start()) - text.count("}", start, found.start()) == 1:
        return found.end()
    return -1


def _one(text: str, start: int) -> Item:
    line = text.count("\n", 0, start) + 1
    value, _, error, at = _decoded(text, start)
    return Item(value, text.count("\n", 0, at) + 1 if error else line, error)


def _list(text: str, start: int) -> Iterator[Item]:
    at = start + 1
    line, counted = 1, 0
    while True:
        at = _skip(text, at)
        line += text.count("\n", counted, at)
        counted = at
        sign = text[at : at + 1]
        if sign == "]":
            return
        if sign == ",":
            at += 1
            continue
        if not sign:
            yield Item(None, line, "the list never ends: the file is cut off, or a ] is missing")
            return
        value, end, error, bad = _decoded(text, at)
        if not error:
            yield Item(value, line)
            at = end
            continue
        bad_line = line + text.count("\n", at, bad)
        yield Item(None, bad_line, error)
        following = _NEXT.search(text, max(bad, at + 1))
        if following is None:
            return
        at = following.end()


def _decoded(text: str, at: int) -> tuple[Any, int, str, int]:
    """A value, its end, and what is wrong where."""
    try:
        value, end = _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return None, at, error.msg[:1].lower() + error.msg[1:], error.pos
    except RecursionError:
        return None, at, "it is nested too deeply", at
    except ValueError:
        return None, at, "a number in it is too long", at
    return value, end, "", at


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
