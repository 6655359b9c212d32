"""What came of asking for an address."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What an answer says of a link."""

    FINE = "fine"
    MOVED = "moved"
    """For ever: each step of the way said so, and it ends well."""
    MISSING = "missing"
    """Nothing is there now; it may come back."""
    GONE = "gone"
    """Nothing will ever be there again."""
    UNSURE = "unsure"
    """It did not tell: it may well work for readers."""
    PRIVATE = "private"
    """It leads into a network that is not public, and was not asked."""
    LEFT = "left"
    """It was not asked: the host wants to be left alone for now."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address."""

    verdict: Verdict
    reason: str = ""
    """In words, for people: "answers 404", "its name is not known"."""
    status: int = 0
    """The last status of HTTP; 0 where nobody answered."""
    to: str = ""
    """Where it moved."""
    pause: float = 0.0
    """Seconds that the host asks to be left alone for."""
    again: bool = False
    """Whether it may help to ask once more in a moment."""
    reached: bool = False
    """Whether anybody answered at all: then the network works."""
