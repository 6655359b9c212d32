"""What `--from` gives: references one a line, a saved answer of a provider, or a file to import."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from papershelf.adding.gather import Found
from papershelf.draft import Draft
from papershelf.errors import Location, Problem, UsageError
from papershelf.importers import IMPORTERS, Importer, Source
from papershelf.importers.decoding import decode
from papershelf.intake.sources import find_importer, look, read_source
from papershelf.net import AnswerError
from papershelf.net.bodies import MOST_BYTES, as_json, as_xml
from papershelf.providers import Provider, read_reference
from papershelf.providers.every import PROVIDERS

_LOOKED_AT: Final = 20
"""Lines that tell whether a file holds references."""
_PROSE: Final = "markdown"
"""The importer that takes any text for its own."""
_BULLET: Final = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_LONGEST: Final = 4_000
"""Characters of a line that may be a reference."""


@dataclass(frozen=True, slots=True)
class Line:
    """A reference in a file."""

    text: str
    line: int


Given = Line | Found | Problem
"""A reference, a paper that is described already, or what is wrong with the file."""


def read_given(name: str) -> Iterator[Given]:
    """What a file gives, in its order; `-` is standard input.

    Raises UsageError for what is no file, MachineError for one that cannot be read.
    """
    look([name])
    source = read_source(name, "", None)
    if isinstance(source, Problem):
        yield source
        return
    text, problems = decode(source)
    lines = list(_lines(text))
    if _are_references(lines):
        yield from problems
        yield from lines
        return
    answered = _answer(source)
    if answered is not None:
        provider, drafts = answered
        yield from (Found(provider.name, draft) for draft in drafts)
        if not drafts:
            hint = "ask for another paper, or give its reference"
            yield Problem(Location(source.name), f"holds no paper, says {provider.name}", hint)
        return
    may_be_lines = (
        bool(lines)
        and len(text) < MOST_BYTES
        and not text.lstrip().startswith(("{", "[", "<", "@"))
        and (Path(name).suffix in {"", ".txt"} or any(map(_is_reference, lines[:_LOOKED_AT])))
    )
    importer = find_importer(source, IMPORTERS, None)
    if not isinstance(importer, Problem):
        is_prose = importer.name == _PROSE
        yield from _imported(importer, source, lines if may_be_lines and is_prose else [])
    elif may_be_lines:
        yield from lines
    else:
        hint = "give references one a line, an answer of a provider, or a file to import"
        yield Problem(Location(source.name), "holds nothing that could be added", hint)


def _imported(importer: Importer, source: Source, lines: Sequence[Line]) -> Iterator[Given]:
    """What an importer reads; where it finds no paper at all, the lines, if there are any."""
    problems: list[Problem] | None = [] if lines else None
    for found in importer.read(source):
        if not isinstance(found, Problem):
            yield from problems or ()
            problems = None
            yield Found(Path(source.name).name, found)
        elif problems is None:
            yield found
        else:
            problems.append(found)
    if problems is not None:
        yield from lines


def _lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), 1):
        bare = _BULLET.sub("", line.strip(), count=1)
        if bare and not bare.startswith("#"):
            # A comment behind a reference; addresses hold the sign without a blank before it.
            yield Line(bare.partition(" #")[0].strip()[:_LONGEST], number)


def _are_references(lines: Sequence[Line]) -> bool:
    """Whether lines name papers by their ids, as tables and lists of links do not."""
    first = lines[:_LOOKED_AT]
    return bool(first) and sum(map(_is_reference, first)) * 2 > len(first)


def _is_reference(line: Line) -> bool:
    try:
        return read_reference(line.text).kind != "title"
    except UsageError:
        return False


def _answer(source: Source) -> tuple[Provider, list[Draft]] | None:
    """The papers in an answer that somebody saved."""
    head = source.content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(source.content) > MOST_BYTES or not head.startswith((b"{", b"<", b"@")):
        return None
    text = source.content.decode("utf-8", "replace")
    answers: list[Any] = [text]
    try:
        if head.startswith(b"{"):
            answers = [as_json(source.content, source.name)]
        elif head.startswith(b"<"):
            answers.append(as_xml(source.content, source.name))
    except AnswerError:
        # What is broken an importer may read in part.
        return None
    for provider in PROVIDERS:
        for answer in answers:
            if provider.knows(answer):
                return provider, provider.read(answer)
    return None
