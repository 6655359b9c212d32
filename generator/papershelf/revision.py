"""A shelf as it was at a revision of its git repository, beside the one that is worked on.

Nothing is checked out, nothing of the repository is changed, nothing is fetched. What a revision
holds is hostile: it is only ever written below the folder that was asked for.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from papershelf.errors import MachineError, UsageError
from papershelf.git import Git, environment, first_line

SHELF_FOLDERS = ("content", "themes")
"""What of a shelf its checks depend on."""
_LINK = "120000"
"""The mode that git has for one."""
_CHUNK = 1 << 20
_DEEPER = "fetch all of it: git fetch --unshallow, or fetch-depth: 0 for actions/checkout"
_WHOLE = "clone the repository without --filter, which leaves files out"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file in a revision."""

    path: str
    """From the shelf, with `/`."""
    key: str
    """What git calls its bytes."""
    is_link: bool


class Revision:
    """The commit that a shelf's branch shares with another revision.

    Raises UsageError where there is no such revision, MachineError where git cannot tell.
    """

    def __init__(self, shelf: Path, name: str) -> None:
        """`name`: as git takes it: `main`, `origin/main`, `HEAD~3`, a tag, a number of a commit."""
        self.shelf = shelf
        self.name = name
        self._git = Git(shelf, f"cannot compare with {name}")
        self._refuse_no_repository()
        theirs = self._commit(name)
        ours = self._commit("HEAD")
        self.commit = self._merge_base(ours, theirs)

    def _refuse_no_repository(self) -> None:
        try:
            self._git.run("rev-parse", "--show-toplevel")
        except subprocess.CalledProcessError as error:
            told = first_line(error.stderr)
            if "not a git repository" in told:
                told = "it is in no git repository"
            raise MachineError(f"cannot compare {self.shelf} with {self.name}: {told}") from None

    def _commit(self, name: str) -> str:
        if not name or name.startswith(("-", "^")) or not name.isprintable():
            raise UsageError(f'"{name}" is no revision; give a branch, a tag or a commit')
        try:
            return self._git.run("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
        except subprocess.CalledProcessError:
            if name == "HEAD":
                raise UsageError("the branch has no commit yet: there is no past") from None
            hint = f"; the clone is shallow: {_DEEPER}" if self._is_shallow else ""
            raise UsageError(f'there is no revision "{name}" here{hint}') from None

    def _merge_base(self, ours: str, theirs: str) -> str:
        try:
            return self._git.run("merge-base", ours, theirs)
        except subprocess.CalledProcessError:
            if self._is_shallow:
                raise MachineError(
                    f'the clone is shallow, and what it shares with "{self.name}" is not in it: '
                    f"{_DEEPER}"
                ) from None
            raise UsageError(f'the branch shares no history with "{self.name}"') from None

    @property
    def _is_shallow(self) -> bool:
        return self._git.is_shallow

    def changed(self) -> Mapping[str, str]:
        """The files that are not as they were, uncommitted ones too, and what they were called.

        Paths are from the shelf; the other one is empty where a file is new. Files that are gone
        are not among them.
        """
        asked = ("--raw", "-z", "-M", "--no-ext-diff", "--ignore-submodules", "--relative")
        raw = self._git.ask("diff", *asked, self.commit, "--", *SHELF_FOLDERS)
        changed: dict[str, str] = {}
        fields = iter(raw.split("\0"))
        for field in fields:
            status = field.rpartition(" ")[2]
            if not status:
                continue
            path = next(fields)
            if status[0] in "RC":
                changed[next(fields)] = path
            elif status != "D":
                changed[path] = "" if status == "A" else path
        for path in self._git.ask("ls-files", "--others", "-z", "--", *SHELF_FOLDERS).split("\0"):
            if path:
                changed.setdefault(path, "")
        return changed

    def blobs(self) -> Iterator[Blob]:
        """The files of the shelf in the revision, without those whose paths lead elsewhere."""
        listed = self._git.ask("ls-tree", "-r", "-z", self.commit, "--", *SHELF_FOLDERS)
        for line in listed.split("\0"):
            details, _, path = line.partition("\t")
            mode, _, rest = details.partition(" ")
            if path in SHELF_FOLDERS:
                raise MachineError(
                    f"cannot compare {path}/ with {self.name}: git takes it for a link or for a "
                    "repository of its own, and does not tell what changed in it"
                )
            if rest.startswith("blob ") and _is_inside(path):
                yield Blob(path, rest.removeprefix("blob "), mode == _LINK)

    def extract(self, folder: Path, *, named_only: Sequence[str] = ()) -> None:
        """Write the files of the shelf below an empty folder.

        `named_only`: beginnings of the paths whose files are there, but hold nothing. Links are
        made where they stay inside of the folder; others lead to nothing outside of it.
        """
        blobs = list(self.blobs())
        links = [blob for blob in blobs if blob.is_link]
        files = [blob for blob in blobs if not blob.is_link]
        try:
            wanted: list[Blob] = []
            for blob in files:
                if blob.path.startswith(tuple(named_only)):
                    _new_file(folder, blob.path).close()
                else:
                    wanted.append(blob)
            self._write(folder, wanted)
            # Last, so that nothing is written through one.
            for blob, target in zip(links, self._texts(links), strict=True):
                place = folder / blob.path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(target if _stays(blob.path, target) else folder.parent / "nowhere")
        except OSError as error:
            raise MachineError(
                f"cannot write the shelf of {self.name} into {folder}: {error.strerror}"
            ) from None

    def _write(self, folder: Path, blobs: Sequence[Blob]) -> None:
        with self._contents(blobs) as stream:
            for blob in blobs:
                size = self._size(stream, blob)
                with _new_file(folder, blob.path) as file:
                    while size:
                        content = stream.read(min(size, _CHUNK))
                        if not content:
                            raise self._lost(blob)
                        size -= len(content)
                        file.write(content)
                stream.read(1)

    def _texts(self, blobs: Sequence[Blob]) -> list[str]:
        with self._contents(blobs) as stream:
            texts: list[str] = []
            for blob in blobs:
                texts.append(os.fsdecode(stream.read(self._size(stream, blob))))
                stream.read(1)
            return texts

    def _size(self, stream: IO[bytes], blob: Blob) -> int:
        *_, kind, size = stream.readline().split() or [b"", b""]
        if kind != b"blob":
            raise self._lost(blob)
        return int(size)

    def _lost(self, blob: Blob) -> MachineError:
        return MachineError(f"{blob.path} of {self.name} is not in this clone; {_WHOLE}")

    @contextmanager
    def _contents(self, blobs: Sequence[Blob]) -> Iterator[IO[bytes]]:
        """What git says of blobs: a line and the bytes of each."""
        # From a file: whoever reads and writes two pipes at once may wait for ever.
        with tempfile.TemporaryFile() as keys:
            keys.write("".join(f"{blob.key}\n" for blob in blobs).encode())
            keys.seek(0)
            with subprocess.Popen(  # noqa: S603 - a list, no shell
                self._git.command("cat-file", "--batch"),
                stdin=keys,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
            ) as process:
                stream = process.stdout
                if stream is None:
                    raise MachineError("cannot read what git says")
                try:
                    yield stream
                finally:
                    process.kill()


_ELSEWHERE = re.compile(r"[\\:]") if os.name == "nt" else re.compile(r"\0")


def _is_inside(path: str) -> bool:
    """Whether each part of a path is the name of something in the folder before it."""
    parts = path.split("/")
    return not any(part in {"", ".", ".."} for part in parts) and not _ELSEWHERE.search(path)


def _stays(path: str, target: str) -> bool:
    """Whether a link cannot leave the shelf, whatever the other links are.

    That is so if it goes up no further than to the shelf and never after it went down.
    """
    parts = target.split("/")
    up = next((place for place, part in enumerate(parts) if part != ".."), len(parts))
    down = parts[up:]
    return up < len(PurePosixPath(path).parts) and (not down or _is_inside("/".join(down)))


def _new_file(folder: Path, path: str) -> IO[bytes]:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place.open("xb")
