"""A shelf as it was at a revision of its git repository, beside the one that is worked on.

Nothing is checked out, nothing of the repository is changed, nothing is fetched. What a revision
holds is hostile: it is only ever written below the folder that was asked for.
"""

import os
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO

from papershelf.errors import MachineError, UsageError
from papershelf.git import Git, environment, first_line

SHELF_FOLDERS = ("content", "themes")
"""What of a shelf its checks depend on."""
LINK = "120000"
"""The mode that git has for one."""
REPOSITORY = "160000"
"""The mode that git has for a repository within the repository."""
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


@dataclass(frozen=True, slots=True)
class Touched:
    """A file of the repository that is not as it was."""

    path: str
    """From the root of the repository; of one that is gone where it was."""
    earlier: str
    """Where it was before; empty where it is new."""
    mode_before: str
    """As git has it, `100644`; empty where there was none."""
    mode_after: str
    size_before: int
    size_after: int
    """Bytes."""
    is_known: bool = True
    """Whether git knows it: before, or now, as all that is committed is."""


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
        self.theirs = self._commit(name)
        """The commit that the name stands for."""
        ours = self._commit("HEAD")
        self.commit = self._merge_base(ours, self.theirs)

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
        changed = {item.path: item.earlier for item in self._differences if item.mode}
        for path in self._git.ask("ls-files", "--others", "-z", "--", *SHELF_FOLDERS).split("\0"):
            if path:
                changed.setdefault(path, "")
        return changed

    @cached_property
    def _differences(self) -> "Sequence[_Differing]":
        """What git knows and is not as it was in the folders of the shelf."""
        asked = ("--ignore-submodules", "--relative", self.commit, "--", *SHELF_FOLDERS)
        return list(self._differing(self._git, *asked))

    @property
    def behind(self) -> int:
        """How many commits the other revision has that the branch lacks."""
        return int(self._git.ask("rev-list", "--count", f"HEAD..{self.theirs}"))

    @cached_property
    def root(self) -> Path:
        """The folder of the repository."""
        return Path(self._git.ask("rev-parse", "--show-toplevel"))

    @cached_property
    def prefix(self) -> str:
        """Where the shelf is in the repository: empty, or a path that ends in `/`."""
        return self._git.ask("rev-parse", "--show-prefix")

    def touched(self) -> Sequence[Touched]:
        """All that is not as it was in the whole repository, uncommitted too, by path.

        What git is told to ignore is left out, but for what is in the folders of the shelf.
        """
        git = Git(self.root, f"cannot compare with {self.name}")
        differing = self._differing(git, "--ignore-submodules=dirty", self.commit)
        items = list({item.path: item for item in differing}.values())
        others = git.ask("ls-files", "--others", "--exclude-standard", "-z").split("\0")
        ours = self._git.ask("ls-files", "--others", "-z", "--", *SHELF_FOLDERS).split("\0")
        new = {*others, *(f"{self.prefix}{path}" for path in ours if path)} - {""}
        new -= {item.path for item in items}
        items += [_Differing(path, "", "", _mode_of(self.root / path), "") for path in new]
        sizes = self._sizes({item.key for item in items if item.mode_before})
        return [
            Touched(
                item.path.removesuffix("/"),
                item.earlier,
                item.mode_before,
                item.mode,
                sizes.get(item.key, 0),
                _size_of(self.root / item.path) if item.mode else 0,
                is_known=item.path not in new,
            )
            for item in sorted(items, key=lambda item: item.path)
        ]

    def touched_by_both(self, paths: Collection[str]) -> Mapping[str, tuple[bytes, bytes]]:
        """Those of some files of the shelf that the other revision changed as well.

        Each with its bytes where both left each other and in the other revision, empty where it
        is not there.
        """
        asked = ("--no-renames", "--ignore-submodules", "--relative", self.commit, self.theirs)
        items = [item for item in self._differing(self._git, *asked) if item.path in paths]
        before = [Blob(i.path, i.key, is_link=False) for i in items if _is_file(i.mode_before)]
        after = [Blob(i.path, i.key_after, is_link=False) for i in items if _is_file(i.mode)]
        then = dict(zip((blob.path for blob in before), self._texts(before), strict=True))
        now = dict(zip((blob.path for blob in after), self._texts(after), strict=True))
        return {i.path: (then.get(i.path, b""), now.get(i.path, b"")) for i in items}

    def _differing(self, git: Git, *asked: str) -> "Iterator[_Differing]":
        words = ("diff", "--raw", "-z", "-M", "--no-abbrev", "--no-ext-diff", "--no-textconv")
        fields = iter(git.ask_of_changes(*words, *asked).split("\0"))
        for field in fields:
            before, _, rest = field.removeprefix(":").partition(" ")
            if not rest:
                continue
            after, key, key_after, status = rest.split(" ")
            path = earlier = next(fields)
            if status[0] in "RC":
                path = next(fields)
            if status == "U":
                # A conflict; what stands in the file is what counts.
                before = after = "100644"
            yield _Differing(
                path,
                "" if status == "A" else earlier,
                "" if status == "A" else before,
                "" if status == "D" else after,
                key,
                key_after,
            )

    def _sizes(self, keys: Collection[str]) -> Mapping[str, int]:
        """The bytes of blobs; of those that are not in the clone nothing is told."""
        ordered = sorted(keys)
        with self._contents(ordered, "--batch-check") as stream:
            told = [stream.readline().split() for _ in ordered]
        pairs = zip(ordered, told, strict=True)
        return {key: int(words[2]) for key, words in pairs if words[1:2] == [b"blob"]}

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
                yield Blob(path, rest.removeprefix("blob "), mode == LINK)

    def _repositories(self) -> Iterator[str]:
        """Folders of the shelf that are repositories of their own, then and now."""
        listed = self._git.ask("ls-tree", "-r", "-z", self.commit, "--", *SHELF_FOLDERS)
        root = self.shelf.resolve()
        for line in listed.split("\0"):
            details, _, path = line.partition("\t")
            if details.startswith(f"{REPOSITORY} ") and _is_inside(path):
                today = self.shelf / path
                if (today / ".git").exists() and today.resolve() == root / path:
                    yield path

    def extract(self, folder: Path, *, named_only: Sequence[str] = ()) -> None:
        """Write the files of the shelf below an empty folder.

        `named_only`: beginnings of the paths whose files are there, but hold nothing. Links are
        made where they stay inside of the folder; others lead to nothing outside of it. A file that
        has not changed is as it is in the shelf: git may keep it with other ends of lines, or only
        a note of where it is, and where it is not checked out neither side has it. So are the files
        of a repository within, whatever its commit was.
        """
        blobs = list(self.blobs())
        changed = {path for item in self._differences for path in (item.path, item.earlier)}
        links = [blob for blob in blobs if blob.is_link]
        files = [blob for blob in blobs if not blob.is_link]
        try:
            wanted: list[Blob] = []
            for blob in files:
                today = self.shelf / blob.path
                if blob.path not in changed and not today.exists():
                    continue
                if blob.path.startswith(tuple(named_only)):
                    _new_file(folder, blob.path).close()
                elif blob.path not in changed and today.is_file() and not today.is_symlink():
                    with today.open("rb") as source, _new_file(folder, blob.path) as copy:
                        shutil.copyfileobj(source, copy, _CHUNK)
                else:
                    wanted.append(blob)
            self._write(folder, wanted)
            inner: list[tuple[str, str]] = []
            for path in self._repositories():
                inner += _copied(self.shelf, path, folder, tuple(named_only))
            # Last, so that nothing is written through one.
            texts = map(os.fsdecode, self._texts(links))
            for path, target in [*zip((blob.path for blob in links), texts, strict=True), *inner]:
                place = folder / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(target if _stays(path, target) else folder.parent / "nowhere")
        except OSError as error:
            raise MachineError(
                f"cannot write the shelf of {self.name} into {folder}: {error.strerror}"
            ) from None

    def _write(self, folder: Path, blobs: Sequence[Blob]) -> None:
        with self._contents([blob.key for blob in blobs]) as stream:
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

    def _texts(self, blobs: Sequence[Blob]) -> list[bytes]:
        with self._contents([blob.key for blob in blobs]) as stream:
            texts: list[bytes] = []
            for blob in blobs:
                texts.append(stream.read(self._size(stream, blob)))
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
    def _contents(self, keys: Sequence[str], how: str = "--batch") -> Iterator[IO[bytes]]:
        """What git says of blobs: a line, and unless only that is asked for the bytes of each."""
        # From a file: whoever reads and writes two pipes at once may wait for ever.
        with tempfile.TemporaryFile() as asked:
            asked.write("".join(f"{key}\n" for key in keys).encode())
            asked.seek(0)
            with subprocess.Popen(  # noqa: S603 - a list, no shell
                self._git.command("cat-file", how),
                stdin=asked,
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


@dataclass(frozen=True, slots=True)
class _Differing:
    """What git says of a file that is not as it was."""

    path: str
    earlier: str
    mode_before: str
    mode: str
    """Empty where it is gone."""
    key: str
    """What git calls the bytes that it had."""
    key_after: str = ""


def _is_file(mode: str) -> bool:
    return mode.startswith("100")


def _mode_of(path: Path) -> str:
    """The mode that git would have for a file that it does not know yet."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return "100644"
    if stat.S_ISLNK(mode):
        return LINK
    if stat.S_ISDIR(mode):
        return REPOSITORY
    return "100755" if mode & stat.S_IXUSR else "100644"


def _size_of(path: Path) -> int:
    try:
        details = path.lstat()
    except OSError:
        return 0
    return 0 if stat.S_ISDIR(details.st_mode) else details.st_size


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


def _copied(
    shelf: Path, path: str, folder: Path, named_only: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Copy the files of a repository within; its links, which are not made, with their targets."""
    for parent, folders, names in os.walk(shelf / path):
        folders[:] = [name for name in folders if name != ".git"]
        for name in (*folders, *names):
            source = Path(parent, name)
            inner = source.relative_to(shelf).as_posix()
            if source.is_symlink():
                yield inner, str(source.readlink())
            elif source.is_file():
                with _new_file(folder, inner) as copy:
                    if not inner.startswith(named_only):
                        with source.open("rb") as file:
                            shutil.copyfileobj(file, copy, _CHUNK)


def _new_file(folder: Path, path: str) -> IO[bytes]:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place.open("xb")
