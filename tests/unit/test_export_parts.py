"""Long lists come in several files, and how many there are is known before any is made."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from pybtex.database import parse_string
from tests.support.cited import paper
from tests.support.exported import exported, records_of, rows_of, text_of
from tests.support.shelves import files_of

from papershelf import build
from papershelf.config import BudgetForm, Config
from papershelf.exporters import EXPORTERS
from papershelf.plan.parts import ExportFile, Parts, largest_file

PAPERS = {f"p{number}": paper(f"Title {number}", id=f"p{number}") for number in range(40)}


def _files(largest: int, papers: Sequence[str] = tuple(PAPERS)) -> tuple[ExportFile, ...]:
    return Parts(PAPERS, largest).files(EXPORTERS[:1], papers)


@pytest.fixture
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let lists of three papers count as long."""
    monkeypatch.setattr("papershelf.plan.parts.WHOLE_UP_TO", 2)


@pytest.mark.usefixtures("short_lists")
def test_parts_follow_one_another_and_hold_every_paper_once() -> None:
    files = _files(1_000)
    assert len(files) > 2
    assert [paper for file in files for paper in file.papers] == [*PAPERS]
    assert [file.name for file in files][:3] == ["papers.bib", "papers-2.bib", "papers-3.bib"]
    assert files[1].label == f"BibTeX, part 2 of {len(files)}"
    assert files[1].remark == f"Part 2 of {len(files)}"


@pytest.mark.usefixtures("short_lists")
def test_a_part_has_one_paper_at_least() -> None:
    assert len(_files(1)) == len(PAPERS)


@pytest.mark.usefixtures("short_lists")
def test_a_list_that_fits_is_whole() -> None:
    [file] = _files(1_000_000)
    assert (file.name, file.label, file.remark) == ("papers.bib", "BibTeX", "")


def test_a_short_list_is_never_divided() -> None:
    assert len(_files(1)) == 1


@pytest.mark.usefixtures("short_lists")
def test_parts_keep_to_the_limit() -> None:
    for exporter in EXPORTERS:
        for file in Parts(PAPERS, 3_000).files((exporter,), tuple(PAPERS)):
            text = text_of(exporter.name, *(exported(PAPERS[paper]) for paper in file.papers))
            assert len(text.encode()) <= 3_000


@pytest.mark.usefixtures("short_lists")
def test_an_empty_list_has_an_empty_file() -> None:
    assert len(_files(1, ())) == 1


def test_the_parts_of_names_with_two_endings_keep_both() -> None:
    [csl] = (exporter for exporter in EXPORTERS if exporter.name == "csl-json")
    assert csl.part_file(1) == "papers.csl.json"
    assert csl.part_file(2) == "papers-2.csl.json"


def test_no_file_is_larger_than_fifty_megabytes_or_than_the_host_takes() -> None:
    assert largest_file(Config()) == 50_000_000
    assert largest_file(Config(host="cloudflare")) < 27_000_000
    assert largest_file(Config(budget=BudgetForm(file_megabytes=10))) == 10_000_000
    assert largest_file(Config(budget=BudgetForm(file_megabytes=500))) == 50_000_000


@pytest.mark.usefixtures("short_lists")
def test_each_part_is_whole_in_itself_and_the_page_names_them_all(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papershelf.plan.parts.LARGEST_FILE", 600)
    build(small, jobs=1)
    files = files_of(small / "site")
    page = files["papers/index.html"].decode()
    keys: dict[str, list[str]] = {}
    for exporter in EXPORTERS:
        numbers = range(1, 9)
        names = [name for n in numbers if (name := exporter.part_file(n)) in files]
        assert len(names) > 1, exporter.name
        for name in names:
            assert f'href="../{name}"' in page
        texts = [files[name].decode() for name in names]
        if exporter.remark:
            remark = f"Part 1 of {len(names)}"
            assert remark in texts[0]
        match exporter.name:
            case "bibtex":
                found = [[*parse_string(text, "bibtex").entries] for text in texts]
            case "csl-json":
                found = [[item["id"] for item in json.loads(text)] for text in texts]
            case "csv":
                found = [[row["key"] for row in rows_of(text)] for text in texts]
            case "jsonl":
                found = [[item["citation_key"] for item in records_of(text)] for text in texts]
            case _:
                continue
        keys[exporter.name] = [key for part in found for key in part]
    assert len(keys["bibtex"]) == 4
    assert all(part == keys["bibtex"] for part in keys.values())
