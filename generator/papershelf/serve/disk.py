"""A file on disk, opened once and sent as it was then, whatever is put in its place meanwhile."""

import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

from anyio import to_thread

from papershelf.errors import MachineError

_CHUNK = 64 * 1024
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    # A pipe would keep its reader waiting for ever.
    | getattr(os, "O_NONBLOCK", 0)
)


class OpenFile:
    """A regular file that is open, until nobody holds this any more."""

    def __init__(self, path: Path) -> None:
        """Open the file at a path free of links; raises OSError where there is none such now.

        What was looked up a moment ago may be a link by now, or lie behind one, that leads
        anywhere: so it is made sure of what was opened, not of what is to be opened.
        """
        self._path = path
        self._number = os.open(path, _FLAGS)
        found = os.fstat(self._number)
        is_regular = stat.S_ISREG(found.st_mode) and os.path.samestat(path.stat(), found)
        if not is_regular or os.path.realpath(path) != str(path):
            raise FileNotFoundError(path)
        self.size = found.st_size
        """Bytes."""
        self.etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
        """Changes when the file does."""

    def __del__(self) -> None:
        # Nobody else knows whether the answer is ever sent.
        if hasattr(self, "_number"):
            os.close(self._number)

    async def part(self, places: range) -> AsyncIterator[bytes]:
        """The bytes at these places, in pieces; raises MachineError if there are fewer by now."""
        place = places.start
        while place < places.stop:
            piece = await to_thread.run_sync(self._read, place, min(_CHUNK, places.stop - place))
            if not piece:
                raise MachineError(f"{self._path} became shorter while it was sent")
            place += len(piece)
            yield piece

    def _read(self, place: int, count: int) -> bytes:
        os.lseek(self._number, place, os.SEEK_SET)
        return os.read(self._number, count)
