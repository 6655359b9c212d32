"""The paper that somebody names in a text, among other words."""

import re
from collections.abc import Iterator
from typing import Final

from papershelf.errors import UsageError
from papershelf.providers import Reference, read_reference

_MOST_WORDS: Final = 5_000
_LONGEST: Final = 2_000
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
        for bare in dict.fromkeys((word.strip("'‘’,;.*_|()"), word.strip("'‘’,;.*_|("))):
            if reference := _reference(bare):
                yield reference
                break


def reference_of(text: str) -> Reference | None:
    """The one paper that the answer to a question names: by an id, a link or its title."""
    first = next((part.strip() for part in text.split("\n") if part.strip()), "")
    whole = _reference(first, may_be_title=True)
    if whole is not None and whole.kind != "title":
        return whole
    within = next(references_in(text), None)
    return within or whole


def _reference(text: str, *, may_be_title: bool = False) -> Reference | None:
    try:
        found = read_reference(text)
    except UsageError:
        return None
    return found if may_be_title or found.kind != "title" else None
