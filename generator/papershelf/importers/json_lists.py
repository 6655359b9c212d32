"""Papers in JSON: a list, an object with lists in it, or a map from ids; and JSON Lines."""

import re
from collections.abc import Iterator
from typing import Final

from papershelf.draft import Draft
from papershelf.errors import Location, Problem, Severity
from papershelf.importers.decoding import decode
from papershelf.importers.described import (
    WRAPPERS,
    describe,
    has_title,
    section_of,
    sections,
    unwrapped,
)
from papershelf.importers.headings import LISTS, field_of, is_title
from papershelf.importers.importer import Importer, Source
from papershelf.importers.json_text import JsonError, Lines, blank, decoded, first_keys
from papershelf.importers.zotero import LOOKS as ZOTERO

_CSL: Final = re.compile(
    r'"(?:issued|container-title|date-parts|citation-key|container-title-short)"\s*:'
    r'|"type"\s*:\s*"(?:article-journal|article-magazine|article-newspaper|motion_picture)"'
)
_MOST_LEVELS: Final = 20
_MOST_BROKEN: Final = 5_000
"""Each costs a look at the whole text, whose lines the json module counts."""


def _is_csl(text: str) -> bool:
    return _CSL.search(text) is not None or ZOTERO.search(text) is not None


def _looks_like_json(text: str) -> bool:
    start = blank(text, 0)
    if text[start : start + 1] == "[":
        inner = text[blank(text, start + 1) :][:1]
        return inner in {"{", "]", "", "["} and not _is_csl(text)
    if text[start : start + 1] != "{" or _looks_like_lines(text):
        return False
    inner = text[blank(text, start + 1) :][:1]
    return inner in {'"', "}", ""} and not _is_csl(text)


def _looks_like_lines(text: str) -> bool:
    text = text.removeprefix("\ufeff").lstrip()
    first, end, rest = text.partition("\n")
    if not first.startswith("{") or _is_csl(first):
        return False
    if not first.rstrip().endswith("}"):
        # A line longer than what there is to see.
        return not end and _names_paper(first, 0)
    try:
        value, behind = decoded(first, 0)
    except JsonError:
        return rest.lstrip().startswith("{")
    is_line = isinstance(value, dict) and not first[behind:].strip()
    names_paper = is_line and has_title(unwrapped(value))
    return is_line and (names_paper or rest.lstrip().startswith("{"))


def _read_lines(source: Source) -> Iterator[Draft | Problem]:
    text, problems = decode(source)
    yield from problems
    start, number = 0, 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        start = end + 1
        # Some files are lists with an item on each line.
        if line in {"", "[", "]", "],"}:
            continue
        yield _of_line(line, number, source.name)
    if not text.strip():
        yield _empty(source.name)


def _of_line(line: str, number: int, name: str) -> Draft | Problem:
    try:
        value, end = decoded(line, 0)
    except JsonError as error:
        is_cut = error.place >= len(line) - 1
        return _problem(name, number, error.message, is_cut=is_cut, column=error.place + 1)
    if not isinstance(value, dict):
        return _problem(name, number, "no object: a line begins with { and ends with }")
    if line[end:].strip(" ,"):
        return _problem(name, number, "something behind the object", column=end + 1)
    return describe(value, name, number)


def _empty(name: str) -> Problem:
    return Problem(Location(name), "is empty", "nothing to import", rule="import")


def _problem(
    name: str, line: int, message: str, *, is_cut: bool = False, column: int = 0
) -> Problem:
    told = "it ends in the middle of a value" if is_cut else message[:1].lower() + message[1:]
    return Problem(
        Location(name, line, column),
        f"not JSON: {told}",
        "it is left out" if not is_cut else "is the file complete?",
        rule="import",
    )


def _read_json(source: Source) -> Iterator[Draft | Problem]:
    text, problems = decode(source)
    yield from problems
    if not text.strip():
        yield _empty(source.name)
        return
    walk = _Walk(text, source.name)
    place = 0
    while place < len(text):
        place = blank(text, place)
        if place >= len(text):
            break
        if text[place] not in "[{":
            yield walk.problem(place, "something that is neither a list nor an object")
            break
        walk.end = -1
        yield from walk.value(place, (), 0)
        if walk.end < 0:
            break
        if walk.told >= _MOST_BROKEN:
            yield walk.problem(walk.end, "too many mistakes: the rest was not read")
            break
        # Objects may follow each other without anything around them.
        place = walk.end
    if not walk.found and not walk.told:
        yield Problem(
            Location(source.name, 1),
            "no papers in it: no object has a title",
            "a list of objects with title, authors, year and so on is read",
            rule="import",
        )


