"""Looking at every file again and again, where the file system does not tell of changes."""

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from papershelf.serve.folders import Roots, walk

_SHORTEST = 0.3
_PER_FILE = 17e-6
"""Seconds more for each file: 2 s in all for 100,000 of them."""
_BUSY_FOR = 60
"""Seconds after a change in which another one is likely."""
_SHARE = 0.005
"""What looking may take of a processor at other times."""
_LONGEST = 5
_SHARED = frozenset(
    ["9p", "drvfs", "vboxsf", "prl_fs", "fuse.vmhgfs-fuse", "fuse.grpcfuse", "fuse.osxfs"]
)
"""File systems of another machine's files, which is where they are edited."""

Stamp = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All files at one moment, each with what changes when its content does."""

    roots: Roots
    stamps: Mapping[str, Stamp]
    cost: float
    """Seconds of a processor that looking took."""
    calm_since: float
    """When the last change was seen, by the monotonic clock."""

    def pause(self, now: float) -> float:
        """Seconds until it is worth looking again; `now` by the monotonic clock."""
        pause = _SHORTEST + _PER_FILE * len(self.stamps)
        if now - self.calm_since < _BUSY_FOR:
            return pause
        return max(pause, min(self.cost / _SHARE, _LONGEST))

    def changed_since(self, before: "Snapshot") -> frozenset[str]:
        """The files that came, went or became others."""
        return frozenset(path for path, _ in set(self.stamps.items()) ^ set(before.stamps.items()))


def look(roots: Roots) -> Snapshot:
    """All files that are there now."""
    start = time.thread_time()
    stamps = dict(_stamps(roots))
    return Snapshot(roots, stamps, time.thread_time() - start, time.monotonic())


def _stamps(roots: Roots) -> Iterator[tuple[str, Stamp]]:
    for _, items in walk(roots):
        for item in items:
            if item.is_dir(follow_symlinks=False):
                continue
            try:
                details = item.stat()
            except OSError:
                # A link to nothing is something, too.
                yield item.path, (0, 0, 0, 0)
                continue
            stamp = details.st_mtime_ns, details.st_ctime_ns, details.st_size, details.st_ino
            yield item.path, stamp


def silent_filesystem(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The kind of the file system of a folder, if it does not tell of edits; else empty."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    real = os.path.realpath(folder)
    kinds: dict[str, str] = {}
    for line in lines:
        fields = line.split(" ")
        if len(fields) > 2:
            # Only blanks are worth reading back among what is escaped.
            kinds[fields[1].replace("\\040", " ").rstrip("/")] = fields[2]
    inside = [place for place in kinds if real == place or real.startswith(place + "/")]
    kind = kinds[max(inside, key=len)] if inside else ""
    return kind if kind in _SHARED else ""
