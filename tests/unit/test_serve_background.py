"""The process in the background of a preview finds what a build finds, and is never left behind."""

import multiprocessing
import os
import runpy
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
from tests.conftest import COLLECTIONS

from papershelf import build
from papershelf.errors import Problem, Severity
from papershelf.loading import load_shelf
from papershelf.related.table import recalled
from papershelf.serve.background import Background, Result
from papershelf.serve.searched import recalled_search
from papershelf.stages import plan_shelf
from papershelf.store import Store, open_store
from papershelf.version import program_digest

PATIENCE = 120
"""Seconds after which a busy machine is no excuse."""
PAPER = "content/papers/novak-2015.md"


@dataclass
class Preview:
    """A shelf in a folder, with whatever its background told."""

    shelf: Path
    told: SimpleQueue[Result | tuple[int, str]] = field(default_factory=SimpleQueue)
    opened: list[Background] = field(default_factory=list)

    def open(self, **options: object) -> Background:
        """A background for the shelf."""
        background = Background(
            self.shelf,
            base_url=None,
            drafts=False,
            on_result=self.told.put,
            on_failure=lambda version, why: self.told.put((version, why)),
            **options,  # type: ignore[arg-type]
        )
        self.opened.append(background)
        return background

    def result(self) -> Result:
        told = self.told.get(timeout=PATIENCE)
        assert isinstance(told, Result), told
        return told

    def failure(self) -> tuple[int, str]:
        told = self.told.get(timeout=PATIENCE)
        assert isinstance(told, tuple), told
        return told

    @property
    def store(self) -> Store:
        return open_store(self.shelf, program_digest())

    def edit(self, path: str, change: Callable[[str], str]) -> None:
        file = self.shelf / path
        file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


