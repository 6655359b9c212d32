"""What every source of counts is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from papershelf.metrics import MAX_COUNT
from papershelf.model import Paper
from papershelf.net import AnswerError
from papershelf.net.client import Request

Ask = Callable[[Request], Any]
"""Asks a server: the answer, or None where it knows no such thing. Raises as `Client.ask` does."""

ALL_AT_ONCE: Final = 1_000_000
"""The size of a batch that has all papers."""


@dataclass(frozen=True, slots=True)
class Counter:
    """A service that knows how often papers were counted."""

    name: str
    """As people call it."""
    kind: str
    """The kind of its counts, one of `metrics.KINDS`."""
    size: int
    """How many keys a batch may have."""
    keys: Callable[[Paper], tuple[str, ...]]
    """What it can be asked for to count a paper; none where it cannot know the paper.

    Where it knows a paper by several keys, the largest of its counts is that of the paper.
    """
    count: Callable[[Sequence[str], Ask], Mapping[str, int]]
    """The counts by the keys of a batch, without those that it does not know.

    Raises AnswerError for an answer of which anything is wrong: then none of it is believed.
    """
    most: int | None = None
    """How many papers it lets itself be asked for in one run."""
    advice: str = ""
    """What would let it be asked for more."""
    missing: str = ""
    """Why it cannot be asked at all."""

    @property
    def is_divisible(self) -> bool:
        """Whether it is asked for less where it is asked for fewer papers."""
        return self.size < ALL_AT_ONCE


def count_of(value: object, name: str) -> int:
    """A count in an answer of a source; AnswerError for anything else."""
    if type(value) is not int or not 0 <= value <= MAX_COUNT:
        raise AnswerError(f"{name} sends a count that is none")
    return value
