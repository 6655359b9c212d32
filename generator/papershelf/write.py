"""Outputs → disk: everything is put down beside the old site first and then moved into place.

So a full disk or a crash while pages are being made leaves the old site as it was; unchanged files
are not touched, and what an earlier build wrote and this one does not is removed.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import msgspec

from papershelf.errors import MachineError
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
    """Of its bytes."""
    size: int
    mtime_ns: int


_Manifest = dict[str, Written]


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
    notes: list[str] = field(default_factory=list)


class SiteFolder:
    """The folder of a site and what is known of the files in it."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder
        self._store = store
        self._name = "site-" + blake2b(str(folder.resolve()).encode(), digest_size=6).hexdigest()
        self._before: _Manifest = {}
        self._known = False
        self._after: _Manifest = {}
        self._staged: list[tuple[str, Path]] = []
        self._folders: set[str] = set()

    def open(self) -> None:
        """Make sure that the folder is ours; raises MachineError if it is not."""
        folder = self.folder
        if os.path.lexists(folder) and not folder.is_dir():
            raise MachineError(f"{folder} is no folder; choose another --output")
        if folder.is_dir() and not (folder / MARKER).is_file():
            foreign = sorted(path.name for path in folder.iterdir() if path.name not in _KEPT)
            if foreign:
                raise MachineError(
                    f"{folder} holds files that Papershelf did not make ({foreign[0]}); "
                    "empty it or choose another --output"
                )
        elif folder.is_dir():
            content = self._store.read(self._name)
            if content is not None:
                try:
                    self._before = msgspec.msgpack.decode(content, type=_Manifest)
                    self._known = True
                except msgspec.MsgspecError:
                    self._before = {}
        with self._guarded():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")
            shutil.rmtree(folder / _STAGING, ignore_errors=True)
            (folder / _STAGING).mkdir()

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
        digest = blake2b(output.content, digest_size=16).digest()
        path = output.path
        before = self._before.get(path)
        if before is not None and before.digest == digest and self._is_there(path, before):
            self._after[path] = Written(fingerprint, digest, before.size, before.mtime_ns)
            return
        with self._guarded():
            temporary = f"{self.folder}/{_STAGING}/{len(self._staged)}"
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            try:
                view = memoryview(output.content)
                while view:
                    view = view[os.write(descriptor, view) :]
                details = os.fstat(descriptor)
            finally:
                os.close(descriptor)
        self._staged.append((path, Path(temporary)))
        self._after[path] = Written(fingerprint, digest, len(output.content), details.st_mtime_ns)

    def commit(self) -> tuple[int, int]:
        """Move everything into place and remember it: the numbers of files written and removed."""
        with self._guarded():
            removed = self._remove_stale()
            for path, temporary in self._staged:
                parent = path.rpartition("/")[0]
                if parent not in self._folders:
                    (self.folder / parent).mkdir(parents=True, exist_ok=True)
                    self._folders.add(parent)
                os.replace(temporary, f"{self.folder}/{path}")  # noqa: PTH105 - as above
            shutil.rmtree(self.folder / _STAGING, ignore_errors=True)
        written = len(self._staged)
        if written or removed or not self._known or self._after != self._before:
            self._store.write(self._name, msgspec.msgpack.encode(self._after))
        self._staged = []
        return written, removed

    def abandon(self) -> None:
        """Leave the old site as it is."""
        shutil.rmtree(self.folder / _STAGING, ignore_errors=True)

    def forget(self) -> None:
        """Believe nothing about the files that are there."""
        self._before, self._known = {}, False

    @property
    def totals(self) -> tuple[int, int]:
        """Files and bytes of the new site."""
        return len(self._after), sum(written.size for written in self._after.values())

    def _remove_stale(self) -> int:
        stale = [path for path in self._found() if path not in self._after]
        folders: set[str] = set()
        for path in stale:
            Path(self.folder, path).unlink(missing_ok=True)
            folders.add(path.rpartition("/")[0])
        while folders:
            folder = folders.pop()
            if folder:
                try:
                    Path(self.folder, folder).rmdir()
                except OSError:
                    continue
                folders.add(folder.rpartition("/")[0])
        return len(stale)

    def _found(self) -> Iterable[str]:
        """What earlier builds wrote: from memory, else whatever is there."""
        return list(self._before) if self._known else list(_walk(str(self.folder), ""))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.abandon()
            reason = error.strerror or str(error)
            raise MachineError(
                f"cannot write to {self.folder}: {reason}; the old site was kept"
            ) from None


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


def write_site(
    site: SiteFolder,
    outputs: Iterable[tuple[Output, bytes]],
    *,
    progress: Callable[[], None] = lambda: None,
) -> tuple[int, int]:
    """Stage every output with its fingerprint and commit; on any failure the old site stays."""
    try:
        for output, fingerprint in outputs:
            site.stage(output, fingerprint)
            progress()
    except BaseException:
        site.abandon()
        raise
    return site.commit()
