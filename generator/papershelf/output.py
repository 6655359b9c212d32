"""One finished file of a site."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be written: its path inside the site (with `/`, no leading one) and its bytes."""

    path: str
    content: bytes
    source: str = ""
    """What made it, for the message when two sources want one path."""
