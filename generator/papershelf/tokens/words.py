"""Text to the words that are indexed; the browser's twin is `lib/tokenizer.js`."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Final

from papershelf.text import fold

# The stemmer calls itself once for each "y" of a run, and nobody searches for a longer word.
LONGEST_WORD: Final = 64
_MOST_PARTS: Final = 5
"""A longer chain of hyphens is no compound that anybody writes in one."""

_GREEK_NAMES: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma "
    "sigma tau upsilon phi chi psi omega"
)
GREEK: Final = MappingProxyType(dict(enumerate(_GREEK_NAMES.split(), start=ord("α"))))
"""The names of the Greek letters by their code points, the final sigma's included."""
_NAMES: Final = MappingProxyType({chr(code): name for code, name in GREEK.items()})

# Python knows no scripts; the first range holds Han with Kana, the second Hangul.
_UNSPACED: Final = re.compile(
    "(?:(?=\\w)[\u3005-\u30ff\u31f0-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])+"
    "|[\u1100-\u11ff\uac00-\ud7ff]+"
)


def _chain_pattern(first: str, following: str) -> re.Pattern[str]:
    """Words joined by hyphens, made of these classes of characters.

    A mark continues a word but begins none, or the selectors behind emoji would be words.
    """
    word = f"{first}{following}*"
    part = rf"(?:[a-z][a-z0-9]?[+#]+(?!{following}|[+#])|{word}(?:[.']{word})*)"
    return re.compile(f"{part}(?:-{part})*")


_ASCII_CHAINS: Final = _chain_pattern("[a-z0-9]", "[a-z0-9]")


@cache
def _unicode_chains() -> re.Pattern[str]:
    # The last marks are the selectors of variants at U+E0100; nothing lies between.
    codes = (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))
    marks = "".join(chr(code) for code in codes if unicodedata.category(chr(code))[0] == "M")
    # `\w` is letters, numbers and "_", which has become a hyphen.
    return _chain_pattern(r"\w", rf"[\w{marks}]")


def chains(text: str) -> list[str]:
    """Return the runs of words of `text` that hyphens join, folded, in order.

    `expand` gives the words of each. Most are one word; there are few distinct ones.
    """
    # Dashes between clauses separate, where folding would make hyphens of them.
    folded = fold(text.replace("\u2014", " ")).replace("_", "-")
    if folded.isascii():
        return _ASCII_CHAINS.findall(folded)
    return _unicode_chains().findall(_UNSPACED.sub(_spaced_bigrams, folded))


def _spaced_bigrams(run: re.Match[str]) -> str:
    characters = run[0]
    pairs = (characters[place : place + 2] for place in range(len(characters) - 1))
    return f" {' '.join(pairs) or characters} "


def expand(chain: str) -> tuple[list[tuple[str, int]], int]:
    """Return the words of one of `chains` with their places in it, and its length in places.

    Between its parts stands their joined form, in the place of the first: "k-nn" is "k" and "knn"
    at 0 and "nn" at 1.
    """
    if "-" not in chain:
        return [(_word(chain), 0)], 1
    parts = [_word(part) for part in chain.split("-")]
    placed = [(part, place) for place, part in enumerate(parts)]
    joined = "".join(parts)
    if len(parts) <= _MOST_PARTS and len(joined) <= LONGEST_WORD:
        placed.insert(1, (joined, 0))
    return placed, len(parts)


def _word(part: str) -> str:
    # The stemmer would keep "newton's" apart from "newton".
    part = part.removesuffix("'s")
    return _NAMES.get(part, part[:LONGEST_WORD])


def placed_words(text: str) -> list[tuple[str, int]]:
    """Return the folded words of `text` in order, each with its place, counted from 0."""
    return list(_placed(text))


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order of appearance."""
    return [word for word, _ in _placed(text)]


def _placed(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for chain in chains(text):
        placed, length = expand(chain)
        for word, place in placed:
            yield word, start + place
        start += length
