"""Drafts become entries of a shelf: their ids, what they refer to, and duplicates."""

from pathlib import Path
from typing import Any

import pytest

from papershelf.draft import Draft
from papershelf.errors import UsageError
from papershelf.fields import check_slug
from papershelf.intake import PUBLISHED, Intake, Outcome, Settings, ShelfFacts, Taken, read_shelf

GOOD: dict[str, Any] = {"title": "A title", "authors": ["Ada Lovelace"], "date": "1843-09"}


def take(intake: Intake | None = None, key: str = "", **fields: Any) -> Taken:
    """What becomes of a good draft with some other fields."""
    return (intake or Intake(ShelfFacts())).take(Draft({**GOOD, **fields}, line=3, key=key), "x")


@pytest.fixture
def facts(small: Path) -> ShelfFacts:
    """What is on the small shelf."""
    return read_shelf(small)


@pytest.mark.parametrize(
    ("title", "authors", "expected"),
    [
        ("CorpusBrain: Pre-train a Model", ["Jiangui Chen"], "chen-2022-corpusbrain"),
        ("How Does It Work? A Study of Heads", ["Xi Li"], "li-2022-work-study-heads"),
        ("Über Größen", ["Ludwig van Müller"], "van-muller-2022-uber-grossen"),
        ("To Be or Not", ["Li"], "li-2022-to-be-or"),
        ("Large Concept Models", ["LCM team"], "lcm-team-2022-large-concept-models"),
        ("機械", ["田中太郎"], "anon-2022-xee82d736"),
        ("../../etc/passwd", ["A. Hacker"], "hacker-2022-etc-passwd"),
        ("CON", ["Aux"], "aux-2022-con"),
        ("$E = mc^2$ and more", ["Albert Einstein"], "einstein-2022-e-mc2-more"),
    ],
)
def test_an_id_is_family_year_and_telling_words(
    title: str, authors: list[str], expected: str
) -> None:
    assert take(title=title, authors=authors, date="2022").id == expected


@pytest.mark.parametrize("title", ["x" * 5000, "wörd " * 300, "\u0301a", "a" * 31 + " b"])
def test_an_id_is_always_a_good_name_of_a_file(title: str) -> None:
    assert check_slug(take(title=title, authors=["y" * 900]).id)


def test_ids_are_told_apart_by_more_words_and_then_by_numbers() -> None:
    intake = Intake(ShelfFacts())
    title = "Deep learning for small graphs again"
    ids = [take(intake, title=title, ids={"doi": f"10.1000/{n}"}).id for n in range(5)]
    assert ids == [
        "lovelace-1843-deep-learning-small",
        "lovelace-1843-deep-learning-small-graphs",
        "lovelace-1843-deep-learning-small-graphs-again",
        "lovelace-1843-deep-learning-small-2",
        "lovelace-1843-deep-learning-small-3",
    ]


def test_an_id_is_not_one_of_the_shelf_nor_an_alias_nor_a_file(facts: ShelfFacts) -> None:
    intake = Intake(facts)
    assert take(intake, id="novak-2015").id != "novak-2015"
    assert take(intake, id="list", title="Another").id != "list"
    assert take(intake, id="new-id", title="A third").id == "new-id"


def test_keys_become_ids_where_they_can() -> None:
    intake = Intake(ShelfFacts(), Settings(keep_keys=True))
    assert take(intake, "Lovelace:1843", title="One").id == "lovelace-1843-one"
    kept = take(intake, "Love1843", title="Two")
    assert kept.id == "Love1843"
    assert "extra" not in kept.fields
    assert take(intake, "love1843", title="Three").id == "lovelace-1843-three"
    for hostile in ("../../etc", "CON", "a/b", "x" * 100, ".hidden"):
        assert check_slug(take(intake, hostile, title=f"Of {hostile}").id) != hostile


def test_a_key_that_is_no_id_is_kept() -> None:
    taken = take(key="smith:20")
    assert taken.fields["extra"] == {"key": "smith:20"}
    assert "smith:20" in taken.text


def test_words_of_venues_and_topics_become_their_ids(facts: ShelfFacts) -> None:
    taken = take(Intake(facts), venue="Annals of Mathematics", topics=["Scientific Computing"])
    assert taken.fields["venue"] == "annals"
    assert taken.fields["topics"] == ["numerical-analysis"]
    assert take(Intake(facts), venue="NIPS 2015").fields["venue"] == "neurips"
    assert take(Intake(facts), venue="Annals").fields["venue"] == "annals"
    assert take(Intake(facts), venue="Other Annals").fields["venue"] == "Other Annals"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"topics": ["cooking"]}, "topics"),
        ({"collections": ["cooking"]}, "collections"),
        ({"collections": [{"id": "first-steps", "section": "Nowhere"}]}, "collections.section"),
        ({"links": {"pdf": "static/none.pdf"}}, "links.pdf"),
        ({"links": [{"kind": "pdf", "url": "static/none.pdf", "label": "P"}]}, "links.pdf"),
        ({"thumbnail": "static/none.png"}, "thumbnail"),
        ({"versions": [{"label": "v1", "url": "static/none.pdf"}]}, "versions.url"),
        ({"relations": [{"type": "extends", "id": "nobody-1900"}]}, "relations"),
        ({"references": [{"id": "nobody-1900"}]}, "references.id"),
        ({"authors": [{"id": "nobody"}]}, "authors[1].id"),
        ({"aliases": ["novak-2015"]}, "aliases"),
    ],
)
def test_what_refers_to_nothing_on_the_shelf_is_kept_under_extra(
    facts: ShelfFacts, fields: dict[str, Any], name: str
) -> None:
    taken = take(Intake(facts), **fields)
    assert taken.outcome is Outcome.NEW
    assert list(taken.fields["extra"]) == [name]


