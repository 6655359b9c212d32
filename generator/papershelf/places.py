"""Finds where something was written, by reading the file again."""

from bisect import bisect_left
from operator import attrgetter
from pathlib import Path
from urllib.parse import unquote

from papershelf.content_files import ContentFiles
from papershelf.errors import Location
from papershelf.load import Entry, read_bytes, read_entries

_REMEMBERED_FILES = 16


class EntryFinder:
    """Finds where a field of a checked record was written, by reading its file again.

    Problems between entries are rare, so the places of all fields need not be remembered: only
    those of the last files asked about are.
    """

    def __init__(self, files: ContentFiles) -> None:
        self._files = files.papers
        self._entries: dict[str, list[Entry]] = {}

    def __call__(
        self, path: str, position: int, field: tuple[int | str, ...]
    ) -> tuple[Location, str]:
        """The place of a field of the entry at `position` of a file, and that line."""
        entries = self._entries.get(path)
        if entries is None:
            place = bisect_left(self._files, path, key=attrgetter("path"))
            entries = read_entries(read_bytes(self._files[place]), path)[0]
            self._entries[path] = entries
            if len(self._entries) > _REMEMBERED_FILES:
                # A large shelf may have a problem in every file.
                del self._entries[next(iter(self._entries))]
        if position >= len(entries):
            return Location(path), ""
        line, column = entries[position].place(*field)
        lines = entries[position].source.lines
        return Location(path, line, column), lines[line - 1] if line <= len(lines) else ""


def find_text(shelf: Path, path: str, text: str) -> tuple[Location, str]:
    """The first place of a link's target in a file of the shelf, and that line."""
    if path.startswith("content/"):
        try:
            lines = (shelf / path).read_text(encoding="utf-8").split("\n")
        except OSError:
            return Location(path), ""
        # As a target if it can be found so: its words may stand elsewhere too.
        for before in ("](", "](<", "]: ", ""):
            for number, line in enumerate(lines, 1):
                for target in (text, unquote(text)):
                    column = line.find(before + target)
                    if column >= 0:
                        return Location(path, number, column + len(before) + 1), line
    return Location(path), ""
