"""Drafts become fields that entries may have, and nothing of them is lost."""

from typing import Any

import pytest

from papershelf.draft import Draft
from papershelf.intake import Tidied, tidy

GOOD: dict[str, Any] = {"title": "A title", "authors": ["Ada Lovelace"], "date": "1843-09"}


def tidied(**fields: Any) -> Tidied:
    """Fields of a good draft and some others, tidied."""
    return tidy(Draft({**GOOD, **fields}, line=7), "refs.bib")


def test_a_good_draft_stays_as_it_is() -> None:
    found = tidied()
    assert found.fields == GOOD
    assert not found.problems
    assert not found.missing


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("doi", "https://doi.org/10.1145/3539618.3591631", "10.1145/3539618.3591631"),
        ("doi", "DOI: 10.1145/ABC", "10.1145/abc"),
        ("arxiv", "https://arxiv.org/abs/1706.03762v5", "1706.03762v5"),
        ("arxiv", "arXiv:1706.03762", "1706.03762"),
        ("isbn", "0-262-03561-8", "9780262035613"),
        ("issn", "00280836", "0028-0836"),
        ("pmid", "PMID: 31452104", "31452104"),
        ("DOI", "10.1145/1", "10.1145/1"),
    ],
)
def test_ids_get_the_form_of_the_schema(kind: str, text: str, expected: str) -> None:
    found = tidied(ids={kind: text})
    assert found.fields["ids"] == {kind.lower(): expected}
    assert not found.problems


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"ids": {"doi": "see the web"}}, "ids.doi", "see the web"),
        ({"ids": {"arxiv": "1706"}}, "ids.arxiv", "1706"),
        ({"language": "Klingonish"}, "language", "Klingonish"),
        ({"type": "inproceedings"}, "type", "inproceedings"),
        ({"year": "MMXV"}, "year", "MMXV"),
        ({"links": {"pdf": "ftp://example.org/x"}}, "links.pdf", "ftp://example.org/x"),
        ({"volume": {"number": "7"}}, "volume", {"number": "7"}),
        ({"keywords": {"a": "b"}}, "keywords", {"a": "b"}),
        (
            {"authors": ["Ada Lovelace", {"family": "Li", "orcid": "1"}]},
            "authors[2].orcid",
            "1",
        ),
        ({"versions": [{"date": "2015"}]}, "versions[1]", {"date": "2015"}),
    ],
)
def test_what_the_schema_refuses_is_kept_and_told_with_its_line(
    fields: dict[str, Any], name: str, value: object
) -> None:
    found = tidied(**fields)
    assert found.fields["extra"] == {name: value}
    assert not found.missing
    (problem,) = found.problems
    assert (problem.location.path, problem.location.line) == ("refs.bib", 7)
    assert problem.message.startswith(f"{name}: ")
    assert "kept under extra" in problem.hint


def test_unknown_fields_are_kept_without_a_word() -> None:
    found = tidied(file="a.pdf", extra={"abbr": "x"}, authors=[{"family": "Li", "age": "7"}])
    assert found.fields["extra"] == {"abbr": "x", "file": "a.pdf", "authors[1].age": "7"}
    assert not found.problems


def test_a_field_that_extra_has_too_stands_beside_it() -> None:
    found = tidied(type="journal", extra={"type": "magazine"})
    assert found.fields["extra"] == {"type": ["magazine", "journal"]}


@pytest.mark.parametrize(
    ("text", "expected", "is_told"),
    [
        ("2015", "2015", False),
        ("2015-6-9", "2015-06-09", False),
        ("2015/06", "2015-06", False),
        ("2015-06-09T12:00:00Z", "2015-06-09", False),
        ("2015-00", "2015", True),
        ("2015-02-30", "2015-02", True),
        ("2015-06-09/2015-06-12", "2015-06-09", True),
        ("2015 (in press)", "2015", True),
    ],
)
def test_of_a_date_as_much_is_taken_as_is_one(text: str, expected: str, is_told: bool) -> None:
    found = tidied(date=text)
    assert found.fields["date"] == expected
    assert bool(found.problems) == is_told
    assert found.fields.get("extra", {}) == ({"date": text} if is_told else {})


def test_what_is_no_date_at_all_is_missing_and_kept() -> None:
    found = tidied(date="0000")
    assert found.missing == ("date",)
    assert found.fields["extra"] == {"date": "0000"}


