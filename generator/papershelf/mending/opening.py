"""Files → texts with all edits that leave the rest of each file as it reads."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from papershelf.content_files import ContentFile
from papershelf.errors import Fix, Location
from papershelf.load import decode, read_bytes, too_long_to_read
from papershelf.mending.edited import applied
from papershelf.mending.files import Refusal, mended_whole
from papershelf.mending.text import Text
from papershelf.workers import map_pieces, usable_cores

Fixes = dict[tuple[int, int], Fix]
"""By line and column of the value."""
_Wanted = tuple[ContentFile, Fixes]
_Opened = tuple[Text, list[Refusal]]
_PIECE = 64
_ALONE_UP_TO = 400
"""Starting processes costs more than reading this many files in one."""


def opened(wanted: Sequence[_Wanted]) -> Iterator[_Opened]:
    """The text of each file with its fixes, and what is left as it is; in several processes."""
    jobs = usable_cores() if len(wanted) > _ALONE_UP_TO else 1
    nothing: Mapping[str, str] = {}
    for piece in map_pieces(_open_piece, nothing, wanted, jobs=jobs, piece=_PIECE):
        yield from piece


def _open_piece(_shared: object, wanted: Sequence[_Wanted]) -> list[_Opened]:
    return [_opened(file, fixes) for file, fixes in wanted]


def _opened(file: ContentFile, fixes: Fixes) -> _Opened:
    content = read_bytes(file)
    before = ""
    if not too_long_to_read(content, file.path):
        with suppress(UnicodeDecodeError):
            before = mended_whole(content).decode()
    if not before or decode(before.encode(), file.path)[1]:
        # What is wrong with it is nothing that could be mended here.
        return Text(file, content, is_text=False), []
    wanted = [(line, column, fix) for (line, column), fix in sorted(fixes.items())]
    edits, after = applied(file.path, before, wanted)
    kept = {edit[:2] for edit in edits}
    told = "the fix would change more than this value; mend it by hand"
    refused = [
        (Location(file.path, line, column), told)
        for line, column, _ in wanted
        if (line, column) not in kept
    ]
    text = Text(file, content, before)
    text.take(edits, after)
    if file.is_shared and after.encode() != content:
        told = "it is a link, or a file with several names; mend what it leads to"
        return Text(file, content, is_text=False), [*refused, (Location(file.path), told)]
    return text, refused
