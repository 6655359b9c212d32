"""Citation keys are short, telling, unique, and stay."""

import re

import pytest
from pybtex.database import parse_string
from tests.support.cited import paper, text
from tests.support.libraries import library
from tests.support.libraries import paper as shelved

from papershelf.citation import choose_keys, citation_keys
from papershelf.config import Config
from papershelf.names import Name
from papershelf.plan.cited import Cited
from papershelf.relate import relate


@pytest.mark.parametrize(
    ("title", "name", "key"),
    [
        ("In-Context Meta LoRA Generation", "Yihua Shao", "shao2015incontext"),
        ("On the Origin of Species", "Charles Darwin", "darwin2015origin"),
        ("*The* Attention", "Ludwig van Beethoven", "beethoven2015attention"),
        ("Über die Größe", "José García Márquez", "marquez2015uber"),
        ("Über die Größe", "García Márquez, José", "garciamarquez2015uber"),
        ("What Is It?", "Łukasz Kaiser", "kaiser2015what"),
        ("2 Fast 2 Furious", "Søren Å", "a2015fast"),
        ("Observation", "The ATLAS Collaboration", "atlas2015observation"),
        ("注意力机制", "毛泽东", "anon2015"),
        ("Don’t Stop", "Ada O’Brien", "obrien2015dont"),
    ],
)
def test_a_key_is_family_year_and_the_first_telling_word(title: str, name: str, key: str) -> None:
    assert citation_keys([paper(title, name)]) == {"one": key}


def test_a_person_known_by_given_names_alone_has_a_key() -> None:
    assert citation_keys([paper("Dialogues", Name(given="Plato"))]) == {"one": "plato2015dialogues"}


def test_of_equal_keys_the_paper_that_came_first_keeps_it() -> None:
    first = paper("Neural Nets", id="z", date="2015-01")
    second = paper("Neural Machines", id="a", date="2015-02")
    assert citation_keys([second, first]) == {
        "a": "vinyals2015neuralmachines",
        "z": "vinyals2015neural",
    }


def test_a_later_paper_changes_nobodys_key() -> None:
    shelf = [paper(f"Neural {word}", id=word, date="2015") for word in ("Nets", "Nets Two", "Ends")]
    before = citation_keys(shelf)
    later = paper("Neural Nets", id="a-first-id", date="2015", added="2020-01-01")
    after = citation_keys([later, *shelf])
    assert {key: after[key] for key in before} == before


def test_a_longer_key_stays_when_a_later_paper_has_it_as_its_first_word() -> None:
    words = ("Foo", "Foo Bar", "Foobar")
    shelf = [
        paper(title, id=title, date="2015", added=f"2020-01-0{day}")
        for day, title in enumerate(words, 1)
    ]
    keys = citation_keys(shelf)
    assert keys["Foo"] == "vinyals2015foo"
    assert keys["Foo Bar"] == "vinyals2015foobar"
    assert keys["Foobar"].startswith("vinyals2015foobarx")


def test_keys_differ_in_more_than_capitals_and_accents() -> None:
    titles = ("LoRA", "Lora", "lóra", "ＬＯＲＡ", "LoRA!")
    shelf = [paper(title, name, id=f"{title}-{name}") for title in titles for name in ("Łi", "LI")]
    keys = citation_keys(shelf).values()
    assert len({key.lower() for key in keys}) == len(shelf)
    assert all(re.fullmatch(r"li2015lora[a-z0-9]*", key) for key in keys)


def test_two_papers_that_want_one_key_are_both_in_the_file() -> None:
    shelf = [paper("Neural Nets", id=f"p{number}") for number in range(2)]
    keys = citation_keys(shelf)
    entries = "".join(text("bibtex", cited, key=keys[cited.id]) for cited in shelf)
    assert list(parse_string(entries, "bibtex").entries) == [
        "vinyals2015neural",
        "vinyals2015neuralnets",
    ]


def test_many_papers_of_one_title_have_keys_of_their_own() -> None:
    shelf = [paper("Neural Nets", id=f"p{number}") for number in range(300)]
    keys = citation_keys(shelf)
    assert len(set(keys.values())) == 300
    assert all(re.fullmatch(r"[a-z]+2015[a-z0-9]*", key) for key in keys.values())


def test_the_order_of_papers_does_not_matter() -> None:
    shelf = [paper("Neural Nets", id=f"p{number}") for number in range(9)]
    assert citation_keys(shelf) == citation_keys(shelf[::-1])


def test_keys_are_chosen_when_a_page_asks_and_known_to_the_next_library() -> None:
    shelf = library([shelved(1), shelved(2)])
    relations = relate(shelf)
    first = Cited(shelf, relations, Config())
    assert first.known is None
    digest = first.digest("p1")
    assert first.known is not None
    second = Cited(shelf, relations, Config(), first.known)
    assert second.digest("p1") == digest
    assert second.known is not None
    assert second.known.keys is first.known.keys


def test_a_new_title_moves_the_keys_of_those_who_come_after() -> None:
    before = [paper("Deep thoughts", id="a"), paper("Deep words", id="b")]
    after = [paper("Shallow thoughts", id="a"), before[1]]
    chosen = choose_keys(after, choose_keys(before))
    assert chosen.keys == citation_keys(after)
    assert chosen.keys["b"] != citation_keys(before)["b"]
