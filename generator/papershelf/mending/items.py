"""The items of a list file as files of their own: a long list is not read for each of them."""

from bisect import bisect_right

from papershelf.load import read_entries


class Items:
    """Pieces of a text, one for each item of its list; one for all of what is no list.

    Places count from 0; what stands above the first item is at 0 too, as a piece of its own.
    """

    def __init__(self, path: str, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = [1, *_starts(path, text)]

    def __len__(self) -> int:
        return len(self._starts)

    def place(self, line: int) -> int:
        """The piece that a line is in."""
        return max(bisect_right(self._starts, line) - 1, 0)

    def above(self, place: int) -> int:
        """How many lines stand above a piece."""
        return self._starts[place] - 1

    def piece(self, place: int) -> str:
        """The lines of a piece."""
        end = self._starts[place + 1] - 1 if place + 1 < len(self._starts) else len(self._lines)
        return "\n".join(self._lines[self._starts[place] - 1 : end])


def _starts(path: str, text: str) -> list[int]:
    """The lines on which the items of a list begin."""
    if path.endswith(".md"):
        return []
    entries, _ = read_entries(text.encode(), path)
    return [entry.node.line for entry in entries if entry.position is not None]
