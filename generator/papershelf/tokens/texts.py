"""What papers say, field by field, as plain text, and the ids that they are found by."""

import re
from collections.abc import Sequence
from typing import Final

from papershelf.config_kinds import SEARCH_FIELDS
from papershelf.markup import block_to_text, to_text
from papershelf.model import Library, Paper
from papershelf.text import fold
from papershelf.tokens.tex import plain_tex

FIELDS: Final = SEARCH_FIELDS
"""The fields of a paper that have words, in the order of their numbers."""
_LONGEST_ID: Final = 200
# Half a surrogate pair cannot be written to a file.
_NOT_IN_IDS: Final = re.compile(r"[\s\ud800-\udfff]+")
_ARXIV_VERSION: Final = re.compile(r"v\d+$")


def texts_of(paper: Paper, library: Library, collections: Sequence[str]) -> dict[str, str]:
    """Return the text of each field but the ids; `collections` are titles of those it is in."""
    titles = (paper.title, paper.subtitle, paper.title_short, paper.original_title)
    people = (*paper.authors, *paper.editors)
    venue = library.venues[paper.venue] if paper.venue else None
    return {
        "title": " ".join(_line(title) for title in titles if title),
        "authors": " ".join(f"{person.name.display} {person.native}" for person in people),
        "summary": _line(paper.summary),
        "note": _block(paper.note),
        "abstract": _block(paper.abstract),
        "topics": " ".join(library.topics[topic].name for topic in paper.topics),
        "keywords": " ".join(plain_tex(keyword) for keyword in paper.keywords),
        "venue": f"{venue.acronym} {venue.name}" if venue else "",
        "collections": " ".join(_line(title) for title in collections),
        "year": str(paper.year),
    }


def ids_of(paper: Paper) -> list[str]:
    """Return the identifiers of a paper, each as one term.

    They are folded and hold no white space; arXiv ids name no version, ISBN and ISSN no hyphens.
    The entry's own id is not among them: its words are those of names and titles anyway.
    """
    bare = (_bare(kind, value) for kind, value in paper.ids.items())
    found = (_NOT_IN_IDS.sub("", fold(value))[:_LONGEST_ID] for value in bare)
    return [value for value in dict.fromkeys(found) if value]


def _bare(kind: str, value: str) -> str:
    if kind == "arxiv":
        return _ARXIV_VERSION.sub("", value)
    return value.replace("-", "") if kind in ("isbn", "issn") else value


def _line(text: str) -> str:
    return to_text(plain_tex(text))


def _block(text: str) -> str:
    # One line that begins with a letter is a paragraph: read as such in a third of the time.
    if "\n" not in text and text[:1].isalpha():
        return _line(text)
    return block_to_text(plain_tex(text))
