"""Why a paper is named as related to another: what both have in common, in a few words."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import Final, NamedTuple

from papershelf.markup import to_text
from papershelf.model import Library, Paper
from papershelf.relate import Relations
from papershelf.text import fold, shorten
from papershelf.tokens import Stemmer, plain_tex, words
from papershelf.wording import Wording

LONGEST: Final = 60
_MOST_REASONS: Final = 2
_MOST_NAMES: Final = 2
_REMEMBERED: Final = 8192
"""Papers at hand at a time: near papers lie on near pages, and every process keeps its own."""
_REMEMBERED_WORDS: Final = 32_768
_BETWEEN: Final = " · "

_WEAK_WORDS: Final = (
    "approach based efficient general improving learn learning method methods model models new "
    "novel paper study system systems toward towards using via without"
)
_WEAK: Final = frozenset(_WEAK_WORDS.split())
"""Words of titles that say how, not what: they count beside telling ones only."""
_UNIT: Final = re.compile(r"\w+(?:[-‐’'.]\w+)*")
_LEAST_LETTERS: Final = 3


class _Known(NamedTuple):
    """What a paper can share with others."""

    people: frozenset[str]
    topics: frozenset[str]
    keywords: frozenset[str]
    """Folded."""
    places: frozenset[tuple[str, str]]
    """Collections and their sections."""
    refers: bool
    """Whether it names others itself."""


class _Word(NamedTuple):
    """A word of titles that is not too common, as it is written."""

    text: str
    joined: str
    """The stem of the joined form of its parts."""
    stems: frozenset[str]
    """Of its parts and of their joined form, where it has several; else empty."""
    tells: bool


class _Title(NamedTuple):
    """The words of a title."""

    stems: frozenset[str]
    words: tuple[tuple[_Word, bool], ...]
    """Each with whether but a space stands between it and the one before."""


class Reasons:
    """Finds what papers have in common; what it knows of a paper it finds once."""

    def __init__(self, library: Library, relations: Relations, wording: Wording) -> None:
        self._library = library
        self._relations = relations
        self._wording = wording
        self._stemmer = Stemmer()
        self._known = lru_cache(_REMEMBERED)(self._know)
        self._title = lru_cache(_REMEMBERED)(self._read_title)
        self._word = lru_cache(_REMEMBERED_WORDS)(self._read_word)

    def why(self, paper_id: str, other_id: str) -> str:
        """What the paper `other_id` shares with `paper_id`, whose page names it.

        At most two reasons in at most LONGEST characters, the strongest first; empty where nothing
        is known but that they use like words.
        """
        text = ""
        for reason in islice(self._reasons(paper_id, other_id), _MOST_REASONS):
            if not text:
                text = shorten(reason, LONGEST)
            elif len(text) + len(_BETWEEN) + len(reason) <= LONGEST:
                text += _BETWEEN + reason
        return text or shorten(_listed(self._shared_words(paper_id, other_id)), LONGEST)

    def _reasons(self, paper_id: str, other_id: str) -> Iterator[str]:
        papers = self._library.papers
        paper, other = papers[paper_id], papers[other_id]
        one, two = self._known(paper_id), self._known(other_id)
        if one.refers or two.refers:
            yield from islice(self._references(paper, other), 1)
        if people := one.people & two.people:
            yield self._people(paper, other, people)
        if one.places and two.places:
            yield from islice(self._places(one, other_id), 1)
        names: list[str] = []
        if topics := one.topics & two.topics:
            names = [self._library.topics[topic].name for topic in other.topics if topic in topics]
            yield _listed(names)
        if keywords := (one.keywords & two.keywords).difference(map(fold, names)):
            yield _listed(word for word in other.keywords if fold(word) in keywords)

    def _know(self, paper_id: str) -> _Known:
        paper = self._library.papers[paper_id]
        memberships = self._relations.memberships.get(paper_id, ())
        return _Known(
            frozenset(self._relations.people_of[paper_id]),
            frozenset(paper.topics),
            frozenset(map(fold, paper.keywords)),
            frozenset((key, item.section) for key, item in memberships),
            bool(paper.relations or paper.references),
        )

    def _people(self, paper: Paper, other: Paper, people: frozenset[str]) -> str:
        slugs = self._relations.people_of[other.id]
        contributors = (*other.authors, *other.editors)
        names = {
            slug: person.name.display
            for slug, person in zip(slugs, contributors, strict=True)
            if slug in people
        }
        label = f"why.same_{self._role(paper, other, people)}"
        room = LONGEST - len(self._wording.say(label, len(names), names=""))
        shown = _listed(islice(names.values(), _MOST_NAMES), room)
        return self._wording.say(label, len(names), names=shown)

    def _role(self, paper: Paper, other: Paper, people: frozenset[str]) -> str:
        """What people of two papers are in both."""
        people_of = self._relations.people_of
        counts = [(people_of[each.id], len(each.authors)) for each in (paper, other)]
        if all(people.issubset(slugs[:authors]) for slugs, authors in counts):
            return "authors"
        if all(people.issubset(slugs[authors:]) for slugs, authors in counts):
            return "editors"
        return "people"

    def _places(self, one: _Known, other_id: str) -> Iterator[str]:
        """The collections of both, those first in which both stand in one section."""
        memberships = self._relations.memberships[other_id]
        collections, say = self._library.collections, self._wording.say
        for key, item in memberships:
            if item.section and (key, item.section) in one.places:
                title = collections[key].title
                text = say("why.section", collection=title, section=item.section)
                yield text if len(text) <= LONGEST else say("why.collection", collection=title)
        shared = {key for key, _ in one.places}
        for key, _ in memberships:
            if key in shared:
                yield say("why.collection", collection=collections[key].title)

    def _references(self, paper: Paper, other: Paper) -> Iterator[str]:
        """How one of two papers refers to the other."""
        say = self._wording.say
        named = (one.type for one in paper.relations if one.id == other.id)
        yield from (say(f"why.{relation}_told") for relation in named)
        naming = (one.type for one in other.relations if one.id == paper.id)
        yield from (say(f"why.{relation}") for relation in naming)
        if any(reference.id == paper.id for reference in other.references):
            yield say("why.cites")
        if any(reference.id == other.id for reference in paper.references):
            yield say("why.cited")

    def _shared_words(self, paper_id: str, other_id: str) -> Iterator[str]:
        """The telling words of both titles as the other's has them, neighbours together."""
        stems = self._title(paper_id).stems
        run: list[str] = []
        tells = before = False
        for (text, joined, parts, word_tells), follows in self._title(other_id).words:
            shared = joined in stems or (parts and parts <= stems)
            if run and not (shared and before and follows):
                if tells:
                    yield " ".join(run)
                run, tells = [], False
            if shared:
                run.append(text)
                tells = tells or word_tells
            before = bool(shared)
        if tells:
            yield " ".join(run)

    def _read_title(self, paper_id: str) -> _Title:
        title = to_text(plain_tex(self._library.papers[paper_id].title))
        found: list[tuple[_Word, bool]] = []
        end = -1
        for match in _UNIT.finditer(title):
            word = self._word(match[0])
            if word is not None:
                found.append((word, title[end : match.start()] == " "))
                end = match.end()
        stems = (word.stems or (word.joined,) for word, _ in found)
        return _Title(frozenset(chain.from_iterable(stems)), tuple(found))

    def _read_word(self, text: str) -> _Word | None:
        parts = words(text)
        if all(map(self._is_common, parts)):
            return None
        folded = fold(text)
        stem = self._stemmer.stem
        joined = stem(folded.replace("-", ""))
        stems = frozenset(map(stem, parts))
        is_one = stems == {joined}
        return _Word(text, joined, frozenset() if is_one else stems, folded not in _WEAK)

    def _is_common(self, word: str) -> bool:
        # In scripts without spaces two characters are a word.
        short = len(word) < _LEAST_LETTERS and word.isascii()
        return short or word.isdecimal() or self._stemmer.is_stop_word(word)


def _listed(items: Iterable[str], room: int = LONGEST) -> str:
    """As many of the items as there is room for, at least one; the same one once."""
    text = ""
    seen: set[str] = set()
    for item in items:
        folded = fold(item)
        if folded in seen:
            continue
        seen.add(folded)
        if text and len(text) + 2 + len(item) > room:
            break
        text += f", {item}" if text else item
    return text
