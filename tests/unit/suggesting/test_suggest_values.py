"""What strangers write for a field becomes the value that they mean, or none."""

from typing import Any

import pytest

from papershelf.intake import ShelfFacts
from papershelf.intake.shelf import Words
from papershelf.suggesting.new_value import UnfitError
from papershelf.suggesting.prose import prose
from papershelf.suggesting.values import FIELDS, field_named, shown_value, without_label

TOPICS = Words(
    {"machines": "machines", "analysis": "analysis", "numerical-analysis": "numerics",
     "numerics": "numerics", "maths": "numerics", "a-b": "a-b"},
    is_closed=True,
)  # fmt: skip
FACTS = ShelfFacts(topics=TOPICS, venues=Words({"neurips": "neurips", "nips": "neurips"}))


def value_of(field: str, text: str, **known: Any) -> Any:
    """What an answer makes of a field, all fields that it changes where there are several."""
    read = FIELDS[field]
    assert read is not None
    new = read(text, known, FACTS)
    return {new.key: new.value, **new.also} if new.also else new.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- maths\n- machines", ["maths", "machines"]),
        ("- maths", ["maths"]),
        ("- analysis", ["analysis"]),
        ("Numerical analysis, machines", ["maths", "machines"]),
        ("-numerics", []),
        ("−numerics", []),
        ("+ machines", ["maths", "machines"]),
        ("+machines, analysis", ["maths", "machines", "analysis"]),
        ("+machines -maths", ["machines"]),
        ("+machines, -maths", ["machines"]),
        ("- maths\n+ machines", ["machines"]),
        ("A + B", ["a-b"]),
    ],
)
def test_topics_are_replaced_or_changed(text: str, expected: list[str]) -> None:
    assert value_of("topics", text, topics=["maths"]) == expected


@pytest.mark.parametrize("text", ["+", "-", ",", "-machines", "baking"])
def test_topics_stay_where_none_is_named_or_taken_away(text: str) -> None:
    with pytest.raises(UnfitError):
        value_of("topics", text, topics=["maths"])


def test_an_unknown_topic_is_answered_with_those_of_the_shelf() -> None:
    with pytest.raises(UnfitError, match=r"no topic machine learning\. It has machines, analysis"):
        value_of("topics", "machine learning")


@pytest.mark.parametrize(
    "line",
    [
        "https://github.com/a/b",
        "https://github.com/a/b.",
        "<https://github.com/a/b>",
        "code: https://github.com/a/b",
        "code:https://github.com/a/b",
        "Code – https://github.com/a/b",
        "code = https://github.com/a/b",
        "Code https://github.com/a/b",
        "[Code](https://github.com/a/b)",
        "* [the code](<https://github.com/a/b>).",
        "The code is at https://github.com/a/b",
    ],
)
def test_a_link_is_read_as_people_write_it(line: str) -> None:
    old = {"pdf": "static/a.pdf", "code": "https://example.org"}
    new = {"pdf": "static/a.pdf", "code": "https://github.com/a/b"}
    assert value_of("links", line, links=old) == new


@pytest.mark.parametrize(
    "line",
    [
        "The old one was https://example.org",
        "https://a.org https://b.org",
        "Dead https://a.org is now https://b.org",
        "code:",
        "remove code",
    ],
)
def test_a_sentence_about_links_is_no_link(line: str) -> None:
    with pytest.raises(UnfitError):
        value_of("links", line)


def test_links_of_one_kind_in_one_answer_all_stay() -> None:
    text = "https://youtu.be/a\nhttps://youtu.be/b"
    both = ["https://youtu.be/a", "https://youtu.be/b"]
    assert value_of("links", text) == {"video": both}
    assert value_of("links", text, links={"video": "https://youtu.be/b"}) == {"video": both}
    listed = [{"kind": "video", "url": "https://youtu.be/c", "label": "Talk"}]
    assert value_of("links", text, links=listed) == [
        {"kind": "video", "url": "https://youtu.be/a", "label": "Talk"},
        {"kind": "video", "url": "https://youtu.be/b"},
    ]
    had = [{"kind": "video", "url": "https://youtu.be/b"}]
    assert {link["url"] for link in value_of("links", text, links=had)} == set(both)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DOI 10.1000/xyz", {"doi": "10.1000/xyz"}),
        ("arXiv 1706.03762v5.", {"arxiv": "1706.03762"}),
        ("10.1000/a, 1706.03762", {"doi": "10.1000/a", "arxiv": "1706.03762"}),
        ("doi: 10.1000/a,b", {"doi": "10.1000/a,b"}),
    ],
)
def test_ids_are_read_as_people_write_them(text: str, expected: dict[str, str]) -> None:
    assert value_of("ids", text) == expected


