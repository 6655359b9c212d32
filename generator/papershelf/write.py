"""Outputs → disk: everything is put down beside the old site first and then moved into place.

So a full disk or a crash while pages are being made leaves the old site as it was; unchanged files
are not touched, and what an earlier build wrote and this one does not is removed. The few moments
in which files move are the only ones that can leave a mixture: then nothing that was remembered is
believed by the next build, which mends it.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from pathlib import Path

import msgspec

from papershelf.errors import MachineError
from papershelf.limits import NO_BUDGET, Budget
from papershelf.output import Output
from papershelf.store import Store

MARKER = ".papershelf"
_MARKER_TEXT = "This folder is made by Papershelf: every build replaces what is in it.\n"
_STAGING = ".papershelf-staging"
_KEPT = frozenset({".git", ".gitignore", ".gitattributes", ".gitkeep", MARKER})
"""What belongs to git, not to the site."""


class Written(msgspec.Struct, frozen=True, array_like=True):
    """A file of the site as it was written."""

    fingerprint: bytes
    """Of what it was made from."""
    digest: bytes
    """Of its bytes: the first half of a SHA-256, which browsers can make too."""
    size: int
    mtime_ns: int


_Manifest = dict[str, Written]


@dataclass(frozen=True, slots=True)
class Archive:
    """The site as one file."""

    path: Path
    bytes: int
    is_new: bool
    """Whether it was written; else it held the same already."""


@dataclass(slots=True)
class Report:
    """What a build did."""

    output: Path
    pages: int = 0
    rendered: int = 0
    files: int = 0
    written: int = 0
    removed: int = 0
    bytes: int = 0
    seconds: float = 0.0
    papers: int = 0
    left_out: int = 0
    search_costs: Mapping[str, int] = field(default_factory=dict)
    """Bytes of the search by what they are for; empty without a search."""
    search_budget: float = 0.0
    """Megabytes that the search may take."""
    budget: Budget = NO_BUDGET
    """What the site takes, and what it may take."""
    archive: Archive | None = None
    """What readers can take along; None unless asked for."""


class SiteFolder:
    """The folder of a site and what is known of the files in it."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self._store = store
        self.key = blake2b(str(folder.resolve()).encode(), digest_size=6).hexdigest()
        """Names the folder in the store."""
        self._name = f"site-{self.key}"
        self._before: _Manifest = {}
        self._known = False
        self._after: _Manifest = {}
        self._staging = f"{folder}/{_STAGING}"
        self._staged = 0
        self._folders: set[str] = set()

    def refuse_foreign(self, option: str = "--output") -> None:
        """Raise MachineError for a folder that neither is ours nor could become so.

        `option`: what names the folder.
        """
        folder = self.folder
        self._refuse_no_folder(option)
        with self._guarded():
            if not folder.is_dir() or (folder / MARKER).is_file():
                return
            foreign = sorted(path.name for path in folder.iterdir() if path.name not in _KEPT)
        if foreign:
            raise MachineError(
                f"{folder} holds files that Papershelf did not make ({foreign[0]}); "
                f"empty it or choose another {option}"
            )

    def _refuse_no_folder(self, option: str) -> None:
        if os.path.lexists(self.folder) and not self.folder.is_dir():
            raise MachineError(f"{self.folder} is no folder; choose another {option}")

    def open(self) -> None:
        """Make sure that the folder is ours; raises MachineError if it is not."""
        folder = self.folder
        self._refuse_no_folder("--output")
        with self._guarded():
            folder.mkdir(parents=True, exist_ok=True)
        self.refuse_foreign()
        with self._guarded():
            if (folder / MARKER).is_file():
                self._recall()
            else:
                (folder / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
            self._remove_staging()

    def _recall(self) -> None:
        content = self._store.read(self._name)
        if content is not None:
            try:
                self._before = msgspec.msgpack.decode(content, type=_Manifest)
                self._known = True
            except msgspec.MsgspecError:
                self._before = {}

    def is_whole(self) -> bool:
        """Whether all that the last build wrote is there, untouched, and nothing half done."""
        if not (self.folder / MARKER).is_file() or (self.folder / _STAGING).exists():
            return False
        self._recall()
        if not all(self._is_there(path, written) for path, written in self._before.items()):
            return False
        self._after = self._before
        return self._known

    def is_fresh(self, path: str, fingerprint: bytes) -> bool:
        """Whether the file is there, untouched, and made from the same; then it is kept."""
        before = self._before.get(path)
        if before is None or before.fingerprint != fingerprint or not self._is_there(path, before):
            return False
        self._after[path] = before
        return True

    def _is_there(self, path: str, before: Written) -> bool:
        try:
            details = os.stat(f"{self.folder}/{path}")  # noqa: PTH116 - twenty thousand times a build
        except OSError:
            return False
        return details.st_size == before.size and details.st_mtime_ns == before.mtime_ns

    def stage(self, output: Output, fingerprint: bytes = b"") -> None:
        """Put a finished file down; it comes into place with `commit`."""
        digest = sha256(output.content).digest()[:16]
        path = output.path
        before = self._before.get(path)
        if before is not None and before.digest == digest and self._is_there(path, before):
            self._after[path] = Written(fingerprint, digest, before.size, before.mtime_ns)
            return
        with self._guarded():
            self._make_folder(path.rpartition("/")[0])
            temporary = f"{self._staging}/{path}"
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            try:
                view = memoryview(output.content)
                while view:
                    view = view[os.write(descriptor, view) :]
                details = os.fstat(descriptor)
            finally:
                os.close(descriptor)
        self._staged += 1
        self._after[path] = Written(fingerprint, digest, len(output.content), details.st_mtime_ns)

    def commit(self) -> tuple[int, int]:
        """Move everything into place and remember it: the numbers of files written and removed."""
        with self._guarded():
            stale = [path for path in self._found() if path not in self._after]
        written, removed = self._staged, len(stale)
        if written or removed:
            self._store.forget(self._name)
        # From here on names change, but nothing takes room: a full disk has shown itself before.
        with self._guarded("the site is incomplete; build it again"):
            if stale or not self._known:
                self._remove(stale)
            if written:
                _move_into(self._staging, str(self.folder))
            self._remove_staging()
        if written or removed or not self._known or self._after != self._before:
            self._store.write(self._name, msgspec.msgpack.encode(self._after))
        self._staged = 0
        return written, removed

    def abandon(self) -> None:
        """Leave the old site as it is."""
        self._remove_staging()

    def forget(self) -> None:
        """Believe nothing about the files that are there."""
        self._before, self._known = {}, False

    @property
    def totals(self) -> tuple[int, int]:
        """Files and bytes of the new site."""
        return len(self._after), sum(written.size for written in self._after.values())

    @property
    def written(self) -> Mapping[str, Written]:
        """Each file of the new site."""
        return self._after

    @property
    def sizes(self) -> Iterator[tuple[str, int]]:
        """The path and the bytes of each file of the new site."""
        return ((path, written.size) for path, written in self._after.items())

    def _make_folder(self, folder: str) -> None:
        """Make a folder of the new site, and those above it, beside the old one."""
        if folder in self._folders:
            return
        if folder:
            self._make_folder(folder.rpartition("/")[0])
        os.mkdir(f"{self._staging}/{folder}")  # noqa: PTH102 - twenty thousand times a build
        self._folders.add(folder)

    def _remove(self, stale: Sequence[str]) -> None:
        """Remove files, and every folder that is empty and needed no longer."""
        for path in stale:
            # Where a folder or a link took the place of a file, what is there is not the file.
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                Path(self.folder, path).unlink()
        needed = {""}
        for path in self._after:
            while path not in needed:
                path = path.rpartition("/")[0]
                needed.add(path)
        if self._known:
            emptied = {path.rpartition("/")[0] for path in stale}
            while emptied:
                folder = emptied.pop()
                if folder not in needed:
                    with suppress(OSError):
                        Path(self.folder, folder).rmdir()
                        emptied.add(folder.rpartition("/")[0])
        else:
            self._remove_empty(str(self.folder), needed)

    def _remove_empty(self, folder: str, needed: AbstractSet[str]) -> None:
        """Remove empty folders that an interrupted build, or somebody else, left."""
        with os.scandir(folder) as listed:
            inner = [
                item.path
                for item in listed
                if item.is_dir(follow_symlinks=False)
                and not (folder == str(self.folder) and item.name in (*_KEPT, _STAGING))
            ]
        for path in inner:
            self._remove_empty(path, needed)
            if Path(path).relative_to(self.folder).as_posix() not in needed:
                with suppress(OSError):
                    Path(path).rmdir()

    def _remove_staging(self) -> None:
        staging = self.folder / _STAGING
        if staging.is_symlink() or staging.is_file():
            staging.unlink(missing_ok=True)
        else:
            shutil.rmtree(staging, ignore_errors=True)

    def _found(self) -> Iterable[str]:
        """What earlier builds wrote: from memory, else whatever is there."""
        return list(self._before) if self._known else list(_walk(str(self.folder), ""))

    @contextmanager
    def _guarded(self, outcome: str = "the old site was kept") -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = error.strerror or str(error)
            raise MachineError(f"cannot write to {self.folder}: {reason}; {outcome}") from None


def _move_into(staging: str, folder: str) -> None:
    """Move what is in one folder into another, whole folders where the other has none."""
    with os.scandir(staging) as listed:
        items = list(listed)
    for item in items:
        target = f"{folder}/{item.name}"
        try:
            there = os.lstat(target).st_mode
        except FileNotFoundError:
            os.replace(item.path, target)  # noqa: PTH105 - as many as there are pages
            continue
        if not item.is_dir(follow_symlinks=False):
            if stat.S_ISDIR(there):
                # Somebody made a folder where a file of the site belongs.
                shutil.rmtree(target)
            os.replace(item.path, target)  # noqa: PTH105
        elif stat.S_ISDIR(there):
            _move_into(item.path, target)
        else:
            # A file or a link lies where a folder must be; links are never followed.
            os.unlink(target)  # noqa: PTH108
            os.replace(item.path, target)  # noqa: PTH105


def _walk(folder: str, prefix: str) -> Iterator[str]:
    with os.scandir(folder) as listed:
        items = list(listed)
    for item in items:
        if not prefix and (item.name in _KEPT or item.name == _STAGING):
            continue
        if item.is_dir(follow_symlinks=False):
            yield from _walk(item.path, f"{prefix}{item.name}/")
        else:
            yield prefix + item.name


@contextmanager
def staged(
    site: SiteFolder,
    outputs: Iterable[tuple[Output, bytes]],
    *,
    progress: Callable[[], None] = lambda: None,
) -> Iterator[None]:
    """Every output staged with its fingerprint, to be committed; on failure the old site stays."""
    try:
        for output, fingerprint in outputs:
            site.stage(output, fingerprint)
            progress()
        yield
    except BaseException:
        site.abandon()
        raise
