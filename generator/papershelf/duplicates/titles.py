"""Titles in the form in which they are compared, and which of them tell nothing."""

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from papershelf.text import slugify

_LONGEST: Final = 600
"""Characters that are compared: nobody's title is longer, and a hostile one would take minutes."""
_TELLING_WORDS: Final = 3
"""A title of so many words is that of one work, even where a part of it is missing."""
_REPLIES: Final = re.compile(
    r"(?:(?:author|editor|publisher)s?-(?:s-)?)?"
    r"(?:reply|repl(?:y|ies)-to|response|comments?-on|comment|rejoinder|discussion-of|erratum|"
    r"errata|corrigend(?:um|a)|corrections?-to|correction|retraction|retracted|retracted-article|"
    r"addendum|expression-of-concern|supplement-to|supplementary-material|review-of|book-review)"
    r"(?:-|$)(?:to-|for-|of-|on-)?"
)
_EMPTY_TITLES: Final = (
    "introduction editorial preface foreword afterword prologue epilogue conclusion conclusions "
    "contents index poster posters demo keynote tutorial panel abstract abstracts news obituary "
    "acknowledgments acknowledgements announcement announcements erratum errata corrigendum "
    "letters committees organization sponsors overview summary discussion bibliography references "
    "glossary appendix"
)
_TELLS_NOTHING: Final = frozenset(_EMPTY_TITLES.split()) | {
    "guest-editorial",
    "table-of-contents",
    "front-matter",
    "back-matter",
    "author-index",
    "subject-index",
    "title-page",
    "editor-s-note",
    "from-the-editor",
    "letter-to-the-editor",
    "letter-from-the-editor",
    "message-from-the-chairs",
    "message-from-the-general-chair",
    "message-from-the-program-chairs",
    "organizing-committee",
    "program-committee",
    "list-of-reviewers",
    "panel-discussion",
    "invited-talk",
    "invited-talks",
    "keynote-address",
    "keynote-speech",
    "book-reviews",
    "in-memoriam",
    "in-this-issue",
    "special-issue",
    "opening-remarks",
    "closing-remarks",
    "work-in-progress",
    "plenary-and-keynote-talks",
    "plenary-talks",
    "keynote-talks",
}
_COUNTING_WORDS: Final = (
    "one two three four five six seven eight nine ten first second third fourth fifth sixth "
    "seventh eighth ninth tenth i ii iii iv v vi vii viii ix x xi xii"
)
_COUNTING: Final = frozenset(_COUNTING_WORDS.split())


_SMALL_WORDS: Final = "a an the of on for in to and with by from at as its via using"
_SMALL: Final = frozenset(_SMALL_WORDS.split())
_PARTED: Final = re.compile(r"\s*[:–—]\s+|\s+-+\s+")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it is compared."""

    words: tuple[str, ...]
    """Without case, accents and signs."""
    letters: str
    """The words without what stands between them."""
    core: tuple[str, ...]
    """The words but articles and the like."""
    main: tuple[str, ...]
    """The words before a colon or dash; none if there is no such sign."""
    counted: tuple[str, ...]
    """What numbers it among its likes: years, parts, versions, in their order."""
    answers: str
    """What makes it an answer to another work or a note about it: "reply-to"."""
    says_much: bool
    """Whether a like title means anything."""


def read_title(plain: str) -> Title:
    """A title, given as plain text, for comparing."""
    plain = plain[:_LONGEST]
    words = _words(plain)
    main = _PARTED.split(plain, maxsplit=1)
    reply = _REPLIES.match("-".join(words))
    # "A" is an article but at the end, where it is a part.
    counted = tuple(
        word
        for place, word in enumerate(words)
        if word in _COUNTING
        or any(map(str.isdigit, word))
        or (len(word) == 1 and (word != "a" or place == len(words) - 1) and word.isascii())
    )
    bare = "-".join(word for word in words if word not in counted)
    return Title(
        words,
        "".join(words),
        tuple([word for word in words if word not in _SMALL]),
        _words(main[0]) if len(main) > 1 else (),
        counted,
        reply[0].strip("-") if reply else "",
        bool(bare) and not {bare, bare.removeprefix("the-")} & _TELLS_NOTHING,
    )


def _words(text: str) -> tuple[str, ...]:
    slug = slugify(text)
    return tuple(slug.split("-")) if slug else ()


def alike(a: Title, b: Title, *, preprint: bool = False) -> float:
    """How alike two titles are, of 100; 0 where they differ in substance.

    Numbers, parts and years tell works of a series apart, and so does each word that is not another
    one mistyped or inflected. Of 95,562 real papers 454 pairs from years near each other, with half
    of the authors in common, had titles alike by 80 to 99 of 100 in letters and are told apart
    here: the 100 most alike of them were 28 talks listed twice, once after "[From Oral 3A]", and
    others such as "Online …" and "Offline …", "…: Theory" and "…: Application". `preprint`: one is
    of a preprint, which may lack the subtitle of the other.
    """
    if a.answers != b.answers or not (a.says_much and b.says_much):
        return 0.0
    if a.letters == b.letters:
        return 100.0
    if a.counted != b.counted or not (_differ_in_slips(a, b) or _is_named(a, b, preprint)):
        return 0.0
    return fuzz.ratio(a.letters, b.letters)


def _differ_in_slips(a: Title, b: Title) -> bool:
    """Whether words differ only as slips and inflections do, one by one, small words aside."""
    return len(a.core) == len(b.core) and all(
        x == y or is_slip(x, y) for x, y in zip(a.core, b.core, strict=True)
    )


def _is_named(a: Title, b: Title, preprint: bool) -> bool:
    """Whether one is the other after a name ("MINE: …"), or before the subtitle that it has."""
    longer, shorter = (a, b) if len(a.words) > len(b.words) else (b, a)
    if not longer.main:
        return False
    rest = longer.words[len(longer.main) :]
    if len(longer.main) == 1 and rest == shorter.words and len(rest) >= _TELLING_WORDS:
        return True
    is_telling = len(shorter.words) >= _TELLING_WORDS
    return preprint and longer.main == shorter.words and is_telling


def is_slip(x: str, y: str) -> bool:
    """Whether one word is the other mistyped or inflected."""
    shorter = min(len(x), len(y))
    if shorter < 4 or x[0] != y[0]:
        return False
    # "Maximization" is no slip for "minimization", "inductive" may stand for "induction".
    farthest = 2 if shorter >= 7 and x[: shorter - 3] == y[: shorter - 3] else 1
    return OSA.distance(x, y, score_cutoff=farthest) <= farthest
