"""The entries of files as they are written, those with errors too, to be compared with others."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from papershelf.content_files import ContentFile
from papershelf.differences.values import fields_of
from papershelf.errors import MachineError
from papershelf.load import Entry, read_bytes, read_entries
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
    name: str = ""
    """The title, where the fields do not tell."""

    @property
    def title(self) -> str:
        """Plain text; its id, where it has none."""
        return self.name or to_text(self.fields.get("title", "")) or self.id or self.path

    @property
    def aliases(self) -> Sequence[str]:
        """What it was called earlier, as it says itself."""
        return self.fields.get("aliases", "").split("\n")


class EntryFiles:
    """Files of a shelf that hold entries, as they are written."""

    def __init__(self, files: Sequence[ContentFile], paths: Collection[str]) -> None:
        """`paths`: those of the files that are asked about."""
        self._files = {file.path: file for file in files if file.path in paths}
        self.entries: Mapping[str, Sequence[Written]] = {
            path: list(entries_in(_bytes(file), path)) for path, file in self._files.items()
        }
        """By path, and in the order of each file; a file that cannot be read is one entry."""

    def as_text(self, path: str, known: Written) -> Written:
        """A file as the one entry that is known of it, of which the text is all that counts."""
        fields = {UNREADABLE: _text(_bytes(self._files[path]))}
        return Written(known.id, path, 1, fields, is_readable=False, name=known.title)


def entries_in(content: bytes, path: str) -> Iterator[Written]:
    """The entries in the bytes of a file."""
    entries, problems = read_entries(content, path)
    if not entries and problems:
        fields = {UNREADABLE: _text(content)}
        yield Written(PurePosixPath(path).stem, path, 1, fields, is_readable=False)
    for entry in entries:
        yield Written(meant_id(entry), path, _line(entry), fields_of(entry))


def _bytes(file: ContentFile) -> bytes:
    try:
        return read_bytes(file)
    except MachineError:
        return b""


def _line(entry: Entry) -> int:
    return 1 if entry.position is None else entry.node.line


def _text(content: bytes) -> str:
    return content[: 4 * _MOST_TEXT].decode("utf-8", "replace")[:_MOST_TEXT]
