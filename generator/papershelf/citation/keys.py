"""Citation keys: `shao2025incontext`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from papershelf.markup import to_text
from papershelf.model import Paper
from papershelf.text import fold

_STOP_TEXT: Final = (
    "a an the and or but if of on in at by to for from with without within into onto over under "
    "between via using towards toward through as is are be do does did can could should will how "
    "what when where which who why not no new we you it its this that these there than then vs"
)
STOP_WORDS: Final = frozenset(_STOP_TEXT.split())
"""Words that say nothing of what a paper is about."""
_OTHER: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 30
"""Characters of a family name or word that a key takes."""


@dataclass(frozen=True, slots=True)
class CitationKeys:
    """The keys of papers by their ids, and what they were chosen from."""

    keys: Mapping[str, str]
    claims: Mapping[str, "_Claims"]


def citation_keys(papers: Iterable[Paper]) -> dict[str, str]:
    """A stable, unique citation key for each paper, by the paper's id.

    Family name, year and the first telling word of the title, in ASCII. Papers choose in the order
    in which they came on the shelf (of the same day, by id): the first key that is still free of
    that one, of that with the next telling word, and of ever longer digests of the id. So a paper
    that comes later, with a later date, changes nobody's key.
    """
    return dict(choose_keys(papers).keys)


def choose_keys(papers: Iterable[Paper], before: CitationKeys | None = None) -> CitationKeys:
    """The keys of `citation_keys`, the sooner if most papers are those of `before`."""
    earlier = before.claims if before else {}
    claims = {
        paper.id: known
        if (known := earlier.get(paper.id)) is not None and known.paper is paper
        else _Claims(paper)
        for paper in papers
    }
    if before is not None and _are_alike(earlier, claims):
        return CitationKeys(before.keys, claims)
    keys = dict.fromkeys(claims, "")
    taken: set[str] = set()
    for paper_id, wanted in sorted(claims.items(), key=lambda item: (item[1].shelved, item[0])):
        key = wanted.base
        attempt = 0
        while key in taken:
            attempt += 1
            key = wanted.at(attempt)
        taken.add(key)
        keys[paper_id] = key
    return CitationKeys(keys, claims)


def _are_alike(before: Mapping[str, "_Claims"], after: Mapping[str, "_Claims"]) -> bool:
    """Whether the same papers claim the same keys at the same time."""
    return before.keys() == after.keys() and all(
        claims is before[paper_id] or claims.is_like(before[paper_id])
        for paper_id, claims in after.items()
    )


class _Claims:
    """The keys that a paper would have, the best first."""

    __slots__ = ("base", "paper", "shelved")

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.shelved = paper.shelved or f"{paper.year:04}"
        self.base = f"{_family(paper)}{paper.year}{''.join(_telling(to_text(paper.title), 1))}"

    def at(self, attempt: int) -> str:
        """The key of an attempt after that with `base`, counted from 1; later ones are longer."""
        if attempt == 1:
            return self.base + "".join(_telling(to_text(self.paper.title), 2)[1:])
        digest = blake2b(self.paper.id.encode(), digest_size=32).hexdigest()
        return f"{self.base}x{digest[: 2 + attempt]}"

    def is_like(self, other: "_Claims") -> bool:
        """Whether another paper of the same id claims the same."""
        return (self.shelved, self.base, self.at(1)) == (other.shelved, other.base, other.at(1))


def _family(paper: Paper) -> str:
    """The first person's family name in ASCII, or what else can stand for it."""
    name = (paper.authors or paper.editors)[0].name
    family = _ascii(name.family)
    if family[:1].isalpha():
        return family
    candidates = (_ascii(name.given), *_telling(name.literal, 1))
    return next((found for found in candidates if found[:1].isalpha()), "anon")


def _telling(text: str, most: int) -> list[str]:
    """The first words of a text that say what it is about; its first words where none does."""
    telling: list[str] = []
    words: list[str] = []
    for word in map(_ascii, text.split()):
        if word and word not in STOP_WORDS and not word.isdigit():
            telling.append(word)
            if len(telling) == most:
                break
        elif word:
            words.append(word)
    return telling or words[:most]


def _ascii(text: str) -> str:
    folded = fold(text)
    if folded.isascii() and folded.isalnum():
        return folded[:_LONGEST]
    return _OTHER.sub("", folded)[:_LONGEST]
