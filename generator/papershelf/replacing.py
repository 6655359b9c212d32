"""Put a file in the place of another, whole or not at all."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from papershelf.errors import MachineError


def replace_file(path: Path | str, content: bytes, *, shown: str = "") -> None:
    """Write a file beside the one that is there, then put it in its place.

    What a link leads to is replaced, and the mode is kept. `shown`: what errors call it. Raises
    MachineError where the machine says no; the file is as it was then.
    """
    target = Path(os.path.realpath(path))
    name = shown or str(path)
    temporary = target.with_name(f".papershelf-{os.getpid()}.new")
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        if mode is not None and not os.access(target, os.W_OK):
            raise MachineError(f"cannot write {name}: it is read-only")
        put_in_place(temporary, target, [content], mode)
    except OSError as error:
        raise MachineError(f"cannot write {name}: {error.strerror or error}") from None


def put_in_place(
    temporary: Path, target: Path, content: Iterable[bytes], mode: int | None = None
) -> None:
    """Write a file under another name in the same folder, then let it take the place of `target`.

    `mode`: its permissions, if not those of a new file. Raises OSError; then nothing is left behind
    and what was there is as it was.
    """
    with replacing(temporary, target, mode) as file:
        file.writelines(content)


@contextmanager
def replacing(temporary: Path, target: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """A new file to be written, as `put_in_place` does; it takes its place when all went well."""
    # Made anew, so that a link somebody laid there is not followed.
    temporary.unlink(missing_ok=True)
    try:
        with temporary.open("xb") as file:
            if mode is not None:
                temporary.chmod(mode)
            yield file
        temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
