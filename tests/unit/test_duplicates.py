"""Which papers may be one and the same."""

from dataclasses import replace
from typing import Any

import pytest

from papershelf.duplicates import KnownPapers, Likeness, Match
from papershelf.likeness import likeness_of, likeness_of_fields
from papershelf.model import Contributor, Paper
from papershelf.names import parse_name

TITLE = "Pointer networks for combinatorial problems"


PLAIN = {"authors": ["Oriol Vinyals", "Meire Fortunato"], "year": "2015"}


def like(paper: str, title: str = TITLE, **more: Any) -> Likeness:
    return Likeness(paper, title, **{"families": ("Vinyals", "Fortunato"), "year": 2015, **more})


def matches(one: Likeness, other: Likeness) -> list[Match]:
    """What is found of `other` with `one` known; it must not matter which of them came first."""
    found = KnownPapers([one]).find(other)
    back = KnownPapers([other]).find(one)
    assert [(m.why, m.is_certain, m.is_preprint) for m in found] == [
        (m.why, m.is_certain, m.is_preprint) for m in back
    ]
    return found


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ({"doi": "10.1000/a"}, {"doi": "10.1000/A"}, "doi"),
        ({"arxiv": "1506.03134"}, {"arxiv": "1506.03134v2"}, "arxiv"),
        ({"arxiv": "1506.03134v3"}, {"doi": "10.48550/arxiv.1506.03134"}, "arxiv"),
        ({"acl": "P15-1001"}, {"acl": "P15-1001"}, "acl"),
        ({"openreview": "rJl-b3RcF7"}, {"openreview": "rJl-b3RcF7"}, "openreview"),
        ({"pmid": "123"}, {"pmid": "123", "doi": "10.1000/a"}, "pmid"),
        ({"dblp": "conf/nips/V15"}, {"dblp": "conf/nips/V15"}, "dblp"),
    ],
)
def test_an_id_that_both_have_proves_that_they_are_one(
    one: dict[str, str], other: dict[str, str], kind: str
) -> None:
    [found] = matches(like("a", "One title", ids=one), like("b", "Quite another", ids=other))
    assert (found.why, found.is_certain) == (kind, True)


def test_an_isbn_proves_it_for_books_only() -> None:
    ids = {"isbn": "9780262035613"}
    book = like("a", "Deep learning", ids=ids, type="book")
    assert matches(book, like("b", "Deeper learning", ids=ids, type="book"))[0].why == "isbn"
    assert matches(book, like("b", "Chapter one of it", ids=ids, type="chapter")) == []


def test_a_paper_is_no_duplicate_of_itself() -> None:
    assert KnownPapers([like("a", ids={"doi": "10.1000/a"})]).find(like("a")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TITLE, "Pointer Networks for Combinatorial Problems."),
        (TITLE, "*Pointer* networks for combinatorial problems"),
        (TITLE, "Pointer network for combinatorial problems"),
        (TITLE, "Pointer networks for the combinatorial problem"),
        ("Čísla a stroje v dějinách věd", "Cisla a stroje v dejinach ved"),
        ("MINE: Mutual Information Neural Estimation", "Mutual information neural estimation"),
        ("Learning with $\\alpha$-divergence bounds", "Learning with α-divergence bounds"),
        ("3D reconstruction of large scenes", "3-D reconstruction of large scenes"),
    ],
)
def test_titles_that_differ_in_form_or_by_a_slip_are_alike(one: str, other: str) -> None:
    a, b = (likeness_of_fields({**PLAIN, "title": title}) for title in (one, other))
    [found] = matches(replace(a, id="a"), replace(b, id="b"))
    assert (found.id, found.why, found.is_certain) == (
        "b" if found.id == "b" else "a",
        "title",
        False,
    )
    assert found.score > 90


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Online navigation summaries", "Offline navigation summaries"),
        ("Submodular maximization under noise", "Submodular minimization under noise"),
        ("Supervised learning of shapes", "Unsupervised learning of shapes"),
        ("Navigation of holonomic vehicles", "Navigation of non-holonomic vehicles"),
        ("Teleoperation over networks: Theory", "Teleoperation over networks: Application"),
        ("On knots, Part I", "On knots, Part II"),
        ("On knots: part one", "On knots: part two"),
        ("Report of the shared task 2019", "Report of the shared task 2020"),
        ("A standard for shelves v1", "A standard for shelves v2"),
        (TITLE, f"Reply to {TITLE}"),
        (TITLE, f"Erratum: {TITLE}"),
        (TITLE, f"Comments on “{TITLE}”"),
        ("Introduction", "Introduction"),
        ("Editorial", "Editorial"),
        ("Preface 2019", "Preface 2019"),
        ("", ""),
        ("!!!", "!!!"),
    ],
)
def test_titles_that_differ_in_substance_or_say_nothing_are_not_alike(one: str, other: str) -> None:
    assert matches(like("a", one), like("b", other)) == []


