"""Names come in as the wild has them, and what is changed of them is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.settings import few

from papershelf.importers.people import people_of, read_people


@pytest.mark.parametrize(
    "value",
    [
        "Ann Bee and Cee Dee",
        "Ann Bee; Cee Dee",
        "Ann Bee|Cee Dee",
        "Bee, Ann and Dee, Cee",
        ["Ann Bee", "Dee, Cee"],
        [["Ann", "Bee"], ["Cee", "Dee"]],
        [["Ann Bee", "Cee Dee"]],
        [{"given": "Ann", "family": "Bee"}, {"firstName": "Cee", "lastName": "Dee"}],
        [{"name": "Ann Bee"}, {"author": {"display_name": "Cee Dee"}}],
        "Ann Bee* and Cee Dee†",
        "Ann Bee1,2 and Cee Dee2",
        "Ann Bee<sup>1</sup>; Cee Dee",
        "Ann Bee (ed.) and Cee Dee",
        "Ann Bee <ann@b.example>, and Cee Dee",
    ],
)
def test_two_people_are_found_in_every_spelling(value: Any) -> None:
    assert read_people(value) == ["Ann Bee", "Cee Dee"]


def test_several_by_comma_need_three() -> None:
    assert read_people("Ann Bee, Cee Dee, Eve Eff") == ["Ann Bee", "Cee Dee", "Eve Eff"]
    assert read_people("García Márquez, Gabriel José") == ["García Márquez, Gabriel José"]
    assert len(read_people("Smith, J., Doe, A., Bee, C.")) == 3


def test_shouted_families_are_spoken_and_told() -> None:
    found = people_of(["Jiashi FENG", "WU Kai-Li", "Fei-Fei LI", "Jan VAN DER BERG"])
    assert found.people[0] == "Jiashi Feng"
    assert found.people[3] == "Jan van der Berg"
    assert "Jiashi FENG became Jiashi Feng" in found.notes


def test_what_may_be_either_stays_and_is_told() -> None:
    assert people_of("Fei-Fei LI").people == ["Fei-Fei LI"]
    assert "unsure" in people_of("Fei-Fei LI").notes[0]
    assert people_of("ORIOL VINYALS").people == ["ORIOL VINYALS"]
    assert "capitals" in people_of("ORIOL VINYALS").notes[0]


def test_initials_behind_get_their_stops() -> None:
    assert read_people("Vinyals O, Fortunato MA, Jaitly N") == [
        "O. Vinyals",
        "M. A. Fortunato",
        "N. Jaitly",
    ]


def test_what_stands_behind_a_name_is_kept_or_told() -> None:
    [person] = read_people("Ann Bee (MIT) 0000-0002-1825-0097")
    assert person == {
        "family": "Bee",
        "given": "Ann",
        "orcid": "0000-0002-1825-0097",
        "affiliations": ["MIT"],
    }
    assert "ann@b.example" in people_of("Ann Bee <ann@b.example>").notes[0]


@pytest.mark.parametrize("text", ["Ann Bee et al.", "Ann Bee and others", "Ann Bee, et al"])
def test_others_are_no_person(text: str) -> None:
    found = people_of(text)
    assert (found.people, found.has_others) == (["Ann Bee"], True)


def test_groups_stay_whole() -> None:
    assert read_people("The ATLAS Collaboration") == ["The ATLAS Collaboration"]
    assert read_people({"literal": "Bee & Dee"}) == [{"literal": "Bee & Dee"}]


def test_a_family_name_that_is_known_keeps_its_place() -> None:
    assert people_of({"family": "Bo", "given": "FENG"}).people == ["FENG Bo"]
    assert people_of([{"family": "FENG", "given": "Bo"}]).people == ["Bo Feng"]


_VALUES = st.recursive(
    st.none() | st.integers() | st.text("AB ab,.;&|()[]{}1*$@-", max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["given", "family", "name", "author", "x"]), inner, max_size=3
        )
    ),
    max_leaves=10,
)


@few(300)
@given(value=_VALUES)
def test_anything_is_read(value: Any) -> None:
    found = people_of(value)
    assert all(isinstance(person, str | dict) for person in found.people)


@pytest.mark.parametrize(
    ("person", "read"),
    [
        ("SMITH, J.", "J. Smith"),
        ("SMITH, J", "J Smith"),
        ("O'BRIEN, P. Q.", "P. Q. O'Brien"),
        ("van der BERG, Jan", "Jan van der Berg"),
        ("SMITH, JOHN", "JOHN SMITH"),
        ("WHO", "WHO"),
    ],
)
def test_a_known_family_name_is_spoken_beside_initials(person: str, read: str) -> None:
    found = people_of(person)
    assert found.people == [read]
    assert bool(found.notes) == (person != "WHO")


def test_an_orcid_or_address_within_a_part_of_a_name_is_found() -> None:
    ada = {"family": "Lovelace", "given": "Ada (0000-0002-1825-0097)"}
    found = people_of([ada, {"family": "Turing", "given": "Alan <alan@example.org>"}])
    assert found.people == [
        {"family": "Lovelace", "given": "Ada", "orcid": "0000-0002-1825-0097"},
        "Alan Turing",
    ]
    assert found.notes == ['the e-mail address "alan@example.org" was left out']
