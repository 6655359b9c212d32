"""Pages are read as people write them, and written as each format wants them."""

import json

import pytest
from tests.support.cited import NEURIPS, paper, read_bibtex, read_ris, text


@pytest.mark.parametrize(
    ("pages", "bibtex", "csl", "apa"),
    [
        ("7", "7", "7", "p. 7"),
        ("e1003", "e1003", "e1003", "p. e1003"),
        ("12-14", "12--14", "12-14", "pp. 12–14"),
        ("12–14", "12--14", "12-14", "pp. 12–14"),
        ("12 --- 14", "12--14", "12-14", "pp. 12–14"),
        ("12−14", "12--14", "12-14", "pp. 12–14"),
        ("pp. 12–14", "12--14", "12-14", "pp. 12–14"),
        ("pp12-14", "12--14", "12-14", "pp. 12–14"),
        ("p. 7", "7", "7", "p. 7"),
        ("12-14, 18", "12--14, 18", "12-14, 18", "pp. 12–14, 18"),
        ("12,18", "12, 18", "12, 18", "pp. 12, 18"),
        ("1,234–1,240", "1,234--1,240", "1,234-1,240", "pp. 1,234–1,240"),
        ("S1-12–S1-20", "S1-12--S1-20", "S1-12–S1-20", "pp. S1-12–S1-20"),
        ("12-", "12", "12", "p. 12"),
        ("12–", "12", "12", "p. 12"),
        ("1-2-3", "1-2-3", "1-2-3", "p. 1-2-3"),
        ("preface", "preface", "preface", "p. preface"),
    ],
)
def test_pages_are_ranges_and_single_pages(pages: str, bibtex: str, csl: str, apa: str) -> None:
    cited = paper(type="paper-conference", pages=pages)
    assert read_bibtex(text("bibtex", cited)).fields["pages"] == bibtex
    assert json.loads(text("csl-json", cited))[0]["page"] == csl
    assert f"({apa})" in text("apa", cited, NEURIPS)


@pytest.mark.parametrize(
    ("pages", "first", "last"),
    [("12–14", "12", "14"), ("7", "7", None), ("12-14, 18", "12-14, 18", None)],
)
def test_ris_has_the_ends_of_one_range_and_else_all_pages(
    pages: str, first: str, last: str | None
) -> None:
    record = read_ris(text("ris", paper(pages=pages)))
    assert (record.get("start_page"), record.get("end_page")) == (first, last)


@pytest.mark.parametrize("pages", ["–", "pp.", ", ;"])
def test_pages_without_a_number_are_not_named(pages: str) -> None:
    cited = paper(type="paper-conference", pages=pages)
    assert "pages" not in read_bibtex(text("bibtex", cited)).fields
    assert "(p" not in text("apa", cited, NEURIPS)
