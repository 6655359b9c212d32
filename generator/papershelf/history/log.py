"""The changes of entries in git's log, read piece by piece, the latest first."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Final

from papershelf.errors import MachineError
from papershelf.git import Git, environment, first_line

ENTRIES: Final = "content/papers"
_ENTRIES_ANYWHERE: Final = f":(top,glob)**/{ENTRIES}/**"
"""A shelf may have been in another folder of its repository."""
_CHUNK: Final = 1 << 20
_MOST_HELPERS: Final = 50
"""Co-authors that count of one commit: no message names more in earnest."""
_MOST_RENAMED: Final = 200
"""Files that a commit removes and adds, up to which git looks for those that were also changed;
the time that takes grows with the square. Files that were only renamed are always found."""
_FORMAT: Final = "%H%x00%aN%x00%aE%x00%(trailers:key=Co-authored-by,valueonly=true,unfold=true)"
_SETTINGS: Final = (
    # What the user or the machine has set must not tell.
    *("-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "log.showSignature=false"),
    *("-c", "mailmap.file=", "-c", "mailmap.blob=", "-c", f"diff.orderFile={os.devnull}"),
    *("--no-replace-objects", "--no-literal-pathspecs"),
)
_HELPER: Final = re.compile(r"([^<>]*)<([^<>\s]+)>\s*")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody as a commit names them."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a commit did to a file."""

    path: str
    """From the top of the repository, after the commit."""
    before: str
    """What it was called before, empty where that is the same."""
    is_new: bool
    is_edit: bool
    """Whether what it holds has changed, not only its name or its mode."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that is no merge."""

    author: Contact
    helpers: Sequence[Contact]
    """Those that its message names as co-authors, as it writes them."""
    changes: Sequence[Change]


def commits(git: Git, last: str = "HEAD") -> Iterator[Commit]:
    """The commits up to the last one that changed entries, each after those that came later.

    Of all shelves in the repository, so that those count that were moved.

    Raises MachineError where git fails.
    """
    command = git.command(
        *_SETTINGS,
        *("log", "-z", "--raw", "--no-abbrev", "-M", f"-l{_MOST_RENAMED}", "--no-relative"),
        *("--no-merges", "--date-order", "--no-color", "--no-ext-diff", "--no-textconv"),
        *("--ignore-submodules=all", "--encoding=UTF-8", f"--format=tformat:{_FORMAT}"),
        *(last, "--", _ENTRIES_ANYWHERE),
    )
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(  # noqa: S603 - a list, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=told,
            env=environment(),
        ) as process,
    ):
        stream = process.stdout
        if stream is None:
            raise MachineError("cannot read what git says")
        try:
            yield from _commits(_fields(stream))
        finally:
            # Somebody who reads no further lets git wait for ever.
            stream.close()
            failed = process.wait()
        if failed:
            told.seek(0)
            raise MachineError(f"git log failed: {first_line(told.read(_CHUNK))}")


def _fields(stream: IO[bytes]) -> Iterator[str]:
    """What stands before each NUL."""
    rest: list[bytes] = []
    while chunk := stream.read(_CHUNK):
        first, *others = chunk.split(b"\0")
        rest.append(first)
        if others:
            yield _text(b"".join(rest))
            yield from map(_text, others[:-1])
            rest = [others[-1]]


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _commits(fields: Iterator[str]) -> Iterator[Commit]:
    author: Contact | None = None
    helpers: Sequence[Contact] = ()
    changes: list[Change] = []
    for field in fields:
        if field.startswith((":", "\n:")):
            # A commit cannot forge this: neither names nor messages hold a NUL.
            changes.append(_change(field.split(), fields))
            continue
        if author is not None:
            yield Commit(author, helpers, changes)
        author = Contact(next(fields, ""), next(fields, ""))
        helpers = tuple(_helpers(next(fields, "")))
        changes = []
    if author is not None:
        yield Commit(author, helpers, changes)


def _change(details: Sequence[str], fields: Iterator[str]) -> Change:
    _, _, old, new, status = details
    path, before = next(fields, ""), ""
    if status.startswith("R"):
        path, before = next(fields, ""), path
    return Change(path, before, status == "A", status != "D" and old != new)


def _helpers(trailers: str) -> Iterator[Contact]:
    for line in trailers.split("\n", _MOST_HELPERS)[:_MOST_HELPERS]:
        found = _HELPER.fullmatch(line)
        if found:
            yield Contact(found[1].strip(), found[2])


def mapped(git: Git, contacts: Sequence[Contact]) -> list[Contact]:
    """The contacts as `.mailmap` has them; git asks it for authors only."""
    if not contacts:
        return []
    lines = "".join(f"{contact.name} <{contact.email}>\n" for contact in contacts)
    try:
        done = subprocess.run(  # noqa: S603 - a list, no shell
            git.command(*_SETTINGS, "check-mailmap", "--stdin"),
            input=lines.encode("utf-8", "replace"),
            capture_output=True,
            check=True,
            env=environment(),
        )
    except subprocess.CalledProcessError as error:
        raise MachineError(f"git check-mailmap failed: {first_line(error.stderr)}") from None
    found = map(_HELPER.fullmatch, _text(done.stdout).split("\n"))
    # What it makes of one contact may be none any more.
    return [
        Contact(match[1].strip(), match[2]) if match else contact
        for contact, match in zip(contacts, found, strict=False)
    ]
