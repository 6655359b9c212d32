"""Results remembered between builds, in `.papershelf/` beside `content/`.

A store can always be deleted. One that is corrupt, foreign or of another version is ignored: each
file is sealed with a key that lives in the user's own cache folder, so that a `.papershelf/`
brought along by somebody else's pull request is never believed.
"""

import os
import secrets
import stat
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

from papershelf.replacing import put_in_place

_SEAL_BYTES = 32
_UNFINISHED = ".new"
_NAME = ".papershelf"


class Store:
    """Named blobs of bytes, sealed; `version` names the program that wrote them."""

    def __init__(self, folder: Path, version: bytes, key: bytes) -> None:
        self._folder = folder
        self._version = version
        self._key = key

    def read(self, name: str) -> bytes | None:
        """The remembered bytes, or None if there are none to be believed."""
        path = self._folder / name
        if self._is_elsewhere() or not _is_own_file(path):
            return None
        try:
            sealed = path.read_bytes()
        except OSError:
            return None
        seal, content = sealed[:_SEAL_BYTES], memoryview(sealed)[_SEAL_BYTES:]
        if not secrets.compare_digest(seal, self._seal(name, content)):
            return None
        return bytes(content)

    def write(self, name: str, content: bytes) -> None:
        """Remember bytes; what cannot be written is only forgotten."""
        if self._is_elsewhere():
            return
        temporary = self._folder / f"{name}.{os.getpid()}{_UNFINISHED}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._keep_out_of_git()
            put_in_place(temporary, self._folder / name, (self._seal(name, content), content))
        except OSError:
            self.forget(name)

    def forget(self, name: str) -> None:
        """Drop what is remembered under a name."""
        if self._is_elsewhere():
            return
        try:
            (self._folder / name).unlink(missing_ok=True)
        except OSError:
            return

    def tidy(self, process: int) -> None:
        """Remove what a process of this number was writing when it was stopped."""
        if self._is_elsewhere():
            return
        for path in self._folder.glob(f"*.{process}{_UNFINISHED}"):
            try:
                path.unlink(missing_ok=True)
            except OSError:
                return

    def _is_elsewhere(self) -> bool:
        """Whether the folder is a link, which could lead anywhere: then nothing is remembered."""
        around = self._folder.parent
        return self._folder.is_symlink() or (around.name == _NAME and around.is_symlink())

    def _keep_out_of_git(self) -> None:
        try:
            with (self._folder / ".gitignore").open("x", encoding="utf-8") as file:
                file.write("*\n")
        except FileExistsError:
            return

    def _seal(self, name: str, content: bytes | memoryview) -> bytes:
        seal = blake2b(key=self._key, digest_size=_SEAL_BYTES)
        seal.update(len(self._version).to_bytes(4, "big") + self._version)
        seal.update(len(name).to_bytes(4, "big") + name.encode())
        seal.update(content)
        return seal.digest()


def _is_own_file(path: Path) -> bool:
    """Whether there is a regular file, rather than a link or something that never ends."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def open_store(shelf: Path, version: bytes, part: str = "") -> Store:
    """The store of a shelf, or the part of it in a folder of its own."""
    return Store(shelf / _NAME / part, version, _user_key())


def _user_key() -> bytes:
    path = user_cache_path("papershelf") / "store-key"
    try:
        key = path.read_bytes()
        if len(key) == _SEAL_BYTES:
            return key
    except OSError:
        pass
    key = secrets.token_bytes(_SEAL_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        temporary.touch(mode=0o600)
        temporary.write_bytes(key)
        temporary.replace(path)
    except OSError:
        # Without a place for the key nothing is believed next time: slower, never wrong.
        return key
    return key
