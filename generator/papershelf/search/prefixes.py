"""Sorted terms written without what each shares with the one before it."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from papershelf.digits import DIGITS, Integers, Offsets

# JavaScript counts and compares UTF-16 units, and so does everything here.
_UNITS: Final = "utf-16-le"
_LONGEST_SHARE: Final = len(DIGITS) - 1


def utf16_order(term: str) -> bytes:
    """The key by which terms are sorted: JavaScript's own `<`."""
    return term.encode("utf-16-be", "surrogatepass")


class SortedTerms:
    """Distinct terms in UTF-16 order, with the length of the prefix each shares with the last."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._shared = _shared_prefixes(["", *terms][:-1], terms)
        self._items = [
            DIGITS[share] + _tail(term, share)
            for term, share in zip(terms, map(_whole, terms, self._shared), strict=True)
        ]

    def sizes(self) -> Integers:
        """About how many bytes each term takes in a file."""
        return np.fromiter(map(len, self._items), dtype=np.int64, count=len(self._items)) + 1

    def front_coded(self, start: int, end: int) -> str:
        """The terms from `start` to before `end` as one text, which needs no other."""
        return " ".join((DIGITS[0] + self._terms[start], *self._items[start + 1 : end]))

    def borders(self, starts: Sequence[int]) -> list[str]:
        """For each of the places where files start, the shortest text to tell it from the last.

        It is above every term before the place and not above the term there; empty for the first.
        """
        return [self._border(start) if start else "" for start in starts]

    def _border(self, place: int) -> str:
        units = self._terms[place].encode(_UNITS, "surrogatepass")
        length = self._shared[place] + 1
        if _is_high(units, length - 1):
            length += 1
        return units[: 2 * length].decode(_UNITS, "surrogatepass")


def short_forms(words: Sequence[str], terms: Sequence[str]) -> list[str]:
    """Each word by what it shares with its term; empty where they are the same."""
    return [
        DIGITS[share] + _tail(word, share) if word != term else ""
        for word, term, share in zip(
            words, terms, map(_whole, words, _shared_prefixes(terms, words)), strict=True
        )
    ]


def _shared_prefixes(before: Sequence[str], after: Sequence[str]) -> list[int]:
    """The length of the common prefix of each pair in UTF-16 units."""
    left, left_starts = _flat(before)
    right, right_starts = _flat(after)
    longest = np.minimum(np.diff(left_starts), np.diff(right_starts))
    shared = np.zeros(len(before), dtype=np.int64)
    pairs = np.arange(len(before))
    length = 0
    while pairs.size:
        pairs = pairs[longest[pairs] > length]
        same = left[left_starts[pairs] + length] == right[right_starts[pairs] + length]
        pairs = pairs[same]
        length += 1
        shared[pairs] = length
    found: list[int] = shared.tolist()
    return found


def _flat(terms: Sequence[str]) -> tuple[Integers, Offsets]:
    joined = "".join(terms)
    units = joined.encode(_UNITS, "surrogatepass")
    starts = np.zeros(len(terms) + 1, dtype=np.int64)
    if len(units) == 2 * len(joined):
        lengths = list(map(len, terms))
    else:
        lengths = [len(term.encode(_UNITS, "surrogatepass")) // 2 for term in terms]
    np.cumsum(lengths, out=starts[1:])
    return np.frombuffer(units, dtype="<u2"), starts


def _whole(term: str, share: int) -> int:
    """As much of a shared prefix as one digit tells, without half a surrogate pair at its end."""
    share = min(share, _LONGEST_SHARE)
    if share and not term.isascii() and _is_high(term.encode(_UNITS, "surrogatepass"), share - 1):
        return share - 1
    return share


def _is_high(units: bytes, place: int) -> bool:
    return 0xD8 <= units[2 * place + 1] <= 0xDB


def _tail(term: str, share: int) -> str:
    if term.isascii():
        return term[share:]
    return term.encode(_UNITS, "surrogatepass")[2 * share :].decode(_UNITS, "surrogatepass")
