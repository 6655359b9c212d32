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

from papershelf.text import fold, slugify
from papershelf.tokens import placed_words, plain_tex, words

AFFIXES = (  # noqa: SIM905
    "ational tional izer bli alli entli eli ousli ization ation ator alism iveness fulness ousness "
    "aliti iviti biliti logi icate ative alize iciti ical ful ness ement ment ent sion ion ou ism "
    "ed ing eed s sses ies y ll e at bl iz"
).split()

SPECIAL = (
    "C++, C# and F#: c++, c++x, c++-based x+y L1+L2 A++ éa++ abc++ 4+ +c -c++",
    "GPT-4o, k-NN; (e.g., L1) e.g. U.S.A. gpt-3.5-turbo's don’t rock 'n' roll ..a..b",
    "state-of-the-art a-b-c-d-e a-b-c-d-e-f a--b -a- some_identifier __init__ a_-b",
    f"{'x' * 40}-{'y' * 24} {'x' * 40}-{'y' * 25} {'𐐨' * 70} {'a.' * 40} c{'+' * 70}",
    "深度学习 GPT模型 モデル・学習 々〇 自-監督 한국어와中文 漢𠀀字 葛\U000e0100城 か\u3099 ㇰ 豈",
    "\u1100\u1161\ud7b0 ㄱ ｶﾞ ⼀ 〡〻 𛀀𛀁",
    "α-divergence, β2, ς Σ ΟΔΟΣ α-β 𝛼 ϵ µ Ω ά",
    "❤\ufe0f 1\ufe0f\u20e3 👩\u200d👩\u200d👧 👍🏽-up ☺\ufe0eword",
    "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd \u05e2\u05d5\u05dc\u05dd \u202eabc\u202c",
    "\u0627\u0644\u0639\u064e\u0631\u064e\u0628\u0650\u064a\u064e\u0651\u0629 \u200fx\u200f",
    "ह\u093fन\u094dद\u0940 ไทย e\u0301 x\u0323\u0345 \u0301a \u093ec++ a\u093e++ a.\u093eb x\u200c",
    "em—dash en–dash a−b a‐b soft\u00adhyphen ﹘ ︱ a/b (x):y [z] «w» ½ ™ ℓ₂ H₂O x² 10⁻³ …",
    "tab\tline\nfeed\u2028\u00a0\u200b\ufeff\x85nul\0",
)

TEX = (
    r"$\ell_2$ \ell_2 $\alpha$-divergence \mathbb{R}^n H$_2$O $O(n^2)$ \varepsilon \Gamma \VarPhi",
    r"$5 and $10, US$5, \$x$ $ x$ $x $ $$y$$ $a\$b$ $x$1 $",
    r"$\frac{1}{2}$ $\frac {a} {b}$ $\log {n}$ \LaTeX{} \emph{deep} nets \a\b{c}d_\theta",
    "$a\nb$ $\n$ \\K \\é \\alphaé \\a_é \\a_1_2{b}^{c}{d",
)


@dataclass(frozen=True)
class Twins:
    """What was sent to JavaScript and what it answered, in the same order."""

    texts: list[str]
    split: list[str]
    tex: list[str]
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


def made_texts(count: int, pieces: str) -> list[str]:
    """Strings of a few signs, so that every rule meets every other one."""
    chance = random.Random(1971)  # noqa: S311
    return ["".join(chance.choices(pieces, k=chance.randint(1, 14))) for _ in range(count)]


def around(character: str) -> str:
    """A text that shows what a character is to the tokenizer."""
    return f"x{character}y {character}{character}漢"


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
    real = [text for paper in real_documents(3000) for text in paper.values()]
    vocabulary = sorted({word for text in real for word in words(text)})
    payload = {
        "characters": characters,
        "texts": texts,
        "split": [
            *SPECIAL,
            *TEX,
            *texts,
            *real,
            *made_texts(20_000, "aC1++#-__.'’ 漢カ한αß\u093e—"),
        ],
        "tex": [*SPECIAL, *TEX, *texts, *real, *made_texts(20_000, "\\\\$${}{}_^ \n1abé\\alphvr")],
        "vocabulary": [*vocabulary, *random_words(20_000)],
        "stopWords": sorted(WORDS),
    }
    answer = run_node("twins.mjs", payload)
    return Twins(
        [*characters, *texts], payload["split"], payload["tex"], payload["vocabulary"], answer
    )


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


def test_texts_are_split_into_the_same_words_at_the_same_places(twins: Twins) -> None:
    answers = zip(twins.split, twins.answer["placedWords"], strict=True)
    different = [
        (text, placed)
        for text, placed in answers
        if placed_words(text) != [(word, place) for word, place in placed]
    ]
    assert different == []
    assert [words(text) for text in twins.split] == twins.answer["words"]


def test_every_character_separates_begins_or_continues_a_word_on_both_sides(twins: Twins) -> None:
    answers = twins.answer["around"]
    different = [
        character
        for place in known_to_both(twins)
        if place < len(answers) and words(around(character := twins.texts[place])) != answers[place]
    ]
    assert different == []


def test_tex_is_read_the_same(twins: Twins) -> None:
    answers = zip(twins.tex, twins.answer["plainTex"], strict=True)
    assert [text for text, plain in answers if plain_tex(text) != plain] == []


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
