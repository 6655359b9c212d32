"""What every importer is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from papershelf.draft import Draft
from papershelf.errors import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import."""

    name: str
    """As problems show it: the path that was given."""
    content: bytes
    encoding: str = ""
    """Of its text, if somebody said so."""
    columns: Mapping[str, str] | None = None
    """Of a table: which field each column holds, where its name does not tell."""


@dataclass(frozen=True, slots=True)
class Importer:
    """A format that papers can be read from."""

    name: str
    """As `--format` takes it."""
    label: str
    """As people call it."""
    suffixes: tuple[str, ...]
    looks_like: Callable[[str], bool]
    """Whether the first 4,096 characters of a file are of this format."""
    read: Callable[[Source], Iterator[Draft | Problem]]
    """The papers in their order, one by one, and what is wrong where; it never raises for content.

    What cannot be read is a problem at its line, and what follows is read on.
    """
