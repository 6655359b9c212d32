"""Our reader ranks and scores as the real lunr.js 2.3.9 does over the same papers."""

import random
from collections.abc import Callable, Mapping, Sequence

import pytest
from tests.support.conversation import conversation
from tests.support.papers import real_documents
from tests.support.parity import Answer, disagreement, questions

from papershelf.tokens import is_stop_word, words

PAPERS = 2000
EACH_KIND = 8

BOOSTS: dict[str, dict[str, float]] = {
    "uneven": {"title": 10, "authors": 5, "abstract": 1, "keywords": 3, "venue": 2, "year": 2},
    "fractions": {"title": 2.5, "authors": 0.3, "keywords": 0.75},
    "one field": {"title": 1},
}


class Chance:
    """Draws words of real papers for queries."""

    def __init__(self, documents: Sequence[Mapping[str, str]], fields: Sequence[str]) -> None:
        self._random = random.Random(2017)  # noqa: S311
        self._texts = [
            {name: found for name in fields if (found := searched_words(document.get(name, "")))}
            for document in documents
        ]
        self.integer = self._random.randint
        self.choice = self._random.choice

    def words(self, count: int, shortest: int = 1) -> list[str]:
        """Words that stand in one paper."""
        while True:
            fields = self.choice(self._texts).values()
            found = [word for field in fields for word in field if len(word) >= shortest]
            if found:
                return self._random.choices(found, k=count)

    def word(self, shortest: int = 1) -> str:
        return self.words(1, shortest)[0]

    def in_field(self) -> str:
        while True:
            text = self.choice(self._texts)
            # A year is a filter to us, not a field.
            if names := [name for name in text if name != "year"]:
                name = self.choice(names)
                return f"{name}:{self.choice(text[name])}"

    def missing(self) -> str:
        return "z" + "".join(self._random.choices("qxjzwvk", k=9))


def searched_words(text: str) -> list[str]:
    """The words that are one word in lunr's query language too, and no stop words of ours."""
    return [word for word in words(text) if words(word) == [word] and not is_stop_word(word)]


def beginning(chance: Chance) -> str:
    word = chance.word(5)
    return f"{word[: chance.integer(2, 5)]}*"


def ending(chance: Chance) -> str:
    word = chance.word(5)
    return f"*{word[-chance.integer(3, 5) :]}"


def both_ends(chance: Chance) -> str:
    word = chance.word(6)
    return f"{word[: chance.integer(1, 3)]}*{word[-chance.integer(1, 2) :]}"


def mistyped(chance: Chance) -> str:
    word = chance.word(5)
    place = chance.integer(0, len(word) - 2)
    pair = word[place : place + 2]
    wrong = (
        word[:place]
        + chance.choice(["", pair[::-1], pair[0], f"x{pair}", f"{pair[0]}e"])
        + word[place + 2 :]
    )
    return wrong if searched_words(wrong) == [wrong] else word


def excluded(chance: Chance) -> str:
    must, other, wanted = chance.word(), chance.word(), chance.word()
    return f"+{must} -{other} {wanted}"


def several_fields(chance: Chance) -> str:
    return f"+{chance.in_field()} {chance.in_field()} {chance.word()}"


def mixture(chance: Chance) -> str:
    kinds = [kind for kind in KINDS.values() if kind is not mixture]
    return " ".join(chance.choice(kinds)(chance) for _ in range(4))


KINDS: dict[str, Callable[[Chance], str]] = {
    "one word": Chance.word,
    "several words": lambda chance: " ".join(chance.words(chance.integer(2, 5))),
    "words of several papers": lambda chance: f"{chance.word()} {chance.word()} {chance.word()}",
    "field": Chance.in_field,
    "boost": lambda chance: f"{chance.word()}^{chance.integer(2, 9)} {chance.word()}",
    "beginning": beginning,
    "ending": ending,
    "both ends": both_ends,
    "one typo": lambda chance: f"{mistyped(chance)}~1",
    "two typos": lambda chance: f"{mistyped(chance)}~2",
    "required": lambda chance: f"+{chance.word()} {chance.word()}",
    "all required": lambda chance: " ".join(f"+{word}" for word in chance.words(3)),
    "unwanted": lambda chance: f"{chance.word()} {chance.word()} -{chance.word()}",
    "required and unwanted": excluded,
    "unwanted only": lambda chance: f"-{chance.word()}",
    "required in a field": several_fields,
    "missing": lambda chance: f"{chance.missing()} {chance.choice(['', chance.word()])}",
    "required and missing": lambda chance: f"+{chance.missing()} {chance.word()}",
    "field without": lambda chance: f"-{chance.in_field()} {chance.word()}",
    "mixture": mixture,
}


@pytest.fixture(scope="module", params=BOOSTS)
def answers(
    request: pytest.FixtureRequest,
) -> dict[str, list[Answer]]:
    """What both say, by the kind of query."""
    boosts = BOOSTS[request.param]
    documents = [
        {name: document.get(name, "") for name in boosts} for document in real_documents(PAPERS)
    ]
    chance = Chance(documents, list(boosts))
    queries = [(kind, make(chance)) for kind, make in KINDS.items() for _ in range(EACH_KIND)]
    typed = [chance.word(4)[: chance.integer(2, 5)] for _ in range(EACH_KIND)]
    with conversation("parity.mjs") as ask:
        replies = ask(questions(documents, boosts, [text for _, text in queries], typed))
    found: dict[str, list[Answer]] = {}
    kinds = [*(kind for kind, _ in queries), *("typed" for _ in typed)]
    for kind, answer in zip(kinds, replies, strict=True):
        found.setdefault(kind, []).append(answer)
    return found


def test_queries_of_every_kind_rank_and_score_as_in_lunr(answers: dict[str, list[Answer]]) -> None:
    wrong = [line for found in answers.values() for one in found if (line := disagreement(one))]
    assert not wrong, "\n".join(wrong)


def test_the_queries_ask_for_something(answers: dict[str, list[Answer]]) -> None:
    for kind, found in answers.items():
        some = sum(bool(answer["lunr"]) for answer in found)
        assert (some == 0) if kind == "required and missing" else (some >= EACH_KIND / 3), kind


def test_a_hundred_queries_are_read_by_lunr_itself(answers: dict[str, list[Answer]]) -> None:
    # The others hold a word that lunr.js stems differently from lunr.py: most end in "y".
    assert sum(answer["whole"] for found in answers.values() for answer in found) >= 100
