"""Citation keys: `shao2025incontext`."""

import re
from collections.abc import Iterable
from hashlib import blake2b
from itertools import count
from typing import Final

from papershelf.markup import to_text
from papershelf.model import Paper
from papershelf.text import fold

_STOP_TEXT: Final = (
    "a an the and or but if of on in at by to for from with without within into onto over under "
    "between via using towards toward through as is are be do does did can could should will how "
    "what when where which who why not no new we you it its this that these there than then vs"
)
_STOP_WORDS: Final = frozenset(_STOP_TEXT.split())
_OTHER: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 30
"""Characters of a family name or word that a key takes."""


def citation_keys(papers: Iterable[Paper]) -> dict[str, str]:
    """A stable, unique citation key for each paper, by the paper's id.

    Family name, year and the first telling word of the title, in ASCII. Papers choose in the order
    in which they came on the shelf (of the same day, by id): the first key that is still free of
    that one, of that with the next telling word, and of ever longer digests of the id. So a paper
    that comes later, with a later date, changes nobody's key.
    """
    waiting = {paper.id: _Claims(paper) for paper in papers}
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for paper_id in sorted(waiting, key=lambda key: (waiting[key].shelved, key)):
        claims = map(waiting[paper_id].at, count())
        keys[paper_id] = next(claim for claim in claims if claim not in taken)
        taken.add(keys[paper_id])
    return {paper_id: keys[paper_id] for paper_id in waiting}


class _Claims:
    """The keys that a paper would have, the best first."""

    __slots__ = ("_base", "_id", "_title", "shelved")

    def __init__(self, paper: Paper) -> None:
        self._id = paper.id
        self.shelved = paper.shelved or f"{paper.year:04}"
        self._title = paper.title
        self._base = f"{_family(paper)}{paper.year}{''.join(_telling(to_text(paper.title), 1))}"

    def at(self, attempt: int) -> str:
        """The key of an attempt, counted from 0; later ones are longer."""
        if attempt == 0:
            return self._base
        if attempt == 1:
            return self._base + "".join(_telling(to_text(self._title), 2)[1:])
        digest = blake2b(self._id.encode(), digest_size=32).hexdigest()
        return f"{self._base}x{digest[: 2 + attempt]}"


def _family(paper: Paper) -> str:
    """The first person's family name in ASCII, or what else can stand for it."""
    name = (paper.authors or paper.editors)[0].name
    candidates = (_ascii(name.family), _ascii(name.given), *_telling(name.literal, 1))
    return next((found for found in candidates if found[:1].isalpha()), "anon")


def _telling(text: str, most: int) -> list[str]:
    """The first words of a text that say what it is about; its first words where none does."""
    telling: list[str] = []
    words: list[str] = []
    for word in map(_ascii, text.split()):
        if word and word not in _STOP_WORDS and not word.isdigit():
            telling.append(word)
            if len(telling) == most:
                break
        elif word:
            words.append(word)
    return telling or words[:most]


def _ascii(text: str) -> str:
    return _OTHER.sub("", fold(text))[:_LONGEST]
