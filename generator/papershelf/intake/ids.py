"""Ids for new entries: `chen-2022-corpusbrain`."""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Final

from pydantic_core import PydanticCustomError

from papershelf.citation.keys import STOP_WORDS
from papershelf.fields import check_slug
from papershelf.markup import to_text
from papershelf.model import Paper
from papershelf.text import slugify
from papershelf.urls import MAX_SLUG_BYTES

_WORDS: Final = 3
_MORE_WORDS: Final = 2
"""Words that are added before numbers are."""
_LONGEST: Final = 30
"""Characters that one word takes."""
_ROOM_FOR_NUMBER: Final = 8
_NOT_PLAIN: Final = re.compile("[^a-z0-9-]+")


class Ids:
    """Gives each new entry an id that no other has."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """`taken`: ids, aliases and names of files, as slugs."""
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def is_taken(self, slug: str) -> bool:
        """Whether an entry has it, or may be reached by it."""
        return slug in self._taken

    def wish(self, text: str) -> str:
        """An id that somebody asks for, if it is one and free; else empty."""
        try:
            text = check_slug(text)
        except PydanticCustomError:
            return ""
        return text if self._take(text) else ""

    def choose(self, paper: Paper) -> str:
        """Family name, year and first telling words of the title, in ASCII.

        Where that is taken, more words and then numbers tell papers apart.
        """
        head = f"{_family(paper)}-{paper.year:04}"
        words = list(_telling(paper))
        most = min(len(words), _WORDS + _MORE_WORDS)
        for number in range(min(_WORDS, most), most + 1):
            candidate = _cut("-".join([head, *words[:number]]))
            if self._take(candidate):
                return candidate
        base = _cut("-".join([head, *words[:_WORDS]]))
        number = self._numbers.get(base, 1)
        while True:
            number += 1
            if self._take(f"{base}-{number}"):
                self._numbers[base] = number
                return f"{base}-{number}"

    def _take(self, wanted: str) -> bool:
        slug = slugify(wanted)
        if slug in self._taken:
            return False
        self._taken.add(slug)
        return True

    def take(self, slug: str) -> None:
        """Keep a slug from being given to others."""
        self._taken.add(slug)


def _cut(text: str) -> str:
    return text[: MAX_SLUG_BYTES - _ROOM_FOR_NUMBER].strip("-")


def _plain(text: str) -> str:
    """Words in ASCII with hyphens between them; letters without a likeness in it are dropped."""
    return "-".join(_NOT_PLAIN.sub("", slugify(text)).strip("-").split("-")).strip("-")


def _family(paper: Paper) -> str:
    people = paper.authors or paper.editors
    if not people:
        return "anon"
    name = people[0].name
    if name.literal:
        words = list(_words(name.literal, _WORDS))
        return "-".join(words)[:_LONGEST].strip("-") or "anon"
    found = (_plain(part)[:_LONGEST].strip("-") for part in (name.last, name.given))
    return next((part for part in found if part), "anon")


def _telling(paper: Paper) -> Iterator[str]:
    title = to_text(paper.title)
    name, colon, _ = title.partition(":")
    short = list(_words(name, _WORDS + 1)) if colon else []
    if 0 < len(short) < _WORDS:
        # "CorpusBrain: Pre-train a Generative Retrieval Model …" is known by its name.
        yield "-".join(short)[: 2 * _LONGEST]
        return
    words = list(_words(title, _WORDS + _MORE_WORDS))
    if words:
        yield from words
    else:
        yield "x" + blake2b(title.encode("utf-8", "replace"), digest_size=4).hexdigest()


def _words(text: str, most: int) -> Iterator[str]:
    """The first words that say what a text is about; its first ones if none does."""
    words = [word[:_LONGEST] for word in _plain(text[:500]).split("-") if word]
    telling = [word for word in words if word not in STOP_WORDS]
    yield from (telling or words)[:most]
