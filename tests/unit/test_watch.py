"""What changes in the folders of a shelf is told, once and soon."""

import errno
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from papershelf.serve import watch
from papershelf.serve.folders import Folders
from papershelf.serve.polling import Snapshot, silent_filesystem
from papershelf.serve.watch import Batch, Watcher

PATIENCE = 20
"""Seconds that a busy machine may take."""


class Told:
    """The batches of a watcher as they come."""

    def __init__(self, watcher: Watcher) -> None:
        self.stop = threading.Event()
        self.queue: Queue[Batch] = Queue()
        changes = watcher.changes(self.stop)
        self.thread = threading.Thread(target=self._run, args=[changes], daemon=True)
        self.thread.start()

    def _run(self, changes: Iterator[Batch]) -> None:
        for batch in changes:
            self.queue.put(batch)

    def next(self) -> Batch:
        return self.queue.get(timeout=PATIENCE)

    def until(self, is_enough: Callable[[set[str], bool], bool]) -> list[Batch]:
        """The batches until their paths, and whether all of it was told of, are enough."""
        batches: list[Batch] = []
        end = time.monotonic() + PATIENCE
        paths: set[str] = set()
        while time.monotonic() < end:
            batches.append(self.queue.get(timeout=PATIENCE))
            paths |= batches[-1].paths
            if is_enough(paths, any(batch.everything for batch in batches)):
                return batches
        pytest.fail(f"told only of {paths}")

    def end(self) -> None:
        self.stop.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    for name in ("papers/a.md", "papers/b.md", "site.yaml"):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("old")
    return tmp_path


@pytest.fixture(params=["events", "polling"])
def told(shelf: Path, request: pytest.FixtureRequest) -> Iterator[Told]:
    told = Told(Watcher(shelf, poll=request.param == "polling"))
    yield told
    told.end()


@pytest.fixture
def events(shelf: Path) -> Iterator[Told]:
    told = Told(Watcher(shelf))
    yield told
    told.end()


def test_a_written_file_is_told(shelf: Path, told: Told) -> None:
    path = shelf / "content/papers/a.md"
    path.write_text("new")
    assert told.next() == Batch(frozenset([str(path)]))


def test_a_file_that_came_and_one_that_went_are_told(shelf: Path, told: Told) -> None:
    new, old = shelf / "content/papers/c.md", shelf / "content/papers/a.md"
    new.write_text("new")
    old.unlink()
    batches = told.until(lambda paths, _: {str(new), str(old)} <= paths)
    assert not any(batch.everything for batch in batches)


def test_what_was_edited_before_anybody_asked_is_told(shelf: Path) -> None:
    stop = threading.Event()
    changes = Watcher(shelf).changes(stop)
    (shelf / "content/site.yaml").write_text("new")
    assert next(changes).paths == {str(shelf / "content/site.yaml")}
    stop.set()
    assert list(changes) == []


def test_saving_by_renaming_is_one_batch_with_the_file(shelf: Path, told: Told) -> None:
    path = shelf / "content/papers/a.md"
    (shelf / "content/papers/4913").touch()
    (shelf / "content/papers/4913").unlink()
    (shelf / "content/papers/.a.md.swp").write_text("x")
    path.rename(shelf / "content/papers/a.md~")
    (shelf / "content/papers/.a.md.new").write_text("new")
    (shelf / "content/papers/.a.md.new").rename(path)
    (shelf / "content/papers/a.md~").unlink()
    (shelf / "content/papers/.a.md.swp").unlink()
    assert told.next() == Batch(frozenset([str(path)]))


def test_a_file_that_was_emptied_is_waited_for(
    shelf: Path, events: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "_EMPTY_MS", PATIENCE * 1000)
    path = shelf / "content/papers/a.md"
    is_looked_at = threading.Event()
    look = watch._is_empty

    def looked(name: str) -> bool:
        found = look(name)
        is_looked_at.set()
        return found

    monkeypatch.setattr(watch, "_is_empty", looked)
    path.write_text("")
    assert is_looked_at.wait(PATIENCE)
    path.write_text("new")
    assert events.next().paths == {str(path)}
    assert events.queue.empty()


def test_files_that_make_no_site_are_not_told(shelf: Path, told: Told) -> None:
    for name in ("papers/.hidden.md", "papers/a.md~", "papers/4913", ".git/HEAD"):
        path = shelf / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    for name in ("site/index.html", ".papershelf/papers"):
        path = shelf / name
        path.parent.mkdir()
        path.write_text("x")
    (shelf / "content/papers/b.md").write_text("new")
    batches = told.until(lambda paths, _: bool(paths))
    assert [batch.paths for batch in batches if batch.paths] == [
        {str(shelf / "content/papers/b.md")}
    ]


def test_static_files_are_told_whatever_their_names(shelf: Path) -> None:
    folders = Folders(shelf, tuple)
    static = shelf / "content/static"
    assert folders.counts(folders.roots(), f"{static}/a~")
    assert folders.counts(folders.roots(), f"{static}/4913")
    assert not folders.counts(folders.roots(), f"{static}/.a")
    assert not folders.counts(folders.roots(), f"{shelf}/content/pages/a~")


def test_a_shelf_below_a_hidden_folder_is_watched_as_others(tmp_path: Path) -> None:
    shelf = tmp_path / ".cache/shelf"
    (shelf / "content").mkdir(parents=True)
    told = Told(Watcher(shelf))
    (shelf / "content/site.yaml").write_text("x")
    assert told.next().paths == {str(shelf / "content/site.yaml")}
    told.end()


