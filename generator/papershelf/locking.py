"""Let one process at a time do what two must not do at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from papershelf.errors import MachineError

_MODE: Final = 0o600


@contextmanager
def only_one(path: Path, taken: str) -> Iterator[None]:
    """Hold the lock of a file, made if there is none; the system lets go of it when we die.

    Raises MachineError, with the words of `taken` where another process holds it.
    """
    lock = FileLock(path, blocking=False, mode=_MODE)
    try:
        lock.acquire()
    except Timeout:
        raise MachineError(taken) from None
    except (OSError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or error
        raise MachineError(f"cannot write {path.name}: {reason}") from None
    try:
        yield
    finally:
        lock.release()