class _Walk:
    """Goes through a text once, from value to value, so that no more than a paper is in memory."""

    def __init__(self, text: str, name: str) -> None:
        self.end = 0
        """Behind the value that was read last."""
        self.found = 0
        self.told = 0
        self._text = text
        self._name = name
        self._lines = Lines(text)
        self._length = len(text.rstrip())
        self._is_cut = False

    def value(self, place: int, path: tuple[str, ...], level: int) -> Iterator[Draft | Problem]:
        """The papers in the list or object that starts at a place."""
        if self._text[place] == "[":
            yield from self._list(place, path, level)
        elif level >= _MOST_LEVELS or _names_paper(self._text, place):
            yield from self._item(place, path, level)
        else:
            yield from self._object(place, path, level)

    def problem(self, place: int, message: str) -> Problem:
        """Something wrong at a place."""
        return self._told(self._lines.at(place), message, place)

    def _told(self, line: int, message: str, place: int) -> Problem:
        self.told += 1
        self._is_cut = place >= self._length - 1
        return _problem(self._name, line, message, is_cut=self._is_cut)

    def _list(self, place: int, path: tuple[str, ...], level: int) -> Iterator[Draft | Problem]:
        text = self._text
        place = blank(text, place + 1)
        while place < len(text) and text[place] != "]" and self.told < _MOST_BROKEN:
            self.end = -1
            if text[place] == "[" and level < _MOST_LEVELS:
                yield from self._list(place, path, level + 1)
            else:
                yield from self._item(place, path, level + 1)
            if self.end < 0:
                place = self._next_like(place, r"(?:,\s*)?(?=\{)")
                continue
            place = blank(text, self.end)
            if text[place : place + 1] == ",":
                place = blank(text, place + 1)
            elif text[place : place + 1] != "]" and not self._is_cut:
                yield self.problem(place, "a comma is missing, or the end of the list")
                place = self._next_like(place, r"(?:,\s*)?(?=\{)")
        self.end = min(place + 1, len(text))

    def _item(
        self, place: int, path: tuple[str, ...], level: int, key: str = ""
    ) -> Iterator[Draft | Problem]:
        """The paper that starts at a place, or those within what is none itself."""
        line = self._lines.at(place)
        try:
            value, end = decoded(self._text, place)
        except JsonError as error:
            yield self._told(line, error.message, error.place)
            return
        if isinstance(value, dict) and has_title(unwrapped(value)):
            self.found += 1
            draft = describe(value, self._name, line, extra=sections(path))
            draft.key = draft.key or key
            yield draft
        else:
            before = self.found
            if isinstance(value, dict) and level < _MOST_LEVELS:
                section = section_of(value)
                inner = (*path, section) if section else path
                yield from self._object(place, inner, level + 1)
            if self.found == before:
                self.told += 1
                yield Problem(
                    Location(self._name, line),
                    f"{'an object' if isinstance(value, dict) else 'a value'} without a title",
                    "it is no paper, and left out",
                    Severity.WARNING,
                    rule="import",
                )
        self.end = end

    def _next_like(self, place: int, what: str) -> int:
        """Where something starts on a line that begins as the line of this place does."""
        line = self._text.rfind("\n", 0, place) + 1
        margin = re.compile(r"[ \t]*").match(self._text, line)
        following = re.compile(rf"\n{margin[0] if margin else ''}{what}")
        found = following.search(self._text, place + 1)
        return found.end() if found else len(self._text)

    def _object(self, place: int, path: tuple[str, ...], level: int) -> Iterator[Draft | Problem]:
        """The papers in an object that is none itself: lists, or papers by their ids."""
        text = self._text
        place = blank(text, place + 1)
        while place < len(text) and text[place] != "}" and self.told < _MOST_BROKEN:
            try:
                key, behind = decoded(text, place)
            except JsonError as error:
                yield self.problem(error.place, error.message)
                return
            behind = blank(text, behind)
            if not isinstance(key, str) or text[behind : behind + 1] != ":":
                yield self.problem(behind, "a key and a colon are missing")
                return
            place = blank(text, behind + 1)
            is_papers = text[place : place + 1] in {"[", "{"} and not _is_value(key)
            start = place
            self.end = -1
            if is_papers and text[place] == "{" and level < _MOST_LEVELS:
                yield from self._member(place, path, level + 1, key)
            elif is_papers:
                inner = path if key.lower() in LISTS else (*path, key)
                yield from self.value(place, inner, level + 1)
            else:
                try:
                    _, self.end = decoded(text, place)
                except JsonError as error:
                    yield self.problem(error.place, error.message)
            if self.end < 0:
                place = self._next_like(start, r'(?=")')
                continue
            place = blank(text, self.end)
            if text[place : place + 1] == ",":
                place = blank(text, place + 1)
            elif text[place : place + 1] != "}" and not self._is_cut:
                yield self.problem(place, "a comma is missing, or the end of the object")
                place = self._next_like(place, r'(?=")')
        self.end = min(place + 1, len(text))

    def _member(
        self, place: int, path: tuple[str, ...], level: int, key: str
    ) -> Iterator[Draft | Problem]:
        """A paper by its id, or an object with papers in it."""
        keys = {name for name, sign in first_keys(self._text, place) if sign == "{"}
        if _names_paper(self._text, place) or not keys.isdisjoint(WRAPPERS):
            yield from self._item(place, path, level, key)
        else:
            inner = path if key.lower() in LISTS else (*path, key)
            yield from self._object(place, inner, level)


def _names_paper(text: str, place: int) -> bool:
    """Whether an object has a title and, as far as one can see, holds no papers itself."""
    keys = [*first_keys(text, place)]
    holds = any(sign == "[" and name.lower() in LISTS and not field_of(name) for name, sign in keys)
    return not holds and any(sign == '"' and is_title(name) for name, sign in keys)


def _is_value(key: str) -> bool:
    """Whether a key names something of a paper, not papers."""
    return bool(field_of(key)) and key.lower() not in LISTS


JSON: Final = Importer("json", "JSON", (".json",), _looks_like_json, _read_json)
JSON_LINES: Final = Importer(
    "jsonl", "JSON Lines", (".jsonl", ".ndjson"), _looks_like_lines, _read_lines
)
