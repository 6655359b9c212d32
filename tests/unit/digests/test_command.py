"""papershelf digest: which period, which files, and what it says."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.support.digested import add, empty_shelf, introduce, made_up

from papershelf.cli import main
from papershelf.period_keys import last_ended, parse_key, period_of

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return made_up(tmp_path / "shelf")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in the night of 18 March 2026: its exit code and what it says."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773795600")

    def run(shelf: Path, *arguments: str | Path) -> tuple[int, str]:
        words = ["papershelf", "digest", "--shelf", str(shelf), *map(str, arguments)]
        monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as stopped:
            main()
        output = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        assert output.out == ""
        return stopped.value.code, output.err

    return run


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def _files(key: str) -> list[str]:
    return [f"{key}.{ending}" for ending in ("eml", "html", "mail.html", "md", "txt")]


def test_without_a_date_it_is_the_last_period_that_has_ended(run: Run, shelf: Path) -> None:
    code, said = run(shelf, "--period", "week")
    assert code == 0
    assert _names(shelf / "digests") == _files("2026-W11")
    last = said.strip().split("\n")[-1]
    assert last.startswith("Wrote 5 files of Week 11, 2026: Engines (4 new papers, 2 trending) to ")
    assert last.endswith(" s.")


def test_a_second_run_writes_nothing(run: Run, shelf: Path) -> None:
    run(shelf, "--period", "week")
    before = {path: path.stat().st_mtime_ns for path in (shelf / "digests").iterdir()}
    _, said = run(shelf, "--period", "week")
    assert "Wrote 0 files" in said
    assert "5 unchanged" in said
    assert before == {path: path.stat().st_mtime_ns for path in (shelf / "digests").iterdir()}


def test_a_date_asks_for_the_period_that_holds_it(run: Run, shelf: Path, tmp_path: Path) -> None:
    for kind, key in (("day", "2026-03-10"), ("week", "2026-W11"), ("month", "2026-03")):
        folder = tmp_path / "out" / kind
        assert run(shelf, "--period", kind, "--date", "2026-03-10", "-o", folder)[0] == 0
        assert _names(folder) == _files(key)


def test_a_period_without_papers_writes_nothing_and_is_no_failure(run: Run, shelf: Path) -> None:
    code, said = run(shelf, "--period", "day", "--date", "2026-02-01")
    assert code == 0
    assert "No paper came on the shelf on 1 February 2026: nothing is written." in said
    assert not (shelf / "digests").exists()


def test_a_period_that_runs_or_comes_is_written_and_said_to_be_so(run: Run, shelf: Path) -> None:
    add(shelf, "next", "2026-03-20")
    code, said = run(shelf, "--period", "week", "--date", "2026-03-20")
    assert code == 0
    assert "Week 12, 2026 has not ended yet" in said
    assert "has not ended" not in run(shelf, "--period", "week")[1]


@pytest.mark.parametrize(
    "day", ["2026-3-14", "14.3.2026", "2026-02-30", "", "2026-W11", "20260314"]
)
def test_a_date_that_is_none_is_wrong_usage_with_an_example(
    day: str, run: Run, shelf: Path
) -> None:
    code, said = run(shelf, "--period", "week", "--date", day)
    assert code == 2
    assert "write it as 2026-03-14" in said


def test_the_kind_of_period_must_be_given(run: Run, shelf: Path) -> None:
    assert run(shelf) == (2, "papershelf: give --period: day, week, month\n")
    assert run(shelf, "--period", "year")[0] == 2


def test_a_shelf_without_an_address_is_wrong_usage_unless_one_is_given(
    run: Run, shelf: Path
) -> None:
    path = shelf / "content/site.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("base_url", "#base_url"), encoding="utf-8")
    code, said = run(shelf, "--period", "week")
    assert code == 2
    assert "--base-url" in said
    code, _ = run(shelf, "--period", "week", "--base-url", "https://else.example/x")
    assert code == 0
    text = (shelf / "digests/2026-W11.txt").read_text(encoding="utf-8")
    assert "https://else.example/x/weekly/2026-W11/" in text


def test_another_introduction_stands_in_for_that_of_the_shelf(
    run: Run, shelf: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Said by *another*, see [it](../papers/loom.md).\n", encoding="utf-8")
    assert run(shelf, "--period", "week", "--introduction", other)[0] == 0
    text = (shelf / "digests/2026-W11.txt").read_text(encoding="utf-8")
    assert "Said by another, see it [https://shelf.example/repo/papers/loom/]." in " ".join(
        text.split()
    )
    assert "Engines" not in text


def test_an_introduction_that_cannot_be_read_is_told(run: Run, shelf: Path, tmp_path: Path) -> None:
    code, said = run(shelf, "--period", "week", "--introduction", tmp_path / "none.md")
    assert code == 2
    assert "there is no file" in said
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"\xff\xfe")
    code, said = run(shelf, "--period", "week", "--introduction", bad)
    assert code == 1
    assert "not UTF-8" in said
    bad.write_bytes(b"x" * 10_000_000)
    code, said = run(shelf, "--period", "week", "--introduction", bad)
    assert code == 1
    assert "bytes" in said
    assert not (shelf / "digests").exists()


def test_errors_in_the_content_stop_it(run: Run, shelf: Path) -> None:
    introduce(shelf, "2026-W99", "Hello.\n")
    code, said = run(shelf, "--period", "week")
    assert code == 1
    assert "content/digests/2026-W99.md" in said
    assert not (shelf / "digests").exists()


def test_top_may_be_nothing(run: Run, shelf: Path) -> None:
    assert "0 trending" in run(shelf, "--period", "week", "--top", "0")[1]
    assert run(shelf, "--period", "week", "--top", "51")[0] == 2


def test_no_digest_takes_the_place_of_what_curators_wrote(run: Run, shelf: Path) -> None:
    folder = shelf / "content/digests"
    before = (folder / "2026-W11.md").read_bytes()
    for written in (folder, shelf / "digests/../content/digests"):
        code, said = run(shelf, "--period", "week", "--output", written)
        assert code == 2
        assert "name a folder outside" in said
    assert _names(folder) == ["2026-W11.md"]
    assert (folder / "2026-W11.md").read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(run: Run, shelf: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, said = run(shelf, "--period", "week", "-o", tmp_path / "file")
    assert code == 3
    assert "cannot make the folder" in said


def test_what_has_half_a_character_is_written_without_it(run: Run, tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path / "odd")
    add(shelf, "a", "2026-03-10", 'title: "\\u0041 \\uFFFD"')
    assert run(shelf, "--period", "week")[0] == 0


@pytest.mark.parametrize(
    ("day", "week", "month"),
    [
        ("2025-12-29", "2026-W01", "2025-12"),
        ("2026-12-31", "2026-W53", "2026-12"),
        ("2027-01-03", "2026-W53", "2027-01"),
        ("2024-12-30", "2025-W01", "2024-12"),
        ("2024-02-29", "2024-W09", "2024-02"),
    ],
)
def test_weeks_are_those_of_iso_8601(day: str, week: str, month: str) -> None:
    when = date.fromisoformat(day)
    found = [period_of(kind, when) for kind in ("daily", "weekly", "monthly")]
    assert [period.key for period in found] == [day, week, month]
    assert all(period.first <= day <= period.last for period in found)


def test_the_last_period_that_has_ended_ends_the_day_before_the_running_one_begins() -> None:
    today = date(2026, 1, 1)
    assert [last_ended(kind, today).key for kind in ("daily", "weekly", "monthly")] == [
        *("2025-12-31", "2025-W52", "2025-12")
    ]
    assert last_ended("weekly", date(2026, 1, 5)).key == "2026-W01"


def test_a_period_says_its_days() -> None:
    month, week = parse_key("2024-02"), parse_key("2026-W53")
    assert (month.first, month.last) == ("2024-02-01", "2024-02-29")
    assert (week.first, week.last) == ("2026-12-28", "2027-01-03")


def test_a_list_of_a_host_beyond_ascii_is_named_as_browsers_write_it(run: Run, shelf: Path) -> None:
    assert run(shelf, "--period", "week", "--base-url", "https://bücher.example/")[0] == 0
    mail = (shelf / "digests/2026-W11.eml").read_text(encoding="utf-8")
    assert "List-Id: <weekly.xn--bcher-kva.example>" in mail


def test_trying_to_send_writes_no_file(run: Run, shelf: Path, tmp_path: Path) -> None:
    with (shelf / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write("digest: {sender: news@example.org, unsubscribe: stop@example.org}\n")
    to = tmp_path / "to.txt"
    to.write_text("ada@example.org\n", encoding="utf-8")
    code, said = run(shelf, "--period", "week", "--send", "--dry-run", "--to", to)
    assert code == 0
    assert "Would write 5 files of Week 11, 2026" in said
    assert "Would send 1 mail" in said
    assert not (shelf / "digests").exists()
