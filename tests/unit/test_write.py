"""Putting a site on the disk: ours or not ours, whole or not at all."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.shelf_files import files_of

from papershelf.errors import MachineError
from papershelf.output import Output
from papershelf.store import Store
from papershelf.write import MARKER, SiteFolder, staged


class Shelf:
    """A folder of a site with its store."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.store = folder / ".papershelf"

    def write(self, *, clean: bool = False, **files: bytes) -> tuple[int, int]:
        """Write a site; `__` in a name stands for `/`, `_html` for its suffix."""
        folder = SiteFolder(self.site, Store(self.store, b"", b"key"))
        folder.open()
        if clean:
            folder.forget()
        named = {
            name.replace("__", "/").replace("_html", ".html"): content
            for name, content in files.items()
        }
        with staged(folder, [(Output(path, named[path]), b"") for path in named]):
            return folder.commit()

    @property
    def files(self) -> dict[str, bytes]:
        """The site but for its marker."""
        return {path: text for path, text in files_of(self.site).items() if path != MARKER}

    @property
    def everything(self) -> dict[str, tuple[int, int]]:
        """Each file and folder of the site: when it changed, and which it is."""
        return {
            str(path): (path.lstat().st_mtime_ns, path.lstat().st_ino)
            for path in (self.site, *self.site.rglob("*"))
        }


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A site of two files, as an earlier build left it."""
    shelf = Shelf(tmp_path)
    assert shelf.write(index_html=b"home", papers__one_html=b"one") == (2, 0)
    return shelf


def test_a_site_is_its_files_and_a_marker(shelf: Shelf) -> None:
    assert shelf.files == {"index.html": b"home", "papers/one.html": b"one"}
    assert b"made by Papershelf" in (shelf.site / MARKER).read_bytes()


def test_an_unchanged_site_is_not_touched(shelf: Shelf) -> None:
    before = shelf.everything
    assert shelf.write(index_html=b"home", papers__one_html=b"one") == (0, 0)
    assert shelf.everything == before


def test_only_what_changed_is_written_and_what_is_stale_goes_with_its_folders(
    shelf: Shelf,
) -> None:
    shelf.write(index_html=b"home", a__b__c_html=b"deep", a__d_html=b"d")
    assert shelf.write(index_html=b"home", a__d_html=b"D") == (1, 1)
    assert shelf.files == {"index.html": b"home", "a/d.html": b"D"}
    assert not (shelf.site / "a/b").exists()
    assert not (shelf.site / "papers").exists()


def test_a_folder_takes_the_place_of_a_file_and_the_reverse(shelf: Shelf) -> None:
    shelf.write(index_html=b"home", papers=b"a file")
    assert shelf.files == {"index.html": b"home", "papers": b"a file"}
    shelf.write(index_html=b"home", papers__one_html=b"one")
    assert shelf.files == {"index.html": b"home", "papers/one.html": b"one"}


def test_a_folder_of_somebody_else_gives_way_to_a_file_of_the_site(shelf: Shelf) -> None:
    (shelf.site / "new.html").mkdir()
    (shelf.site / "new.html/inside").write_bytes(b"x")
    (shelf.site / "deep").write_bytes(b"a file")
    shelf.write(index_html=b"home", new_html=b"new", deep__er__still_html=b"still")
    assert shelf.files == {
        "index.html": b"home",
        "new.html": b"new",
        "deep/er/still.html": b"still",
    }


def test_nothing_is_written_through_a_link(shelf: Shelf, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.rmtree(shelf.site / "papers")
    (shelf.site / "papers").symlink_to(elsewhere)
    (shelf.site / "index.html").unlink()
    (shelf.site / "index.html").symlink_to(elsewhere / "index.html")
    (shelf.site / ".papershelf-staging").symlink_to(elsewhere)
    shelf.write(index_html=b"home", papers__one_html=b"one")
    assert list(elsewhere.iterdir()) == []
    assert shelf.files == {"index.html": b"home", "papers/one.html": b"one"}
    assert not (shelf.site / "papers").is_symlink()


@pytest.mark.parametrize("name", ["thesis.tex", "index.html", ".hidden"])
def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path, name: str) -> None:
    shelf = Shelf(tmp_path)
    shelf.site.mkdir()
    (shelf.site / name).write_bytes(b"mine")
    before = shelf.everything
    message = f"holds files that Papershelf did not make \\({name}\\); empty it or choose another"
    with pytest.raises(MachineError, match=message) as caught:
        shelf.write(index_html=b"home")
    assert caught.value.exit_code == 3
    assert shelf.everything == before


def test_a_file_is_no_folder_for_a_site(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.site.write_bytes(b"mine")
    with pytest.raises(MachineError, match="is no folder; choose another --output"):
        shelf.write(index_html=b"home")
    assert shelf.site.read_bytes() == b"mine"


def test_what_belongs_to_git_may_stand_in_the_folder_and_stays(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    (shelf.site / ".git").mkdir(parents=True)
    (shelf.site / ".git/HEAD").write_bytes(b"ref")
    (shelf.site / ".gitignore").write_bytes(b"*\n")
    for clean in (False, True):
        shelf.write(clean=clean, index_html=b"home")
        assert shelf.files == {".git/HEAD": b"ref", ".gitignore": b"*\n", "index.html": b"home"}


def test_without_memory_everything_in_a_folder_of_ours_is_replaced(shelf: Shelf) -> None:
    (shelf.site / "left" / "over").mkdir(parents=True)
    (shelf.site / "left" / "over" / "file").write_bytes(b"old")
    shutil.rmtree(shelf.store)
    assert shelf.write(index_html=b"home") == (1, 2)
    assert shelf.files == {"index.html": b"home"}
    assert not (shelf.site / "left").exists()


def test_a_clean_build_writes_everything_anew(shelf: Shelf) -> None:
    assert shelf.write(clean=True, index_html=b"home", papers__one_html=b"one") == (2, 0)


def test_a_corrupt_memory_is_no_memory(shelf: Shelf) -> None:
    [memory] = shelf.store.glob("site-*")
    memory.write_bytes(memory.read_bytes()[:-1])
    assert shelf.write(index_html=b"home", papers__one_html=b"one") == (2, 0)


def _failing_after(count: int, call: Any, error: OSError) -> Any:
    """A system call that fails once it has worked so many times."""
    left = [count]

    def fail(*arguments: Any, **options: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise error
        return call(*arguments, **options)

    return fail


FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize("call", ["write", "mkdir"])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_full_disk_leaves_the_old_site_as_it_was(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, call: str, count: int
) -> None:
    before = files_of(shelf.site)
    folders = {path for path in shelf.site.rglob("*") if path.is_dir()}
    with monkeypatch.context() as patch:
        patch.setattr(os, call, _failing_after(count, getattr(os, call), FULL))
        with pytest.raises(MachineError) as caught:
            shelf.write(a__b_html=b"1", b__b_html=b"2", c__b_html=b"3", papers__one_html=b"4")
    assert str(caught.value) == (
        f"cannot write to {shelf.site}: No space left on device; the old site was kept"
    )
    assert files_of(shelf.site) == before
    assert {path for path in shelf.site.rglob("*") if path.is_dir()} == folders
    assert shelf.write(index_html=b"home", papers__one_html=b"one") == (0, 0)


def test_a_short_write_is_continued(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda descriptor, view: write(descriptor, view[:3]))
        shelf.write(index_html=b"a longer text")
    assert shelf.files == {"index.html": b"a longer text"}


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("only root may mount a tiny disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_is_really_full_leaves_the_old_site_as_it_was(tiny_disk: Path) -> None:
    shelf = Shelf(tiny_disk)
    shelf.write(index_html=b"home" * 1000, old_html=b"old")
    before = files_of(shelf.site)
    with pytest.raises(MachineError, match="No space left on device; the old site was kept"):
        shelf.write(index_html=b"new" * 10_000, papers__one_html=b"one" * 20_000)
    assert files_of(shelf.site) == before
    shelf.write(index_html=b"new")
    assert shelf.files == {"index.html": b"new"}


@pytest.mark.parametrize("count", range(4))
def test_a_failure_while_files_move_is_told_and_mended_by_the_next_build(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    # One of the new files is gone again in the next build: nothing must remain of it.
    with monkeypatch.context() as patch:
        patch.setattr(
            os, "replace", _failing_after(count, os.replace, OSError(5, "Input/output error"))
        )
        with pytest.raises(MachineError, match="the site is incomplete; build it again"):
            shelf.write(index_html=b"1", a__b_html=b"2", c_html=b"3", d_html=b"4")
    assert not (shelf.site / ".papershelf-staging").exists()
    shelf.write(index_html=b"home", papers__one_html=b"one")
    assert shelf.files == {"index.html": b"home", "papers/one.html": b"one"}
    assert not (shelf.site / "a").exists()


def test_an_interruption_leaves_the_old_site_and_nothing_beside_it(shelf: Shelf) -> None:
    before = files_of(shelf.site)

    def outputs() -> Iterator[tuple[Output, bytes]]:
        yield Output("index.html", b"new"), b""
        raise KeyboardInterrupt

    folder = SiteFolder(shelf.site, Store(shelf.store, b"", b"key"))
    folder.open()
    with pytest.raises(KeyboardInterrupt), staged(folder, outputs()):
        folder.commit()
    assert files_of(shelf.site) == before
    assert not (shelf.site / ".papershelf-staging").exists()


def test_what_a_killed_build_left_is_cleared_away(shelf: Shelf) -> None:
    (shelf.site / ".papershelf-staging").mkdir()
    (shelf.site / ".papershelf-staging/0").write_bytes(b"half")
    shelf.write(index_html=b"home", papers__one_html=b"one")
    assert shelf.files == {"index.html": b"home", "papers/one.html": b"one"}


def test_a_folder_that_cannot_be_listed_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(MachineError, match="Permission denied"):
        shelf.write(index_html=b"home")


def test_a_file_is_fresh_only_while_it_is_as_it_was_written(shelf: Shelf) -> None:
    def is_fresh(path: str, fingerprint: bytes = b"") -> bool:
        folder = SiteFolder(shelf.site, Store(shelf.store, b"", b"key"))
        folder.open()
        return folder.is_fresh(path, fingerprint)

    assert is_fresh("index.html")
    assert not is_fresh("index.html", b"another")
    assert not is_fresh("other.html")
    (shelf.site / "index.html").write_bytes(b"home, changed by hand")
    assert not is_fresh("index.html")
    (shelf.site / "papers/one.html").unlink()
    assert not is_fresh("papers/one.html")
