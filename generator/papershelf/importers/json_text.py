"""JSON piece by piece: values with the places they start at, whatever is wrong with others."""

import re
from collections.abc import Iterator, Sequence
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final, NamedTuple

_BLANK: Final = re.compile(r"[ \t\n\r]*")


def _nothing(_: str) -> None:
    """What JSON has no word for, such as NaN."""


def together(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Names with their values as one map, in which none is lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        # A key that stands twice keeps both values.
        found = {}
        for key, value in pairs:
            name, number = key, 1
            while name in found and found[name] != value:
                number += 1
                name = f"{key} {number}"
            found[name] = value
    return found


# Numbers stay as they were written: an arXiv id ends in a zero that counts.
_DECODER: Final = JSONDecoder(
    parse_float=str,
    parse_int=str,
    parse_constant=_nothing,
    object_pairs_hook=together,
    strict=False,
)


class JsonError(Exception):
    """What stands at a place is no JSON."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(message)
        self.place, self.message = place, message


class Decoded(NamedTuple):
    """A value, and the place behind it."""

    value: Any
    end: int


def blank(text: str, place: int) -> int:
    """The place of what comes next that is no white space."""
    found = _BLANK.match(text, place)
    return found.end() if found else place


def decoded(text: str, place: int) -> Decoded:
    """The value that starts at a place; raises JsonError."""
    try:
        return Decoded(*_DECODER.raw_decode(text, place))
    except JSONDecodeError as error:
        raise JsonError(error.pos, error.msg.partition(" (")[0]) from None
    except StopIteration as error:
        raise JsonError(int(error.value or place), "Expecting value") from None
    except RecursionError:
        raise JsonError(place, "values within values, too deep to read") from None


_TOKEN: Final = re.compile(r'"((?:[^"\\\n]|\\.){0,200})"(\s*:\s*(?=(.)))?|[{}\[\]]|"', re.DOTALL)
_MOST_PEEKED: Final = 64_000


def first_keys(text: str, place: int) -> Iterator[tuple[str, str]]:
    """The keys of the object that starts at a place, each with the sign its value begins with.

    Only those that stand near the beginning of the object.
    """
    depth = 0
    for token in _TOKEN.finditer(text, place, place + _MOST_PEEKED):
        sign = token[0]
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
            if depth <= 0:
                return
        elif token[2] and depth == 1:
            yield token[1], token[3]


class Lines:
    """The numbers of the lines that places of a text are in; places must not go back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._line = 1

    def at(self, place: int) -> int:
        """The line of a place, counted from 1."""
        if place > self._place:
            self._line += self._text.count("\n", self._place, place)
            self._place = place
        return self._line
