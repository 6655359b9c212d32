"""Where exported texts go: to standard output, or whole into a file."""

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from papershelf.errors import MachineError
from papershelf.replacing import put_in_place

STANDARD_OUTPUT = "-"
_SEPARATORS = tuple(filter(None, (os.sep, os.altsep)))


class Target:
    """Takes texts in UTF-8, without translating ends of lines.

    Raises MachineError at once for a place where no file can be. A file is there when all of it is,
    or stays as it was.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        # What a link leads to is written, the link stays.
        self._path = os.path.realpath(name)
        self._mode: int | None = None
        if not self._is_stream:
            try:
                self._look()
            except OSError as error:
                raise self._failure(error) from None

    def _look(self) -> None:
        """Find out what is there already."""
        name, parent = self._name, Path(self._name).parent
        if name.endswith(_SEPARATORS) or Path(name).is_dir():
            raise MachineError(f"{name} is a folder; name a file in it")
        if not parent.is_dir():
            what = "is no folder" if parent.exists() else "does not exist"
            raise MachineError(f"cannot write {name}: the folder {parent} {what}; make it first")
        with suppress(FileNotFoundError):
            self._mode = Path(name).stat().st_mode
            if not os.access(name, os.W_OK):
                raise MachineError(f"cannot write {name}: it is read-only")

    def _failure(self, error: OSError) -> MachineError:
        return MachineError(f"cannot write {self}: {error.strerror or error}")

    @property
    def _is_stream(self) -> bool:
        return self._name == STANDARD_OUTPUT

    def __str__(self) -> str:
        return "standard output" if self._is_stream else self._name

    def write(self, texts: Iterable[str]) -> None:
        """Take all texts; raises MachineError where there is no room for them."""
        try:
            if self._is_stream:
                _pour(texts, sys.stdout.buffer)
            elif self._mode is not None and not stat.S_ISREG(self._mode):
                # A device or a pipe: nothing can take its place.
                with Path(self._name).open("wb") as file:
                    _pour(texts, file)
            else:
                self._replace(texts)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise self._failure(error) from None

    def _replace(self, texts: Iterable[str]) -> None:
        temporary = Path(self._path).with_name(f".papershelf-{os.getpid()}.new")
        mode = None if self._mode is None else stat.S_IMODE(self._mode)
        put_in_place(temporary, Path(self._path), _encoded(texts), mode)


def _pour(texts: Iterable[str], stream: IO[bytes]) -> None:
    stream.writelines(_encoded(texts))
    stream.flush()


def _encoded(texts: Iterable[str]) -> Iterator[bytes]:
    # Half a surrogate pair has no UTF-8.
    return (text.encode("utf-8", "replace") for text in texts)
