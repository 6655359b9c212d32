"""The built sites of before and after, and what becomes of pages, files and bytes."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from papershelf.build import Progress, build, refuse_source
from papershelf.differences.model import SiteChange
from papershelf.errors import PapershelfError
from papershelf.history import Origin
from papershelf.output import Output
from papershelf.revision import SHELF_FOLDERS, Revision
from papershelf.stages import REMEMBERED
from papershelf.store import open_store
from papershelf.unchanged import forget
from papershelf.validate import CHECKED
from papershelf.version import program_digest
from papershelf.write import SiteFolder, Written, staged

_INDEX = "index.html"
_PAGE = ".html"


@dataclass(frozen=True, slots=True)
class SiteWish:
    """That the sites are built, and where that of the branch is to be left."""

    target: Path | None = None

    def refuse(self, shelf: Path) -> None:
        """Raise PapershelfError for a folder that no site may be left in."""
        if self.target is not None:
            refuse_source(shelf, self.target, "--site")
            _folder(shelf, self.target).refuse_foreign("--site")


@dataclass(frozen=True, slots=True)
class Sites:
    """What the two sites tell."""

    change: SiteChange | None = None
    failure: str = ""
    """Why there is no change to tell of, where there is none."""
    is_left: bool = False
    """Whether the site of the branch is where it was wanted."""


def compare_sites(revision: Revision, earlier: Path, wish: SiteWish, progress: Progress) -> Sites:
    """What becomes of the site, or why that cannot be told.

    `earlier`: a folder of our own with the shelf of the revision; that of the branch takes its
    place, as the second site costs little where the first one is. Search engines are asked to
    leave both alone. Raises MachineError where the site cannot be left where it is wanted; what
    was there stays then.
    """
    shelf, base = revision.shelf, revision.name
    output = earlier.parent / "site"
    _remember(shelf, earlier)
    failure = ""
    before: Mapping[str, Written] = {}
    if (earlier / "content").is_dir():
        try:
            before, _ = _built(
                earlier, output, Origin(shelf, revision.commit), _Named(progress, "Base")
            )
        except PapershelfError as error:
            failure = f"the site of {base} cannot be built: {error}"
    _replace(shelf, earlier)
    if failure and wish.target is None:
        return Sites(failure=failure)
    try:
        after, left_out = _built(earlier, output, Origin(shelf), _Named(progress, "Branch"))
    except PapershelfError as error:
        return Sites(failure=f"the site of this branch cannot be built: {error}")
    if wish.target is not None:
        progress.stage("Leaving the site", len(after))
        _leave(shelf, output, after, wish.target, progress)
    change = None if failure else _change(before, after, left_out)
    return Sites(change, failure, is_left=wish.target is not None)


def _built(
    shelf: Path, output: Path, past_of: Origin, progress: Progress
) -> tuple[Mapping[str, Written], int]:
    report = build(shelf, output, noindex=True, lenient=True, past_of=past_of, progress=progress)
    folder = _folder(shelf, output)
    folder.is_whole()
    return folder.written, report.left_out


def _folder(shelf: Path, output: Path) -> SiteFolder:
    return SiteFolder(output, open_store(shelf, program_digest()))


def _remember(shelf: Path, earlier: Path) -> None:
    """Take along what is known of entries and words, which most are the same of."""
    known = open_store(shelf, program_digest())
    store = open_store(earlier, program_digest())
    for name in (CHECKED, *REMEMBERED):
        if content := known.read(name):
            store.write(name, content)


def _replace(shelf: Path, earlier: Path) -> None:
    for name in SHELF_FOLDERS:
        shutil.rmtree(earlier / name, ignore_errors=True)
        source, place = (shelf / name).resolve(), earlier / name
        if not source.is_dir():
            continue
        try:
            place.symlink_to(source, target_is_directory=True)
        except OSError:
            # Windows lets not everybody make links.
            shutil.copytree(source, place, symlinks=True)


def _leave(
    shelf: Path, output: Path, written: Mapping[str, Written], target: Path, progress: Progress
) -> None:
    """Put a site into another folder, as a build would."""
    store = open_store(shelf, program_digest())
    folder = SiteFolder(target, store)
    folder.open()
    forget(store, folder)

    def outputs() -> Iterator[tuple[Output, bytes]]:
        for path in written:
            yield Output(path, (output / path).read_bytes()), b""

    with staged(folder, outputs(), progress=progress.advance):
        folder.commit()


def _change(
    before: Mapping[str, Written], after: Mapping[str, Written], left_out: int
) -> SiteChange:
    then, now = _pages(before), _pages(after)
    return SiteChange(
        pages_added=sorted(now.keys() - then.keys()),
        pages_removed=sorted(then.keys() - now.keys()),
        pages_changed=sum(now[page] != then[page] for page in now.keys() & then.keys()),
        files_before=len(before),
        files_after=len(after),
        bytes_before=sum(file.size for file in before.values()),
        bytes_after=sum(file.size for file in after.values()),
        left_out=left_out,
    )


def _pages(written: Mapping[str, Written]) -> Mapping[str, bytes]:
    """The digest of each page by its address."""
    return {
        path.removesuffix(_INDEX) if path.rpartition("/")[2] == _INDEX else path: file.digest
        for path, file in written.items()
        if path.endswith(_PAGE)
    }


class _Named:
    """Tells of a build with the name of what is built."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress, self._name = progress, name

    def stage(self, name: str, total: int) -> None:
        """A stage begins."""
        self._progress.stage(f"{self._name}: {name}", total)

    def advance(self) -> None:
        """One piece is done."""
        self._progress.advance()
