"""What Python does when it builds the index, the browser does alike when it reads one."""

import random
import unicodedata
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS
from tests.support.node import run_node
from tests.support.papers import real_documents

from papershelf.search.words import words
from papershelf.text import fold, slugify

AFFIXES = (  # noqa: SIM905
    "ational tional izer bli alli entli eli ousli ization ation ator alism iveness fulness ousness "
    "aliti iviti biliti logi icate ative alize iciti ical ful ness ement ment ent sion ion ou ism "
    "ed ing eed s sses ies y ll e at bl iz"
).split()


@dataclass(frozen=True)
class Twins:
    """What was sent to JavaScript and what it answered, in the same order."""

    texts: list[str]
    vocabulary: list[str]
    answer: dict[str, Any]


def random_texts() -> list[str]:
    """Texts of hypothesis, whose characters are those of Python's Unicode."""
    found: list[str] = []

    @settings(
        max_examples=2000,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.text(st.characters(exclude_categories=["Cs", "Cn"])))
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found


def random_words(count: int) -> list[str]:
    """Made-up words with the endings that the stemmer knows."""
    chance = random.Random(2015)  # noqa: S311
    return [
        "".join(chance.choices("aeiouybstlzxwγ𐐨1", k=chance.randint(0, 6)))
        + "".join(chance.choices(AFFIXES, k=chance.randint(0, 3)))
        for _ in range(count)
    ]


@pytest.fixture(scope="module")
def twins() -> Twins:
    # Half of a surrogate pair is no character.
    characters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    texts = random_texts()
    vocabulary = sorted(
        {
            word
            for document in real_documents(3000)
            for text in document.fields.values()
            for word in words(text)
        }
    )
    payload = {
        "characters": characters,
        "texts": texts,
        "vocabulary": [*vocabulary, *random_words(20_000)],
        "stopWords": sorted(WORDS),
    }
    answer = run_node("twins.mjs", payload)
    return Twins([*characters, *texts], payload["vocabulary"], answer)


def known_to_both(twins: Twins) -> list[int]:
    """Where the texts are whose characters both Unicode versions have."""
    unknown = twins.answer["unknown"]
    known = [
        place
        for place, character in enumerate(twins.texts[: len(unknown)])
        if not unknown[place] and unicodedata.category(character) != "Cn"
    ]
    assert len(known) > 280_000
    return [*known, *range(len(unknown), len(twins.texts))]


def test_folding_is_the_same_for_every_character_and_text(twins: Twins) -> None:
    folded = twins.answer["fold"]
    different = [
        text for place in known_to_both(twins) if fold(text := twins.texts[place]) != folded[place]
    ]
    assert different == []


def test_slugs_are_the_same_for_every_character_and_text(twins: Twins) -> None:
    slugs = twins.answer["slugify"]
    different = [
        text
        for place in known_to_both(twins)
        if slugify(text := twins.texts[place]) != slugs[place]
    ]
    assert different == []


def test_texts_are_split_into_the_same_words(twins: Twins) -> None:
    split = twins.answer["words"]
    assert [words(text) for text in twins.texts[-len(split) :]] == split


def test_words_have_the_same_stem(twins: Twins) -> None:
    stemmer = PorterStemmer()
    different = [
        word
        for word, stem in zip(twins.vocabulary, twins.answer["stem"], strict=True)
        if stemmer.stem(word) != stem
    ]
    assert different == []


def test_the_stem_differs_from_that_of_lunr_js_only_in_a_final_y(twins: Twins) -> None:
    real = len(twins.vocabulary) - 20_000
    pairs = zip(twins.answer["stem"][:real], twins.answer["lunrStem"][:real], strict=True)
    different = [(ours, lunr) for ours, lunr in pairs if ours != lunr]
    assert len(different) < real / 50
    assert all(
        ours[:-1] == lunr[:-1] and {ours[-1], lunr[-1]} == {"i", "y"} for ours, lunr in different
    )


def test_the_stop_words_are_the_same(twins: Twins) -> None:
    assert twins.answer["stopWords"] == sorted(WORDS)
    assert set(twins.answer["stopWordsElsewhere"]) <= WORDS
