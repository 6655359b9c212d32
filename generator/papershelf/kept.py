"""Files in `.papershelf/` that others read too: editors, and the caches of hosts.

They are not sealed as those of a `Store` are: whatever is read of them is checked as content is.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from papershelf.replacing import put_in_place

FOLDER = ".papershelf"


def read_kept(shelf: Path, name: str, most: int) -> bytes | None:
    """The bytes of a file; None if there is none, a link, or one of more than `most` bytes."""
    path = shelf / FOLDER / name
    if _leads_elsewhere(shelf, path):
        return None
    try:
        details = path.lstat()
        if not stat.S_ISREG(details.st_mode) or details.st_size > most:
            return None
        return path.read_bytes()
    except OSError:
        return None


def write_kept(shelf: Path, name: str, content: bytes) -> bool:
    """Replace a file as a whole, out of sight of git; False where the machine says no."""
    path = shelf / FOLDER / name
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    if _leads_elsewhere(shelf, path):
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError), (shelf / FOLDER / ".gitignore").open("x") as file:
            file.write("*\n")
        put_in_place(temporary, path, [content])
    except OSError:
        return False
    return True


def _leads_elsewhere(shelf: Path, path: Path) -> bool:
    """Whether a folder on the way is a link, which could lead anywhere."""
    within = path.relative_to(shelf).parents
    return any((shelf / folder).is_symlink() for folder in within if folder != Path())
