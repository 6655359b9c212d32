"""What other programs call kinds of works, as types of entries."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, get_args

from papershelf.importers.kinds import BIBTEX, CSL, RIS, is_exact
from papershelf.schema import PaperType

_WORDS: Final = (
    ("article", "journal article, journal paper, journal"),
    (
        "paper-conference",
        "conference paper, conference proceedings, proceedings paper, in proceedings, "
        "conference article, proceedings article",
    ),
    ("preprint", "unpublished work, arxiv, posted content, eprint"),
    ("thesis", "dissertation"),
    ("report", "technical report, tech report, research report"),
    ("book", "electronic book, whole book, ebook"),
    ("chapter", "book section, book chapter, book part, electronic book section"),
    ("dataset", "data set"),
    ("software", "computer program, code, program"),
)
# What says more than our type does.
_NARROWER: Final = (
    (
        "article",
        "article in press, review article, letter, editorial, magazine article, "
        "newspaper article, short survey",
    ),
    ("paper-conference", "workshop paper"),
    ("preprint", "working paper"),
    ("thesis", "phd thesis, doctoral thesis, masters thesis"),
    ("report", "white paper"),
    ("book", "edited book"),
    ("chapter", "encyclopedia article"),
    ("dataset", "data paper"),
)
_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {word: kind for kind, words in (*_WORDS, *_NARROWER) for word in words.split(", ")}
    | {kind.replace("-", " "): kind for kind in get_args(PaperType)}
)
_MORE: Final = frozenset(word for _, words in _NARROWER for word in words.split(", "))
# What says nothing of the kind.
_GENERAL: Final = frozenset({"generic", "misc", "other", "document", "paper", "manuscript"})


def read_type(text: str) -> str | None:
    """The type of an entry for what a program calls it; empty for a word that says nothing.

    None if nobody knows the word.
    """
    words = _words(text)
    if words in _GENERAL:
        return ""
    known = _TYPES.get(words) or _TYPES.get(words.removesuffix("s"))
    return known or next((table[name] for table, name in _named(text)), None)


def is_all_of(text: str) -> bool:
    """Whether the type that `read_type` gives says all that a program's own word does."""
    words = _words(text)
    if words in _MORE or words.removesuffix("s") in _MORE:
        return False
    is_ours = words in _TYPES or words.removesuffix("s") in _TYPES
    return is_ours or any(is_exact(name, table) for table, name in _named(text))


def _named(text: str) -> Iterator[tuple[Mapping[str, str], str]]:
    name = text.strip()
    tables = ((BIBTEX, name.lower()), (CSL, name), (RIS, name.upper()))
    yield from ((table, word) for table, word in tables if word in table)


def _words(text: str) -> str:
    return re.sub(r"[\W_]+", " ", _spaced(text[:100]).lower().replace("'", "")).strip()


def _spaced(text: str) -> str:
    # "JournalArticle"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
