"""CSL-JSON of every program becomes drafts; what is broken is named by its line."""

import json
from typing import Any

import pytest

from papershelf.draft import Draft
from papershelf.errors import Problem
from papershelf.importers.csl_json import CSL_JSON
from papershelf.importers.importer import Source


def _all(text: str) -> list[Draft | Problem]:
    return list(CSL_JSON.read(Source("refs.json", text.encode())))


def _one(**item: Any) -> Draft:
    [draft] = _all(json.dumps([{"id": "k", "type": "article-journal", **item}]))
    assert isinstance(draft, Draft)
    return draft


def test_an_item_becomes_a_draft() -> None:
    draft = _one(
        title='Of <i>it</i> in_deed <span class="nocase">DNA</span> CO<sub>2</sub>',
        author=[
            {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            {"literal": "The ATLAS Collaboration"},
        ],
        issued={"date-parts": [["2015", 6, 9]]},
        volume=3,
        page="1-2",
        DOI="https://doi.org/10.1234/x",
        URL="https://doi.org/10.1234/X",
        ISSN="0028-0836, 1476-4687",
        **{"container-title": "Nature", "publisher-place": "London"},
        abstract="<jats:p>One.</jats:p><jats:p>Two.</jats:p>",
        language="en-GB",
        keyword="a, b",
    )
    assert draft.problems == []
    assert draft.fields == {
        "type": "article",
        "title": "Of *it* in_deed DNA CO₂",
        "authors": [
            "Ludwig van Beethoven",
            "Martin Luther King, Jr.",
            "The ATLAS Collaboration",
        ],
        "date": "2015-06-09",
        "volume": "3",
        "pages": "1-2",
        "ids": {"doi": "10.1234/x", "issn": "0028-0836"},
        "venue": "Nature",
        "place": "London",
        "abstract": "One.\n\nTwo.",
        "language": "en-GB",
        "keywords": ["a", "b"],
        "extra": {"ISSN": "1476-4687"},
    }


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2015]]}, "2015"),
        ({"date-parts": [[2015, 6], [2015, 7]]}, "2015-06"),
        ({"date-parts": [[2015, 0, 0]]}, "2015"),
        ({"raw": "June 9, 2015"}, "2015-06-09"),
        ({"literal": "2015-06"}, "2015-06"),
        ("2015-06-09", "2015-06-09"),
        ({"date-parts": [[2015]], "season": 2}, "2015"),
    ],
)
def test_dates_are_read_in_all_forms(issued: Any, date: str) -> None:
    assert _one(issued=issued).fields["date"] == date


def test_what_is_no_date_is_kept_and_told() -> None:
    draft = _one(issued={"literal": "soon"})
    assert draft.fields["extra"] == {"issued": {"literal": "soon"}}
    assert len(draft.problems) == 1


def test_variables_in_the_note_are_taken_out_of_it() -> None:
    draft = _one(note="PMID: 31452104\narXiv: 1506.03134\nlicense: CC-BY-4.0\nA remark: here\nfree")
    assert draft.fields["ids"] == {"arxiv": "1506.03134", "pmid": "31452104"}
    assert draft.fields["license"] == "CC-BY-4.0"
    assert draft.fields["extra"]["note"] == "A remark: here\nfree"


def test_unknown_variables_are_kept_and_told_but_known_ones_only_kept() -> None:
    draft = _one(custom={"a": 1}, archive="Museum", weather="fine")
    assert draft.fields["extra"] == {"custom": {"a": 1}, "archive": "Museum", "weather": "fine"}
    assert ["weather" in problem.message for problem in draft.problems] == [True]


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "k", "type": "book", "title": "T"}',
        '[{"id": "k", "type": "book", "title": "T"}]',
        '{"config": {}, "items": [{"id": "k", "type": "book", "title": "T"}]}',
        '{"references": [{"id": "k", "type": "book", "title": "T"}]}',
    ],
)
def test_items_are_found_in_every_wrapping(text: str) -> None:
    [draft] = _all(text)
    assert isinstance(draft, Draft)
    assert (draft.key, draft.fields["title"]) == ("k", "T")


def test_a_broken_item_is_named_and_the_others_are_read() -> None:
    found = _all(
        '[\n{"id": "a", "title": "A"},\n{"id": "b", "title": },\n{"id": "c", "title": "C"},\n7,\n'
        '{"id": "d"'
    )
    drafts = [item.fields["title"] for item in found if isinstance(item, Draft)]
    lines = [item.location.line for item in found if isinstance(item, Problem)]
    assert (drafts, lines) == (["A", "C"], [3, 5, 6])


def test_a_thousand_errors_are_each_named() -> None:
    text = "[" + ",\n".join('{"id": "a", "title": }' for _ in range(1000)) + "]"
    found = _all(text)
    lines = [item.location.line for item in found if isinstance(item, Problem)]
    assert lines[:1000] == list(range(1, 1001))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[]",
        "{}" + "x",
        "null",
        "[" * 100_000,
        '{"a":' * 100_000,
        "[{" + '"a": 1' + "0" * 10_000 + "}]",
        '[{"id": "\\ud800", "title": "\\ud800"}]',
        "[" + "{," * 50_000,
        '[{"id": "a", "author": 7, "editor": [[]], "issued": {"date-parts": [[null]]}}]',
        '[{"title": ["A"], "DOI": {"x": 1}, "URL": 5, "type": 3, "volume": true}]',
    ],
)
def test_what_is_no_list_of_items_raises_nothing(text: str) -> None:
    assert all(isinstance(item, Draft | Problem) for item in _all(text))


def test_values_within_values_are_kept_however_deep_they_are() -> None:
    deep = "[" * 900 + '"core"' + "]" * 900
    text = f'[{{"type": "article-journal", "title": "A", "odd": {deep}}}]'
    [draft] = CSL_JSON.read(Source("a.json", text.encode()))
    assert isinstance(draft, Draft)
    kept = str(draft.fields["extra"]["odd"])
    assert (kept.count("["), "core" in kept) == (900, True)
