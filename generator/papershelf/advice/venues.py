"""Venues that are written in two ways."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from papershelf.advice.facts import Facts
from papershelf.advice.remark import Remark
from papershelf.duplicates import is_slip
from papershelf.fields import shown
from papershelf.model import Paper, Venue
from papershelf.text import fold

_LARGEST_BLOCK: Final = 64
_NOISE_WORDS: Final = (
    "proceedings proc in on of the for and a an annual international conference meeting "
    "symposium edition volume vol"
)
_NOISE: Final = frozenset(_NOISE_WORDS.split())
_SPONSORS: Final = frozenset({"ieee", "acm", "cvf", "rsj", "usenix", "aaai", "sigchi", "sigkdd"})
_SHORT: Final = {
    "j": "journal",
    "trans": "transactions",
    "conf": "conference",
    "int": "international",
    "intl": "international",
    "symp": "symposium",
    "lett": "letters",
    "proc": "proceedings",
}
_ORDINAL: Final = re.compile(
    r"\d+(?:st|nd|rd|th)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)?"
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w+teenth|twentieth|thirtieth|fortieth|fiftieth)"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_ADVANCES: Final = re.compile(r"(?:proc(?:eedings|\.)? of )?advances in ")
_BRACKETED: Final = re.compile(r"\(([^()]{2,30})\)")
_WORD: Final = re.compile(r"[^\W_]+")
_LOST: Final = frozenset({"of", "on", "the", "and", "in", "for", "a", "an", "proceedings", "proc"})
_OTHER_SIDE: Final = MappingProxyType(str.maketrans("!~", "~!"))
_FEWEST_LETTERS: Final = 3
"""Of an acronym that is taken for the initials of a name."""


@dataclass(slots=True)
class _Known:
    """The venues seen so far by what they may be recognised by."""

    by_form: dict[str, Venue] = field(default_factory=dict)
    blocks: dict[str, list[tuple[tuple[str, ...], Venue]]] = field(default_factory=dict)

    def find(self, forms: list[str], words: tuple[str, ...]) -> Venue | None:
        """A venue that is one of these forms, or these words but for slips."""
        for form in forms:
            # Two names of the same initials are two: the JASA of acoustics and of statistics.
            wanted = form.translate(_OTHER_SIDE) if form[0] in "!~" else form
            if wanted in self.by_form:
                return self.by_form[wanted]
        for key in _blocks(words):
            for other, venue in self.blocks.get(key, ()):
                if _are_alike(words, other):
                    return venue
        return None

    def add(self, forms: list[str], words: tuple[str, ...], venue: Venue) -> None:
        for form in forms:
            self.by_form.setdefault(form, venue)
        for key in _blocks(words):
            block = self.blocks.setdefault(key, [])
            if len(block) < _LARGEST_BLOCK:
                block.append((words, venue))


def venue_spellings(facts: Facts) -> Iterator[Remark]:
    """Each venue that seems to be another one, which venues.yaml or more papers have.

    Two that are both in venues.yaml are two.
    """
    if "venues" in facts.records.unreadable:
        # Nobody knows what is a venue of its own.
        return
    declared = facts.records.venues
    papers = Counter(paper.venue for paper in facts.papers if paper.venue)
    first: dict[str, Paper] = {}
    for paper in facts.papers:
        first.setdefault(paper.venue, paper)
    used = [key for key in facts.library.venues if key in declared or key in papers]
    used.sort(key=lambda key: (key not in declared, -papers[key], key))
    known = _Known()
    for key in used:
        venue = facts.library.venues[key]
        words = _words(venue.name)
        forms = _forms(venue, words)
        other = None if key in declared else known.find(forms, words)
        if other is None:
            known.add(forms, words, venue)
        else:
            yield _remark(first[key], venue, other, declared)


def _remark(paper: Paper, venue: Venue, other: Venue, declared: Mapping[str, object]) -> Remark:
    if other.id in declared:
        hint = f"one venue: add this to the aliases of {other.id} in venues.yaml"
    else:
        hint = "one venue: write both alike, or give it an entry with aliases in venues.yaml"
    return Remark(
        paper,
        ("venue",),
        f"the venue {shown(venue.name)} seems to be {shown(other.name)}",
        f"{hint}; two: give each an entry there",
        "venue-spelling",
    )


def _words(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, without years, ordinals and sponsors."""
    words = [_SHORT.get(word, word) for word in _spelled(name)]
    # "A" is an article but at the end, where it is a part.
    words = [
        word
        for place, word in enumerate(words, 1)
        if (word not in _NOISE or (word == "a" and place == len(words) > 1))
        and not _ORDINAL.fullmatch(word)
    ]
    bare = [word for word in words if word not in _SPONSORS]
    return tuple(bare if len(bare) > 1 else words)


def _spelled(name: str) -> list[str]:
    text = _ADVANCES.sub("", fold(_BRACKETED.sub(" ", name)))
    return _WORD.findall(text) or _WORD.findall(fold(name))


def _forms(venue: Venue, words: tuple[str, ...]) -> list[str]:
    """What one venue may be recognised by; only names of several words stand for themselves.

    The International Conference on Machine Learning is not the journal Machine Learning, so a name
    of two words counts with the kind of its venue, and "Conference on Bioinformatics" is not called
    by its one word. "#" stands before an acronym, "!" before one that is the whole name, and "~"
    before the initials of a name, which such a one may be.
    """
    forms: list[str] = []
    name = venue.name
    spelled = _spelled(name)
    if len(words) > 2:
        forms.append(" ".join(words))
    elif words:
        forms.append(f"{_kind(name)} {' '.join(words)}")
    acronyms = [venue.acronym, *_BRACKETED.findall(name)]
    if len(words) == 1 and "on" not in spelled:
        acronyms.append(words[0])
        forms.append(f"!{words[0]}")
    for acronym in acronyms:
        letters = _words(acronym)
        if len(letters) == 1 and len(letters[0]) >= _FEWEST_LETTERS:
            forms.append(f"#{letters[0]}")
    while len(spelled) > 1 and spelled[0] in _SPONSORS:
        del spelled[0]
    initials = "".join(
        word[0] for word in spelled if word not in _LOST and not _ORDINAL.fullmatch(word)
    )
    if len(words) > 1 and len(initials) > _FEWEST_LETTERS:
        forms.append(f"~{initials}")
    return forms


def _kind(name: str) -> str:
    words = _WORD.findall(fold(name))
    meeting = {"conference", "conf", "symposium", "symp", "meeting", "proceedings", "proc"}
    return "meeting" if meeting & set(words) else ""


def _blocks(words: tuple[str, ...]) -> tuple[str, ...]:
    return (f"<{words[0]}", f">{words[-1]}") if len(words) > 1 else ()


def _are_alike(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether one is the other but for a slip; "Physical Review A" is not the one of "B"."""
    return (
        words != others
        and len(words) == len(others)
        and all(a == b or is_slip(a, b) for a, b in zip(words, others, strict=True))
    )
