"""Our reader ranks and scores as the real lunr.js 2.3.9 does over the same index."""

import random
from typing import Any

import pytest
from lunr.stop_word_filter import WORDS
from tests.support.node import run_node
from tests.support.papers import real_documents

from papershelf.search import search_outputs
from papershelf.search.words import words

BOOSTS = {"title": 10.0, "authors": 5.0, "abstract": 1.0, "venue": 2.0, "year": 2.0}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    documents = real_documents(500)
    folder = tmp_path_factory.mktemp("site")
    for output in search_outputs(documents, BOOSTS):
        path = folder / output.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(output.content)
    chance = random.Random(2017)  # noqa: S311
    titles = [plain_words(document.fields["title"]) for document in documents]
    texts = [plain_words(" ".join(document.fields.values())) for document in documents]
    plain = [
        " ".join(chance.choices(title, k=chance.randint(1, 4)))
        for title in chance.sample(titles, 150)
        if title
    ]
    single = [chance.choice(text) for text in texts[:100]]
    years = ["2019", "2021", "iclr", "neurips"]
    beginnings = [word[: chance.randint(2, 5)] for word in single if len(word) > 3]
    payload = {
        "folder": str(folder / "search"),
        "plain": [*plain, *single, *years],
        "prefixes": beginnings,
    }
    answer = run_node("parity.mjs", payload)
    assert isinstance(answer, dict)
    return answer


def plain_words(text: str) -> list[str]:
    """The words that mean the same to us and in lunr's query language."""
    # lunr.js takes the "on" of a query for the stem of "one"; we leave out stop words.
    return [word for word in words(text) if word.isalnum() and word not in WORDS]


def top(results: list[list[float]]) -> list[tuple[int, float]]:
    """The ten best, equal scores in the order of the papers."""
    rounded = [(int(place), round(score, 6)) for place, score in results]
    return sorted(rounded, key=lambda result: (-result[1], result[0]))[:10]


def assert_alike(query: dict[str, Any]) -> None:
    expected, found = top(query["lunr"]), top(query["ours"])
    assert [place for place, _ in found] == [place for place, _ in expected], query["text"]
    assert [score for _, score in found] == pytest.approx(
        [score for _, score in expected], abs=1e-3
    ), query["text"]
    assert len(query["ours"]) == len(query["lunr"])


def test_plain_words_rank_and_score_as_in_lunr(answers: dict[str, Any]) -> None:
    alike = [query for query in answers["plain"] if query["stemmedAlike"]]
    assert len(alike) >= 100
    assert sum(bool(query["lunr"]) for query in alike) >= 100
    for query in alike:
        assert_alike(query)


def test_a_word_being_typed_scores_as_the_word_and_its_continuations(
    answers: dict[str, Any],
) -> None:
    found = [query for query in answers["prefixes"] if query["lunr"]]
    assert len(found) >= 30
    for query in found:
        assert_alike(query)


def test_results_come_best_first(answers: dict[str, Any]) -> None:
    for query in answers["plain"]:
        scores = [score for _, score in query["ours"]]
        assert scores == sorted(scores, reverse=True)
