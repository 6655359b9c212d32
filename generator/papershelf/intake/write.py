"""Entries into files: each whole or not at all, and never over a file that is there."""

import os
import re
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

from papershelf.dump import dump_entry
from papershelf.errors import MachineError, UsageError
from papershelf.intake.intake import Taken
from papershelf.load import MAX_LIST_BYTES, read_entries
from papershelf.modeline import modeline
from papershelf.replacing import replace_file
from papershelf.yamltext import plain

PAPERS: Final = "content/papers"
_LEFT_BEHIND: Final = re.compile(r"\.papershelf-\d+\.new")
_OLD_SECONDS: Final = 60


class Writer(Protocol):
    """Takes entries one by one."""

    def write(self, taken: Taken, /) -> bool:
        """Take an entry; False if its name is in use."""

    def close(self) -> None:
        """All entries are there."""


class Nowhere:
    """Takes entries and writes nothing."""

    def write(self, _taken: Taken, /) -> bool:
        """Take an entry."""
        return True

    def close(self) -> None:
        """Nothing is left to do."""


class EntryFiles:
    """A file for each entry: `content/papers/ID.md`."""

    def __init__(self, shelf: Path) -> None:
        """Make the folder where there is none; MachineError if that cannot be."""
        self._folder = shelf / "content" / "papers"
        self._temporary = self._folder / f".papershelf-{os.getpid()}.new"
        _refuse_outside(shelf, self._folder, PAPERS)
        try:
            self._folder.mkdir(exist_ok=True)
            self._temporary.unlink(missing_ok=True)
            self._sweep()
        except OSError as error:
            raise _failure(PAPERS, error) from None

    def _sweep(self) -> None:
        """Remove what imports that were killed left behind."""
        for path in list(self._folder.iterdir()):
            if _LEFT_BEHIND.fullmatch(path.name):
                with suppress(OSError):
                    if time.time() - path.lstat().st_mtime > _OLD_SECONDS:
                        path.unlink()

    def write(self, taken: Taken) -> bool:
        """Write a file; False if there is one of that name."""
        name = f"{taken.id}.md"
        try:
            try:
                # Made anew each time, so that a link somebody laid there is not followed.
                with self._temporary.open("xb") as file:
                    file.write(taken.text.encode())
                return _name(self._temporary, self._folder / name)
            finally:
                self._temporary.unlink(missing_ok=True)
        except OSError as error:
            raise _failure(f"{PAPERS}/{name}", error) from None

    def close(self) -> None:
        """Every file is there already."""


def _name(temporary: Path, path: Path) -> bool:
    """Give a file its name, unless another has it."""
    try:
        # Unlike a renaming, this takes nobody's place.
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    except OSError:
        # Some file systems know no second names.
        if os.path.lexists(path):
            return False
        temporary.rename(path)
    return True


class EntryList:
    """Entries for one YAML list, which is written when all are there.

    What the file holds already stays as it is; new entries come after it.
    """

    def __init__(self, path: Path, shown: str) -> None:
        """`shown`: the path as messages name it. UsageError where the file holds no list."""
        self._path = path
        self._shown = shown
        self._before = _read(path, shown)
        head = modeline(shown)
        self._head = "" if self._before or not head else f"{head}\n"
        self._margin = _margin(self._before, shown)
        self._items: list[str] = []

    def write(self, taken: Taken) -> bool:
        """Take an entry; it is written with the others."""
        fields = {"id": taken.id, **taken.fields} if taken.id else dict(taken.fields)
        extra = fields.pop("extra", None)
        if taken.note:
            fields["note"] = taken.note
        if extra:
            fields["extra"] = extra
        lines = dump_entry(fields).split("\n")[1:-2]
        indented = (f"{self._margin}  {line}" if line else "" for line in lines)
        item = "\n".join(indented)
        self._items.append(f"{self._margin}- {item[len(self._margin) + 2 :]}\n")
        return True

    def close(self) -> None:
        """Write the list; MachineError if that cannot be, and the file stays as it was."""
        if not self._items:
            return
        before = self._before
        while before and not before.endswith("\n\n"):
            before += "\n"
        content = (self._head + before + "\n".join(self._items)).encode()
        if len(content) > MAX_LIST_BYTES:
            raise UsageError(
                f"{self._shown} would have {len(content):,} bytes, and a list may have "
                f"{MAX_LIST_BYTES:,}; import into several lists, or into a file for each entry"
            )
        self._compare(content)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _failure(self._shown, error) from None
        if _read(self._path, self._shown) != self._before:
            raise MachineError(f"{self._shown} was changed meanwhile; import once more")
        replace_file(self._path, content, shown=self._shown)

    def _compare(self, content: bytes) -> None:
        """Make sure that what was in the list reads as it did, and that what comes is there."""
        old = _entries(self._before.encode(), self._shown)
        new = _entries(content, self._shown)
        if new[: len(old)] != old or len(new) != len(old) + len(self._items):
            raise UsageError(
                f"entries cannot be added to {self._shown} as it is written; "
                "write it as a list with a - before each entry, or import into another list"
            )


def _entries(content: bytes, shown: str) -> list[Any]:
    if not content.strip():
        return []
    entries, problems = read_entries(content, shown)
    if problems:
        first = problems[0]
        raise UsageError(f"{shown} cannot be added to: {first.location}: {first.message}")
    return [plain(entry.node) for entry in entries]


def _read(path: Path, shown: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise UsageError(f"{shown} is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise _failure(shown, error) from None


def _margin(text: str, shown: str) -> str:
    """What stands before the hyphens of a list."""
    for line in text.split("\n"):
        bare = line.strip()
        if not bare or bare.startswith("#") or bare == "---":
            continue
        if bare == "-" or bare.startswith("- "):
            return line[: len(line) - len(line.lstrip(" "))]
        raise UsageError(f"{shown} is no list with a - before each entry; import into another list")
    return ""


def _failure(shown: str, error: OSError) -> MachineError:
    return MachineError(f"cannot write {shown}: {error.strerror or error}")


def list_path(shelf: Path, name: str) -> tuple[Path, str]:
    """The file of a list of entries by its name, and how messages call it."""
    bare = name.removesuffix(".yaml").removesuffix(".yml")
    parts: Sequence[str] = bare.split("/")
    if "\\" in bare or any(not part.strip(".") or part.startswith(".") for part in parts):
        raise UsageError(f'"{name}" is no name of a list; for example 2024 or reading/2024')
    shown = f"{PAPERS}/{bare}.yaml"
    _refuse_outside(shelf, shelf / shown, shown)
    return shelf / shown, shown


def _refuse_outside(shelf: Path, path: Path, shown: str) -> None:
    """Links in a shelf may come from strangers: nothing is written where they lead out of it."""
    content = os.path.realpath(shelf / "content")
    if not os.path.realpath(path).startswith(content + os.sep):
        raise MachineError(
            f"{shown} is or lies behind a link that leads out of the content folder; "
            "put the folder itself there"
        )
