"""The files of a shelf, found again by looking only at those that have changed."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from papershelf.errors import Problem
from papershelf.load import ContentFile, ContentFiles, content_file, find_files

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
        paths = frozenset(self._within(changed))
        # Whatever goes wrong below, everything is looked at the next time.
        known, self._known = self._known, None
        found = None
        if known is not None and not whole:
            found = _patched(known, paths, self._shelf)
        is_whole = found is None
        self._known = _Known(found or find_files(self._shelf))
        if known is not None and not is_whole:
            paths = frozenset(path for path in paths if path in known.files)
        return Finding(self._known.found, paths | self._known.aliases(paths), is_whole)

    def _within(self, changed: Iterable[str]) -> Iterator[str]:
        """The paths from the shelf of what lies in its content folder, by whatever name."""
        content = self._shelf / "content"
        # Where the content folder is a link, its target may be told of.
        roots = (str(content.absolute()), os.path.realpath(content))
        for path in changed:
            for root in roots:
                if path == root or path.startswith(root + os.sep):
                    yield ("content" + path[len(root) :]).replace(os.sep, "/")
                    break


class _Known:
    """What was found the last time."""

    def __init__(self, found: Found) -> None:
        self.found = found
        files = found[0]
        single = (files.config, files.metrics, *files.vocabularies.values())
        self.files: Mapping[str, ContentFile] = {
            file.path: file
            for kind in (single, files.papers, files.collections, files.pages, files.static)
            for file in kind
            if file
        }
        self.shared = [file for file in self.files.values() if file.is_shared]

    def aliases(self, paths: frozenset[str]) -> frozenset[str]:
        """Other paths of the same files."""
        if not self.shared:
            return frozenset()
        nodes = {_node(self.files[path].absolute) for path in paths if path in self.files}
        return frozenset(file.path for file in self.shared if _node(file.absolute) in nodes)

    def is_heard_of(self, path: str) -> bool:
        """Whether a path, or anything below it, was found or told of as a problem."""
        below = path + "/"
        told = (problem.location.path for problem in self.found[1])
        return not path.isprintable() or any(
            name == path or name.startswith(below) for paths in (self.files, told) for name in paths
        )


def _node(path: str) -> tuple[int, int]:
    try:
        details = os.stat(path)  # noqa: PTH116 - a string from scandir
    except OSError:
        return 0, 0
    return details.st_dev, details.st_ino


def _patched(known: _Known, paths: frozenset[str], shelf: Path) -> Found | None:
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
    for file in known.shared:
        now = _again(file, os.stat)
        if now is None:
            return None
        renewed[file.path] = replace(now, is_shared=True)
    if not renewed:
        return known.found

    def after(files: Sequence[ContentFile]) -> Sequence[ContentFile]:
        return [renewed.get(file.path, file) for file in files]

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
    )
    return patched, problems


def _again(file: ContentFile, look: Callable[[str], os.stat_result]) -> ContentFile | None:
    """A file as it is now; None if it is no regular one."""
    try:
        details = look(file.absolute)
    except OSError:
        return None
    if not stat.S_ISREG(details.st_mode):
        return None
    return content_file(file.path, file.absolute, details)
