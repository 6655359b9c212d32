"""From what is typed to clauses; the twin of `query.js`. Any text is a query."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from papershelf.query.ids import ids_in
from papershelf.query.language import (
    Clause,
    Has,
    Identifier,
    Note,
    NoteKind,
    Phrase,
    Query,
    Sign,
    Words,
    Years,
)
from papershelf.text import fold
from papershelf.tokens import placed_words, plain_tex

ALIASES: Final = MappingProxyType(
    {
        "author": "authors",
        "topic": "topics",
        "keyword": "keywords",
        "collection": "collections",
        "id": "ids",
        "doi": "ids",
        "arxiv": "ids",
    }
)
"""Other names of fields."""
FILTERS: Final = ("year", "has")
"""What narrows a query without being a word."""

# What JavaScript takes for white space; Python has other ideas.
_SPACE: Final = "\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_VALUE: Final = (
    rf'(?:"(?P<quoted>[^"]*)(?P<end>"?)(?P<after>[~^][^{_SPACE}"]*)?|(?P<word>[^{_SPACE}"]+))'
)
_PIECE: Final = re.compile(rf"(?P<signs>[+-]*)(?:(?P<name>[^\W\d]+):(?=[^{_SPACE}:/]))?{_VALUE}")
_NAMELESS: Final = re.compile(rf"(?P<signs>[+-]*)(?P<name>(?!))?{_VALUE}")
_LEADING: Final = re.compile(rf"[{_SPACE}]+")
_QUOTES: Final = str.maketrans(dict.fromkeys("“”„«»", '"'))
_TAIL: Final = re.compile(r"[~^][\d.~^]*\Z", re.ASCII)
_LONGEST_TAIL: Final = 24
_EDITS: Final = re.compile(r"~(\d+)", re.ASCII)
_MOST_EDITS: Final = 2
_YEARS: Final = re.compile(r"(\d{1,4})?(\.\.|-)?(\d{1,4})?", re.ASCII)
_LAST_YEAR: Final = 9999
_DIGIT: Final = re.compile(r"\d", re.ASCII)
_ID_SIGN: Final = re.compile("[./:-]")
_OR: Final = "OR"
_MOST_WORDS: Final = 64
_MOST_PIECES: Final = 200
# A letter that nobody types holds the place of "*" while words are told apart.
_STAR: Final = "ꙮ"
_STARS: Final = re.compile(f"{_STAR}+")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the words of a query may be on one shelf."""

    fields: Sequence[str]
    """The names of the fields that are searched."""
    kinds: Collection[str]
    """What a paper can have, folded."""
    is_stop_word: Callable[[str], bool]
    """Tells whether a folded word is passed over."""


def parse(typed: str, grammar: Grammar) -> Query:
    """Read what was typed; what may be a mistake is noted and read as well as it can be."""
    return _Reading(typed, grammar).query()


