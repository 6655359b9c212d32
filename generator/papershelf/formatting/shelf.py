"""All files of a shelf, or some, in their canonical form."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from papershelf.content_files import ContentFile, ContentFiles, find_files
from papershelf.errors import MachineError, Problem, UsageError
from papershelf.formatting.files import format_bytes
from papershelf.load import read_bytes
from papershelf.replacing import replace_file
from papershelf.workers import map_pieces, usable_cores

_PIECE = 250
"""Files that a process takes at once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to do with files that are not in their canonical form."""

    writes: bool = True
    diffs: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file."""

    path: str
    has_changed: bool = False
    """Whether it is, or would be, another."""
    problems: Sequence[Problem] = ()
    diff: Sequence[str] = ()
    """Lines of a unified diff, where that was wished for."""
    failure: str = ""
    """Why the machine did not let it be read or written; it is as it was then."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files to look at, and what is wrong with others among them."""

    files: Sequence[ContentFile]
    problems: Sequence[Problem]


def choose_files(shelf: Path, paths: Sequence[Path]) -> Chosen:
    """The files of a shelf that have a canonical form, all or those at or below some paths.

    Raises UsageError for a path that has none, MachineError if there is no content folder.
    """
    found, told = find_files(shelf)
    files = _all(found)
    problems = [problem for problem in told if problem.is_grave]
    if not paths:
        return Chosen(files, problems)
    places = [(file, _place(Path(file.absolute))) for file in files]
    content = _place(shelf.absolute() / "content")
    chosen: dict[str, ContentFile] = {}
    wrong: dict[Problem, None] = {}
    for path in paths:
        place = _place(path.absolute())
        inside = f"{place}{os.sep}"
        within = [file for file, where in places if where == place or where.startswith(inside)]
        # What cannot be read has a problem in place of a file.
        about = [
            problem
            for problem in problems
            if (where := f"{content}{problem.location.path.removeprefix('content')}") == place
            or where.startswith(inside)
        ]
        if not (within or about):
            _explain(path, place, content)
        chosen |= {file.path: file for file in within}
        wrong |= dict.fromkeys(about)
    return Chosen([file for file in files if file.path in chosen], list(wrong))


def _explain(path: Path, place: str, content: str) -> None:
    """Say why there is nothing to do at a path, unless that is a folder without files."""
    if not os.path.lexists(path):
        raise UsageError(f"there is no file {path}")
    if place != content and not place.startswith(f"{content}{os.sep}"):
        raise UsageError(f"{path} is not in {content}; name a shelf with --shelf")
    if not path.is_dir():
        raise UsageError(
            f"{path} is no file that has a form of its own; those are papers, collections, pages, "
            "the settings and the vocabularies"
        )


def _all(found: ContentFiles) -> list[ContentFile]:
    single = [found.config, found.metrics, *found.vocabularies.values()]
    files = [file for file in single if file is not None]
    return sorted(
        [*files, *found.papers, *found.collections, *found.pages, *found.digests],
        key=lambda file: file.path,
    )


def _place(path: Path) -> str:
    """Where a path is, the links of its folder followed but not its own."""
    return os.path.normpath(Path(os.path.realpath(path.parent)) / path.name)


def format_files(
    files: Sequence[ContentFile], wish: Wish, *, jobs: int | None = None
) -> Iterator[Outcome]:
    """Format files, and tell of each in their order, also of those that are read-only.

    Each is replaced as a whole, at once, and only if its bytes change.
    """
    jobs = jobs or usable_cores()
    for outcomes in map_pieces(_format_piece, wish, files, jobs=jobs, piece=_PIECE):
        yield from outcomes


def _format_piece(wish: Wish, files: Sequence[ContentFile]) -> list[Outcome]:
    return [_outcome(file, wish) for file in files]


def _outcome(file: ContentFile, wish: Wish) -> Outcome:
    try:
        return _format(file, wish)
    except MachineError as error:
        return Outcome(file.path, failure=str(error))


def _format(file: ContentFile, wish: Wish) -> Outcome:
    before = read_bytes(file)
    after, problems = format_bytes(before, file.path)
    if after == before:
        return Outcome(file.path, problems=problems)
    if wish.writes:
        replace_file(file.absolute, after, shown=file.path)
    diff = list(_diff(before, after, file.path)) if wish.diffs else []
    return Outcome(file.path, has_changed=True, problems=problems, diff=diff)


def _diff(before: bytes, after: bytes, path: str) -> Iterator[str]:
    old, new = _lines(before), _lines(after)
    return unified_diff(old, new, path, path, lineterm="")


def _lines(content: bytes) -> list[str]:
    # Other line ends of Unicode are none to editors.
    return content.decode().removesuffix("\n").split("\n")
