"""After any sequence of edits an incremental build equals a clean one, byte for byte."""

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf import build
from papershelf.errors import ContentError
from tests.laws.settings import few, workshop
from tests.support.shelf_files import Shelf, emptied, files_of, lay
from tests.support.shelves import shelves

_DAMAGE = (
    "nothing",
    "touch",
    "swap letters",
    "store gone",
    "store corrupt",
    "page gone",
    "page changed",
    "page a folder",
    "folder a file",
    "half a build",
)

_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "drafts": st.booleans(),
        "noindex": st.booleans(),
        "base_url": st.sampled_from(["https://else.example", "https://Else.Example/x/Y"]),
    },
)


@few(8)
@given(data=st.data(), first=shelves(), second=shelves())
def test_an_incremental_build_equals_a_clean_one(
    data: st.DataObject, first: Shelf, second: Shelf
) -> None:
    with workshop() as folder:
        shelf = emptied(folder / "shelf")
        now = first
        options: dict[str, Any] = {}
        for _ in range(3):
            lay(now, shelf)
            if data.draw(st.booleans(), label="old files"):
                _age(shelf)
            _compare(shelf, folder / "clean", options)
            _harm(shelf, data.draw(st.sampled_from(_DAMAGE), label="damage"))
            _compare(shelf, folder / "clean", options)
            now = data.draw(_mixed(now, second), label="edited")
            options = data.draw(_OPTIONS, label="options")


@st.composite
def _mixed(draw: st.DrawFn, one: Shelf, other: Shelf) -> Shelf:
    """The one shelf with some files of the other: added, changed, renamed and removed."""
    mixed = dict(one)
    paths = sorted({*one, *other})
    chosen: set[str] = draw(st.sets(st.sampled_from(paths)))
    for path in chosen:
        if path in other:
            mixed[path] = other[path]
        else:
            del mixed[path]
    papers = sorted(path for path in mixed if path.startswith("content/papers/p"))
    renamed = draw(st.booleans())
    if renamed and papers:
        mixed["content/papers/renamed.md"] = mixed.pop(papers[0]).replace(b"Old.", b"Older.")
        if papers[0].endswith(".yaml"):
            content = mixed.pop("content/papers/renamed.md")
            mixed["content/papers/renamed.yaml"] = content
    if not any(path.startswith("themes/default/") and "theme.yaml" not in path for path in mixed):
        mixed.pop("themes/default/theme.yaml", None)
    return mixed


def _age(shelf: Path) -> None:
    """Let the files be older than the store's doubts about equal time stamps."""
    long_ago = time.time_ns() - 100_000_000_000
    for path in shelf.joinpath("content").rglob("*"):
        os.utime(path, ns=(long_ago, long_ago))


def _compare(shelf: Path, clean: Path, options: Mapping[str, Any]) -> None:
    emptied(clean)
    for name in ("content", "themes"):
        if (shelf / name).is_dir():
            shutil.copytree(shelf / name, clean / name)
    before = files_of(shelf / "site")
    problems = None
    try:
        build(clean, lenient=True, jobs=1, **options)
    except ContentError as error:
        problems = list(error.problems)
    if problems is not None:
        with pytest.raises(ContentError) as same:
            build(shelf, lenient=True, jobs=1, **options)
        assert list(same.value.problems) == problems
        assert files_of(shelf / "site") == before
        return
    build(shelf, lenient=True, jobs=1, **options)
    found, expected = files_of(shelf / "site"), files_of(clean / "site")
    assert sorted(found) == sorted(expected)
    assert [path for path in found if found[path] != expected[path]] == []
    stamps = _stamps(shelf / "site")
    report = build(shelf, lenient=True, jobs=1, **options)
    assert (report.written, report.removed, report.rendered) == (0, 0, 0)
    assert _stamps(shelf / "site") == stamps


def _stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file and folder was last changed, and which it is."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        details = path.stat()
        found[str(path)] = (details.st_mtime_ns, details.st_ino)
    return found


def _harm(shelf: Path, damage: str) -> None:
    site, store = shelf / "site", shelf / ".papershelf"
    if damage == "touch":
        for path in (shelf / "content").rglob("*"):
            path.touch()
    elif damage == "swap letters":
        for path in (shelf / "content" / "papers").glob("*"):
            path.write_bytes(path.read_bytes().replace(b"plain", b"nialp"))
    elif damage == "store gone":
        shutil.rmtree(store)
    elif damage == "store corrupt":
        for number, path in enumerate(sorted(store.iterdir())):
            content = path.read_bytes()
            path.write_bytes(content[:-9] if number % 2 else content[::-1])
    elif site.is_dir():
        _harm_site(site, damage)


def _harm_site(site: Path, damage: str) -> None:
    if damage == "page gone":
        (site / "index.html").unlink()
        shutil.rmtree(site / "papers")
    elif damage == "page changed":
        for path in (site / "index.html", site / "404.html", *site.glob("search/*")):
            if path.is_file():
                path.write_bytes(path.read_bytes() + b"<!-- mine -->")
    elif damage == "page a folder":
        (site / "404.html").unlink()
        (site / "404.html").mkdir()
        (site / "404.html/inside").write_bytes(b"")
    elif damage == "folder a file":
        shutil.rmtree(site / "papers")
        (site / "papers").write_bytes(b"")
    elif damage == "half a build":
        (site / ".papershelf-staging").mkdir()
        (site / ".papershelf-staging/0").write_bytes(b"half")
