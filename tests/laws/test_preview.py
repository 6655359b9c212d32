"""After any edits the preview holds what a clean build writes, byte for byte."""

import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from papershelf import build
from papershelf.errors import ContentError
from papershelf.serve.background import Result
from papershelf.serve.job import catch_up
from papershelf.serve.rebuild import Builder
from papershelf.serve.request import Task
from papershelf.serve.site import ShelfSite
from papershelf.store import open_store
from papershelf.version import program_digest
from tests.laws.settings import few, workshop
from tests.laws.test_incremental import _mixed
from tests.support.shelves import Shelf, emptied, files_of, lay, shelves


@few(8)
@given(data=st.data(), first=shelves(), second=shelves(), drafts=st.booleans())
def test_a_preview_after_edits_equals_a_clean_build(
    data: st.DataObject, first: Shelf, second: Shelf, drafts: bool
) -> None:
    with workshop() as folder:
        shelf = emptied(folder / "shelf")
        builder = Builder(shelf, None, drafts=drafts)
        before, now = Shelf(), first
        for version in range(3):
            lay(now, shelf)
            changed = _changed(shelf, before, now) if before else None
            if data.draw(st.booleans(), label="everything"):
                changed = None
            try:
                built = builder.build(changed, key=f"{version}")
            except ContentError:
                _assert_no_build(shelf, folder / "clean", drafts=drafts)
            else:
                site = _caught_up(builder, shelf, drafts=drafts) or built.site
                _assert_equal(site, shelf, folder / "clean", drafts=drafts)
            before, now = now, data.draw(_mixed(now, second), label="edited")


def _changed(shelf: Path, before: Shelf, now: Shelf) -> frozenset[str]:
    paths = before.keys() | now.keys()
    return frozenset(
        str(shelf.resolve() / path) for path in paths if before.get(path) != now.get(path)
    )


def _caught_up(builder: Builder, shelf: Path, *, drafts: bool) -> ShelfSite | None:
    """The site with what the process in the background would find."""
    store = open_store(shelf, program_digest())
    found = catch_up(Task(shelf, None, drafts), store, related_key=b"?", search_key=b"?")
    assert found.related is not None
    assert found.search is not None
    result = Result(1, found.related, found.search, found.problems, found.planned, found.seconds)
    return builder.with_found(result, key="caught up")


def _assert_no_build(shelf: Path, clean: Path, *, drafts: bool) -> None:
    try:
        _build_clean(shelf, clean, drafts=drafts)
    except ContentError:
        return
    raise AssertionError("the preview refuses what can be built")


def _assert_equal(site: ShelfSite, shelf: Path, clean: Path, *, drafts: bool) -> None:
    try:
        _build_clean(shelf, clean, drafts=drafts)
    except ContentError as error:
        # Two files that want one path may be found by the process in the background only.
        assert "would be written to" in str(error)  # noqa: PT017 - other errors are told at once
        return
    expected = files_of(clean / "site")
    expected.pop(".papershelf")
    assert sorted(site.paths()) == sorted(expected)
    assert [path for path in expected if _content(site, path) != expected[path]] == []


def _build_clean(shelf: Path, clean: Path, *, drafts: bool) -> None:
    emptied(clean)
    for name in ("content", "themes"):
        if (shelf / name).is_dir():
            shutil.copytree(shelf / name, clean / name)
    build(clean, drafts=drafts, jobs=1, clean=True)


def _content(site: ShelfSite, path: str) -> bytes:
    file = site.find(path)
    assert file is not None, path
    return file.content if isinstance(file.content, bytes) else file.content.read_bytes()
