"""What the past of a shelf tells of people: names and public logins, never an e-mail address."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the past of a shelf is that is built somewhere else than in its repository."""

    shelf: Path
    """In the repository."""
    commit: str = "HEAD"


class Editor(msgspec.Struct, frozen=True, gc=False):
    """Somebody whose commits changed entries, under all names they were seen with."""

    names: tuple[str, ...]
    """The latest one first."""
    logins: tuple[str, ...] = ()
    """On the hosts that hide e-mail addresses behind them."""
    url: str = ""
    """The public page of the first login."""


class Past(msgspec.Struct, frozen=True):
    """Who changed which file, as far as a commit knows."""

    editors: tuple[Editor, ...] = ()
    edits: Mapping[str, tuple[int, ...]] = {}
    """Files as they are called now, from the shelf, with the places of their `editors`: whoever
    changed a file first comes first."""
    key: bytes = b""
    """Changes whenever the past does; empty where it was not asked for."""
