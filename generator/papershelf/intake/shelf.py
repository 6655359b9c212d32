"""What an entry to be has to fit: the words, ids and files of the shelf."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from papershelf.content_files import ContentFile, find_files
from papershelf.model import Paper
from papershelf.store import open_store
from papershelf.text import slugify
from papershelf.validate import CheckedMemory, ShelfRecords
from papershelf.validate.collections import section_of
from papershelf.version import program_digest
from papershelf.workers import usable_cores

_TOPICS: Final = "content/topics.yaml"


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary: its ids by each of their words."""

    ids: Mapping[str, str] = field(default_factory=dict)
    is_closed: bool = False
    """Whether other words are mistakes."""
    faulty: str = ""
    """The file they are in, where errors keep some of them unknown."""

    def find(self, text: str) -> str | None:
        """The id that a text names, or None."""
        return self.ids.get(_word(text))


@dataclass(frozen=True, slots=True)
class ShelfFacts:
    """What is on a shelf already, as far as new entries have to know."""

    papers: Sequence[Paper] = ()
    taken: frozenset[str] = frozenset()
    """Ids, aliases and names of files, as slugs."""
    venues: Words = field(default_factory=Words)
    topics: Words = field(default_factory=Words)
    collections: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The titles of the sections by the id of their collection."""
    identities: frozenset[str] = frozenset()
    static: frozenset[str] = frozenset()
    """Files as entries write them: `static/one.pdf`."""
    faulty: Sequence[ContentFile] = ()
    """Files of papers with errors: what they hold is not all among the papers."""


def read_shelf(shelf: Path) -> ShelfFacts:
    """The facts of a shelf, errors in its content or not; MachineError if there is no content."""
    files, _ = find_files(shelf)
    memory = CheckedMemory(open_store(shelf, program_digest()))
    checked = memory.papers(files.papers, jobs=usable_cores())
    records = memory.shelf(files)
    papers = [*checked.papers, *checked.salvaged]
    names = (PurePosixPath(file.path).stem for file in files.papers)
    taken = {slugify(name) for name in names}
    taken.update(slugify(paper.id) for paper in papers)
    taken.update(slugify(alias) for paper in papers for alias in paper.aliases)
    taken.update(slugify(name) for name in checked.broken)
    faulty = {problem.location.path for problem in checked.problems if problem.is_grave}
    return ShelfFacts(
        papers,
        frozenset(taken),
        _venues(records),
        _topics(records),
        {
            key: [section_of(section).title for section in written.form.sections]
            for key, written in records.collections.items()
        },
        frozenset(records.identities),
        frozenset(file.path.removeprefix("content/") for file in files.static),
        [file for file in files.papers if file.path in faulty],
    )


def _venues(records: ShelfRecords) -> Words:
    return Words(
        _index(
            (key, [form.name, *([form.acronym] if form.acronym else []), *form.aliases])
            for key, form in ((key, written.form) for key, written in records.venues.items())
        )
    )


def _topics(records: ShelfRecords) -> Words:
    index = _index(
        (key, [*([form.name] if form.name else []), *form.aliases])
        for key, form in ((key, written.form) for key, written in records.topics.items())
    )
    is_closed = records.has_vocabulary and "topics" not in records.unreadable
    wrong = (problem.location.path for problem in records.problems if problem.is_grave)
    return Words(index, is_closed, _TOPICS if _TOPICS in wrong else "")


def _index(words: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
    """Ids come before names and aliases, as they do where entries are put together."""
    listed = list(words)
    index = {_word(key): key for key, _ in listed}
    for key, names in listed:
        for name in names:
            index.setdefault(_word(name), key)
    return index


def _word(text: str) -> str:
    return slugify(text) or text
