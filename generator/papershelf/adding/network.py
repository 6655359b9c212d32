"""The client that asks providers for one shelf, and what it remembers of their answers."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from papershelf.net import Pace
from papershelf.net.client import Client
from papershelf.providers import Guest, Sources
from papershelf.store import Store, open_store
from papershelf.version import version_of

_FOLDER: Final = "answers"
_VERSION: Final = b"answers of providers 1"
_KEPT_SECONDS: Final = 7 * 24 * 3600.0
_NOT_THERE_SECONDS: Final = 24 * 3600.0
"""What a provider does not know today it may know tomorrow."""


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """An answer and when it came, in seconds since 1970."""

    when: float
    name: str
    body: bytes


@dataclass(slots=True)
class Answers:
    """Remembers answers in a store; each is sealed, so that a corrupt or foreign one counts not."""

    store: Store
    now: Callable[[], float] = time.time
    refresh: bool = False
    """Whether what was remembered before is asked for again."""
    _fresh: set[str] = field(default_factory=set)

    def recall(self, name: str) -> bytes | None:
        """An answer that is young enough; empty where there was no such thing."""
        if self.refresh and name not in self._fresh:
            return None
        content = self.store.read(_digest(name))
        if content is None:
            return None
        try:
            kept = msgspec.msgpack.decode(content, type=_Kept)
        except msgspec.MsgspecError:
            return None
        age = self.now() - kept.when
        is_young = 0 <= age < (_KEPT_SECONDS if kept.body else _NOT_THERE_SECONDS)
        if kept.name != name or not is_young:
            self.store.forget(_digest(name))
            return None
        return kept.body

    def remember(self, name: str, body: bytes) -> None:
        """Keep an answer for the next run."""
        self._fresh.add(name)
        self.store.write(_digest(name), msgspec.msgpack.encode(_Kept(self.now(), name, body)))


def _digest(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Network:
    """How providers are reached; tests reach a server of their own."""

    sources: Sources = field(default_factory=Sources)
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ), repr=False)
    pace: Pace | None = None
    sleep: Callable[[float], None] = time.sleep
    timeout: float = 20.0

    @property
    def guest(self) -> Guest:
        """Who asks."""
        return Guest.of(self.environment)

    def client(
        self,
        shelf: Path,
        *,
        refresh: bool = False,
        offline: bool = False,
        waiting: Callable[[str], None] = lambda _text: None,
    ) -> Client:
        """A client that remembers answers in the shelf; `waiting` is told of long pauses."""
        _sweep(shelf / ".papershelf" / _FOLDER)
        answers = Answers(open_store(shelf, _VERSION, _FOLDER), refresh=refresh)
        return self.asking(answers=answers, offline=offline, waiting=waiting)

    def asking(
        self,
        *,
        answers: Answers | None = None,
        offline: bool = False,
        waiting: Callable[[str], None] = lambda _text: None,
    ) -> Client:
        """A client that remembers answers where it is told to; `waiting` is as above."""
        guest = self.guest
        return Client(
            guest.agent(version_of("papershelf")),
            pace=self.pace or Pace(guest.pauses()),
            answers=answers,
            hosts=self.sources.hosts,
            offline=offline,
            timeout=self.timeout,
            sleep=self.sleep,
            waiting=waiting,
        )


def _sweep(folder: Path) -> None:
    """Remove answers that are too old to be believed."""
    if folder.is_symlink() or folder.parent.is_symlink() or not folder.is_dir():
        return
    oldest = time.time() - _KEPT_SECONDS
    for path in list(folder.iterdir()):
        try:
            if path.lstat().st_mtime < oldest and path.name != ".gitignore":
                path.unlink()
        except OSError:
            continue
