"""What the measurements of the search ask for, drawn from the papers by seeded chance."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lunr.stop_word_filter import WORDS as STOP_WORDS

from papershelf.text import fold

_SEED = 20_000
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_FEWEST_KEYWORDS = 2
_FEWEST_WORDS = 8
# Pasted text that would be read as operators: only the ranking of words is compared.
_OPERATORS = re.compile(r'["“”„«»*^~:()|]|(?<!\w)[+-]')
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Question:
    """A paper by its place in the corpus, and queries that should find it."""

    place: int
    keywords: str
    """Its keywords."""
    sentence: str
    """A sentence of its abstract without a third of the words."""
    title: str
    """Its title without a third of the words."""


def questions(records: Sequence[Mapping[str, Any]], most: int) -> list[Question]:
    """Up to `most` papers that have two keywords and an abstract with a sentence of 8 words."""
    chance = random.Random(_SEED)  # noqa: S311 - the same at every run
    places = [
        place
        for place, record in enumerate(records)
        if len(record.get("keywords") or []) >= _FEWEST_KEYWORDS
    ]
    chance.shuffle(places)
    found = []
    for place in places:
        record = records[place]
        sentences = [
            sentence
            for sentence in _SENTENCE.split(record.get("abstract") or "")
            if len(sentence.split()) >= _FEWEST_WORDS
        ]
        if not sentences:
            continue
        keywords = _plain(" ".join(record["keywords"]))
        sentence = _plain(_thinned(chance.choice(sentences), chance))
        found.append(Question(place, keywords, sentence, _plain(_thinned(record["title"], chance))))
        if len(found) == most:
            break
    return found


def title_pairs(titles: Sequence[str], count: int) -> list[str]:
    """Two neighbouring words, none of them a stop word, of the titles of random papers."""
    chance = random.Random(_SEED)  # noqa: S311 - the same at every run
    pairs: list[str] = []
    while len(pairs) < count:
        both = [
            " ".join(pair)
            for pair in pairwise(fold(chance.choice(titles)).split())
            if all(_WORD.fullmatch(word) and word not in STOP_WORDS for word in pair)
        ]
        if both:
            pairs.append(chance.choice(both))
    return pairs


def _thinned(text: str, chance: random.Random) -> str:
    words = text.split()
    kept = sorted(chance.sample(range(len(words)), len(words) - len(words) // 3))
    return " ".join(words[place] for place in kept)


def _plain(text: str) -> str:
    return " ".join(_OPERATORS.sub(" ", text).split())