def make_preview(folder: Path) -> Iterator[Preview]:
    preview = Preview(folder / "shelf")
    shutil.copytree(COLLECTIONS / "small", preview.shelf)
    yield preview
    for background in preview.opened:
        background.close()


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    yield from make_preview(tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview whose one process answers several tests."""
    yield from make_preview(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def background(shared: Preview) -> Background:
    """The background of the shared preview, which has nothing to do."""
    return shared.opened[0] if shared.opened else shared.open()


def processes() -> list[BaseProcess]:
    return multiprocessing.active_children()


def wait_for(is_so: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 100):
        if is_so():
            return
        threading.Event().wait(0.01)
    pytest.fail("it never came")


def searched(result: Result) -> dict[str, bytes]:
    return {output.path: output.content for output in result.search.outputs}


def test_no_process_is_started_before_the_first_request(preview: Preview) -> None:
    before = set(processes())
    preview.open().close()
    assert set(processes()) <= before


def test_a_result_is_what_a_build_finds(
    shared: Preview, background: Background, tmp_path: Path
) -> None:
    shared.edit(PAPER, lambda text: text + "\nNo [such page](/lost/).\n")
    background.ask(1)
    result = shared.result()

    copy = tmp_path / "copy"
    shutil.copytree(shared.shelf / "content", copy / "content")
    problems: list[Problem] = []
    report = build(copy, on_problem=problems.append)
    site = copy / "site"
    store = Store(tmp_path / "store", b"1", b"k" * 32)
    planned = plan_shelf(copy, load_shelf(copy, store), drafts=False, store=store)

    assert result.version == 1
    assert dict(result.related) == planned.related != {}
    assert searched(result) == {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in (site / "search").rglob("*.json")
    }
    assert result.search.costs == report.search_costs
    assert result.problems == sorted(problems, key=lambda problem: problem.sort_key)
    assert any("/lost/" in problem.message for problem in result.problems)
    assert sum(result.seconds.values()) > 0


def test_what_has_not_changed_is_the_object_that_is_there(
    shared: Preview, background: Background
) -> None:
    background.ask(1)
    first = shared.result()
    background.ask(2)
    second = shared.result()
    assert second.version == 2
    assert second.related is first.related
    assert second.search is first.search


def test_an_edit_brings_other_search_files(shared: Preview, background: Background) -> None:
    background.ask(1)
    before = shared.result()
    shared.edit(PAPER, lambda text: text + "\nWombats dig.\n")
    background.ask(2)
    after = shared.result()
    assert after.search.key != before.search.key
    assert b"wombat" not in b"".join(searched(before).values())
    assert b"wombat" in b"".join(searched(after).values())


def test_of_requests_during_a_job_only_the_newest_is_answered(
    shared: Preview, background: Background
) -> None:
    for version in (1, 2, 3, 4):
        background.ask(version)
    assert [shared.result().version for _ in range(2)] == [1, 4]
    background.ask(5)
    assert shared.result().version == 5


@pytest.mark.parametrize(
    ("path", "change", "message"),
    [
        (PAPER, lambda text: text.replace("title:", "tittle:"), "title"),
        # Found when pages are planned.
        ("content/static/papers/novak-2015/index.html", lambda _: "mine", "novak-2015"),
    ],
)
def test_errors_in_the_content_are_told_beside_the_last_results(
    shared: Preview,
    background: Background,
    path: str,
    change: Callable[[str], str],
    message: str,
) -> None:
    background.ask(1)
    before = shared.result()
    file = shared.shelf / path
    text = file.read_text(encoding="utf-8") if file.exists() else None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(change(text or ""), encoding="utf-8")
    background.ask(2)
    broken = shared.result()
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")
    background.ask(3)
    mended = shared.result()

    errors = [problem for problem in broken.problems if problem.severity is Severity.ERROR]
    assert any(message in problem.message for problem in errors)
    assert (broken.related, broken.search) == (before.related, before.search)
    assert mended.problems == before.problems
    assert mended.search.key == before.search.key


def test_a_shelf_that_cannot_be_read_is_a_failure_and_no_end(preview: Preview) -> None:
    background = preview.open()
    (preview.shelf / "content").rename(preview.shelf / "elsewhere")
    background.ask(1)
    version, why = preview.failure()
    assert version == 1
    assert 'no folder "content"' in why
    (preview.shelf / "elsewhere").rename(preview.shelf / "content")
    background.ask(2)
    assert preview.result().version == 2


def test_a_killed_process_is_told_and_the_next_request_is_answered(preview: Preview) -> None:
    before = set(processes())
    background = preview.open()
    background.ask(1)
    background.ask(2)
    (child,) = set(processes()) - before
    child.kill()
    version, why = preview.failure()
    assert version == 1
    assert "was killed" in why
    assert preview.result().version == 2

    (idle,) = set(processes()) - before
    idle.kill()
    idle.join()
    background.ask(3)
    assert preview.result().version == 3


def test_a_process_without_work_ends_and_the_next_request_is_answered(preview: Preview) -> None:
    before = set(processes())
    background = preview.open(idle=0)
    for version in range(1, 5):
        background.ask(version)
        assert preview.result().version == version
    # Of two that wait for the end of a process, Python tells only one at once.
    ended = set(processes()) - before
    wait_for(lambda: all(child.exitcode == 0 for child in ended))
    background.ask(5)
    background.ask(6)
    assert [preview.result().version for _ in range(2)] == [5, 6]


def test_closing_ends_a_process_at_work_and_nothing_is_told(preview: Preview) -> None:
    before = set(processes())
    background = preview.open()
    background.ask(1)
    (child,) = set(processes()) - before
    unfinished = preview.shelf / ".papershelf" / f"search-files.{child.pid}.new"
    unfinished.parent.mkdir(exist_ok=True)
    unfinished.write_bytes(b"half")
    background.close()
    assert child.exitcode is not None
    assert not unfinished.exists()
    background.ask(2)
    background.close()
    with pytest.raises(Empty):
        preview.told.get_nowait()
    # One of an earlier test may have ended meanwhile.
    assert set(processes()) <= before


def test_the_next_preview_begins_with_what_the_last_one_found(preview: Preview) -> None:
    background = preview.open()
    background.ask(1)
    first = preview.result()
    wait_for(lambda: recalled_search(preview.store) is not None)
    background.close()

    related = recalled(preview.store, set(first.related))
    search = recalled_search(preview.store)
    assert related == first.related
    assert search == first.search

    preview.open(related=related, search=search).ask(2)
    again = preview.result()
    assert again.related is related
    assert again.search is search


def test_where_nothing_can_be_kept_results_come_all_the_same(preview: Preview) -> None:
    (preview.shelf / ".papershelf").write_text("no folder", encoding="utf-8")
    background = preview.open()
    background.ask(1)
    assert preview.result().search.outputs
    background.ask(2)
    assert preview.result().version == 2
    assert recalled_search(preview.store) is None


def test_another_process_reads_the_programs_main_module_without_running_it() -> None:
    assert "run" in runpy.run_module("papershelf.__main__", run_name="__mp_main__")


_PROGRAM = """
import multiprocessing, os, signal, sys, threading
from pathlib import Path
from papershelf.serve.background import Background

if __name__ == "__main__":
    background = Background(
        Path(sys.argv[1]),
        base_url=None,
        drafts=False,
        on_result=lambda result: print("result", result.version, flush=True),
        on_failure=lambda version, why: print("failure", version, why, flush=True),
    )
    background.ask(1)
    (child,) = multiprocessing.active_children()
    os.kill(child.pid, signal.SIGINT)
    print("started", flush=True)
    threading.Event().wait()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_ctrl_c_does_not_reach_the_process_but_the_end_of_its_parent_does(
    preview: Preview, tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, program, preview.shelf],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert parent.stdout is not None
    try:
        assert parent.stdout.readline() == "started\n"
        # While the process is young a Ctrl-C would still be its end.
        assert parent.stdout.readline() == "result 1\n"
    finally:
        parent.send_signal(signal.SIGKILL)
    # The output ends when the last process that could write to it does.
    rest, _ = parent.communicate(timeout=PATIENCE)
    assert rest == ""