def test_two_ids_of_a_kind_are_refused() -> None:
    with pytest.raises(UnfitError):
        value_of("ids", "10.1000/a\n10.1000/b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lovelace,\nBo Ström,\nand Cy Twombly", ["Ada Lovelace", "Bo Ström", "Cy Twombly"]),
        ("**Ada Lovelace**\n[Bo Ström](https://example.org)", ["Ada Lovelace", "Bo Ström"]),
        ("Ada Lovelace, Bo Ström, Cy Twombly", ["Ada Lovelace", "Bo Ström", "Cy Twombly"]),
        ("Lovelace, Ada", ["Ada Lovelace"]),
    ],
)
def test_names_are_read_as_people_write_them(text: str, expected: list[str]) -> None:
    assert value_of("authors", text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lovelace et al.",
        "Ada Lovelace\nBo Ström\net al.",
        "Ada Lovelace, Bo Ström",
        "Ada Lovelace¹, Bo Ström²",
        "Ada Lovelace (Here), Bo Ström (There)",
        "Ada Lovelace / Bo Ström",
    ],
)
def test_authors_stay_where_nobody_knows_how_many_are_named(text: str) -> None:
    with pytest.raises(UnfitError):
        value_of("authors", text, authors=["Ada Lovelace", "Bo Ström"])


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("12th June 2017", {}, "2017-06-12"),
        ("2017.", {"date": "2016"}, "2017"),
        ("2017-06", {"year": "2016"}, {"date": "2017-06", "year": "2017"}),
        ("2017-06", {"year": "2017"}, "2017-06"),
        ("2017-06", {"year": "2016", "date": "2016-05"}, {"date": "2017-06", "year": "2017"}),
        ("2017", {"year": "2016", "date": "2016-05"}, {"year": "2017", "date": "2017"}),
        ("2017", {"year": "2016", "date": "2017-05"}, "2017"),
        ("2018-06", {"year": "2016", "date": "2017-05"}, "2018-06"),
    ],
)
def test_the_year_beside_a_date_does_not_contradict_it(
    text: str, known: dict[str, str], expected: Any
) -> None:
    assert value_of("year", text, **known) == expected


def test_a_venue_by_another_of_its_names_is_the_same() -> None:
    assert value_of("venue", "NeurIPS", venue="NIPS") == "NIPS"
    assert value_of("venue", "NeurIPS", venue="ICML") == "neurips"


def test_an_answer_may_name_its_own_field() -> None:
    assert without_label("year", "Date: 2017") == "2017"
    assert without_label("authors", "Authors:\nAda Lovelace") == "Ada Lovelace"
    assert without_label("title", "Date: a history") == "Date: a history"
    assert without_label("ids", "doi: 10.1000/a") == "doi: 10.1000/a"


def test_one_field_is_corrected_at_a_time() -> None:
    for text in ("Title, Authors", "Title\nAuthors", "- Venue\n- Year or date", "title and venue"):
        with pytest.raises(UnfitError):
            field_named(text, ())
    assert field_named("Year or date", ()) == "year"
    assert field_named("Summary or note", ()) == "summary"


def test_displayed_maths_stays_maths() -> None:
    assert prose("So\n\n$$a*b$$\n\nand 5 $ or 6 $.", maths=True) == (
        "So\n\n$$a*b$$\n\nand 5 \\$ or 6 \\$."
    )


def test_what_is_known_of_a_person_is_shown() -> None:
    person = {"family": "Beethoven", "given": "Ludwig", "particle": "van", "orcid": "0000-0001"}
    assert shown_value([person, "Ada Lovelace"]) == (
        "Ludwig van Beethoven (orcid 0000-0001); Ada Lovelace"
    )
