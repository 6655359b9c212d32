"""What was answered today, so that a run that was stopped goes on where it was; and when, before.

`.papershelf/counts/KIND`: sealed, since what others bring along must not become counts.
"""

import time
from collections.abc import Collection, Mapping
from typing import Final

import msgspec

from papershelf.store import Store

STORED: Final = b"counts 1"
FOLDER: Final = "counts"
_SAVED_EVERY_SECONDS: Final = 5.0


class Remembered(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When a key was last asked for (a day, ISO), and its count; None where it was not known."""

    day: str
    count: int | None


class Memory:
    """The answers of one source by their keys; of `keys` alone, as others have left the shelf."""

    def __init__(self, store: Store, kind: str, today: str, keys: Collection[str]) -> None:
        self._store = store
        self._kind = kind
        self._today = today
        self._saved = time.monotonic()
        # A clock that was wrong has left days that are still to come: these are none.
        self._known = {
            key: known
            for key, known in _read(store, kind).items()
            if key in keys and known.day <= today
        }

    def __len__(self) -> int:
        return len(self._known)

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
        return known.day if known else ""

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
        self._saved = time.monotonic()


def _read(store: Store, kind: str) -> dict[str, Remembered]:
    content = store.read(kind)
    if content is None:
        return {}
    try:
        return msgspec.msgpack.decode(content, type=dict[str, Remembered])
    except msgspec.MsgspecError:
        return {}
