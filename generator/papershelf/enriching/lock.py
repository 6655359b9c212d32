"""Two runs at once would ask everybody twice, and one would lose what the other has counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from papershelf.errors import MachineError
from papershelf.kept import FOLDER, write_kept
from papershelf.locking import only_one

_NAME: Final = "enrich.lock"


@contextmanager
def only_run(shelf: Path) -> Iterator[None]:
    """Be the only one that counts on a shelf; the system lets go of it when a run dies.

    Raises MachineError where another one is at it.
    """
    # The folder is made as for anything that is kept, out of sight of git and through no link.
    if not write_kept(shelf, f"{_NAME}.held", b""):
        raise MachineError(f"cannot write to {FOLDER}: whether another run counts cannot be known")
    with only_one(
        shelf / FOLDER / _NAME,
        "another papershelf enrich is counting on this shelf; wait until it has ended",
    ):
        yield
