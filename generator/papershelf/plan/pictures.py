"""The sizes of the pictures that pages show, so that texts do not jump while these load."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from papershelf.errors import MachineError
from papershelf.picture_sizes import Size, has_known_format, size_in
from papershelf.static_files import open_static


class Pictures:
    """The sizes of pictures in content/static, read when they are asked for and then kept."""

    def __init__(self, shelf: Path, static: Iterable[str]) -> None:
        """`static`: the paths below content/static."""
        self._shelf = shelf
        self._static = frozenset(filter(has_known_format, static))
        self._known: dict[str, Size | None] = {}

    def size(self, address: str) -> Size | None:
        """The size of the picture at a site path; None if there is none or it tells no size."""
        path = unquote(address.partition("#")[0])
        if path not in self._static:
            return None
        if path not in self._known:
            self._known[path] = self._read(path)
        return self._known[path]

    def _read(self, path: str) -> Size | None:
        try:
            with open_static(self._shelf, path) as file:
                return size_in(path, file)
        except (MachineError, OSError):
            # Whoever puts the file into the site tells what is wrong with it.
            return None
