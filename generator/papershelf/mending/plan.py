"""What the fixes of problems make of the files of a shelf."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from papershelf.content_files import ContentFile, ContentFiles, find_files
from papershelf.errors import Problem
from papershelf.mending.files import Mended, Mending
from papershelf.mending.opening import Fixes, opened
from papershelf.mending.papers import Papers
from papershelf.mending.text import Text

_MOST_ROUNDS = 8
"""Fixes of one entry that are tried one by one, where all of them together would change it."""


def mend(shelf: Path, problems: Sequence[Problem]) -> Mending:
    """The files that the fixes of problems change; nothing is written."""
    files, _ = find_files(shelf)
    known = {file.path: file for file in _texts(files)}
    fixes: dict[str, Fixes] = {}
    for problem in problems:
        location = problem.location
        if location.path in known and (problem.is_grave or problem.fix):
            of_file = fixes.setdefault(location.path, {})
            if problem.fix and location.column:
                # Of two fixes of one value the first is taken; the other may come the next time.
                of_file.setdefault((location.line, location.column), problem.fix)
    mending = Mending()
    texts: dict[str, Text] = {}
    for text, refused in opened([(known[path], fixes[path]) for path in sorted(fixes)]):
        texts[text.file.path] = text
        mending.refused += refused
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


def _texts(files: ContentFiles) -> Iterator[ContentFile]:
    yield from (*files.papers, *files.collections, *files.pages, *files.digests)
    yield from files.vocabularies.values()
    yield from (file for file in (files.metrics, files.config) if file)
