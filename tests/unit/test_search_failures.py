"""Whatever is typed is answered, and a failure is told and gone with the next try."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.conversation import Ask, conversation
from tests.support.searched import FOUND, PAPERS, Reader, searching, write_shelf


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with conversation("language.mjs") as process:
        yield process


@pytest.fixture(scope="module")
def shelf(ask: Ask, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(ask, write_shelf(tmp_path_factory.mktemp("shelf")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "y" * 10_000,
        "attention " * 1_000,
        " ".join(f"word{number}" for number in range(1_500)),
        '"' * 10_000,
        "-" * 10_000,
        "(" * 10_000,
        "title:" * 2_000,
        "a OR " * 2_000,
        "深" * 10_000,
        "a-" * 5_000,
        "~1^2" * 2_500,
        "$\\alpha_{" * 1_000,
        "+-~^*:\"'`",
        "* ** *** ~ ~1 ^ ^5 + - : \" ' \\",
        "OR",
        "OR OR OR",
        "OR attention",
        "attention OR",
        "+ OR -",
        '"',
        '""',
        '" "',
        '"attention is',
        'attention"',
        '+"',
        '-"',
        'title:"',
        "title:",
        ":attention",
        "a:b:c:d",
        "title:author:x",
        "__proto__ constructor:x toString:y hasOwnProperty",
        "has:__proto__",
        "has:",
        "year:",
        "year:..",
        "year:abc",
        "year:20x9..",
        "year:99999999999999999999",
        "year:2020..2010",
        "year:-1..-2",
        "word~99999999999",
        "word~-1",
        "word^-5",
        "word^1e999",
        "word^99999999999999999999999",
        "word^NaN",
        "*a*b*c*d*e*",
        "a" + "*a" * 200,
        "שלום",
        "\u202eattention\u202c",
        "مرحبا بالعالم",
        "e\u0301\u0301\u0301" * 500,
        "\u0301",
        "🎉👩‍👩‍👧🏽 🇪🇺",
        "\ud800",
        "a\udfffb",
        "\0 \u2028 \ufeff",
        "<script>alert(1)</script>",
        "https://",
        "https://doi.org/",
        "10.1/",
        "%00%ff%",
        "\\",
        "$",
        "$$",
        "\\frac{",
    ],
    ids=lambda text: repr(text[:24]),
)
@pytest.mark.parametrize("typing", [False, True])
def test_anything_typed_is_answered(shelf: Reader, text: str, typing: bool) -> None:
    reply = shelf.search(text, typing=typing)
    assert reply["total"] >= len(reply["results"])
    scores = [one["score"] for one in reply["results"]]
    assert all(isinstance(score, (int, float)) for score in scores)


def test_right_to_left_text_and_emoji_do_not_hide_a_paper(shelf: Reader) -> None:
    for text in ("שלום", "عالم OR שלום", "مرحبا 🎉", "🎉 עולם"):
        assert shelf.found(text) == ["shalom-2022"], text


def test_a_year_that_is_none_is_told_and_passed_over(shelf: Reader) -> None:
    reply = shelf.search("attention year:abc")
    assert [note["kind"] for note in reply["notes"]] == ["bad-year"]
    assert reply["found"] == shelf.found("attention")


def test_more_words_than_count_are_told(shelf: Reader) -> None:
    reply = shelf.search(" ".join(f"word{number}" for number in range(100)))
    assert "cut" in [note["kind"] for note in reply["notes"]]


def test_files_of_another_version_ask_for_a_reload(shelf: Reader) -> None:
    faults = {"manifest.json": {"changed": {"version": 99}}}
    (reply,) = shelf.steps({"request": searching("attention"), "faults": faults})
    assert reply["type"] == "error"
    assert reply["code"] == "outdated"
    assert reply["message"] == "The site has been updated, please reload."


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"status": 404}, "unreachable"),
    ({"status": 500}, "unreachable"),
    ({"lost": True}, "unreachable"),
    ({"cut": 20}, "broken"),
    ({"cut": 0}, "broken"),
]
REQUESTS: list[tuple[str, dict[str, Any]]] = [
    ("manifest.json", searching("attention")),
    ("terms-", searching("attention")),
    ("vocabulary-", searching("attent*")),
    ("positions-", searching('"random graphs"')),
    ("facet-year", searching("year:2017")),
    ("facet-has", searching("has:code")),
    ("order-title", searching("attention", sort="title")),
    ("cards-", {"type": "cards", "places": [0, 1]}),
    ("facet-venue", {"type": "facets", "text": "graph", "names": ["venue"]}),
]


@pytest.mark.parametrize(("file", "request_"), REQUESTS, ids=[name for name, _ in REQUESTS])
@pytest.mark.parametrize(("fault", "code"), FAULTS, ids=[str(fault) for fault, _ in FAULTS])
def test_a_file_that_fails_is_told_and_the_next_try_succeeds(
    shelf: Reader, file: str, request_: dict[str, Any], fault: dict[str, Any], code: str
) -> None:
    failed, again = shelf.steps(
        {"request": request_, "faults": {file: fault}}, {"request": request_}
    )
    assert failed["type"] == "error"
    assert failed["code"] == code
    assert failed["message"]
    assert again["type"] != "error"
    assert again == shelf.ask(request_)


def test_a_site_built_anew_while_it_is_read_answers_from_its_new_files(
    ask: Ask, shelf: Reader, tmp_path: Path
) -> None:
    fewer = {name: paper for name, paper in PAPERS.items() if name != "vaswani-2017"}
    new = write_shelf(tmp_path, fewer)
    before, after = shelf.steps(
        {"request": searching("graphs")},
        # The old file of years is gone, and nobody has read it before.
        {"request": searching("year:1000.."), "folder": str(new)},
    )
    assert before["type"] == after["type"] == "answer"
    assert sorted(after["found"]) == [name for name in FOUND if name != "vaswani-2017"]


def test_a_shelf_without_papers_is_searched_and_nothing_is_found(ask: Ask, tmp_path: Path) -> None:
    reader = Reader(ask, write_shelf(tmp_path, {}))
    assert reader.ask({"type": "open"})["documents"] == 0
    for text in ("attention", '"a b"', "year:2017", "has:code", "-x", "x*", "*x", "x~2", "a OR b"):
        for sort in ("relevance", "newest", "title"):
            reply = reader.search(text, sort=sort)
            assert reply["total"] == 0
            assert reply["results"] == []


def test_a_shelf_of_papers_that_are_not_searched_is_as_empty(ask: Ask, tmp_path: Path) -> None:
    papers = {name: {**PAPERS[name], "search": False} for name in FOUND[:3]}
    reader = Reader(ask, write_shelf(tmp_path, papers))
    assert reader.found("attention") == []
    assert reader.found("year:1000..") == []
