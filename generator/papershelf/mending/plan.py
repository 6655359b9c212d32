"""What the fixes of problems make of the files of a shelf."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from papershelf.errors import Fix, Problem
from papershelf.load import ContentFile, ContentFiles, decode, find_files, read_bytes
from papershelf.mending.edited import applied
from papershelf.mending.files import Mended, Mending, mended_whole
from papershelf.mending.papers import Papers
from papershelf.mending.text import Text

_MOST_ROUNDS = 8
"""Fixes of one entry that are tried one by one, where all of them together would change it."""
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
    texts = {path: _opened(known[path], fixes[path], mending) for path in sorted(fixes)}
    _keep_papers(Papers(shelf, files), texts, mending)
    for text in texts.values():
        after = text.after.encode()
        if text.is_text and after != text.content:
            mending.values += len(text.edits)
            mending.files.append(Mended(text.file, text.content, after))
    return mending


def _keep_papers(papers: Papers, texts: Mapping[str, Text], mending: Mending) -> None:
    """Refuse the edits that would make other papers, but for those that are to."""
    new = {path: text.renewed() for path, text in texts.items() if text.has_new}
    for path, positions in papers.renew(new).items():
        texts[path].drop_new(positions, mending)
    wanted = {path: text.after.encode() for path, text in texts.items() if text.edits}
    for path, positions in papers.others(wanted).items():
        texts[path].set_aside(positions)
    for _ in range(_MOST_ROUNDS):
        tried = {path: text.tried() for path, text in texts.items() if text.aside}
        bad = papers.others(tried)
        for path in tried:
            texts[path].settle(bad.get(path, ()), mending)
    for text in texts.values():
        for edits in text.aside.values():
            text.refuse(edits, mending)


def _opened(file: ContentFile, fixes: _Fixes, mending: Mending) -> Text:
    content = read_bytes(file)
    before = ""
    with suppress(UnicodeDecodeError):
        before = mended_whole(content).decode()
    if not before or decode(before.encode(), file.path)[1]:
        # What is wrong with it is nothing that could be mended here.
        return Text(file, content, is_text=False)
    wanted = [(line, column, fix) for (line, column), fix in sorted(fixes.items())]
    edits = applied(file.path, before, wanted)
    kept = {edit[:2] for edit in edits}
    for line, column, _ in wanted:
        if (line, column) not in kept:
            told = "the fix would change more than this value; mend it by hand"
            mending.refuse(file.path, line, column, told)
    text = Text(file, content, before)
    text.take(edits)
    if file.is_shared and text.after.encode() != content:
        told = "it is a link, or a file with several names; mend what it leads to"
        mending.refuse(file.path, 0, 0, told)
        return Text(file, content, is_text=False)
    return text


def _texts(files: ContentFiles) -> Iterator[ContentFile]:
    yield from (*files.papers, *files.collections, *files.pages, *files.vocabularies.values())
    yield from (file for file in (files.metrics, files.config) if file)
