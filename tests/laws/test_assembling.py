"""A library put together after an edit equals one put together from nothing."""

from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from papershelf.content_files import find_files
from papershelf.model import Library, Paper
from papershelf.places import EntryFinder
from papershelf.store import Store
from papershelf.validate import CheckedMemory, Records, assemble, check_shelf
from tests.laws.settings import few, workshop
from tests.laws.test_incremental import _mixed
from tests.support.shelf_files import Shelf, emptied, lay
from tests.support.shelves import shelves


def _records(shelf: Shelf, folder: Path, known: dict[bytes, Paper]) -> tuple[Records, EntryFinder]:
    """What a shelf holds; records that have been read before are those very objects."""
    lay(shelf, emptied(folder))
    files, _ = find_files(folder)
    memory = CheckedMemory(Store(folder / ".papershelf", b"", b"key"))
    checked = memory.papers(files.papers, jobs=1)
    papers = [known.setdefault(msgspec.msgpack.encode(paper), paper) for paper in checked.papers]
    static = tuple(file.path.removeprefix("content/static/") for file in files.static)
    records = Records(papers, check_shelf(files), static, checked.broken, checked.salvaged)
    return records, EntryFinder(files)


@few(25)
@given(data=st.data(), one=shelves(), other=shelves(), lenient=st.booleans())
def test_a_library_after_an_edit_equals_one_from_nothing(
    data: st.DataObject, one: Shelf, other: Shelf, lenient: bool
) -> None:
    known: dict[bytes, Paper] = {}
    with workshop() as folder:
        before: Library | None = None
        for shelf in (one, data.draw(_mixed(one, other)), one):
            records, find = _records(shelf, folder / "shelf", known)
            library, problems = assemble(records, find, lenient=lenient, before=before)
            fresh, expected = assemble(records, find, lenient=lenient)
            assert msgspec.msgpack.encode(library) == msgspec.msgpack.encode(fresh)
            assert problems == expected
            for key, old in (before.papers if before else {}).items():
                paper = library.papers.get(key)
                assert paper is old or paper != old
            before = library
