"""The checked papers of every file, those of unchanged files from memory."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import msgspec

from papershelf.errors import Problem
from papershelf.load import RACY_NS, ContentFile, read_bytes
from papershelf.model import Paper
from papershelf.store import Store
from papershelf.validate.entries import Checked, check_bytes
from papershelf.workers import map_pieces

CHECKED = "papers"
"""What the store calls the checked entries."""
_PIECE = 64
_ALONE_UP_TO = 400
"""Starting processes costs more than checking this many files in one."""


class Remembered(msgspec.Struct, frozen=True, array_like=True):
    """A file as it was when it was last checked."""

    size: int
    mtime_ns: int
    read_ns: int
    digest: bytes
    checked: Checked

    def is_of(self, file: ContentFile) -> bool:
        """Whether the file is unchanged for certain, without reading it."""
        return (
            self.size == file.size
            and self.mtime_ns == file.mtime_ns
            and self.mtime_ns < self.read_ns - RACY_NS
        )


@dataclass(frozen=True, slots=True)
class CheckedFiles:
    """What all files of papers hold."""

    papers: Sequence[Paper]
    problems: Sequence[Problem]
    count: int
    """Entries, good and bad."""
    broken: frozenset[str] = frozenset()
    """Ids of the entries with errors."""
    salvaged: Sequence[Paper] = ()
    """What of them is good."""
    """Ids of the entries with errors."""


_Memory = dict[str, Remembered]


def check_files(files: Sequence[ContentFile], store: Store, *, jobs: int) -> CheckedFiles:
    """Check every file, in several processes when many have changed."""
    remembered = _recall(store)
    known: _Memory = {}
    changed: list[ContentFile] = []
    for file in files:
        before = remembered.get(file.path)
        if before is not None and before.is_of(file):
            known[file.path] = before
        else:
            changed.append(file)
    jobs = jobs if len(changed) > _ALONE_UP_TO else 1
    for piece in map_pieces(_check_piece, remembered, changed, jobs=jobs, piece=_PIECE):
        known |= piece
    if changed or len(known) != len(remembered):
        store.write(CHECKED, msgspec.msgpack.encode(known))
    checked = [known[file.path].checked for file in files]
    return CheckedFiles(
        papers=[paper for found in checked for paper in found.papers],
        problems=[problem for found in checked for problem in found.problems],
        count=sum(found.count for found in checked),
        broken=frozenset(key for found in checked for key in found.broken),
        salvaged=[paper for found in checked for paper in found.salvaged],
    )


def _check_piece(remembered: _Memory, files: Sequence[ContentFile]) -> _Memory:
    results: _Memory = {}
    for file in files:
        now = time.time_ns()
        content = read_bytes(file)
        digest = blake2b(content, digest_size=16).digest()
        before = remembered.get(file.path)
        if before is not None and before.digest == digest:
            checked = before.checked
        else:
            checked = check_bytes(content, file.path)
        results[file.path] = Remembered(file.size, file.mtime_ns, now, digest, checked)
    return results


def _recall(store: Store) -> _Memory:
    content = store.read(CHECKED)
    if content is None:
        return {}
    try:
        return msgspec.msgpack.decode(content, type=_Memory)
    except msgspec.MsgspecError:
        return {}
