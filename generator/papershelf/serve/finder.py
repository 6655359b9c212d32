"""The files of a shelf, found again by looking only at those that have changed."""

import os
import stat
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

import msgspec

from papershelf.content_files import ContentFile, ContentFiles, content_file, find_files
from papershelf.errors import Problem

Found = tuple[ContentFiles, list[Problem]]


@dataclass(frozen=True, slots=True)
class Finding:
    """The files of a shelf, and which of them may hold something else than before."""

    found: Found
    changed: frozenset[str]
    """Paths from the shelf that were told of, and those of links to them."""
    is_whole: bool
    """Whether all was looked at, so that files may have come and gone."""


class Finder:
    """Finds the files of a shelf as `find_files` does, faster where a few have changed."""

    def __init__(self, shelf: Path) -> None:
        self._shelf = shelf
        self._known: _Known | None = None

    def find(self, changed: frozenset[str], *, whole: bool) -> Finding:
        """All content files; raises MachineError if there is no content folder.

        `changed`: absolute paths of what differs from the last time, all of it unless `whole`.
        """
        paths = frozenset(paths_within(self._shelf, changed))
        # Whatever goes wrong below, everything is looked at the next time.
        known, self._known = self._known, None
        patched = _patched(known, paths, self._shelf) if known and not whole else None
        now = patched or _indexed(find_files(self._shelf))
        self._known = now
        paths = frozenset(path for path in paths if path in now.files)
        return Finding(now.found, paths | now.aliases(paths), is_whole=patched is None)


def paths_within(shelf: Path, changed: Iterable[str]) -> Iterator[str]:
    """The paths from the shelf of what lies in its content folder, by whatever absolute path."""
    content = shelf / "content"
    # Where a folder on the way is a link, its target may be told of.
    roots = (str(content.absolute()), os.path.realpath(content))
    for path in changed:
        for root in roots:
            if path == root or path.startswith(root + os.sep):
                yield ("content" + path[len(root) :]).replace(os.sep, "/")
                break


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found the last time."""

    found: Found
    files: Mapping[str, ContentFile]
    """All of them by their paths."""
    shared: Sequence[str]
    """Those that can change under another name."""

    def aliases(self, paths: frozenset[str]) -> frozenset[str]:
        """Other paths of the same files."""
        if not self.shared:
            return frozenset()
        nodes = {_node(self.files[path].absolute) for path in paths if path in self.files}
        return frozenset(path for path in self.shared if _node(self.files[path].absolute) in nodes)

    def is_heard_of(self, path: str) -> bool:
        """Whether a path, or anything below it, was found or told of as a problem."""
        below = path + "/"
        told = (problem.location.path for problem in self.found[1])
        return not path.isprintable() or any(
            name == path or name.startswith(below) for paths in (self.files, told) for name in paths
        )


def _indexed(found: Found) -> _Known:
    files = found[0]
    single = (files.config, files.metrics, *files.vocabularies.values())
    by_path = {
        file.path: file
        for kind in (
            *(single, files.papers, files.collections),
            *(files.pages, files.digests, files.static, files.fonts),
        )
        for file in kind
        if file
    }
    return _Known(found, by_path, [file.path for file in by_path.values() if file.is_shared])


def _node(path: str) -> tuple[int, int]:
    try:
        details = os.stat(path)  # noqa: PTH116 - a string from scandir
    except OSError:
        return 0, 0
    return details.st_dev, details.st_ino


def _patched(known: _Known, paths: frozenset[str], shelf: Path) -> _Known | None:
    """What was found, with these files as they are now; None where only a walk can tell."""
    renewed: dict[str, ContentFile] = {}
    for path in paths:
        file = known.files.get(path)
        if file is None:
            if os.path.lexists(shelf / path) or known.is_heard_of(path):
                return None
            # It has come and gone since: editors do that.
            continue
        now = _again(file, os.lstat)
        if now is None or now.is_shared or file.is_shared:
            return None
        renewed[path] = now
    for path in known.shared:
        now = _again(known.files[path], os.stat)
        if now is None:
            return None
        renewed[path] = msgspec.structs.replace(now, is_shared=True)
    if not renewed:
        return known

    def after(files: Sequence[ContentFile]) -> Sequence[ContentFile]:
        changed = list(files)
        for path, file in renewed.items():
            place = bisect_left(files, path, key=attrgetter("path"))
            if place < len(files) and files[place].path == path:
                changed[place] = file
        return changed

    files, problems = known.found
    patched = ContentFiles(
        config=files.config and renewed.get(files.config.path, files.config),
        papers=after(files.papers),
        collections=after(files.collections),
        pages=after(files.pages),
        vocabularies={
            name: renewed.get(file.path, file) for name, file in files.vocabularies.items()
        },
        static=after(files.static),
        metrics=files.metrics and renewed.get(files.metrics.path, files.metrics),
        fonts=after(files.fonts),
        digests=after(files.digests),
    )
    return _Known((patched, problems), {**known.files, **renewed}, known.shared)


def _again(file: ContentFile, look: Callable[[str], os.stat_result]) -> ContentFile | None:
    """A file as it is now; None if it is no regular one."""
    try:
        details = look(file.absolute)
    except OSError:
        return None
    if not stat.S_ISREG(details.st_mode):
        return None
    return content_file(file.path, file.absolute, details)
