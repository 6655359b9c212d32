"""Reads the files of a search back, number by number, as the browser does."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from papershelf.output import Output
from papershelf.text import slugify

DIGITS = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')

Posting = tuple[int, int, list[int]]
"""How often, in how long a field, at which positions."""


def numbers(text: str) -> Iterator[int]:
    """The numbers of a text."""
    value, factor = 0, 1
    for character in text:
        digit = DIGITS.index(character)
        value += factor * digit
        if digit < 75:
            yield value
            value, factor = 0, 1
        else:
            factor *= 17
    assert factor == 1, "the text ends inside a number"


def rising(source: Iterator[int]) -> list[int]:
    """A list of ascending places."""
    places: list[int] = []
    for _ in range(next(source)):
        places.append(next(source) + (places[-1] + 1 if places else 0))
    return places


def signed(number: int) -> int:
    """What zigzag made a number of."""
    return -(number + 1) // 2 if number % 2 else number // 2


def unpacked(text: str) -> list[str]:
    """The terms of a front-coded text."""
    terms: list[str] = []
    before = ""
    for item in text.split(" "):
        before = lengthened(before, item)
        terms.append(before)
    return terms


def lengthened(before: str, item: str) -> str:
    """A term by what it shares with another."""
    units = before.encode("utf-16-le")
    shared = DIGITS.index(item[0])
    # Strict: half a surrogate pair would fail.
    return units[: 2 * shared].decode("utf-16-le") + item[1:]


class SearchReader:
    """Everything that the files of one search say."""

    def __init__(self, outputs: Iterable[Output]) -> None:
        self.files = {output.path: json.loads(output.content) for output in outputs}
        self.manifest: dict[str, Any] = self.files["search/manifest.json"]
        self.fields = [name for name, _, _ in self.manifest["fields"]]
        self.averages = [
            total // max(1, self.manifest["documents"]) for _, _, total in self.manifest["fields"]
        ]
        self.longest, steps = self.manifest["longest"]
        self.lengths: list[int] = []
        numbered = numbers(steps)
        for rise in numbered:
            length = rise + (self.lengths[-1] if self.lengths else 0)
            self.lengths += [length] * next(numbered)

    def file(self, name: str) -> Any:
        """The content of a file of the folder."""
        return self.files[f"search/{self.manifest['folder']}/{name}.json"]

    def kind(self, name: str) -> list[Any]:
        """The contents of the numbered files of one kind."""
        return [self.file(f"{name}-{number}") for number in range(len(self.manifest[name]))]

    def terms(self, kind: str) -> list[str]:
        """All terms of the files of one kind."""
        return [term for file in self.kind(kind) for term in unpacked(file["terms"])]

    def postings(self) -> dict[str, dict[str, dict[int, Posting]]]:
        """For each term and field the postings by place."""
        positions = dict(self._texts("positions", "positions"))
        weights = dict(self._texts("terms", "weights")) | dict(self._texts("rare", "weights"))
        return {
            term: dict(self._fields(gaps, weights[term], positions[term]))
            for kind in ("terms", "rare")
            for term, gaps in self._texts(kind, "gaps")
        }

    def _texts(self, kind: str, column: str) -> Iterator[tuple[str, str]]:
        for file in self.kind(kind):
            yield from zip(unpacked(file["terms"]), file[column].split(" "), strict=True)

    def _fields(
        self, gaps: str, weights: str, positions: str
    ) -> Iterator[tuple[str, dict[int, Posting]]]:
        gap, weight, position = numbers(gaps), numbers(weights), numbers(positions)
        for field in gap:
            found: dict[int, Posting] = {}
            length = self.averages[field]
            for place in rising(gap):
                if field == self.longest:
                    length, frequency = self.lengths[place], next(weight) + 1
                else:
                    change, more = divmod(next(weight), 3)
                    length += signed(change)
                    frequency = 1 + more + (next(weight) if more == 2 else 0)
                at: list[int] = []
                for _ in range(frequency):
                    at.append(next(position) + (at[-1] if at else 0))
                found[place] = (frequency, length, at)
            yield self.fields[field], found
        assert list(weight) == list(position) == []

    def vocabulary(self) -> dict[str, tuple[str, int]]:
        """For each term its commonest word and the number of its postings."""
        found: dict[str, tuple[str, int]] = {}
        for file in self.kind("vocabulary"):
            terms = unpacked(file["terms"])
            words = file["words"].split(" ")
            counts = numbers(file["counts"])
            for term, word, count in zip(terms, words, counts, strict=True):
                found[term] = (lengthened(term, word) if word else term, count)
        return found

    def cards(self) -> list[list[str]]:
        """The seven texts of each card, by place."""
        block = self.manifest["block"]
        blocks = range(-(-self.manifest["documents"] // block))
        rows = [row for number in blocks for row in self.file(f"cards-{number}")]
        return [self._card(row + [""] * (7 - len(row))) for row in rows]

    def _card(self, row: list[str]) -> list[str]:
        slug, mark, length = row[0].partition("*")
        return [slug + (slugify(row[1])[: int(length)] if mark else ""), *row[1:]]

    def facet(self, name: str) -> list[tuple[str, str, list[int]]]:
        """Id, label and places of each value of a facet."""
        file = self.file(f"facet-{name}")
        return [
            (key, label, rising(numbers(papers)))
            for (key, label), papers in zip(file["values"], file["papers"], strict=True)
        ]

    def order(self, name: str) -> list[int]:
        """All places in an order."""
        places: list[int] = []
        for number in numbers(self.file(f"order-{name}")["places"]):
            places.append((places[-1] if places else 0) + signed(number))
        return places
