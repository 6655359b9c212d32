"""What has changed on disk, told in batches as soon as an edit is complete."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from watchfiles._rust_notify import RustNotify

from papershelf.serve.folders import Folders, Roots, node_of, walk
from papershelf.serve.polling import Snapshot, look, silent_filesystem

_SETTLED_MS = 20
"""A batch is complete when nothing has happened for so long."""
_LONGEST_MS = 200
_LOOK_MS = 500
"""How often it is looked whether the folders are still those that are watched."""
_EMPTY_MS = 50
"""Some editors empty a file before they write it: so long it may take them."""
_MANY = 1000
"""So many changes at once may be more than the system could tell of."""
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that changed together."""

    paths: frozenset[str]
    """Absolute: what came, went or was written."""
    everything: bool = False
    """Whether more may have changed than the paths tell."""

    @property
    def changed(self) -> frozenset[str] | None:
        """The paths that may have changed; None if nobody knows."""
        return None if self.everything else self.paths


class Watcher:
    """Watches the content and the themes of a shelf, whatever becomes of their folders."""

    def __init__(
        self,
        shelf: Path,
        *,
        poll: bool = False,
        extra: Callable[[], Sequence[Path]] = tuple,
        tell: Callable[[str], None] = lambda _sentence: None,
    ) -> None:
        """`extra`: more folders, asked for twice a second; `tell`: told why it polls unasked."""
        self._shelf = shelf
        self._folders = Folders(shelf, extra)
        self._poll = poll
        self._tell = tell

    def changes(self, stop: threading.Event) -> Iterator[Batch]:
        """Batches until `stop` is set, for one thread.

        All that happens from this call on is told, even before the first batch is asked for.
        """
        return self._batches(self._started(), stop)

    def _batches(self, state: "_Watch | Snapshot", stop: threading.Event) -> Iterator[Batch]:
        try:
            while not stop.is_set():
                if isinstance(state, _Watch):
                    batch, state = self._told(state, stop)
                else:
                    batch, state = self._looked(state, stop)
                if batch.paths or batch.everything:
                    yield batch
        finally:
            if isinstance(state, _Watch):
                state.close()

    def _started(self) -> "_Watch | Snapshot":
        """Watching, if the system can; else what is there now, to compare with."""
        silent = "" if self._poll else silent_filesystem(self._shelf)
        if silent:
            self._poll_instead(f"the file system ({silent}) does not tell of changes")
        if not self._poll:
            try:
                return _watch(self._folders)
            except (OSError, RuntimeError) as error:
                self._poll_instead(f"the system cannot watch the folders ({error})")
        return look(self._folders.roots())

    def _poll_instead(self, reason: str) -> None:
        self._poll = True
        self._tell(f"{reason}: looking at all files again and again instead")

    def _told(self, watch: "_Watch", stop: threading.Event) -> "tuple[Batch, _Watch | Snapshot]":
        paths, is_stale = watch.wait(stop)
        if not is_stale and self._folders.roots() == watch.roots:
            return self._batch(watch.roots, paths), watch
        self._wait_for_lost(watch.roots, stop)
        # Only what happens after this is told again: whoever reads now sees all before it.
        renewed = self._started()
        watch.close()
        return self._batch(renewed.roots, paths, everything=True), renewed

    def _looked(self, before: Snapshot, stop: threading.Event) -> tuple[Batch, Snapshot]:
        if stop.wait(before.pause(time.monotonic())):
            return Batch(frozenset()), before
        self._wait_for_lost(before.roots, stop)
        now = look(self._folders.roots())
        paths = now.changed_since(before)
        if any(map(_is_empty, paths)):
            stop.wait(_EMPTY_MS / 1000)
            now = look(now.roots)
            paths = now.changed_since(before)
        is_moved = now.roots != before.roots
        if not paths and not is_moved:
            now = replace(now, calm_since=before.calm_since)
        return self._batch(now.roots, paths, everything=is_moved), now

    def _wait_for_lost(self, before: Roots, stop: threading.Event) -> None:
        """Give a folder that is gone the time to come back, as when another takes its place."""
        end = time.monotonic() + _LONGEST_MS / 1000
        while time.monotonic() < end and not stop.is_set():
            now = self._folders.roots()
            if not any(node and path in now and not now[path] for path, node in before.items()):
                return
            stop.wait(_SETTLED_MS / 1000)

    def _batch(self, roots: Roots, paths: frozenset[str], *, everything: bool = False) -> Batch:
        counted = frozenset(path for path in paths if self._folders.counts(roots, path))
        return Batch(counted, everything or len(paths) > _MANY)


class _Watch:
    """What the system tells of folders as they were when it began."""

    def __init__(self, roots: Roots) -> None:
        """Raises OSError or RuntimeError where the system cannot."""
        self.roots = roots
        self._nodes = {folder: node_of(folder) for folder, _ in walk(roots)}
        # Linux watches folder by folder anyway, and would follow links to the end of the world.
        is_deep = sys.platform != "linux"
        told = [
            folder
            for folder in self._nodes
            if _is_text(folder) and (not is_deep or folder in roots or os.path.islink(folder))  # noqa: PTH114
        ]
        self._notify = RustNotify(told, False, False, 0, is_deep, True)
        # One that came while the watching began may not be watched.
        self._is_stale = any(folder not in self._nodes for folder, _ in walk(roots))

    def wait(self, stop: threading.Event) -> tuple[frozenset[str], bool]:
        """The files that changed, none if none did; and whether folders have changed, too."""
        if self._is_stale:
            return frozenset(), True
        try:
            paths = self._next(stop, _LOOK_MS)
            if any(map(_is_empty, paths)):
                paths |= self._next(stop, _EMPTY_MS)
        except (OSError, RuntimeError):
            # Such as a name that is no text: what else was told is lost with it.
            return frozenset(), True
        files: set[str] = set()
        is_stale = False
        for path in paths:
            node, before = node_of(path), self._nodes.get(path)
            if node is None or node != before:
                files.add(path)
                is_stale = is_stale or node is not None or before is not None
        return frozenset(files), is_stale

    def _next(self, stop: threading.Event, timeout_ms: int) -> frozenset[str]:
        told = self._notify.watch(_LONGEST_MS, _SETTLED_MS, timeout_ms, stop)
        return frozenset() if isinstance(told, str) else frozenset(path for _, path in told)

    def close(self) -> None:
        """End it."""
        self._notify.close()


def _watch(folders: Folders) -> _Watch:
    for _ in range(_TRIES):
        try:
            return _Watch(folders.roots())
        except FileNotFoundError:
            # A folder went away between being found and being watched.
            continue
    return _Watch(folders.roots())


def _is_text(path: str) -> bool:
    return path.isprintable() or not any("\ud800" <= letter <= "\udfff" for letter in path)


def _is_empty(path: str) -> bool:
    try:
        return os.path.getsize(path) == 0  # noqa: PTH202 - a string, as all that is told
    except OSError:
        return False
