"""Builds that find by time stamps alone that there is nothing to do."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import papershelf.unchanged
from papershelf import build
from papershelf.errors import Problem
from papershelf.render import Renderer
from papershelf.starter import make_shelf
from papershelf.write import Report

HOUR = 3600


def age(shelf: Path, hours: int) -> None:
    """Give every file that was just written a time stamp of some hours ago."""
    now = time.time()
    then = now - hours * HOUR
    for folder in ("content", "themes"):
        for path in (shelf / folder).rglob("*"):
            if path.stat().st_mtime > now - HOUR:
                os.utime(path, (then, then))


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf whose last build can be trusted.

    Its files are old enough; the packaged themes may be as young as the checkout.
    """
    monkeypatch.setattr(papershelf.unchanged, "packaged_themes", lambda: tmp_path / "none")
    folder = tmp_path / "shelf"
    make_shelf(folder, title="One")
    age(folder, 9)
    build(folder)
    return folder


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Filled when a build gets as far as planning pages."""
    found: list[str] = []
    fingerprint = Renderer.fingerprint

    def watched(self: Renderer, page: object) -> bytes:
        found.append("planned")
        return fingerprint(self, page)  # type: ignore[arg-type]

    monkeypatch.setattr(Renderer, "fingerprint", watched)
    return found


def test_a_build_of_untouched_files_reads_nothing_and_reports_the_same(
    shelf: Path, planned: list[str]
) -> None:
    report = build(shelf)
    assert planned == []
    again = build(shelf, clean=True)
    assert planned != []

    def numbers(report: Report) -> tuple[int, ...]:
        return (report.papers, report.pages, report.files, report.bytes, report.left_out)

    assert numbers(report) == numbers(again)
    assert (report.written, report.removed, report.rendered) == (0, 0, 0)


def test_a_build_of_untouched_files_loads_nothing_that_makes_a_site(shelf: Path) -> None:
    script = (
        "import sys; from pathlib import Path; import papershelf.unchanged\n"
        "papershelf.unchanged.packaged_themes = lambda: Path('none')\n"
        "papershelf.build(sys.argv[1])\n"
        "print(*sys.modules, sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(shelf)], check=True, capture_output=True, text=True
    )
    modules = set(done.stdout.splitlines())
    assert "papershelf.unchanged" in modules
    assert not modules & {"numpy", "pydantic", "papershelf.budget", "papershelf.plan"}


def _edit(shelf: Path) -> None:
    path = shelf / "content/papers/turing-1950.md"
    path.write_text(path.read_text().replace("game", "play"))


def _touch_template(shelf: Path) -> None:
    folder = shelf / "themes/default"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text("name: default\n")


CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit of the same size": _edit,
    "a new entry": lambda shelf: (shelf / "content/papers/new.yaml").write_text(
        "title: New\nauthors: [A B]\nyear: 2020\n"
    ),
    "a page less": lambda shelf: (shelf / "content/pages/about.md").unlink(),
    "a setting": lambda shelf: (shelf / "content/site.yaml").write_text("title: Two\n"),
    "a theme of the shelf's own": _touch_template,
    "a page of the site gone": lambda shelf: (shelf / "site/index.html").unlink(),
    "a page of the site changed": lambda shelf: (shelf / "site/index.html").write_text("x"),
    "the marker gone": lambda shelf: (shelf / "site/.papershelf").rename(shelf / "elsewhere"),
    "an interrupted build": lambda shelf: (shelf / "site/.papershelf-staging").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_seen(shelf: Path, planned: list[str], change: str) -> None:
    CHANGES[change](shelf)
    age(shelf, 8)
    if change == "the marker gone":
        # What is left is not known to be ours any more.
        for path in (shelf / "site").iterdir():
            path.rename(shelf / f"kept-{path.name}")
    build(shelf)
    assert planned != []


def test_other_options_are_another_build(shelf: Path, planned: list[str]) -> None:
    build(shelf, base_url="https://example.org/")
    assert planned != []


def test_young_files_prove_nothing(shelf: Path, planned: list[str]) -> None:
    path = shelf / "content/papers/turing-1950.md"
    os.utime(path)
    build(shelf)
    assert planned != []
    planned.clear()
    build(shelf)
    assert planned != []


def test_warnings_are_told_again(shelf: Path, planned: list[str]) -> None:
    path = shelf / "content/papers/codd-1970.yaml"
    path.write_text(path.read_text() + "venu: x\n")
    age(shelf, 7)
    told: list[Problem] = []
    build(shelf, on_problem=told.append)
    planned.clear()
    again: list[Problem] = []
    build(shelf, on_problem=again.append)
    assert planned == []
    assert told == again
    assert len(told) == 1
