"""What was answered today, so that a run that was stopped goes on where it was; and when, before.

`.papershelf/counts/KIND`: sealed, since what others bring along must not become counts.
`.papershelf/counts/KIND.days`: the days alone, by which another machine goes on, as in a workflow
that keeps the folder; at the worst they put papers into another order.
"""

import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from papershelf.kept import read_kept, write_kept
from papershelf.store import open_store

_STORED: Final = b"counts 1"
FOLDER: Final = "counts"
_MOST_BYTES: Final = 64 * 1024 * 1024
_Kept = TypeVar("_Kept", dict[str, "Remembered"], dict[str, str])
_SAVED_EVERY_SECONDS: Final = 5.0


class Remembered(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When a key was last asked for (a day, ISO), and its count; None where it was not known."""

    day: str
    count: int | None


class Memory:
    """The answers of one source by their keys; of `keys` alone, as others have left the shelf."""

    def __init__(self, shelf: Path, kind: str, today: str, keys: Collection[str]) -> None:
        self._shelf = shelf
        self._store = open_store(shelf, _STORED, FOLDER)
        self._kind = kind
        self._today = today
        self._saved = time.monotonic()
        # A clock that was wrong has left days that are still to come: these are none.
        self._known = {
            key: known
            for key, known in _read(self._store.read(kind), dict[str, Remembered]).items()
            if key in keys and known.day <= today
        }
        days = read_kept(shelf, self._days_name, _MOST_BYTES)
        self._days = {
            key: day
            for key, day in _read(days, dict[str, str]).items()
            if key in keys and day <= today
        }

    @property
    def _days_name(self) -> str:
        return f"{FOLDER}/{self._kind}.days"

    def __len__(self) -> int:
        return len(self._known) or len(self._days)

    def is_answered(self, key: str) -> bool:
        """Whether there is an answer of today."""
        known = self._known.get(key)
        return known is not None and known.day == self._today

    def count(self, key: str) -> int | None:
        """The count of today."""
        return self._known[key].count if self.is_answered(key) else None

    def asked(self, key: str) -> str:
        """The day on which it was last asked for; empty if that is not known."""
        known = self._known.get(key)
        return max(known.day if known else "", self._days.get(key, ""))

    def take(self, answers: Mapping[str, int | None]) -> None:
        """Remember answers of today in this run, and now and then for the next one."""
        for key, count in answers.items():
            self._known[key] = Remembered(self._today, count)
        # Each time the whole is written anew: for many papers that takes as long as some answers.
        if time.monotonic() - self._saved >= _SAVED_EVERY_SECONDS:
            self.save()

    def save(self) -> None:
        """Remember all answers for the next run."""
        self._store.write(self._kind, msgspec.msgpack.encode(self._known))
        self._days |= {key: known.day for key, known in self._known.items()}
        write_kept(self._shelf, self._days_name, msgspec.msgpack.encode(self._days))
        self._saved = time.monotonic()


def _read(content: bytes | None, form: type[_Kept]) -> _Kept:
    """What was kept; the empty form where it is nothing that can be read."""
    try:
        return msgspec.msgpack.decode(content or b"", type=form)
    except msgspec.MsgspecError:
        return form()
