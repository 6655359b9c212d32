"""Which papers other texts of files would make other papers."""

import sys
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from papershelf.content_files import ContentFile, ContentFiles, content_file
from papershelf.errors import ContentError
from papershelf.loading import load_shelf
from papershelf.model import Paper
from papershelf.store import open_store
from papershelf.validate import CheckedMemory
from papershelf.version import program_digest
from papershelf.workers import usable_cores

_Place = tuple[str, int]
"""A file and a place in it, from 0."""


class Papers:
    """The papers of a shelf, to be compared with what they would be."""

    def __init__(self, shelf: Path, files: ContentFiles) -> None:
        self._shelf, self._files = shelf, files
        self._before: Mapping[_Place, Paper] | None = None

    def renew(self, texts: Mapping[str, bytes]) -> Mapping[str, Collection[int]]:
        """Let papers be from now on what they are in other texts of their files.

        Gives the places, in each file, of those that would be no papers; they stay what they are.
        """
        if not texts:
            return {}
        before, after = self._known(), self._with(texts)
        self._before = {**before, **{place: after[place] for place in before if place in after}}
        lost: dict[str, set[int]] = {}
        for path, position in before.keys() - after.keys():
            lost.setdefault(path, set()).add(position)
        return lost

    def others(self, texts: Mapping[str, bytes]) -> Mapping[str, Collection[int]]:
        """The places, in each file with another text, of the papers that would not stay equal.

        Entries with errors are no papers yet, so that nothing can be lost of them.
        """
        if not texts:
            return {}
        before, after = self._known(), self._with(texts)
        others: dict[str, set[int]] = {}
        for (path, position), paper in before.items():
            if path in texts and after.get((path, position)) != paper:
                others.setdefault(path, set()).add(position)
        return others

    def _known(self) -> Mapping[_Place, Paper]:
        if self._before is None:
            self._before = _papers(self._shelf, self._files)
        return self._before

    def _with(self, texts: Mapping[str, bytes]) -> Mapping[_Place, Paper]:
        with tempfile.TemporaryDirectory(prefix="papershelf-") as folder:
            laid: dict[str, ContentFile] = {}
            for number, (path, text) in enumerate(texts.items()):
                place = Path(folder) / str(number)
                place.write_bytes(text)
                laid[path] = content_file(path, str(place), place.stat())
            return _papers(self._shelf, _with(self._files, laid))


def _with(files: ContentFiles, laid: Mapping[str, ContentFile]) -> ContentFiles:
    vocabularies = files.vocabularies.items()
    return replace(
        files,
        papers=[laid.get(file.path, file) for file in files.papers],
        collections=[laid.get(file.path, file) for file in files.collections],
        vocabularies={name: laid.get(file.path, file) for name, file in vocabularies},
    )


def _papers(shelf: Path, files: ContentFiles) -> Mapping[_Place, Paper]:
    store = open_store(shelf, program_digest())
    # What is tried must not be remembered.
    memory = CheckedMemory(store, write_from=sys.maxsize)
    jobs = usable_cores()
    try:
        loaded = load_shelf(shelf, store, (files, []), memory=memory, lenient=True, jobs=jobs)
    except ContentError:
        return {}
    return {(paper.source, paper.position): paper for paper in loaded.library.papers.values()}
