"""The entries of files as they are written, those with errors too, to be compared with others."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from papershelf.differences.values import fields_of
from papershelf.errors import MachineError
from papershelf.load import ContentFile, Entry, read_bytes, read_entries
from papershelf.markup import to_text
from papershelf.validate import meant_id

UNREADABLE = "text of the file"
"""What the one field is called of a file that is no YAML, whatever it would hold."""
_MOST_TEXT = 200_000
"""Characters of such a file that are compared."""


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it stands in a file."""

    id: str
    path: str
    line: int
    fields: Mapping[str, str]
    """As texts, by the names that they have in reports."""
    is_readable: bool = True

    @property
    def title(self) -> str:
        """Plain text; its id, where it has none."""
        return to_text(self.fields.get("title", "")) or self.id or self.path

    @property
    def aliases(self) -> Sequence[str]:
        """What it was called earlier, as it says itself."""
        return self.fields.get("aliases", "").split("\n")


def written_entries(
    files: Sequence[ContentFile], paths: Collection[str]
) -> Mapping[str, Sequence[Written]]:
    """The entries of some of the files, by path and in the order of each file.

    A file that cannot be read is one entry, whose only field is its text.
    """
    return {file.path: list(_entries(file)) for file in files if file.path in paths}


def entries_in(content: bytes, path: str) -> Iterator[Written]:
    """The entries in the bytes of a file."""
    entries, problems = read_entries(content, path)
    if not entries and problems:
        yield _as_text(content, path)
    for entry in entries:
        yield Written(meant_id(entry), path, _line(entry), fields_of(entry))


def _entries(file: ContentFile) -> Iterator[Written]:
    try:
        content = read_bytes(file)
    except MachineError:
        content = b""
    yield from entries_in(content, file.path)


def _line(entry: Entry) -> int:
    return 1 if entry.position is None else entry.node.line


def _as_text(content: bytes, path: str) -> Written:
    text = content[: 4 * _MOST_TEXT].decode("utf-8", "replace")[:_MOST_TEXT]
    return Written(PurePosixPath(path).stem, path, 1, {UNREADABLE: text}, is_readable=False)
