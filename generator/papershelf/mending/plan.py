"""What the fixes of problems make of the files of a shelf."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from papershelf.errors import Fix, Problem
from papershelf.load import (
    ContentFile,
    ContentFiles,
    decode,
    find_files,
    read_bytes,
    read_entries,
)
from papershelf.mending.edited import Edit, applied, changed
from papershelf.mending.files import Mended, Mending, mended_whole
from papershelf.mending.papers import other_papers

_Fixes = dict[tuple[int, int], Fix]


def mend(shelf: Path, problems: Sequence[Problem]) -> Mending:
    """The files that the fixes of problems change; nothing is written."""
    files, _ = find_files(shelf)
    known = {file.path: file for file in _texts(files)}
    fixes: dict[str, _Fixes] = {}
    for problem in problems:
        location = problem.location
        if location.path in known and (problem.is_grave or problem.fix):
            of_file = fixes.setdefault(location.path, {})
            if problem.fix and location.column:
                # Of two fixes of one value the first is taken; the other may come the next time.
                of_file.setdefault((location.line, location.column), problem.fix)
    mending = Mending()
    texts = {path: _text(known[path], fixes[path], mending) for path in sorted(fixes)}
    edited = {path: text.after.encode() for path, text in texts.items() if text.edits}
    for path, positions in other_papers(shelf, files, edited).items():
        texts[path].drop(positions, mending)
    for text in texts.values():
        after = text.after.encode()
        if text.is_text and after != text.content:
            mending.values += len(text.edits)
            mending.files.append(Mended(text.file, text.content, after))
    return mending


@dataclass(slots=True)
class _Text:
    """A file with the edits that keep its meaning."""

    file: ContentFile
    content: bytes
    before: str = ""
    """With its line ends mended."""
    after: str = ""
    edits: Sequence[Edit] = ()
    is_text: bool = True

    def drop(self, positions: Sequence[int], mending: Mending) -> None:
        """Drop the edits of entries, given by their places in the file."""
        entries = read_entries(self.before.encode(), self.file.path)[0]
        starts = [entry.node.line for entry in entries]
        bad = frozenset(positions)
        kept: list[Edit] = []
        for edit in self.edits:
            line, column, _ = edit
            if max(bisect_right(starts, line) - 1, 0) in bad:
                told = "the fix would make another paper of it; mend it by hand"
                mending.refuse(self.file.path, line, column, told)
            else:
                kept.append(edit)
        after = changed(self.before, kept) if kept else self.before
        self.edits, self.after = (kept, after) if after is not None else ((), self.before)


def _text(file: ContentFile, fixes: _Fixes, mending: Mending) -> _Text:
    content = read_bytes(file)
    before = ""
    with suppress(UnicodeDecodeError):
        before = mended_whole(content).decode()
    if not before or decode(before.encode(), file.path)[1]:
        # What is wrong with it is nothing that could be mended here.
        return _Text(file, content, is_text=False)
    wanted = [(line, column, fix) for (line, column), fix in sorted(fixes.items())]
    edits = applied(file.path, before, wanted)
    kept = {edit[:2] for edit in edits}
    for line, column, _ in wanted:
        if (line, column) not in kept:
            told = "the fix would change more than this value; mend it by hand"
            mending.refuse(file.path, line, column, told)
    after = changed(before, edits) if edits else before
    if after is None or after.encode() == content:
        return _Text(file, content, before, before)
    if file.is_shared:
        told = "it is a link, or a file with several names; mend what it leads to"
        mending.refuse(file.path, 0, 0, told)
        return _Text(file, content, is_text=False)
    return _Text(file, content, before, after, edits)


def _texts(files: ContentFiles) -> Iterator[ContentFile]:
    yield from (*files.papers, *files.collections, *files.pages, *files.vocabularies.values())
    yield from (file for file in (files.metrics, files.config) if file)
