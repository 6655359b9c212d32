"""Why papers are related: which reasons count, in which order, and how they are said."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.wording import english

from papershelf.model import (
    Collection,
    CollectionPaper,
    Contributor,
    Library,
    Paper,
    Reference,
    Relation,
    Topic,
)
from papershelf.names import parse_name
from papershelf.plan.why import LONGEST, Reasons
from papershelf.relate import relate

TOPICS = {
    key: Topic(key, name)
    for key, name in (("retrieval", "Retrieval"), ("icl", "In-context learning"), ("x", "X" * 90))
}


def _by(*names: str) -> tuple[Contributor, ...]:
    return tuple(Contributor(parse_name(name)) for name in names)


def _paper(paper_id: str, title: str = "", **more: Any) -> Paper:
    fields = {"authors": _by(f"Author of {paper_id}"), "year": 2020, **more}
    return Paper(id=paper_id, title=title or paper_id * 5, **fields)


def _why(this: Paper, other: Paper, *collections: Collection) -> str:
    papers = {paper.id: paper for paper in sorted((this, other), key=lambda p: p.id)}
    library = Library(papers, {c.id: c for c in collections}, TOPICS, {}, {}, {})
    return Reasons(library, relate(library), english()).why(this.id, other.id)


def _collection(title: str, one: str = "", other: str = "") -> Collection:
    items = (CollectionPaper("a", one), CollectionPaper("b", other))
    return Collection(title.lower(), title, papers=items)


def test_papers_that_share_nothing_have_no_reason() -> None:
    assert _why(_paper("a", "Pointer Networks"), _paper("b", "Neural Turing Machines")) == ""


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ({}, {"references": (Reference(id="a"),)}, "Cites this paper"),
        ({"references": (Reference(id="b"),)}, {}, "Cited here"),
        ({}, {"relations": (Relation("preprint_of", id="a"),)}, "Preprint of this paper"),
        ({"relations": (Relation("preprint_of", id="b"),)}, {}, "This paper is its preprint"),
        ({}, {"relations": (Relation("erratum_of", id="a"),)}, "Corrects this paper"),
        ({"relations": (Relation("supersedes", id="b"),)}, {}, "Superseded by this paper"),
    ],
)
def test_a_paper_that_refers_to_the_other_says_how(
    here: dict[str, Any], there: dict[str, Any], said: str
) -> None:
    assert _why(_paper("a", **here), _paper("b", **there)) == said


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        (("Kenneth Li", "Ada Lovelace"), ("B. Other", "Kenneth Li"), "Same author: Kenneth Li"),
        (("A B", "C D"), ("C D", "A B"), "Same authors: C D, A B"),
        (("A B", "C D", "E F"), ("A B", "C D", "E F"), "Same authors: A B, C D"),
        (("Ada Lovelace",), ("A. Lovelace",), ""),
    ],
)
def test_people_are_named_as_the_other_paper_has_them(
    here: tuple[str, ...], there: tuple[str, ...], said: str
) -> None:
    assert _why(_paper("a", authors=_by(*here)), _paper("b", authors=_by(*there))) == said


def test_editors_are_called_so() -> None:
    one = _paper("a", authors=(), editors=_by("Ada Lovelace"))
    other = _paper("b", authors=(), editors=_by("Ada Lovelace"))
    assert _why(one, other) == "Same editor: Ada Lovelace"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Ada Lovelace",), "Same person: Ada Lovelace"),
        (("Ada Lovelace", "A B"), "Same people: Ada Lovelace, A B"),
    ],
)
def test_who_wrote_one_and_edited_the_other_is_called_neither(
    names: tuple[str, ...], said: str
) -> None:
    wrote, edited = _paper("a", authors=_by(*names)), _paper("b", editors=_by(*names))
    assert _why(wrote, edited) == said
    assert _why(edited, wrote) == said


def test_editors_of_papers_with_authors_are_called_editors() -> None:
    one, other = (_paper(paper_id, editors=_by("Ada Lovelace")) for paper_id in "ab")
    assert _why(one, other) == "Same editor: Ada Lovelace"


@pytest.mark.parametrize(
    ("collections", "said"),
    [
        ((_collection("Prompts that learn"),), "Both in Prompts that learn"),
        ((_collection("Prompts", "Origins", "Origins"),), "Both in Prompts: Origins"),
        ((_collection("Prompts", "Origins", "Heads"),), "Both in Prompts"),
        (
            (_collection("Attention", "Origins", "Heads"), _collection("Prompts", "One", "One")),
            "Both in Prompts: One",
        ),
        ((_collection("Prompts", "O" * 60, "O" * 60),), "Both in Prompts"),
    ],
)
def test_a_common_section_comes_before_a_common_collection(
    collections: tuple[Collection, ...], said: str
) -> None:
    assert _why(_paper("a"), _paper("b"), *collections) == said


def test_topics_are_named_then_keywords_that_are_none_of_them() -> None:
    one = _paper("a", topics=("retrieval", "icl"), keywords=("retrieval", "LoRA", "Études"))
    other = _paper("b", topics=("icl", "retrieval"), keywords=("Retrieval", "etudes", "lora"))
    assert _why(one, other) == "In-context learning, Retrieval · etudes, lora"


def test_two_reasons_are_given_the_strongest_first() -> None:
    one = _paper("a", authors=_by("Kenneth Li"), topics=("icl",))
    cites = _paper("b", authors=_by("Kenneth Li"), topics=("icl",), references=(Reference(id="a"),))
    assert _why(one, cites) == "Cites this paper · Same author: Kenneth Li"
    assert _why(cites, one) == "Cited here · Same author: Kenneth Li"


def test_a_second_reason_that_does_not_fit_is_left_out() -> None:
    one = _paper("a", authors=_by("Kenneth Li"), topics=("x",))
    assert _why(one, _paper("b", authors=_by("Kenneth Li"), topics=("x",))) == (
        "Same author: Kenneth Li"
    )


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("Pointers in Networks", "A Pointer Network", "Pointer Network"),
        ("Scaling Language Models", "Language Models Are Few-Shot Learners", "Language Models"),
        ("Learning Models", "Models That Learn", ""),
        ("The Art of It", "It Is of the Art", "Art"),
        ("Prompts for Tasks", "Tasks, Then Prompts", "Tasks, Prompts"),
        ("Pre-training Again", "On Pretraining", "Pretraining"),
        ("On Pretraining", "Pre-training Again", "Pre-training"),
        ("Context Matters", "In-Context Examples", ""),
        ("Étude in *Blue*", "Blue etudes for $x$", "Blue etudes"),
        ("2020 vs 2021", "In 2020 or 2021", ""),
        ("機械と学習", "学習", "学習"),
    ],
)
def test_titles_say_what_is_shared_where_nothing_else_does(
    here: str, there: str, said: str
) -> None:
    assert _why(_paper("a", here), _paper("b", there)) == said


_NAMES = st.text("aä中 -.'$*\\", min_size=1, max_size=90).filter(str.strip)


@settings(deadline=None)
@given(_NAMES, _NAMES, st.lists(_NAMES, max_size=4), st.booleans())
def test_no_reason_is_long(title: str, name: str, keywords: list[str], collected: bool) -> None:
    one = _paper("a", title, authors=_by(f"A {name}"), keywords=tuple(keywords))
    other = _paper("b", title, authors=_by(f"A {name}"), keywords=tuple(reversed(keywords)))
    said = _why(one, other, *([_collection(name)] if collected else ()))
    assert len(said) <= LONGEST
    assert "\n" not in said
