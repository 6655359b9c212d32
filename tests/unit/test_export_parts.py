"""Long lists come in several files, and how many there are is known before any is made."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pybtex.database import parse_string
from tests.support.cited import paper
from tests.support.exported import records_of, rows_of
from tests.support.libraries import library
from tests.support.shelf_files import files_of
from tests.support.wording import english

from papershelf import build
from papershelf.config import BudgetForm, Config
from papershelf.exporters import EXPORTERS, write
from papershelf.plan.cited import Cited
from papershelf.plan.parts import ExportFile, Parts, largest_file
from papershelf.relate import relate

PAPERS = {f"p{number}": paper(f"Title {number}", id=f"p{number}") for number in range(40)}


LIBRARY = library(PAPERS.values())
Divide = Callable[[int, Sequence[str]], tuple[ExportFile, ...]]


@pytest.fixture
def divide(monkeypatch: pytest.MonkeyPatch) -> Divide:
    """Divides a list as BibTeX, by the most bytes of a file."""

    def files(largest: int, papers: Sequence[str]) -> tuple[ExportFile, ...]:
        monkeypatch.setattr("papershelf.plan.parts.LARGEST_FILE", largest)
        parts = Parts(LIBRARY, relate(LIBRARY, drafts=False), Config())
        return parts.files(EXPORTERS[:1], papers)

    return files


@pytest.fixture
def short_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let lists of three papers count as long."""
    monkeypatch.setattr("papershelf.plan.parts.WHOLE_UP_TO", 2)


@pytest.mark.usefixtures("short_lists")
def test_parts_follow_one_another_and_hold_every_paper_once(divide: Divide) -> None:
    files = divide(1_000, tuple(PAPERS))
    assert len(files) > 2
    assert [paper for file in files for paper in file.papers] == [*PAPERS]
    assert [file.name for file in files][:3] == ["papers.bib", "papers-2.bib", "papers-3.bib"]
    assert files[1].label(english()) == f"BibTeX, part 2 of {len(files)}"
    assert files[1].remark == f"Part 2 of {len(files)}"


@pytest.mark.usefixtures("short_lists")
def test_a_part_has_one_paper_at_least(divide: Divide) -> None:
    assert len(divide(1, tuple(PAPERS))) == len(PAPERS)


@pytest.mark.usefixtures("short_lists")
def test_a_list_that_fits_is_whole(divide: Divide) -> None:
    [file] = divide(1_000_000, tuple(PAPERS))
    assert (file.name, file.label(english()), file.remark) == ("papers.bib", "BibTeX", "")


def test_a_short_list_is_never_divided(divide: Divide) -> None:
    assert len(divide(1, tuple(PAPERS))) == 1


TITLES = {
    "Latin": "Pointer Networks with a Title of Words",
    "Greek": "Μελέτη γλωσσικών μοντέλων μεγάλης κλίμακας",
    "Cyrillic": "Исследование больших языковых моделей",
    "Vietnamese": "Nghiên cứu mô hình ngôn ngữ lớn ở đây",
    "Chinese": "基于深度学习的大规模语言模型研究综述与展望",
    "signs": "🤗 of $\\alpha_{i}$ and “quotes”",
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.usefixtures("short_lists")
def test_parts_keep_to_the_limit_whatever_papers_are_made_of(
    title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("Hoàng Nguyễn", "Γιώργος Παπαδόπουλος", "Eve King")
    many = [
        paper(title, *names * (number % 7 + 1), id=f"p{number}", topics=("topic",), note="- x\n")
        for number in range(30)
    ]
    ids = [found.id for found in many]
    collections = {f"a-collection-{place}": ids for place in range(40)}
    shelf = library(many, collections=collections)
    relations = relate(shelf, drafts=False)
    config = Config(base_url="https://an-organisation-of-people.example.org/with/a/path/")
    cited = Cited(shelf, relations, config)
    monkeypatch.setattr("papershelf.plan.parts.LARGEST_FILE", 30_000)
    for file in Parts(shelf, relations, config).files(EXPORTERS, ids):
        text = "".join(write(file.exporter, map(cited.exported, file.papers)))
        assert len(text.encode()) <= 30_000, file.name


@pytest.mark.usefixtures("short_lists")
def test_an_empty_list_has_an_empty_file(divide: Divide) -> None:
    assert len(divide(1, ())) == 1


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
