"""Grouping, ordering and connecting by id."""

from typing import Any

import pytest

from papershelf.model import (
    Collection,
    CollectionPaper,
    Contributor,
    Identity,
    Library,
    Metrics,
    Paper,
    Reading,
    Topic,
    Venue,
)
from papershelf.names import parse_name
from papershelf.relate import Relations, relate


def _by(*names: str, **more: Any) -> tuple[Contributor, ...]:
    return tuple(Contributor(parse_name(name), **more) for name in names)


def _paper(paper_id: str, date: str = "2020", **more: Any) -> Paper:
    more = {"authors": _by("Ada Lovelace"), "year": int(date[:4]), "date": date, **more}
    return Paper(id=paper_id, title=paper_id, **more)


def _library(*papers: Paper, **more: Any) -> Library:
    empty: dict[str, Any] = {
        "collections": {},
        "topics": {},
        "venues": {},
        "identities": {},
        "pages": {},
    }
    by_id = {paper.id: paper for paper in sorted(papers, key=lambda p: p.id)}
    return Library(papers=by_id, **{**empty, **more})


def _slugs(relations: Relations) -> dict[str, tuple[str, ...]]:
    return {slug: person.papers for slug, person in relations.people.items()}


def test_papers_come_latest_first_then_heavier_then_by_id() -> None:
    found = relate(
        _library(
            _paper("d", "2020"),
            _paper("b", "2020-05"),
            _paper("a", "2020-05"),
            _paper("c", "2020-05", weight=1),
            _paper("e", "2021-01-01"),
            _paper("f", "2019-12-31", year=2020),
        )
    )
    assert found.newest == ("e", "c", "a", "b", "d", "f")


def test_the_shelf_follows_the_day_a_paper_was_added() -> None:
    found = relate(_library(_paper("a", "2020", added="2024-03-01"), _paper("b", "2023-01-02")))
    assert found.shelving == ("a", "b")
    assert found.newest == ("b", "a")
    assert found.days == {"2023-01-02": ("b",), "2024-03-01": ("a",)}
    assert found.months == {"2023-01": ("b",), "2024-03": ("a",)}


def test_weeks_are_those_of_iso_also_around_the_new_year() -> None:
    found = relate(_library(_paper("a", "2024-12-30"), _paper("b", "2021-01-03")))
    assert found.weeks == {"2020-W53": ("b",), "2025-W01": ("a",)}


def test_a_month_or_a_year_is_in_no_day() -> None:
    found = relate(_library(_paper("a", "2024-03"), _paper("b", "2024")))
    assert found.days == {}
    assert found.weeks == {}
    assert found.months == {"2024-03": ("a",)}
    assert found.years == {2024: ("a", "b")}


def test_drafts_are_nowhere_unless_asked_for_and_hidden_papers_have_a_page_only() -> None:
    library = _library(
        _paper("a"), _paper("draft", status="draft"), _paper("hidden", status="hidden")
    )
    found = relate(library)
    assert (found.shown, found.newest) == (("a", "hidden"), ("a",))
    found = relate(library, drafts=True)
    assert (found.shown, found.newest) == (("a", "draft", "hidden"), ("a", "draft"))


def test_people_whose_names_make_one_slug_are_told_apart_by_numbers() -> None:
    papers = [
        _paper("a", authors=_by("José Núñez", "Jose Nunez", "Jose-Nunez 2")),
        _paper("b", authors=_by("Jose Nunez")),
    ]
    found = _slugs(relate(_library(*papers)))
    assert found == {
        "jose-nunez": ("a", "b"),
        "jose-nunez-2": ("a",),
        "jose-nunez-3": ("a",),
    }
    assert _slugs(relate(_library(*reversed(papers)))) == found


