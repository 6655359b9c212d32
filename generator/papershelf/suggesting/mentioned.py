"""The paper that somebody names in a text, among other words."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from papershelf.errors import UsageError
from papershelf.providers import Reference, read_reference

_MOST_WORDS: Final = 5_000
_LONGEST: Final = 2_000
_AROUND: Final = "'‘’,;.*_|"
_MOST_PAPERS: Final = 10
_MARKDOWN_LINK: Final = re.compile(r"\]\(\s*<?([^\s<>()]+)")
_WORD: Final = re.compile(r"[^\s<>\[\]\"“”]+")
# A bare number may be anything, and an ISBN among words a date.
_SURE: Final = re.compile(r"https?://|/|:|\d{4}\.\d{4,5}", re.IGNORECASE)


def references_in(text: str) -> Iterator[Reference]:
    """The papers that links and ids within a text name, in their order; titles are none."""
    words = _WORD.finditer(_MARKDOWN_LINK.sub(r" \1 ", text))
    for number, found in enumerate(words):
        if number == _MOST_WORDS:
            return
        word = found[0]
        if len(word) > _LONGEST or not _SURE.search(word):
            continue
        if reference := _reference(_bare(word)):
            yield reference


def papers_named(text: str) -> list[Reference]:
    """The papers that the answer to a question names by ids and links, or the one by its title."""
    first = next((part.strip() for part in text.split("\n") if part.strip()), "")
    whole = _reference(_bare(first)) or _reference(first, may_be_title=True)
    within = papers_within(text)
    if whole and (whole.kind != "title" or not within):
        return list(dict.fromkeys([whole, *within]))
    return within


def papers_within(text: str) -> list[Reference]:
    """The first few papers that links and ids within a text name; titles are none."""
    return list(islice(dict.fromkeys(references_in(text)), _MOST_PAPERS))


def _bare(text: str) -> str:
    """A link or an id without the signs that a sentence puts around it."""
    text = text.lstrip(_AROUND + "(").rstrip(_AROUND)
    # There are DOIs that end with one.
    spare = text.count(")") - text.count("(")
    while spare > 0 and text.endswith(")"):
        text = text[:-1].rstrip(_AROUND)
        spare -= 1
    return text


def _reference(text: str, *, may_be_title: bool = False) -> Reference | None:
    try:
        found = read_reference(text)
    except UsageError:
        return None
    return found if may_be_title or found.kind != "title" else None
