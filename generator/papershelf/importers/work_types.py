"""What other programs call kinds of works, as types of entries."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, get_args

from papershelf.importers.kinds import BIBTEX, CSL, RIS
from papershelf.schema import PaperType

_WORDS: Final = (
    (
        "article",
        "journal article, journal paper, journal, article in press, review article, letter, "
        "editorial, magazine article, newspaper article, short survey",
    ),
    (
        "paper-conference",
        "conference paper, conference proceedings, proceedings paper, workshop paper, "
        "in proceedings, conference article, proceedings article",
    ),
    ("preprint", "unpublished work, arxiv, posted content, working paper, eprint"),
    ("thesis", "phd thesis, doctoral thesis, dissertation, masters thesis"),
    ("report", "technical report, tech report, research report, white paper"),
    ("book", "edited book, electronic book, whole book, ebook"),
    (
        "chapter",
        "book section, book chapter, book part, electronic book section, encyclopedia article",
    ),
    ("dataset", "data set, data paper"),
    ("software", "computer program, code, program"),
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
    known = _TYPES.get(words) or _TYPES.get(words.removesuffix("s"))
    name = text.strip()
    return known or BIBTEX.get(name.lower()) or CSL.get(name) or RIS.get(name.upper())


def _spaced(text: str) -> str:
    # "JournalArticle"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
