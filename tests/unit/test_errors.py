"""Problems: where they are, how they are ordered, what is suggested."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.errors import (
    ContentError,
    Location,
    MachineError,
    PapershelfError,
    Problem,
    Severity,
    UsageError,
    did_you_mean,
    suggest,
)


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location("a.md"), "a.md"),
        (Location("a.md", 3), "a.md:3"),
        (Location("a.md", 3, 7), "a.md:3:7"),
    ],
)
def test_a_location_reads_as_editors_write_it(location: Location, text: str) -> None:
    assert str(location) == text


def test_problems_come_by_path_line_and_column() -> None:
    places = [("a.md", 2, 1), ("a.md", 10, 1), ("a.md", 10, 2), ("b.md", 1, 1)]
    problems = [Problem(Location(*place), "wrong") for place in places]
    assert list(ContentError(reversed(problems)).problems) == problems


def test_every_failure_has_its_exit_code() -> None:
    one = ContentError.one(Problem(Location("a"), "wrong", severity=Severity.WARNING))
    assert one.exit_code == 1
    assert UsageError("no").exit_code == 2
    assert MachineError("no").exit_code == PapershelfError.exit_code == 3


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("venu", "venue"), ("VENUE", "venue"), ("athors", "authors"), ("xyz", ""), ("", "")],
)
def test_a_slip_suggests_the_word_that_was_meant(wrong: str, right: str) -> None:
    assert suggest(wrong, ["title", "authors", "venue"]) == right


@settings(deadline=None)
@given(st.text(), st.lists(st.text(min_size=1)))
def test_a_suggestion_is_a_known_word(wrong: str, known: list[str]) -> None:
    assert suggest(wrong, known) in {"", *known}


def test_many_known_words_are_searched_by_their_beginning() -> None:
    known = [f"vinyals-{number}" for number in range(5_000)] + ["novak-2015"]
    assert suggest("novak-2016", known) == "novak-2015"
    assert suggest("zzz", known) == ""


def test_without_a_near_word_the_hint_lists_what_there_is() -> None:
    assert did_you_mean("x", [], noun="topics") == "there are no topics yet"
    assert did_you_mean("x", ["one", "two"], noun="topics") == "the topics are one, two"
    many = [f"topic-{number}" for number in range(20)]
    assert did_you_mean("x", many, noun="topics").endswith(" and more")
    assert did_you_mean("on", ["one", "two"], noun="topics") == 'did you mean "one"?'


def test_content_errors_survive_the_way_between_processes() -> None:
    error = ContentError([Problem(Location("content/a.md", 2, 1), "wrong", "mend it")], checked=3)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - its own bytes
    assert (again.problems, again.checked, str(again)) == (error.problems, 3, str(error))
    assert str(error) == "content/a.md:2:1: wrong"
