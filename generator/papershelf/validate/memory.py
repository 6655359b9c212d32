"""The checked files of a shelf, those of unchanged files from memory."""

import time
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, TypeVar

import msgspec

from papershelf.content_files import RACY_NS, ContentFile, ContentFiles
from papershelf.errors import Problem
from papershelf.load import read_bytes
from papershelf.model import Paper
from papershelf.store import Store
from papershelf.validate.counts import WrittenMetrics, check_metrics
from papershelf.validate.entries import Checked, check_bytes
from papershelf.validate.shelf import ShelfRecords, check_shelf
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


_Known = dict[str, Remembered]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Value]):
    """What files held that were read together."""

    files: tuple[ContentFile, ...]
    read_ns: int
    value: Value

    def is_of(self, files: tuple[ContentFile, ...], doubted: AbstractSet[str]) -> bool:
        """Whether these are the same files, all unchanged for certain."""
        return self.files == files and all(
            file.mtime_ns < self.read_ns - RACY_NS and file.path not in doubted for file in files
        )


class CheckedMemory:
    """What the files of a shelf held when they were last checked.

    Recalled from the store once and then kept, so that a process that checks a shelf again and
    again reads only what has changed. One thread may use it at a time.
    """

    def __init__(self, store: Store, *, write_from: int = 0) -> None:
        """`write_from`: as many files must have been checked at once for the store to be told."""
        self._store = store
        self._write_from = write_from
        self._known: _Known | None = None
        self._seen: dict[str, ContentFile] = {}
        self._doubted: set[str] = set()
        self._metrics: _Kept[WrittenMetrics] | None = None
        self._records: _Kept[ShelfRecords] | None = None

    def doubt(self, paths: Iterable[str]) -> None:
        """Have files read again at the next check, whatever their time stamps say.

        `paths`: from the shelf, as `ContentFile.path`.
        """
        self._doubted.update(paths)

    def papers(self, files: Sequence[ContentFile], *, jobs: int) -> CheckedFiles:
        """What the files of papers hold, checked in several processes when many have changed."""
        if self._known is None:
            self._known = _recall(self._store)
        known, seen = self._known, self._seen
        # A file that is the same object was not even looked at again.
        unsure = [
            file for file in files if seen.get(file.path) is not file or file.path in self._doubted
        ]
        changed = [
            file
            for file in unsure
            for last in (known.get(file.path),)
            if last is None or not last.is_of(file) or file.path in self._doubted
        ]
        jobs = jobs if len(changed) > _ALONE_UP_TO else 1
        checked: _Known = {}
        for piece in map_pieces(_check_piece, known, changed, jobs=jobs, piece=_PIECE):
            checked |= piece
        before = known
        known = known | checked
        are_fewer = len(known) != len(files)
        if are_fewer:
            known = {file.path: known[file.path] for file in files}
        is_worth_it = (changed or are_fewer) and len(changed) >= self._write_from
        if is_worth_it or any(_is_disguised(before.get(path), checked[path]) for path in checked):
            self._store.write(CHECKED, msgspec.msgpack.encode(known))
        self._known = known
        renewed = seen | {file.path: file for file in unsure}
        are_all = len(renewed) == len(files)
        self._seen = renewed if are_all else {file.path: file for file in files}
        self._doubted.difference_update(checked)
        return _together([known[file.path].checked for file in files])

    def shelf(self, files: ContentFiles) -> ShelfRecords:
        """What all other files hold; the counts are read again only where they have changed."""
        counted = (files.metrics,) if files.metrics else ()
        written = (*files.collections, *files.pages, *files.digests)
        others = (*files.vocabularies.values(), *written)
        now = time.time_ns()
        metrics = self._metrics
        if metrics is None or not metrics.is_of(counted, self._doubted):
            metrics = _Kept(counted, now, check_metrics(files.metrics))
            self._records = None
        records = self._records
        if records is None or not records.is_of(others, self._doubted):
            records = _Kept(others, now, check_shelf(files, metrics.value))
        self._metrics, self._records = metrics, records
        self._doubted.difference_update(file.path for file in (*counted, *others))
        return records.value


def _is_disguised(before: Remembered | None, now: Remembered) -> bool:
    """Whether who believes time stamps, as the next build does, would not see that it changed."""
    return (
        before is not None
        and (before.size, before.mtime_ns) == (now.size, now.mtime_ns)
        and before.digest != now.digest
    )


def _together(checked: Sequence[Checked]) -> CheckedFiles:
    papers: list[Paper] = []
    for found in checked:
        papers += found.papers
    bad = [found for found in checked if found.problems]
    return CheckedFiles(
        papers=papers,
        problems=[problem for found in bad for problem in found.problems],
        count=sum([found.count for found in checked]),
        broken=frozenset(key for found in bad for key in found.broken),
        salvaged=[paper for found in bad for paper in found.salvaged],
    )


def _check_piece(remembered: _Known, files: Sequence[ContentFile]) -> _Known:
    results: _Known = {}
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


def _recall(store: Store) -> _Known:
    content = store.read(CHECKED)
    if content is None:
        return {}
    try:
        return msgspec.msgpack.decode(content, type=_Known)
    except msgspec.MsgspecError:
        return {}