def test_a_year_that_the_date_tells_is_not_repeated() -> None:
    assert "year" not in tidied(date="2015-06", year="2015").fields
    assert tidied(date="2015-06", year="2016").fields["year"] == 2016


def test_an_arxiv_id_is_taken_from_a_doi_or_an_address() -> None:
    found = tidied(ids={"doi": "10.48550/arXiv.1706.03762"})
    assert found.fields["ids"] == {"doi": "10.48550/arxiv.1706.03762", "arxiv": "1706.03762"}
    found = tidied(links={"pdf": "https://arxiv.org/pdf/1706.03762"})
    assert found.fields["ids"] == {"arxiv": "1706.03762"}
    assert found.fields["links"] == {"pdf": "https://arxiv.org/pdf/1706.03762"}


def test_a_link_that_only_repeats_the_doi_is_left_out() -> None:
    found = tidied(
        ids={"doi": "10.1145/ABC"},
        links={"page": ["http://dx.doi.org/10.1145/abc", "https://example.org/a b"]},
    )
    assert found.fields["links"] == {"page": "https://example.org/a%20b"}
    other = tidied(ids={"doi": "10.1145/1"}, links={"page": "https://doi.org/10.1145/2"})
    assert other.fields["links"] == {"page": "https://doi.org/10.1145/2"}


def test_links_beside_a_paper_give_it_no_ids() -> None:
    found = tidied(links={"code": "https://arxiv.org/abs/1706.03762"})
    assert "ids" not in found.fields


def test_of_several_ids_the_first_is_taken_and_all_are_kept() -> None:
    text = "978-3-16-148410-0 (print), 978-0-262-03561-3"
    found = tidied(ids={"isbn": text})
    assert found.fields["ids"] == {"isbn": "9783161484100"}
    assert found.fields["extra"] == {"ids.isbn": text}


@pytest.mark.parametrize("pages", ["12–34", "12--34", "12 — 34", "12-34"])
def test_pages_are_joined_by_a_hyphen(pages: str) -> None:
    assert tidied(pages=pages).fields["pages"] == "12-34"


def test_characters_that_no_file_holds_are_mended_and_told() -> None:
    found = tidied(title="A \x93b\x94\x00 \ud83d\ude00 \ud800c\ufeff", note="x\x07y")
    assert found.fields["title"] == "A “b” 😀 \ufffdc"
    assert found.note == "xy"
    (problem,) = found.problems
    assert "title, note" in problem.message


def test_a_note_in_the_fields_and_one_below_become_one() -> None:
    found = tidy(Draft({**GOOD, "note": "One."}, "Two."), "x")
    assert found.note == "One.\n\nTwo."
    assert "note" not in found.fields


def test_what_says_nothing_is_left_out() -> None:
    found = tidied(abstract="", keywords=["", None], ids={"doi": " "}, links={}, volume=None)
    assert found.fields == GOOD


def test_numbers_become_texts() -> None:
    found = tidied(volume=7, issue=2.0, ids={"pmid": 31452104}, year=2015)
    assert found.fields["volume"] == "7"
    assert found.fields["issue"] == "2"
    assert found.fields["ids"] == {"pmid": "31452104"}
    assert found.fields["year"] == 2015


def test_what_is_nested_too_deep_becomes_a_text() -> None:
    deep: Any = "x"
    for _ in range(50):
        deep = [deep]
    assert "[[" in str(tidied(unknown=deep).fields["extra"]["unknown"])
    for _ in range(100_000):
        deep = [deep]
    found = tidied(unknown=deep)
    assert "nested too deep" in found.problems[0].message


@pytest.mark.parametrize(
    ("without", "missing"), [("title", "title"), ("authors", "authors"), ("date", "date")]
)
def test_what_an_entry_needs_is_named(without: str, missing: str) -> None:
    fields = {name: value for name, value in GOOD.items() if name != without}
    assert tidy(Draft(fields), "x").missing == (missing,)


def test_people_without_a_name_are_kept_elsewhere() -> None:
    found = tidied(authors=[{"affiliations": ["CERN"]}])
    assert found.missing == ("authors",)
    assert found.fields["extra"] == {"authors[1]": {"affiliations": ["CERN"]}}


def test_editors_or_a_year_are_enough() -> None:
    found = tidy(Draft({"title": "T", "editors": ["Ada Lovelace"], "year": "1843"}), "x")
    assert not found.missing
