"""A value that is to stand in a field of an entry, or why an answer is none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from papershelf.errors import PapershelfError
from papershelf.suggesting.wording import Sentence, said

_MOST_LINE: Final = 1_000
_MOST_LINES: Final = 3_000
_BULLET: Final = re.compile(r"(?:[-*•]|\d{1,3}[.)])\s+")


class UnfitError(PapershelfError):
    """What a form says is no value of the field."""

    exit_code = 1

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        super().__init__(sentence.text())


@dataclass(frozen=True, slots=True)
class NewValue:
    """A field and what is to stand in it."""

    key: str
    value: Any
    notes: Sequence[Sentence] = field(default=())
    also: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """Other fields that say the same and would contradict it."""


def one_line(text: str) -> str:
    """An answer as one line; UnfitError for one that is too long."""
    words = " ".join(text.split())
    if len(words) > _MOST_LINE:
        raise UnfitError(said("The value has more than {most} characters.", most=_MOST_LINE))
    return words


def lines_of(text: str) -> list[str]:
    """The lines of an answer that hold anything; UnfitError for too many."""
    found = [part.strip() for part in text.split("\n") if part.strip()]
    if len(found) > _MOST_LINES:
        raise UnfitError(said("The value has more than {most} lines.", most=_MOST_LINES))
    return found


def items_of(text: str) -> list[str]:
    """The lines of an answer without what makes them a list."""
    return [_BULLET.sub("", part, count=1).strip() for part in lines_of(text)]
