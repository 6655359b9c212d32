"""What one run leaves for the next: answers, days, and whose turn it is."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.counted import (
    COMMENTS,
    FIRST,
    TOKEN,
    World,
    arxiv,
    know_first,
    metrics,
    shelf_of,
)
from tests.support.provider_server import Answer, Providers
from tests.unit.enriching.conftest import Run

KILLED = """
import sys
from pathlib import Path
from papershelf.adding import Network
from papershelf.enriching import Wishes, enrich, memory
from papershelf.net import Pace
from tests.support.counted import Silent
from tests.support.provider_server import Providers

memory._SAVED_EVERY_SECONDS = 0.0
sources = Providers(sys.argv[2]).sources
network = Network(sources, {"GITHUB_TOKEN": "some-token"}, pace=Pace(usual=0))
enrich(Path(sys.argv[1]), Wishes("2026-03-14", frozenset({"stars", "upvotes"})), network, Silent())
"""
STARTERS = (
    "generator/papershelf/starter/hosts/github/github/workflows/counts.yml",
    "generator/papershelf/starter/hosts/gitlab/gitlab-ci.yml",
)


def test_a_run_that_was_stopped_is_gone_on_with(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 100)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 100)))
    asked: list[str] = []

    def stops(path: str, body: bytes) -> Answer | str:
        asked.append(path)
        if len(asked) == 50:
            raise_in_main()
        return world._hugging_face(path, body)

    def raise_in_main() -> None:
        import _thread

        _thread.interrupt_main()

    silent_server.on("/hf/", stops)
    code, _, err = run(shelf, "--only", "upvotes")
    assert code == 130
    assert "run it again to go on" in err
    assert metrics(shelf) == ""
    silent_server.asked.clear()
    silent_server.on("/hf/", world._hugging_face)
    code, _, err = run(shelf, "--only", "upvotes")
    assert code == 0
    assert len(silent_server.asked) == 99 - 40
    assert metrics(shelf).count("upvotes") == 99


def test_a_run_that_was_killed_leaves_the_file_whole_and_what_it_saved_is_not_asked_again(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.stars = {f"ada/r{n}": n for n in range(1, 31)}
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 31)}
    papers = {
        key: f"{entry}links: {{code: https://github.com/ada/r{n}}}\n"
        for n, (key, entry) in enumerate(arxiv(*range(1, 31)).items(), 1)
    }
    shelf = shelf_of(tmp_path / "shelf", papers)
    asked: list[str] = []
    processes: list[subprocess.Popen[bytes]] = []

    def kills(path: str, body: bytes) -> Answer | str:
        asked.append(path)
        if len(asked) == 25:
            processes[0].kill()
            processes[0].wait()
        return world._hugging_face(path, body)

    silent_server.on("/hf/", kills)
    command = [sys.executable, "-c", KILLED, str(shelf), silent_server.base]
    processes.append(subprocess.Popen(command, cwd=Path(__file__).parents[3]))
    assert processes[0].wait(60) == -signal.SIGKILL
    text = metrics(shelf)
    assert (text.count("stars: {2026-03-14: "), text.count("upvotes")) == (30, 0)
    silent_server.asked.clear()
    silent_server.on("/hf/", world._hugging_face)
    assert run(shelf, "--only", "stars,upvotes")[0] == 0
    assert len(silent_server.asked) == 30 - 20
    assert set(silent_server.asked) & set(asked[:20]) == set()
    assert metrics(shelf).count("upvotes: {2026-03-14: ") == 30


def test_what_a_run_may_ask_for_is_bounded_and_all_come_round(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 9)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 13)))
    for day in ("2026-03-14", "2026-03-15", "2026-03-16"):
        run(shelf, "--only", "upvotes", "--most", "4", day=day)
    assert len(silent_server.asked) == len(set(silent_server.asked)) == 12
    assert metrics(shelf).count("upvotes") == 8


def test_papers_that_a_source_does_not_know_do_not_keep_others_waiting(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 4)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 100)))
    counts = "".join(f"  paper-{n:03}:\n    upvotes: {{2026-03-01: 1}}\n" for n in range(1, 4))
    (shelf / "content/metrics.yaml").write_text(f"papers:\n{counts}", encoding="utf-8")
    run(shelf, "--only", "upvotes", "--most", "6")
    assert metrics(shelf).count("2026-03-14") == 3
    assert len(silent_server.asked) == 6


def test_a_clock_that_goes_back_is_believed_nevertheless(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    world.upvotes = {"2401.00001": 1}
    run(shelf, "--only", "upvotes", day="2036-01-01")
    world.upvotes = {"2401.00001": 2}
    code, _, err = run(shelf, "--only", "upvotes")
    assert code == 0
    assert len(silent_server.asked) == 2
    assert "upvotes: {2026-03-14: 2, 2036-01-01: 1}" in metrics(shelf)
    assert "2036-01-01 is in the future" in err


def test_a_dry_run_shows_what_would_change_and_what_it_has_asked_is_not_asked_again(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {"2401.00001": 1_234}
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    code, out, err = run(shelf, "--only", "upvotes", "--dry-run")
    assert (code, metrics(shelf)) == (0, "")
    assert out == "paper-001: upvotes none → 1,234\n"
    assert "Would write 1 count of 1 paper, 1 changed" in err
    run(shelf, "--only", "upvotes", "--offline")
    assert "upvotes: {2026-03-14: 1234}" in metrics(shelf)
    assert len(silent_server.asked) == 1


def test_offline_reactions_of_today_are_written_without_a_token(
    world: World, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST}, COMMENTS)
    run(shelf, "--only", "reactions", "--dry-run", **TOKEN)
    run(shelf, "--only", "reactions", "--offline")
    assert "reactions: {2026-03-14: 3}" in metrics(shelf)


def test_offline_nobody_is_asked(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST})
    code, _, err = run(shelf, "--offline")
    assert (code, silent_server.asked, metrics(shelf)) == (0, [], "")
    last = "Nothing was answered today, and --offline asks nobody; 4 counts to ask for."
    assert err.splitlines() == ["Reading entries …", last]


def test_a_memory_that_somebody_brought_along_is_not_believed(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {"2401.00001": 1}
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    run(shelf, "--only", "upvotes", "--dry-run")
    kept = shelf / ".papershelf/counts/upvotes"
    kept.write_bytes(kept.read_bytes()[:-1] + b"\x63")
    run(shelf, "--only", "upvotes")
    assert len(silent_server.asked) == 2
    assert "upvotes: {2026-03-14: 1}" in metrics(shelf)


def test_another_machine_goes_on_by_the_days_and_believes_no_count(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 5)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 13)))
    for day in ("2026-03-14", "2026-03-15", "2026-03-16"):
        run(shelf, "--only", "upvotes", "--most", "4", day=day)
        # A seal of another machine is as good as none.
        (shelf / ".papershelf/counts/upvotes").unlink()
    assert len(silent_server.asked) == len(set(silent_server.asked)) == 12
    before = metrics(shelf)
    run(shelf, "--only", "upvotes", "--offline", day="2026-03-16")
    assert metrics(shelf) == before


@pytest.mark.parametrize("days", [b"", b"\xc1", b"\x93\x01\x02\x03", b"\x81\xa1a\x01"])
def test_days_that_cannot_be_read_are_none(
    world: World, silent_server: Providers, run: Run, tmp_path: Path, days: bytes
) -> None:
    world.upvotes = {"2401.00001": 1}
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    (shelf / ".papershelf/counts").mkdir(parents=True)
    (shelf / ".papershelf/counts/upvotes.days").write_bytes(days)
    assert run(shelf, "--only", "upvotes")[0] == 0
    assert len(silent_server.asked) == 1


@pytest.mark.parametrize("path", [".github/workflows/counts.yml", *STARTERS])
def test_workflows_keep_what_a_run_remembers(
    world: World, run: Run, tmp_path: Path, path: str
) -> None:
    world.upvotes = {"2401.00001": 1}
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    run(shelf, "--only", "upvotes")
    text = (Path(__file__).parents[3] / path).read_text(encoding="utf-8")
    assert re.search(r"paths?: (?:\[|\|\n +)\.papershelf/counts\b", text)
    assert ".papershelf/answers" not in text
    assert (shelf / ".papershelf/counts/upvotes.days").is_file()
