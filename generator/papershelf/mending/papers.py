"""Which papers other texts of files would make other papers."""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from papershelf.errors import ContentError
from papershelf.load import ContentFile, ContentFiles, content_file
from papershelf.loading import load_shelf
from papershelf.model import Paper
from papershelf.store import open_store
from papershelf.validate import CheckedMemory
from papershelf.version import program_digest

_Place = tuple[str, int]
"""A file and a place in it, from 0."""


def other_papers(
    shelf: Path, files: ContentFiles, texts: Mapping[str, bytes]
) -> Mapping[str, Sequence[int]]:
    """The places, in each of the files with other texts, of the papers that would not stay equal.

    Entries with errors are no papers yet, so that nothing can be lost of them.
    """
    if not texts:
        return {}
    with tempfile.TemporaryDirectory(prefix="papershelf-") as folder:
        laid: dict[str, ContentFile] = {}
        for number, (path, text) in enumerate(texts.items()):
            place = Path(folder) / str(number)
            place.write_bytes(text)
            laid[path] = content_file(path, str(place), place.stat())
        with_texts = replace(
            files,
            papers=[laid.get(file.path, file) for file in files.papers],
            collections=[laid.get(file.path, file) for file in files.collections],
            vocabularies={
                name: laid.get(file.path, file) for name, file in files.vocabularies.items()
            },
        )
        before, after = _papers(shelf, files), _papers(shelf, with_texts)
    others: dict[str, list[int]] = {}
    for (path, position), paper in before.items():
        if path in texts and after.get((path, position)) != paper:
            others.setdefault(path, []).append(position)
    return others


def _papers(shelf: Path, files: ContentFiles) -> dict[_Place, Paper]:
    store = open_store(shelf, program_digest())
    # What is tried must not be remembered.
    memory = CheckedMemory(store, write_from=sys.maxsize)
    try:
        library = load_shelf(shelf, store, (files, []), memory=memory, lenient=True).library
    except ContentError:
        return {}
    return {(paper.source, paper.position): paper for paper in library.papers.values()}
