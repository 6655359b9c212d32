"""Mended files: what differs, and how they come to disk."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from papershelf.content_files import ContentFile
from papershelf.errors import Location, MachineError
from papershelf.mending.items import Items
from papershelf.replacing import replace_file

Refusal = tuple[Location, str]
"""What stays as it is, and why."""
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
        before, after = (_text(content) for content in (self.before, self.after))
        yield f"--- {self.path}"
        yield f"+++ {self.path}"
        if before == after:
            yield "@@ line ends, a byte order mark or NUL characters at the end @@"
            return
        old, new = Items(self.path, before), Items(self.path, after)
        # Item by item: thousands of changes in one piece would take minutes.
        for place in range(len(old)):
            one, other = old.piece(place).split("\n"), new.piece(place).split("\n")
            if one != other:
                yield from _hunks(one, other, old.above(place), new.above(place))


def _hunks(one: list[str], other: list[str], above: int, above_other: int) -> Iterator[str]:
    for group in SequenceMatcher(None, one, other).get_grouped_opcodes():
        (_, start, _, start_other, _), (_, _, end, _, end_other) = group[0], group[-1]
        there = f"{above + start + 1},{end - start}"
        here = f"{above_other + start_other + 1},{end_other - start_other}"
        yield f"@@ -{there} +{here} @@"
        for tag, first, last, first_other, last_other in group:
            if tag == "equal":
                yield from (f" {line}" for line in one[first:last])
            else:
                yield from (f"-{line}" for line in one[first:last])
                yield from (f"+{line}" for line in other[first_other:last_other])


@dataclass(slots=True)
class Mending:
    """What can be mended, and what cannot though it has a fix."""

    files: list[Mended] = field(default_factory=list)
    values: int = 0
    """How many get another text."""
    refused: list[Refusal] = field(default_factory=list)


def mended_whole(content: bytes) -> bytes:
    """The bytes with Unix line ends, without a byte order mark and without NULs at the end."""
    text = content.removeprefix(_BOM).rstrip(b"\0")
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text


def _text(content: bytes) -> str:
    return mended_whole(content).decode("utf-8", "replace")


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
    if not stat.S_ISREG(place.lstat().st_mode) or place.read_bytes() != mended.before:
        raise MachineError(f"{mended.path} has changed meanwhile and was left alone; try again")
    replace_file(place, mended.after, shown=mended.path)