def test_a_folder_made_later_is_watched(shelf: Path, told: Told) -> None:
    folder = shelf / "themes/mine/assets"
    folder.mkdir(parents=True)
    told.until(lambda _, everything: everything)
    path = folder / "a.css"
    path.write_text("a{}")
    told.until(lambda paths, _: str(path) in paths)
    path.write_text("b{}")
    told.until(lambda paths, _: str(path) in paths)


def test_a_folder_that_comes_with_files_is_told_and_watched(shelf: Path, told: Told) -> None:
    (shelf / "content/papers/deep/er").mkdir(parents=True)
    path = shelf / "content/papers/deep/er/c.md"
    path.write_text("x")
    told.until(lambda paths, everything: everything or str(path) in paths)
    while not told.queue.empty():
        told.next()
    path.write_text("new")
    told.until(lambda paths, everything: everything or str(path) in paths)


def test_content_that_goes_away_and_comes_back_is_watched_on(shelf: Path, told: Told) -> None:
    (shelf / "content").rename(shelf / "away")
    told.until(lambda _, everything: everything)
    (shelf / "away").rename(shelf / "content")
    told.until(lambda _, everything: everything)
    path = shelf / "content/papers/a.md"
    path.write_text("new")
    told.until(lambda paths, _: str(path) in paths)


def test_other_content_in_the_place_of_the_old_is_told(shelf: Path, told: Told) -> None:
    shutil.copytree(shelf / "content", shelf / "other")
    (shelf / "content").rename(shelf / "away")
    (shelf / "other").rename(shelf / "content")
    told.until(lambda _, everything: everything)
    path = shelf / "content/papers/b.md"
    path.write_text("new")
    told.until(lambda paths, _: str(path) in paths)


def test_a_burst_of_edits_is_few_batches_with_all_files(shelf: Path, told: Told) -> None:
    paths = [shelf / f"content/papers/{number}.md" for number in range(100)]
    for path in paths:
        path.write_text("x")
    batches = told.until(lambda found, _: found >= {str(path) for path in paths})
    assert len(batches) < 20


def test_more_folders_are_watched_as_soon_as_they_are_asked_for(
    shelf: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    extra = tmp_path_factory.mktemp("packaged")
    wanted: list[Path] = []
    told = Told(Watcher(shelf, extra=lambda: list(wanted)))
    wanted.append(extra)
    told.until(lambda _, everything: everything)
    (extra / "style.css").write_text("x")
    told.until(lambda paths, _: str(extra / "style.css") in paths)
    told.end()


def test_a_theme_that_is_a_link_is_watched(
    shelf: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    theme = tmp_path_factory.mktemp("theme")
    (shelf / "themes").mkdir()
    (shelf / "themes/mine").symlink_to(theme)
    told = Told(Watcher(shelf))
    (theme / "theme.yaml").write_text("x")
    told.until(lambda paths, _: str(shelf / "themes/mine/theme.yaml") in paths)
    told.end()


def test_links_that_lead_round_in_circles_end_nothing(shelf: Path, told: Told) -> None:
    (shelf / "content/papers/round").symlink_to("..")
    (shelf / "content/world").symlink_to("/")
    told.until(lambda paths, everything: everything or len(paths) == 2)
    (shelf / "content/papers/a.md").write_text("new")
    told.until(lambda paths, _: str(shelf / "content/papers/a.md") in paths)


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_ends_nothing(shelf: Path, events: Told) -> None:
    (shelf / "content/papers" / os.fsdecode(b"\xff.md")).write_text("x")
    events.until(lambda _, everything: everything)
    (shelf / "content/papers/a.md").write_text("new")
    events.until(lambda paths, _: str(shelf / "content/papers/a.md") in paths)


def test_where_the_system_can_watch_no_more_it_is_polled_and_told(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "OS file watch limit reached")

    monkeypatch.setattr(watch, "RustNotify", full)
    sentences: list[str] = []
    told = Told(Watcher(shelf, tell=sentences.append))
    assert len(sentences) == 1
    assert "OS file watch limit reached" in sentences[0]
    (shelf / "content/papers/a.md").write_text("new")
    assert told.next().paths == {str(shelf / "content/papers/a.md")}
    told.end()


def test_polling_pauses_longer_where_there_is_more_to_look_at() -> None:
    def pause(files: int, cost: float, calm: float) -> float:
        stamps = {str(number): (0, 0, 0, 0) for number in range(files)}
        return Snapshot({}, stamps, cost, calm_since=100).pause(100 + calm)

    assert 0.3 <= pause(100, 0.0005, calm=0) == pause(100, 0.0005, calm=3600) < 0.35
    assert 1.8 <= pause(100_000, 0.5, calm=0) <= 2.2
    assert pause(10_000, 0.04, calm=0) < 0.5
    assert pause(5_000, 0.02, calm=3600) == 4
    assert pause(100_000, 0.5, calm=3600) == 5


def test_file_systems_of_another_machine_are_known(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    inside = tmp_path / "a b"
    inside.mkdir()
    place = str(inside).replace(" ", "\\040")
    mounts.write_text(f"/dev/root / ext4 rw 0 0\nC: {place} 9p rw 0 0\n")
    assert silent_filesystem(inside / "shelf", mounts) == "9p"
    assert silent_filesystem(tmp_path, mounts) == ""
    assert silent_filesystem(tmp_path, tmp_path / "none") == ""