@pytest.mark.parametrize(
    "other",
    [
        {"families": ("Shannon",)},
        {"families": ("Shannon", "Weaver", "Turing")},
        {"year": 2019},
    ],
)
def test_other_people_or_years_make_other_papers(other: dict[str, Any]) -> None:
    assert matches(like("a"), like("b", **other)) == []


@pytest.mark.parametrize(
    "other",
    [
        {"families": ("VINYALS", "Fortúnato", "Jaitly")},
        {"families": ("Vinyals",)},
        {"year": 2018},
        {"year": 0},
    ],
)
def test_people_and_years_may_be_written_or_known_otherwise(other: dict[str, Any]) -> None:
    assert len(matches(like("a"), like("b", **other))) == 1


def test_a_link_in_a_list_without_authors_is_known_by_a_long_title() -> None:
    assert len(matches(like("a"), like("b", families=(), year=0))) == 1
    assert matches(like("a", "Big data"), like("b", "Big data", families=(), year=0)) == []


def test_different_ids_of_one_kind_tell_papers_apart() -> None:
    talk = like("a", ids={"doi": "10.1000/talk"}, venue="icml")
    assert matches(talk, like("b", ids={"doi": "10.1000/journal"}, venue="jmlr")) == []


@pytest.mark.parametrize(
    "preprint",
    [
        {"type": "preprint"},
        {"ids": {"arxiv": "1506.03134"}},
        {"ids": {"doi": "10.48550/arxiv.1506.03134"}},
        {"ids": {"doi": "10.1101/2020.01.01"}},
        {"venue": "arXiv", "ids": {"arxiv": "1506.03134"}},
    ],
)
def test_a_preprint_is_told_from_what_it_became(preprint: dict[str, Any]) -> None:
    published = like("b", venue="neurips", ids={"doi": "10.1000/b"}, type="paper-conference")
    [found] = matches(like("a", **preprint), published)
    assert found.is_preprint
    shorter = like("a", TITLE + ": a long story", **preprint)
    assert matches(shorter, published)[0].is_preprint


def test_two_preprints_or_two_published_papers_are_no_preprint_of_each_other() -> None:
    ids = {"arxiv": "1506.03134"}
    assert not matches(like("a", ids=ids), like("b", type="preprint"))[0].is_preprint
    assert not matches(like("a", venue="neurips"), like("b", venue="nips"))[0].is_preprint


def test_certain_matches_come_before_likely_ones() -> None:
    known = KnownPapers([like("title"), like("id", "Something else", ids={"doi": "10.1000/a"})])
    found = known.find(like("new", ids={"doi": "10.1000/a"}))
    assert [match.id for match in found] == ["id", "title"]


def test_thousands_of_equal_papers_are_not_all_compared() -> None:
    known = KnownPapers()
    for number in range(3_000):
        paper = like(f"p{number}", ids={"doi": "10.1000/a"})
        assert len(known.find(paper)) <= 64
        known.add(paper)


def test_hostile_titles_are_compared_like_others() -> None:
    long = "a" * 1_000_000
    for title in (long, "\u202e\x00\ud800", "$" * 5_000, "- " * 5_000, " " * 100_000):
        assert KnownPapers([like("a", title)]).find(like("b", "Something else")) == []


def test_papers_and_fields_of_an_entry_have_the_same_likeness() -> None:
    person = Contributor(parse_name("Ludwig van Beethoven"))
    paper = Paper(
        id="a",
        title="A *title*",
        subtitle="and more",
        authors=(person, Contributor(parse_name("The Shelf Group"))),
        year=1820,
        type="article",
        ids={"doi": "10.1000/a"},
        venue="annals",
    )
    fields = {
        "id": "a",
        "title": "A *title*",
        "subtitle": "and more",
        "authors": ["Beethoven, Ludwig van", {"literal": "The Shelf Group"}],
        "date": "1820-05",
        "type": "article",
        "ids": {"doi": "https://doi.org/10.1000/A", "arxiv": "not one", "own": "x"},
        "venue": "annals",
    }
    assert likeness_of_fields(fields) == likeness_of(paper)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"title": ["x"], "authors": 7, "year": "soon", "ids": "none"},
        {"authors": [None, 3, {"given": ["x"]}], "date": None, "ids": {"doi": 3}},
    ],
)
def test_fields_of_any_kind_have_a_likeness(fields: dict[str, Any]) -> None:
    assert likeness_of_fields(fields, "key").id == "key"