def test_an_identity_gathers_its_names_and_keeps_its_id_as_address() -> None:
    identity = Identity("wei-li", ("Wei Li", "W. Li"))
    found = relate(
        _library(
            _paper("a", authors=_by("W. Li")),
            _paper("b", authors=_by("Wei Li")),
            _paper("c", authors=_by("Li Wei", id="wei-li")),
            identities={"wei-li": identity},
        ),
        author_pages_from=5,
    )
    assert _slugs(found)["wei-li"] == ("a", "b", "c")
    assert found.people["wei-li"].has_page
    assert {found.people_of[paper] for paper in "abc"} == {("wei-li",)}


def test_a_name_that_two_identities_share_belongs_to_neither() -> None:
    identities = {key: Identity(key, ("Wei Li",)) for key in ("wei-li-1", "wei-li-2")}
    found = relate(_library(_paper("a", authors=_by("Wei Li")), identities=identities))
    assert [found.people[slug].identity for slug in found.people_of["a"]] == [""]


def test_people_have_pages_from_the_number_of_papers_asked_for() -> None:
    library = _library(_paper("a"), _paper("b", authors=_by("Ada Lovelace", "Max Born")))
    assert relate(library).people["max-born"].has_page
    found = relate(library, author_pages_from=2)
    assert found.people["ada-lovelace"].has_page
    assert not found.people["max-born"].has_page


def test_people_of_hidden_papers_only_have_no_page() -> None:
    found = relate(_library(_paper("a", status="hidden")))
    assert not found.people["ada-lovelace"].has_page


def test_a_topic_holds_the_papers_of_narrower_ones_each_once() -> None:
    topics = {
        "all": Topic("all", "All"),
        "some": Topic("some", "Some", parent="all"),
        "few": Topic("few", "Few", parent="some"),
    }
    found = relate(_library(_paper("a", topics=("few", "all")), topics=topics))
    assert found.topics == {"all": ("a",), "few": ("a",), "some": ("a",)}


def test_topics_in_a_circle_do_not_hang() -> None:
    topics = {"a": Topic("a", "A", parent="b"), "b": Topic("b", "B", parent="a")}
    found = relate(_library(_paper("p", topics=("a",)), topics=topics))
    assert found.topics == {"a": ("p",), "b": ("p",)}


def test_collections_keep_their_order_without_what_is_in_no_list() -> None:
    items = tuple(CollectionPaper(paper, "S", f"note {paper}") for paper in ("c", "b", "a"))
    collection = Collection("best", "Best", papers=items)
    found = relate(
        _library(
            _paper("a"), _paper("b", status="draft"), _paper("c"), collections={"best": collection}
        )
    )
    assert [item.paper for item in found.collections["best"]] == ["c", "a"]
    assert found.memberships == {"c": (("best", items[0]),), "a": (("best", items[2]),)}


def test_venues_with_papers_in_lists_are_grouped() -> None:
    venues = {key: Venue(key, key) for key in ("x", "y", "z")}
    found = relate(
        _library(
            _paper("a", venue="y"),
            _paper("b", venue="x"),
            _paper("c", venue="z", status="hidden"),
            venues=venues,
        )
    )
    assert found.venues == {"x": ("b",), "y": ("a",)}


@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_counts_of_papers_in_no_list_do_not_move_the_day_of_the_others(status: str) -> None:
    def counted(*days: str) -> Metrics:
        return Metrics(stars=tuple(Reading(day, place) for place, day in enumerate(days, 1)))

    papers = (_paper("a"), _paper("b", status=status))
    alone = {"a": counted("2025-03-01", "2025-03-14")}
    both = alone | {"b": counted("2029-01-01")}
    found = relate(_library(*papers, metrics=both))
    assert found.trends == relate(_library(*papers, metrics=alone)).trends


def test_an_identity_that_has_one_name_in_two_forms_keeps_it() -> None:
    jane = Identity("jane", names=("Jane Doe", "Doe, Jane"))
    found = relate(_library(_paper("a", authors=_by("Jane Doe")), identities={"jane": jane}))
    assert [person.identity for person in found.people.values()] == ["jane"]
