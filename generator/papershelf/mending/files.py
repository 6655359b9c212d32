"""Mended files: what differs, and how they come to disk."""

import difflib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from papershelf.errors import Location, MachineError
from papershelf.load import ContentFile

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after."""

    file: ContentFile
    before: bytes
    after: bytes

    @property
    def path(self) -> str:
        """From the shelf."""
        return self.file.path

    @property
    def difference(self) -> Iterator[str]:
        """The lines of a unified diff without their ends; of what shows in no line one word."""
        before, after = (_lines(content) for content in (self.before, self.after))
        if before == after:
            yield f"--- {self.path}"
            yield f"+++ {self.path}"
            yield "@@ line ends, a byte order mark or NUL characters at the end @@"
        else:
            yield from difflib.unified_diff(before, after, self.path, self.path, lineterm="")


@dataclass(slots=True)
class Mending:
    """What can be mended, and what cannot though it has a fix."""

    files: list[Mended] = field(default_factory=list)
    values: int = 0
    """How many get another text."""
    refused: list[tuple[Location, str]] = field(default_factory=list)
    """Where, and why not."""

    def refuse(self, path: str, line: int, column: int, why: str) -> None:
        """Keep why something stays as it is."""
        self.refused.append((Location(path, line, column), why))


def mended_whole(content: bytes) -> bytes:
    """The bytes with Unix line ends, without a byte order mark and without NULs at the end."""
    text = content.removeprefix(_BOM).rstrip(b"\0")
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text


def _lines(content: bytes) -> list[str]:
    return mended_whole(content).decode("utf-8", "replace").split("\n")


def write(mending: Mending) -> list[str]:
    """Put mended files in place of the old ones, each whole; what could not be written, and why."""
    failures: list[str] = []
    for mended in mending.files:
        try:
            _replace(mended)
        except MachineError as error:
            failures.append(str(error))
        except OSError as error:
            failures.append(f"cannot write {mended.path}: {error.strerror}")
    return failures


def _replace(mended: Mended) -> None:
    place = Path(mended.file.absolute)
    details = place.lstat()
    if not stat.S_ISREG(details.st_mode):
        raise MachineError(f"cannot write {mended.path}: it has become something else meanwhile")
    if not os.access(place, os.W_OK):
        raise MachineError(f"cannot write {mended.path}: it is read-only")
    temporary = place.with_name(f".papershelf-{os.getpid()}.new")
    # Made anew, so that a link somebody laid there is not followed.
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as file:
            file.write(mended.after)
        temporary.chmod(stat.S_IMODE(details.st_mode))
        if place.read_bytes() != mended.before:
            raise MachineError(f"{mended.path} has changed meanwhile and was left alone; try again")
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