def test_what_refers_to_the_shelf_stays(facts: ShelfFacts) -> None:
    fields: dict[str, Any] = {
        "collections": [{"id": "first-steps", "section": "Origins"}],
        "links": {"pdf": "static/novak.pdf"},
        "relations": [{"type": "extends", "id": "novak-2015"}],
        "authors": [{"id": "jiri-novak"}],
    }
    taken = take(Intake(facts), **fields)
    assert "extra" not in taken.fields
    assert not taken.problems


def test_a_paper_may_relate_to_one_taken_before() -> None:
    intake = Intake(ShelfFacts())
    first = take(intake, title="First")
    second = take(intake, title="Second", relations=[{"type": "extends", "id": first.id}])
    assert "extra" not in second.fields


def test_one_with_an_id_of_the_shelf_is_a_duplicate(facts: ShelfFacts) -> None:
    taken = take(Intake(facts), title="Quite another", ids={"doi": "10.1145/3539618.3591631"})
    assert (taken.outcome, taken.id, taken.why) == (Outcome.DUPLICATE, "novak-2015", "doi")


def test_one_that_says_the_same_as_another_is_a_duplicate() -> None:
    intake = Intake(ShelfFacts())
    first = take(intake, title="The Same")
    assert take(intake, title="the same").id == first.id
    assert take(intake, title="the same").outcome is Outcome.DUPLICATE
    others: list[dict[str, Any]] = [{"year": "1844"}, {"pages": "7"}, {"authors": ["Ada Byron"]}]
    for other in others:
        assert take(intake, **{"title": "The Same", **other}).outcome is Outcome.NEW


def test_two_editorials_with_ids_of_their_own_are_two() -> None:
    intake = Intake(ShelfFacts())
    for number in range(3):
        taken = take(intake, title="Editorial", ids={"doi": f"10.1000/{number}"})
        assert taken.outcome is Outcome.NEW


def test_an_entry_that_was_curated_since_is_known_by_its_key() -> None:
    intake = Intake(ShelfFacts())
    first = take(intake, "key1", title="A title")
    again = take(intake, "key1", title="A title", pages="1-2", ids={"doi": "10.1000/1"})
    assert (again.outcome, again.id) == (Outcome.DUPLICATE, first.id)
    assert take(intake, "key1", title="Another title").outcome is Outcome.NEW


def test_duplicates_are_kept_if_asked_and_told() -> None:
    intake = Intake(ShelfFacts(), Settings(on_duplicate="keep"))
    first = take(intake)
    second = take(intake)
    assert second.outcome is Outcome.NEW
    assert second.id != first.id
    assert "the same" in second.problems[0].message


def test_what_lacks_something_is_left_out_with_its_line() -> None:
    taken = take(authors=[], date="")
    assert (taken.outcome, taken.id, taken.text) == (Outcome.INCOMPLETE, "", "")
    assert taken.why == "no authors or editors, no date or year"
    assert taken.problems[-1].location.line == 3


def test_what_no_file_can_hold_is_refused_and_told() -> None:
    taken = take(abstract="x" * 300_000)
    assert taken.outcome is Outcome.REFUSED
    assert "bytes" in taken.problems[-1].message


def test_what_the_curator_wants_is_in_all_entries(facts: ShelfFacts) -> None:
    settings = Settings(
        topics=["machines"], collections=["first-steps"], added="2026-01-02", status="draft"
    )
    fields = take(Intake(facts, settings), topics=["analysis"]).fields
    assert fields["topics"] == ["analysis", "machines"]
    assert fields["collections"] == ["first-steps"]
    assert (fields["added"], fields["status"]) == ("2026-01-02", "draft")
    kept = take(Intake(facts, settings), added="2020-01-01").fields
    assert kept["added"] == "2020-01-01"
    assert "added" not in take(Intake(facts, Settings(added=PUBLISHED))).fields


@pytest.mark.parametrize("settings", [Settings(topics=["x"]), Settings(collections=["x"])])
def test_topics_and_collections_must_be_those_of_the_shelf(
    facts: ShelfFacts, settings: Settings
) -> None:
    with pytest.raises(UsageError, match="there is no"):
        Intake(facts, settings)


def test_thousands_of_papers_of_one_title_get_ids_of_their_own() -> None:
    intake = Intake(ShelfFacts())
    ids = {
        take(intake, title="Editorial", ids={"doi": f"10.1000/{number}"}).id
        for number in range(2_000)
    }
    assert len(ids) == 2_000
