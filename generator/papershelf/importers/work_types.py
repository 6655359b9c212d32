"""What other programs call kinds of works, as types of entries."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, get_args

from papershelf.schema import PaperType

_WORDS: Final = (
    (
        "article",
        "article journal, journal article, journal paper, journal, article in press, jour, review, "
        "review article, letter, editorial, magazine article, newspaper article, short survey",
    ),
    (
        "paper-conference",
        "conference paper, conference proceedings, conference, proceedings paper, inproceedings, "
        "workshop paper, conf, cpaper, in proceedings, conference article, proceedings article",
    ),
    ("preprint", "unpublished work, arxiv, posted content, unpublished, working paper, eprint"),
    (
        "thesis",
        "phd thesis, phdthesis, doctoral thesis, dissertation, mastersthesis, masters thesis, thes",
    ),
    ("report", "technical report, techreport, tech report, rprt, research report, white paper"),
    ("book", "edited book, monograph, electronic book, whole book, ebook"),
    (
        "chapter",
        "book section, book chapter, incollection, inbook, chap, encyclopedia, book part, "
        "electronic book section, encyclopedia article",
    ),
    ("dataset", "data set, data, data paper"),
    ("software", "computer program, code, program, comp"),
)
_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {word: kind for kind, words in _WORDS for word in words.split(", ")}
    | {kind.replace("-", " "): kind for kind in get_args(PaperType)}
)
# What says nothing of the kind.
_GENERAL: Final = frozenset({"generic", "misc", "other", "document", "paper", "manuscript"})


def read_type(text: str) -> str | None:
    """The type of an entry for what a program calls it; empty for a word that says nothing.

    None if nobody knows the word.
    """
    words = re.sub(r"[\W_]+", " ", _spaced(text[:100]).lower().replace("'", "")).strip()
    if words in _GENERAL:
        return ""
    return _TYPES.get(words) or _TYPES.get(words.removesuffix("s"))


def _spaced(text: str) -> str:
    # "JournalArticle"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
