"""A shelf is read again only where it has changed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from papershelf.content_files import ContentFile, find_files
from papershelf.errors import ContentError, MachineError
from papershelf.load import read_bytes
from papershelf.loading import load_shelf
from papershelf.serve import finder
from papershelf.serve.finder import Finder
from papershelf.serve.reader import Reader
from papershelf.static_files import read_static, static_file
from papershelf.store import Store
from papershelf.validate import memory
from papershelf.workers import map_pieces

ENTRY = "---\ntitle: {}\nauthors: [Ada Lovelace]\ndate: 2020-01-01\n---\n"
LONG_AGO = 1_600_000_000_000_000_000


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    shelf = tmp_path / "shelf"
    for name in ("a", "b", "c"):
        write(shelf / f"content/papers/{name}.md", ENTRY.format(name.upper()))
    write(shelf / "content/static/figure.png", "x")
    write(shelf / "content/site.yaml", "title: A shelf\n")
    write(shelf / "content/metrics.yaml", "papers:\n  a:\n    stars: {2024-01-01: 3}\n")
    return shelf


def write(path: Path, text: str) -> str:
    """Write a file as if it had been done long ago, so that its time stamp tells nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    return str(path)


@pytest.fixture
def reader(shelf: Path) -> Reader:
    return Reader(shelf, Store(shelf / ".papershelf", b"", b"key"))


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of papers that were read."""
    read: list[str] = []

    def reading(file: ContentFile) -> bytes:
        read.append(file.path)
        return read_bytes(file)

    monkeypatch.setattr(memory, "read_bytes", reading)
    return read


def test_only_the_changed_entry_is_read_again(
    shelf: Path, reader: Reader, read_files: list[str]
) -> None:
    reader.read(None)
    read_files.clear()
    changed = write(shelf / "content/papers/b.md", ENTRY.format("Z"))
    assert reader.read(frozenset([changed])).library.papers["b"].title == "Z"
    assert read_files == ["content/papers/b.md"]


def test_other_processes_help_only_when_nothing_else_is_at_work_yet(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def mapping(function: Any, shared: Any, items: Any, *, jobs: int, piece: int) -> Any:
        asked.append(jobs)
        return map_pieces(function, shared, items, jobs=1, piece=piece)

    monkeypatch.setattr(memory, "map_pieces", mapping)
    monkeypatch.setattr(memory, "_ALONE_UP_TO", 2)
    reader = Reader(shelf, Store(shelf / ".papershelf", b"", b"key"), jobs=4)
    reader.read(None)
    changed = [write(shelf / f"content/papers/{x}.md", ENTRY.format(x * 2)) for x in "abc"]
    reader.read(frozenset(changed))
    assert asked == [4, 1]


def test_what_was_not_changed_is_the_same_object(shelf: Path, reader: Reader) -> None:
    first = reader.read(None)
    assert reader.read(frozenset([str(shelf / "themes/mine/style.css")])) is first
    assert reader.read(frozenset([write(shelf / "content/static/figure.png", "y")])) is first
    assert reader.read(frozenset([write(shelf / "content/site.yaml", "title: B\n")])) is not first


def test_changes_told_while_the_content_was_away_are_not_forgotten(
    shelf: Path, reader: Reader
) -> None:
    reader.read(None)
    changed = write(shelf / "content/papers/b.md", ENTRY.format("Z"))
    (shelf / "content").rename(shelf / "away")
    with pytest.raises(MachineError, match='no folder "content"'):
        reader.read(frozenset([changed]))
    (shelf / "away").rename(shelf / "content")
    assert reader.read(None).library.papers["b"].title == "Z"


def test_changes_told_while_a_file_could_not_be_read_are_not_forgotten(
    shelf: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.read(None)
    changed = write(shelf / "content/papers/b.md", ENTRY.format("Z"))

    def unreadable(file: ContentFile) -> bytes:
        raise MachineError("cannot read it")

    with monkeypatch.context() as patch:
        patch.setattr(memory, "read_bytes", unreadable)
        with pytest.raises(MachineError):
            reader.read(frozenset([changed]))
    assert reader.read(frozenset()).library.papers["b"].title == "Z"


def test_settings_that_are_broken_are_told_until_they_are_mended(
    shelf: Path, reader: Reader
) -> None:
    reader.read(None)
    settings = shelf / "content/site.yaml"
    broken = frozenset([write(settings, "title: [\n")])
    with pytest.raises(ContentError):
        reader.read(broken)
    with pytest.raises(ContentError):
        reader.read(frozenset())
    assert reader.read(frozenset([write(settings, "title: B\n")])).config.title == "B"


def test_counts_are_read_again_only_when_they_have_changed(
    shelf: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.read(None)
    counts = shelf / "content/metrics.yaml"
    changed = write(counts, "papers:\n  a:\n    stars: {2024-01-01: 7}\n")
    [counted] = reader.read(frozenset([changed])).library.metrics["a"].stars
    assert counted.count == 7
    monkeypatch.setattr(memory, "check_metrics", None)
    changed = write(shelf / "content/pages/about.md", "---\ntitle: About\n---\n")
    loaded = reader.read(frozenset([changed]))
    assert "about" in loaded.library.pages
    assert "a" in loaded.library.metrics


def test_files_that_came_and_went_need_no_walk(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Finder(shelf)
    first = found.find(frozenset(), whole=True)
    monkeypatch.setattr(finder, "find_files", None)
    gone = frozenset([str(shelf / "content/papers/a.md.tmp")])
    assert found.find(gone, whole=False).found == first.found


def test_a_folder_that_is_gone_is_looked_for(shelf: Path) -> None:
    found = Finder(shelf)
    found.find(frozenset(), whole=True)
    (shelf / "content/papers").rename(shelf / "away")
    gone = frozenset([str(shelf / "content/papers")])
    assert found.find(gone, whole=False).found[0].papers == []


def test_a_link_changes_with_the_file_that_it_leads_to(shelf: Path, reader: Reader) -> None:
    (shelf / "content/papers/link.md").symlink_to("a.md")
    assert reader.read(None).library.papers["link"].title == "A"
    changed = write(shelf / "content/papers/a.md", ENTRY.format("Z"))
    assert reader.read(frozenset([changed])).library.papers["link"].title == "Z"


def test_content_behind_a_link_may_be_told_by_either_name(shelf: Path, reader: Reader) -> None:
    (shelf / "content").rename(shelf / "elsewhere")
    (shelf / "content").symlink_to("elsewhere")
    reader.read(None)
    for folder, title in (("content", "Y"), ("elsewhere", "Z")):
        changed = write(shelf / folder / "papers/a.md", ENTRY.format(title))
        assert reader.read(frozenset([changed])).library.papers["a"].title == title


def test_few_changes_leave_the_store_as_it_is(shelf: Path, reader: Reader) -> None:
    reader.read(None)
    assert not (shelf / ".papershelf").exists()
    for number in range(60):
        write(shelf / f"content/papers/{number}.md", ENTRY.format(number))
    reader.read(None)
    assert (shelf / ".papershelf/papers").exists()


def test_a_change_behind_an_old_time_stamp_is_seen_by_who_reads_the_store(shelf: Path) -> None:
    store = Store(shelf / ".papershelf", b"", b"key")
    load_shelf(shelf, store)
    reader = Reader(shelf, store)
    reader.read(None)
    changed = write(shelf / "content/papers/b.md", ENTRY.format("Z"))
    reader.read(frozenset([changed]))
    assert load_shelf(shelf, store).library.papers["b"].title == "Z"


def test_a_reader_starts_with_what_the_store_remembers(
    shelf: Path, reader: Reader, read_files: list[str]
) -> None:
    load_shelf(shelf, Store(shelf / ".papershelf", b"", b"key"))
    read_files.clear()
    assert len(reader.read(None).library.papers) == 3
    assert read_files == []


# Static files


def test_files_that_go_while_they_are_found_were_never_there(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, kept = shelf / "content/static/going", shelf / "content/static/kept.txt"
    (going / "inner").mkdir(parents=True)
    (going / "draft.tmp").write_bytes(b"x")
    kept.write_bytes(b"x")
    scan = os.scandir

    def scanned_late(folder: str) -> Iterator[os.DirEntry[str]]:
        if folder.endswith("inner"):
            (going / "inner").rmdir()
        listed = list(scan(folder))
        if folder.endswith("going"):
            (going / "draft.tmp").unlink()
        return iter(listed)

    monkeypatch.setattr(os, "scandir", scanned_late)
    files, problems = find_files(shelf)

    assert "content/static/kept.txt" in [file.path for file in files.static]
    assert not any("going" in file.path for file in files.static)
    assert problems == []


def test_a_link_that_is_replaced_while_it_is_followed_leads_nowhere(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: object) -> str:
        raise OSError(22, "Invalid argument")

    with monkeypatch.context() as patch:
        patch.setattr(os, "readlink", fail)
        (shelf / "content/static/link.png").unlink(missing_ok=True)
        (shelf / "content/static/link.png").symlink_to("figure.png")
        with pytest.raises(MachineError, match="leads out of the content folder"):
            static_file(shelf, "link.png")


def test_a_static_file_is_read_through_links_inside_of_content(shelf: Path) -> None:
    (shelf / "content/static/link.png").symlink_to("figure.png")
    assert read_static(shelf, "link.png") == b"x"
    assert static_file(shelf, "link.png") == (shelf / "content/static/figure.png").resolve()


@pytest.mark.parametrize("target", ["../../secret", "/etc/passwd", "../.."])
def test_a_link_out_of_content_is_never_followed(shelf: Path, target: str) -> None:
    (shelf / "secret").write_text("secret")
    (shelf / "content/static/figure.png").unlink()
    (shelf / "content/static/figure.png").symlink_to(target)
    with pytest.raises(MachineError, match="leads out of the content folder"):
        read_static(shelf, "figure.png")
    with pytest.raises(MachineError, match="leads out of the content folder"):
        static_file(shelf, "figure.png")


def test_a_folder_that_became_a_link_out_of_content_is_not_followed(shelf: Path) -> None:
    write(shelf / "elsewhere/figure.png", "secret")
    (shelf / "content/static").rename(shelf / "content/old")
    (shelf / "content/static").symlink_to(shelf / "elsewhere")
    with pytest.raises(MachineError, match="leads out of the content folder"):
        read_static(shelf, "figure.png")


@pytest.mark.parametrize("name", ["none.png", "folder", "pipe"])
def test_what_is_no_file_is_told(shelf: Path, name: str) -> None:
    (shelf / "content/static/folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(shelf / "content/static/pipe")
    with pytest.raises(MachineError, match="there is no such file"):
        read_static(shelf, name)
