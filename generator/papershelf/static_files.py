"""Opens the files below content/static, never one that a link brings in from elsewhere."""

import os
from pathlib import Path
from typing import BinaryIO

from papershelf.content_files import is_inside, real_path
from papershelf.errors import MachineError


def static_file(shelf: Path, path: str) -> Path:
    """The file, free of links, that a path below content/static leads to.

    Raises MachineError where that is outside of content/ or no regular file, whatever there was
    when the files of the shelf were found.
    """
    target = real_path(str(shelf / "content" / "static" / path))
    if not is_inside(target, os.path.realpath(shelf / "content")):
        raise MachineError(
            f"content/static/{path} is a link that leads out of the content folder; "
            "put the file itself there"
        )
    if not os.path.isfile(target):  # noqa: PTH113 - a string from realpath
        raise MachineError(f"cannot read content/static/{path}: there is no such file")
    return Path(target)


def read_static(shelf: Path, path: str) -> bytes:
    """The bytes of a file below content/static; raises MachineError if the machine says no."""
    try:
        with open_static(shelf, path) as opened:
            return opened.read()
    except OSError as error:
        raise MachineError(f"cannot read content/static/{path}: {error.strerror}") from None


def open_static(shelf: Path, path: str) -> BinaryIO:
    """A file below content/static, open for reading; raises MachineError as `static_file`."""
    # Path.open() takes no opener.
    return open(static_file(shelf, path), "rb", opener=_open_no_link)


def _open_no_link(path: str, flags: int) -> int:
    # A link may have been put there since it was looked at.
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
