"""What a query is made of."""

from dataclasses import dataclass
from typing import Literal

Sign = Literal["", "+", "-"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one piece of text, each as typed, with a wildcard, or with typos allowed."""

    sign: Sign
    field: str
    """The only field that counts, or empty for all of them."""
    parts: tuple[str, ...]
    """All of them are meant; folded, with `*` for a wildcard."""
    joined: str = ""
    """What may stand for all of the parts."""
    edits: int = 0
    """How many letters of each may differ."""

    @property
    def is_plain(self) -> bool:
        """Whether the words are meant as they stand."""
        return not self.edits and not any("*" in word for word in (*self.parts, self.joined))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order."""

    sign: Sign
    field: str
    parts: tuple[str, ...]
    offsets: tuple[int, ...]
    """How many places each stands behind the first."""


@dataclass(frozen=True, slots=True)
class Years:
    """Years of publication, the first and the last included."""

    sign: Sign
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Has:
    """Something that a paper has: a link of a kind, an abstract, a note."""

    sign: Sign
    kind: str
    """Folded."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An id, or what else its text may mean."""

    sign: Sign
    candidates: tuple[str, ...]
    """Forms of the id; the first that exists counts."""
    otherwise: tuple[Words, ...] | None = None
    """What is meant if none exists; None where it is an id in any case."""


Clause = Words | Phrase | Years | Has | Identifier


NoteKind = Literal[
    "unknown-field",
    "unknown-value",
    "bad-year",
    "open-quote",
    "lone-or",
    "too-long",
    "stop-words",
    "no-words",
]


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a query that whoever typed it should know."""

    kind: NoteKind
    text: str
    """What it is about, as it was read."""
    place: int
    """Where that begins in what was typed, counted from 0; -1 where nobody can tell."""


@dataclass(frozen=True, slots=True)
class Query:
    """A text as it was read; one clause of each group is enough."""

    text: str
    """What was typed, with its TeX in Unicode."""
    groups: tuple[tuple[Clause, ...], ...]
    notes: tuple[Note, ...]
