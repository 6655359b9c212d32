"""The folders whose files make a site: which there are, and which of their files count."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papershelf.content_files import PUBLISHED

Node = tuple[int, int, int]
"""What a folder is, whatever its name: device, number, and who may read it."""
Roots = Mapping[str, Node | None]
"""The outermost folders by absolute path; None for one that is not there."""

_PROBE = "4913"
"""Vim makes a file of this name to learn whether it may."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The content of a shelf, its themes, and more folders, which are asked for each time."""

    shelf: Path
    extra: Callable[[], Sequence[Path]]

    def roots(self) -> Roots:
        """The outermost folders as they are now."""
        shelf = self.shelf.absolute()
        paths = [shelf / "content", shelf / "themes", *(path.absolute() for path in self.extra())]
        return {str(path): node_of(str(path)) for path in paths}

    def counts(self, roots: Roots, path: str) -> bool:
        """Whether a changed file can be part of the site, as hidden ones and copies cannot."""
        root = max((root for root in roots if _is_in(path, root)), key=len, default="")
        # Some systems tell of the target of a link that a root lies behind.
        inner = path[len(root) :] if root else path[path.rfind(os.sep) :]
        if any(map(_is_hidden, Path(inner).parts)):
            return False
        name = inner.rpartition(os.sep)[2]
        is_copy = name.endswith("~") or name == _PROBE
        # Static files are taken as they are, whatever they are called.
        return not is_copy or _is_in(path, str(self.shelf.absolute() / "content" / "static"))


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and name not in PUBLISHED


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + os.sep)


def node_of(path: str) -> Node | None:
    """The folder of that path; None if there is none."""
    try:
        details = os.stat(path)  # noqa: PTH116 - strings all along
    except OSError:
        return None
    is_folder = stat.S_ISDIR(details.st_mode)
    return (details.st_dev, details.st_ino, details.st_mode) if is_folder else None


def walk(roots: Roots) -> Iterator[tuple[str, list[os.DirEntry[str]]]]:
    """Every folder that is not hidden, with what it holds; what cannot be read is passed over.

    Links to folders are followed just below a root, as from `themes/mine` to a checkout elsewhere,
    unless they lead to where they come from.
    """
    for root, node in roots.items():
        if node is None:
            continue
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as scan:
                    items = [item for item in scan if not _is_hidden(item.name)]
            except OSError:
                continue
            yield folder, items
            waiting += [
                item.path
                for item in items
                if item.is_dir(follow_symlinks=False) or (folder == root and _is_linked(item, root))
            ]


def _is_linked(item: os.DirEntry[str], root: str) -> bool:
    """Whether it is a link to a folder that the root is not in."""
    try:
        is_folder = item.is_symlink() and item.is_dir()
    except OSError:
        return False
    # A folder that holds all others ends with the separator already.
    target = os.path.realpath(item.path).rstrip(os.sep)
    return is_folder and not _is_in(os.path.realpath(root), target)
