"""What we write out as tables, JSON Lines and Markdown is read back to the same papers."""

import csv
import io
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest
from tests.support.imported import exported, read, records, shelf_of
from tests.support.node import ROOT
from tests.support.odd_shelf import odd_shelf

from papershelf.importers.json_lists import JSON_LINES
from papershelf.importers.markdown_lists import MARKDOWN
from papershelf.importers.table import CSV

NOT_IN_JSON_LINES: Final = MappingProxyType(
    {("novak-2015", "thumbnail"): "with a base URL it is an address of the site, not a file"}
)
"""What does not come back: the paper and the field, and why."""
NOT_IN_CSV: Final = MappingProxyType(
    {
        "collections": "the titles of collections do not tell their ids: they are kept under extra",
    }
)
NAMES_WITHOUT_PARTS: Final = frozenset({"hostile", "hebrew"})
"""Whose names a cell cannot hold: with signs that part names, or a whole name of two words."""


@pytest.fixture(params=["small", "odd"])
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A shelf to take away."""
    if request.param == "small":
        return ROOT / "tests/collections/small"
    return odd_shelf(tmp_path / "odd", day=5, authors=20)


def test_json_lines_come_back_with_everything(shelf: Path, tmp_path: Path) -> None:
    text = exported(shelf, "jsonl")
    drafts, problems = read(JSON_LINES, text)
    again = records(exported(shelf_of(drafts, tmp_path / "again", like=shelf), "jsonl"))
    before = records(text)
    assert problems == []
    assert again.keys() == before.keys()
    differences = {
        (paper, field)
        for paper, record in before.items()
        for field in record.keys() | again[paper].keys()
        if record.get(field) != again[paper].get(field)
    }
    assert differences <= NOT_IN_JSON_LINES.keys()


def test_a_table_comes_back_cell_by_cell(shelf: Path, tmp_path: Path) -> None:
    def rows(text: str) -> dict[str, dict[str, str]]:
        found = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
        return {row["id"]: row for row in found}

    text = exported(shelf, "csv")
    drafts, problems = read(CSV, text)
    again = rows(exported(shelf_of(drafts, tmp_path / "again", like=shelf), "csv"))
    before = rows(text)
    assert problems == []
    assert again.keys() == before.keys()
    differences = {
        (paper, column)
        for paper, row in before.items()
        for column in row
        if column not in NOT_IN_CSV and row[column] != again[paper][column]
    }
    assert {(paper, column) for paper, column in differences} <= {
        (paper, column) for paper in NAMES_WITHOUT_PARTS for column in ("key", "authors", "editors")
    }


def test_the_collections_of_a_table_are_kept(tmp_path: Path) -> None:
    shelf = ROOT / "tests/collections/small"
    drafts, _ = read(CSV, exported(shelf, "csv"))
    kept = [draft.fields["extra"].get("collections") for draft in drafts]
    assert "First steps" in kept


def test_a_markdown_list_comes_back_with_title_people_venue_and_year() -> None:
    shelf = ROOT / "tests/collections/small"
    drafts, problems = read(MARKDOWN, exported(shelf, "markdown"))
    found = [
        (draft.fields["title"], draft.fields["authors"], draft.fields.get("venue"))
        for draft in drafts
    ]
    assert problems == []
    title = "Čísla a stroje: on \\\\sqrt{2} and machines"
    assert ("Sketch of the Analytical Engine", ["Ada Lovelace"], None) in found
    assert (title, ["Jiří Novák", "Anaïs Müller"], "NeurIPS") in found
    assert {draft.fields["year"] for draft in drafts} == {"1809", "1843", "2015", "2020", "2024"}
    assert [d.fields["status"] for d in drafts if "status" in d.fields] == ["retracted"]


def test_nearly_all_of_an_odd_markdown_list_comes_back(tmp_path: Path) -> None:
    shelf = odd_shelf(tmp_path, day=5, authors=20)
    text = exported(shelf, "markdown")
    drafts, problems = read(MARKDOWN, text)
    # One is by "Anonymous", one is nothing but markup: both without a link.
    assert len(drafts) == text.count("\n- ") + text.startswith("- ") - 2
    assert [problem.severity.value for problem in problems] == ["advice"] * len(problems)
