"""After any edits the preview holds what a clean build writes, byte for byte."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from papershelf import build
from papershelf.errors import ContentError, Problem
from papershelf.related.table import RelatedPapers
from papershelf.serve.background import Result
from papershelf.serve.job import catch_up
from papershelf.serve.rebuild import Builder
from papershelf.serve.request import Task
from papershelf.serve.searched import SearchFiles
from papershelf.serve.site import ShelfSite
from papershelf.store import open_store
from papershelf.version import program_digest
from tests.laws.settings import few, workshop
from tests.laws.test_incremental import _mixed
from tests.support.shelf_files import Shelf, emptied, files_of, lay
from tests.support.shelves import shelves


@few(14)
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
            except ContentError as error:
                told: Sequence[Problem] = error.problems
                site = None
            else:
                result = _caught_up(shelf, drafts=drafts)
                told = result.problems
                site = builder.with_found(result, key="caught up") or built.site
                assert set(built.problems) <= set(told)
            expected = _build_clean(shelf, folder / "clean", drafts=drafts)
            assert sorted(told, key=repr) == sorted(expected, key=repr)
            if not any(problem.is_grave for problem in expected):
                assert site is not None
                _assert_equal(site, folder / "clean")
            before, now = now, data.draw(_mixed(now, second), label="edited")


def _changed(shelf: Path, before: Shelf, now: Shelf) -> frozenset[str]:
    paths = before.keys() | now.keys()
    return frozenset(
        str(shelf.resolve() / path) for path in paths if before.get(path) != now.get(path)
    )


def _caught_up(shelf: Path, *, drafts: bool) -> Result:
    """What the process in the background would find."""
    store = open_store(shelf, program_digest())
    found = catch_up(Task(shelf, None, drafts), store, related_key=b"?", search_key=b"?")
    return Result(
        1,
        found.related or RelatedPapers.of({}),
        found.search or SearchFiles(),
        found.problems,
        found.planned,
        found.seconds,
    )


def _assert_equal(site: ShelfSite, clean: Path) -> None:
    expected = files_of(clean / "site")
    expected.pop(".papershelf")
    assert sorted(site.paths()) == sorted(expected)
    assert [path for path in expected if _content(site, path) != expected[path]] == []


def _build_clean(shelf: Path, clean: Path, *, drafts: bool) -> Sequence[Problem]:
    """Build a copy, and return all that is wrong with it."""
    emptied(clean)
    for name in ("content", "themes"):
        if (shelf / name).is_dir():
            shutil.copytree(shelf / name, clean / name)
    problems: list[Problem] = []
    try:
        report = build(clean, drafts=drafts, jobs=1, clean=True, on_problem=problems.append)
    except ContentError as error:
        return error.problems
    # Only a whole site can be weighed, which a preview never makes.
    weighed = report.budget.problems
    return [problem for problem in problems if problem not in weighed]


def _content(site: ShelfSite, path: str) -> bytes:
    file = site.find(path)
    assert file is not None, path
    return file.content if isinstance(file.content, bytes) else file.content.read_bytes()