def _pieces(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while (found := _PIECE.search(text, at)) is not None:
        # Python's letters of words have the numbers of some scripts among them.
        if not all(letter == "_" or letter.isalpha() for letter in found["name"] or ""):
            found = _NAMELESS.match(text, found.start()) or found
        yield found
        at = found.end()


class _Reading:
    """One text while it is being read."""

    def __init__(self, typed: str, grammar: Grammar) -> None:
        plain = plain_tex(typed)
        quoted = plain.translate(_QUOTES)
        leading = _LEADING.match(quoted)
        # TeX that has become Unicode takes another number of characters.
        self._shift = -1 if plain != typed else leading.end() if leading else 0
        self._text = quoted[leading.end() :] if leading else quoted
        self._grammar = grammar
        self._groups: list[list[Clause]] = []
        self._notes: list[Note] = []
        self._seen: set[str] = set()
        self._stopped: list[str] = []
        self._is_cut = False

    def query(self) -> Query:
        """The whole text."""
        former: list[Clause] | None = None
        joins: list[Clause] | None = None
        pieces = list(_pieces(self._text))
        self._note_alternatives(pieces)
        count = 0
        for piece in pieces:
            if piece[0] == _OR:
                joins = former
                continue
            count += 1
            self._is_cut = self._is_cut or count > _MOST_PIECES
            if self._is_cut:
                break
            clauses = self._clauses(piece)
            if joins is not None:
                joins.extend(clauses)
            else:
                self._groups.extend([clause] for clause in clauses)
            former = None
            if clauses:
                former = joins if joins is not None else self._groups[-1]
            joins = None
        if self._is_cut:
            self._note("too-long", "", 0)
        if not self._groups and self._stopped:
            self._note("stop-words", " ".join(self._stopped), 0)
        elif not self._groups and self._text and not self._notes:
            self._note("no-words", self._text, 0)
        return Query(self._text, tuple(map(tuple, self._groups)), tuple(self._notes))

    def _note(self, kind: NoteKind, text: str, at: int) -> None:
        self._notes.append(Note(kind, text, at + self._shift if self._shift >= 0 else -1))

    def _note_alternatives(self, pieces: Sequence[re.Match[str]]) -> None:
        """Note what stands where a word should be: at an end, or behind another of its kind."""
        for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
            if piece[0] == _OR and (before is None or before[0] == _OR or after is None):
                self._note("lone-or", _OR, piece.start())

    def _clauses(self, piece: re.Match[str]) -> list[Clause]:
        """The clauses of a piece; likely ids become groups of their own at once."""
        quoted, word = piece["quoted"], piece["word"]
        sign = _sign(piece["signs"])
        if quoted is not None and not piece["end"]:
            self._note("open-quote", quoted, piece.start("quoted") - 1)
        clauses: list[Clause] = []
        field = ""
        if piece["name"]:
            lower = piece["name"].lower()
            if lower in FILTERS:
                return self._filter(sign, lower, word if quoted is None else quoted, piece)
            known = ALIASES.get(lower, lower)
            if known in self._grammar.fields:
                field = known
            else:
                self._note("unknown-field", piece["name"], piece.start("name"))
                clauses.extend(self._words(sign, "", piece["name"], 0))
        if quoted is not None:
            return clauses + self._phrase(sign, field, quoted)
        tail = _TAIL.search(word[-_LONGEST_TAIL:])
        bare = word[: len(word) - len(tail[0])] if tail else word
        edits = _EDITS.search(tail[0]) if tail else None
        allowed = min(int(edits[1]), _MOST_EDITS) if edits else 0
        candidates, is_id = ids_in(bare)
        if field == "ids":
            return [Identifier(sign, candidates)]
        if not field and "ids" in self._grammar.fields:
            if is_id:
                return [Identifier(sign, candidates, tuple(self._words(sign, "", bare, allowed)))]
            if _DIGIT.search(bare) and _ID_SIGN.search(bare) and sign != "-":
                self._groups.append([Identifier("", candidates, ())])
        return clauses + self._words(sign, field, bare, allowed)

    def _filter(self, sign: Sign, name: str, value: str, piece: re.Match[str]) -> list[Clause]:
        at = piece.start("word") if piece["quoted"] is None else piece.start("quoted")
        if name == "has":
            kind = fold(value)
            if kind not in self._grammar.kinds:
                self._note("unknown-value", value, at)
            return [Has(sign, kind)]
        found = _YEARS.fullmatch(value)
        first, dots, last = found.groups() if found else (None, None, None)
        if not (first or last) or (last and not dots):
            self._note("bad-year", value, at)
            return []
        start = int(first or 0)
        end = int(last) if last else _LAST_YEAR if dots else start
        return [Years(sign, min(start, end), max(start, end))]

    def _phrase(self, sign: Sign, field: str, quoted: str) -> list[Clause]:
        placed = placed_words(quoted)
        # A joined form stands beside its first part, which will do.
        joined = {at for at, (one, other) in enumerate(pairwise(placed), 1) if one[1] == other[1]}
        own = [found for at, found in enumerate(placed) if at not in joined]
        kept = self._kept([word for word, _ in own])
        if len(kept) < 2:
            return [Words(sign or "+", field, tuple(kept))] if kept else []
        chosen = [(word, place) for word, place in own if word in kept]
        first = chosen[0][1]
        parts = tuple(word for word, _ in chosen)
        return [Phrase(sign, field, parts, tuple(place - first for _, place in chosen))]

    def _words(self, sign: Sign, field: str, bare: str, edits: int) -> list[Words]:
        clauses: list[_Begun] = []
        for starred, place in placed_words(bare.replace("*", _STAR))[:_MOST_PIECES]:
            word = _STARS.sub("*", starred)
            last = clauses[-1] if clauses else None
            if last is not None and last.place == place:
                last.joined = word
            elif word == "*":
                continue
            elif last is not None and sum(map(len, last.parts)) < len(last.joined):
                last.parts.append(word)
            else:
                clauses.append(_Begun(place, [word]))
        found = [Words(sign, field, tuple(self._kept(c.parts)), c.joined, edits) for c in clauses]
        return [clause for clause in found if clause.parts]

    def _kept(self, words: Sequence[str]) -> list[str]:
        """Those of some words that are not passed over, as long as there is room."""
        own = [word for word in words if not self._grammar.is_stop_word(word)]
        if not own:
            self._stopped.extend(words)
        kept = []
        for word in own:
            if len(self._seen) < _MOST_WORDS:
                self._seen.add(word)
            if word in self._seen:
                kept.append(word)
            else:
                self._is_cut = True
        return kept


@dataclass(slots=True)
class _Begun:
    """Words of a compound that may go on."""

    place: int
    parts: list[str]
    joined: str = ""


def _sign(signs: str) -> Sign:
    return "+" if signs == "+" else "-" if signs == "-" else ""
