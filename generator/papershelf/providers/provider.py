"""What every provider is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from papershelf.draft import Draft
from papershelf.net.client import Request
from papershelf.providers.reference import Reference
from papershelf.providers.sources import Guest, Sources


@dataclass(frozen=True, slots=True)
class Provider:
    """A service that knows papers by their ids."""

    name: str
    """As people call it, and as `provenance` names it."""
    kinds: tuple[str, ...]
    """The kinds of ids that it can be asked for, the best first."""
    request: Callable[[Reference, Sources, Guest], Request]
    """What to ask for; the reference is of one of its kinds."""
    knows: Callable[[Any], bool]
    """Whether a value of JSON, an element of XML or a text is an answer of it."""
    read: Callable[[Any], list[Draft]]
    """The papers in an answer; never raises for what it holds.

    `Draft.key` is what the provider calls a paper, several names apart by spaces.
    """
    search: Callable[[str, Sources, Guest], Request] | None = None
    """What to ask for to find a title."""
