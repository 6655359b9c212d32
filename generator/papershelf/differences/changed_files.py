"""Files that git says have changed → those of which changed entries do not tell all."""

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from papershelf.content_files import ENTRY_SUFFIXES
from papershelf.differences.file_kinds import kind_of
from papershelf.differences.model import Change, EntryChange, FileChange, FileKind
from papershelf.revision import Touched
from papershelf.text import visible
from papershelf.write import MARKER

_PAPERS = "content/papers/"


@dataclass(frozen=True, slots=True)
class EntryPaths:
    """The files of entries that are not as they were, by their paths from the shelf."""

    before: Collection[str]
    after: Collection[str]


def entry_paths(touched: Sequence[Touched], prefix: str) -> EntryPaths:
    """Those of the files that hold entries. `prefix`: where the shelf is in the repository."""
    folder = prefix + _PAPERS

    def inside(paths: Iterator[str]) -> frozenset[str]:
        held = (path for path in paths if path.startswith(folder) and path.endswith(ENTRY_SUFFIXES))
        return frozenset(path.removeprefix(prefix) for path in held)

    return EntryPaths(
        inside(item.earlier for item in touched if item.mode_before),
        inside(item.path for item in touched if item.mode_after),
    )


def without_made(
    touched: Sequence[Touched], root: Path, reports: Collection[Path] = ()
) -> Sequence[Touched]:
    """The files without reports, and without those in folders that a build has made.

    Whatever is committed stays: anybody can put the mark of a build beside it.
    """
    are_reports = frozenset(os.path.realpath(path) for path in reports)
    are_sites: dict[str, bool] = {}

    def is_site(folder: str) -> bool:
        if folder not in are_sites:
            are_sites[folder] = (root / folder / MARKER).is_file()
        return are_sites[folder]

    def is_in_site(path: str) -> bool:
        return any(is_site(path[:place]) for place, letter in enumerate(path) if letter == "/")

    def is_made(path: str) -> bool:
        return is_in_site(path) or os.path.realpath(root / path) in are_reports

    return [item for item in touched if item.is_known or not is_made(item.path)]


def file_changes(
    touched: Sequence[Touched], entries: Sequence[EntryChange], prefix: str
) -> Sequence[FileChange]:
    """The files of which the changed entries do not tell all."""
    told = {f"{prefix}{entry.path}" for entry in entries}
    moves = {(f"{prefix}{e.path}", f"{prefix}{e.earlier_path}") for e in entries if e.earlier_path}
    told |= {earlier for _, earlier in moves}
    files = (_file(item, prefix) for item in touched)
    return sorted(
        (file for file in files if not _is_told(file, told, moves)),
        key=lambda file: (not file.is_grave, file.path),
    )


def _is_told(file: FileChange, told: Collection[str], moves: Collection[tuple[str, str]]) -> bool:
    if file.kind is not FileKind.ENTRIES:
        return False
    if file.change is Change.RENAMED:
        return (file.path, file.earlier_path) in moves
    return file.path in told


def _file(item: Touched, prefix: str) -> FileChange:
    kind = kind_of(item.path, prefix, before=item.mode_before, after=item.mode_after)
    is_elsewhere = bool(item.earlier) and item.earlier != item.path
    file = FileChange(
        change=_change(item, is_elsewhere=is_elsewhere),
        path=visible(item.path),
        earlier_path=visible(item.earlier) if is_elsewhere else "",
        kind=kind,
        size_before=item.size_before,
        size_after=item.size_after,
    )
    if is_elsewhere and not file.is_grave:
        # It left a place where it did something.
        left = kind_of(item.earlier, prefix, before=item.mode_before)
        moved = FileChange(
            *(file.change, file.path, file.earlier_path, left, file.size_before, file.size_after)
        )
        return moved if moved.is_grave else file
    return file


def _change(item: Touched, *, is_elsewhere: bool) -> Change:
    if not item.mode_before:
        return Change.ADDED
    if not item.mode_after:
        return Change.REMOVED
    return Change.RENAMED if is_elsewhere else Change.CHANGED
