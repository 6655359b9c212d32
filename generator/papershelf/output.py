"""Files of a site: finished ones, and those that are made only where they must be."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be written: its path inside the site (with `/`, no leading one) and its bytes."""

    path: str
    content: bytes
    source: str = ""
    """What made it, for the message when two sources want one path."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that is kept where the one that is there was made from the same."""

    path: str
    fingerprint: Callable[[], bytes | None]
    """Changes whenever the bytes would; None where only making it tells."""
    make: Callable[[], bytes]
    source: str
    """What asks for it, for the message when two sources want one path."""
    is_heavy: bool = False
    """Whether making it takes milliseconds: many such are made in several processes, to which
    `make` is handed over."""
