"""What is on a shelf, in numbers: as values, as JSON and in a terminal."""

import json
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from papershelf.cli import main
from papershelf.cli.brief import few_of_each
from papershelf.cli.clock import today
from papershelf.cli.stats_text import stats_text
from papershelf.errors import Location, Problem, Severity
from papershelf.loading import load_shelf
from papershelf.shelf_stats import Number, ShelfStats, stats_of
from papershelf.store import Store

COLLECTIONS = Path(__file__).parents[1] / "collections"

Copied = Callable[[str], Path]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["papershelf", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        output = capsys.readouterr()
        return int(stopped.value.code or 0), output.out, output.err

    return run


@pytest.fixture
def copied(tmp_path: Path) -> Copied:
    """A shelf by its name, to work in."""
    return lambda name: Path(shutil.copytree(COLLECTIONS / name, tmp_path / name))


def numbers_of(shelf: Path, folder: Path) -> ShelfStats:
    library = load_shelf(shelf, Store(folder, b"test", b"k" * 32), lenient=True).library
    return stats_of(library, stale_after=90, today=date(2025, 9, 1))


def by_id(numbers: tuple[Number, ...]) -> dict[str, int]:
    return {number.id: number.papers for number in numbers}


@pytest.fixture
def small(tmp_path: Path) -> ShelfStats:
    """The numbers of the small shelf: six entries, one of them a draft."""
    return numbers_of(COLLECTIONS / "small", tmp_path)


def test_every_entry_counts_by_status_and_no_draft_counts_otherwise(small: ShelfStats) -> None:
    assert by_id(small.statuses) == {"published": 3, "draft": 1, "hidden": 1, "retracted": 1}
    assert small.papers == sum(by_id(small.types).values()) == 5
    assert by_id(small.years) == {"1809": 1, "1843": 1, "2015": 1, "2020": 1, "2023": 1}


def test_venues_topics_people_and_collections_come_with_the_most_papers_first(
    small: ShelfStats,
) -> None:
    assert small.venues == (Number("neurips", "NeurIPS", 2),)
    assert [number.papers for number in small.topics] == [2, 1, 1]
    assert small.people[0] == Number("ada-lovelace", "Ada Lovelace", 2)
    assert by_id(small.collections)["first-steps"] == 3


def test_months_are_those_in_which_papers_were_added(small: ShelfStats) -> None:
    assert small.months == (Number("2015-06", "2015-06", 2),)


def test_artifacts_and_what_is_missing_are_counted_by_paper(small: ShelfStats) -> None:
    assert by_id(small.links) == {"code": 1, "page": 1, "pdf": 1}
    missing = by_id(small.missing)
    assert missing["abstract"] == 5
    assert missing["doi"] == 4
    assert missing["author"] == 1
    assert missing["collection"] == 1


def test_an_id_that_pages_make_a_link_of_leads_to_a_paper_and_an_isbn_does_not(
    tmp_path: Path,
) -> None:
    for name, more in (("doi", "ids: {doi: 10.1000/1}"), ("isbn", "ids: {isbn: 9780262035613}")):
        entry = f"title: Of {name}\nauthors: [Ada Lovelace]\nyear: 2020\n{more}\n"
        path = tmp_path / f"content/papers/{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(entry)

    [link] = [
        number for number in numbers_of(tmp_path, tmp_path / "store").missing if number.id == "link"
    ]

    assert link == Number("link", "nothing leads to it", 1)


def test_a_day_to_come_makes_no_old_counts_new(copied: Copied, tmp_path: Path) -> None:
    shelf = copied("small")
    counts = "papers: {novak-2015: {stars: {2025-01-01: 3, 2052-01-01: 4}}}\n"
    (shelf / "content/metrics.yaml").write_text(counts, encoding="utf-8")
    counts_of = numbers_of(shelf, tmp_path / "store").counts
    assert (counts_of.papers, counts_of.last, counts_of.stale) == (1, "2025-01-01", 1)


def test_counts_are_told_with_their_days_and_how_many_are_old(tmp_path: Path) -> None:
    counts = numbers_of(COLLECTIONS / "advice", tmp_path).counts
    assert (counts.papers, counts.first, counts.last) == (2, "2024-11-05", "2025-06-01")
    assert counts.stale == 2


def test_an_empty_shelf_has_numbers_too(tmp_path: Path, run: Run) -> None:
    (tmp_path / "shelf/content/papers").mkdir(parents=True)
    code, out, err = run("stats", "--shelf", tmp_path / "shelf")
    assert code == 0
    assert "0 papers by 0 people" in out
    assert "Counted 0 papers in " in err


def test_json_holds_all_the_numbers_and_nothing_else_is_written(run: Run, copied: Copied) -> None:
    code, out, err = run("stats", "--shelf", copied("small"), "--format", "json")
    assert code == 0
    numbers = json.loads(out)
    assert numbers["papers"] == 5
    assert set(numbers) == set(ShelfStats.__struct_fields__)
    assert "Counted 5 papers" in err


def test_the_report_fits_eighty_columns_and_has_no_colours_without_a_terminal(
    run: Run, copied: Copied
) -> None:
    _, out, _ = run("stats", "--shelf", copied("advice"))
    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out
    assert "Left out: 2 entries with errors" in out
    assert "Counts of 2 papers" in out


def test_hostile_and_wide_labels_stay_in_their_columns(small: ShelfStats) -> None:
    labels = ("\x1b[2Jgone", "機械学習" * 30, "[bold red]marked", "\u202egpj.exe")
    numbers = tuple(Number(label, label, 3) for label in labels)
    hostile = msgspec.structs.replace(small, topics=numbers)
    text = stats_text(hostile, "\x1b]0;title\x07", colour=False, is_unicode=True)
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    assert "[bold red]marked" in text
    assert all(len(line) + line.count("機") * 2 <= 100 for line in text.splitlines())


@pytest.mark.parametrize("width", [32, 40, 60, 80, 200])
def test_the_report_fits_a_terminal_of_any_width(small: ShelfStats, width: int) -> None:
    long = tuple(Number("x", "A long name of something " * 5, n) for n in (1, 95_562))
    whole = (Number("x", "no abstract", small.papers),)
    stats = msgspec.structs.replace(small, topics=long, missing=whole)
    text = stats_text(stats, "A title " * 40, colour=False, is_unicode=True, width=width)
    assert max(map(len, text.splitlines())) <= min(width, 80)
    assert "95,562" in text
    assert "100%" in text
    assert text.count("A title") < 20


def test_an_id_with_an_address_leads_to_its_paper(tmp_path: Path) -> None:
    place = tmp_path / "content/papers/all.yaml"
    place.parent.mkdir(parents=True)
    ids = ("doi: 10.1000/a", "pmid: '12'", "isbn: 9780262035613")
    lines = (
        f"- {{id: p{n}, title: T, authors: A B, year: 2020, ids: {{{one}}}}}\n"
        for n, one in enumerate(ids)
    )
    place.write_text("".join(lines), encoding="utf-8")
    assert by_id(numbers_of(tmp_path, tmp_path / "store").missing)["link"] == 1


def test_bars_are_ascii_where_the_terminal_is(small: ShelfStats) -> None:
    assert "█" not in stats_text(small, "Shelf", colour=False, is_unicode=False)
    assert "\x1b[" in stats_text(small, "Shelf", colour=True, is_unicode=True)


def test_many_years_become_one_row_and_the_latest_ones(small: ShelfStats) -> None:
    years = tuple(Number(str(year), str(year), 2) for year in range(1900, 2000))
    text = stats_text(
        msgspec.structs.replace(small, years=years), "Shelf", colour=False, is_unicode=True
    )
    assert "1900 to 1980" in text
    assert "162" in text
    assert "\n1981" in text


def test_much_advice_of_a_kind_is_shown_in_part_and_counted(run: Run, tmp_path: Path) -> None:
    papers = tmp_path / "shelf/content/papers"
    papers.mkdir(parents=True)
    for number in range(14):
        text = f"title: Number {number}\nauthors: [A B]\nyear: 2020\n"
        (papers / f"p{number:02}.yaml").write_text(text, encoding="utf-8")
    code, out, err = run("check", "--shelf", tmp_path / "shelf")
    assert code == 0
    assert err.count("nothing leads to the paper") == 10
    assert "4 more of no-link; all of them: papershelf check --all" in err
    assert "15 advice" in out
    assert run("check", "--all", "--shelf", tmp_path / "shelf")[2].count("nothing leads") == 14


def test_problems_are_never_left_out_but_advice() -> None:
    problem = Problem(Location("a", 1), "wrong", severity=Severity.WARNING, rule="markup")
    assert few_of_each([problem] * 30) == ([problem] * 30, {})


def test_the_day_is_that_of_the_epoch_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert today() == date(2025, 1, 1)
    for odd in ("", "soon", "-1", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", odd)
        assert today() > date(2025, 1, 1)
