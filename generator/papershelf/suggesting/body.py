"""The body of an issue → what was answered to which question."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from papershelf.suggesting.templates import IDS, Kind, Labels, as_key

_HEADING: Final = re.compile(r" {0,3}(?:#{1,6} +(?P<heading>.+)|\*\*(?P<bold>[^*]+)\*\*:?) *")
_CLOSING: Final = re.compile(r" +#+$")
_NAMED: Final = re.compile(r"(?P<label>.*?) *<!-- *(?P<id>[a-z]+) *-->")
_FENCE: Final = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_NAME: Final = re.compile(r"<!-- *[a-z]+ *-->")
_OPEN: Final = re.compile(r"^ {0,3}<!--", re.MULTILINE)
_NO_RESPONSE: Final = frozenset({"_No response_", "*No response*", "No response", "None", "N/A"})
_LONGEST_LABEL: Final = 300


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that somebody filled in."""

    kind: Kind
    values: Mapping[str, str]
    """What was answered, by the id of the question; what was left empty is not there."""
    is_form: bool
    """Whether there is any question in it; without one it is taken for a suggestion."""


def read_body(body: str, labels: Mapping[Kind, Labels]) -> Filled:
    """What a body answers to the form that it answers most questions of."""
    lines = without_comments(body, but_names=True).split("\n")
    headings = list(_headings(lines))
    found = {
        kind: _parts(lines, [(n, _id(label, labels[kind], kind)) for n, label in headings])
        for kind in Kind
    }
    best = max(Kind, key=lambda kind: (len(found[kind]), IDS[kind][0] in found[kind]))
    values = {name: value for name, text in found[best].items() if (value := _value(text))}
    if not found[best]:
        return Filled(Kind.SUGGESTION, {}, is_form=False)
    return Filled(best, values, is_form=True)


def without_comments(text: str, *, but_names: bool = False) -> str:
    """A text as it shows: whoever sets the label sees no comment in HTML.

    `but_names`: leave those of one word, by which templates name their questions.
    """
    shown: list[str] = []
    place = 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        end += len("-->")
        stays = but_names and _NAME.fullmatch(text, start, end)
        shown.append(text[place : end if stays else start])
        place = end
    # One that is left open hides the rest only at the beginning of a line.
    return "".join(shown) + _OPEN.split(text[place:], maxsplit=1)[0]


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """What may be headings, outside of code."""
    ends = _ends_of_code(lines)
    number = 0
    while number < len(lines):
        if number in ends:
            number = ends[number]
        elif len(lines[number]) <= _LONGEST_LABEL and (found := _HEADING.fullmatch(lines[number])):
            yield number, _CLOSING.sub("", (found["heading"] or found["bold"]).strip())
        number += 1


def _ends_of_code(lines: Sequence[str]) -> Mapping[int, int]:
    """The lines that end fenced code by those that begin it; a fence that is left open is none.

    Otherwise an open one would swallow all answers below it.
    """
    ends: dict[int, int] = {}
    fences = [
        (number, found["fence"], found["info"])
        for number, line in enumerate(lines)
        if (found := _FENCE.fullmatch(line[:_LONGEST_LABEL]))
    ]
    never: dict[str, int] = {}
    place = 0
    while place < len(fences):
        number, fence, _ = fences[place]
        place += 1
        if len(fence) >= never.get(fence[0], len(fence) + 1):
            continue
        for after in range(place, len(fences)):
            end, closing, info = fences[after]
            if not info.strip() and closing[0] == fence[0] and len(closing) >= len(fence):
                ends[number] = end
                place = after + 1
                break
        else:
            never[fence[0]] = len(fence)
    return ends


def _id(label: str, labels: Labels, kind: Kind) -> str:
    named = _NAMED.fullmatch(label)
    if named and named["id"] in IDS[kind]:
        return named["id"]
    return labels.ids.get(as_key(named["label"] if named else label), "")


def _parts(lines: Sequence[str], headings: Sequence[tuple[int, str]]) -> dict[str, str]:
    """The text below each question; one that comes again is a part of the text it stands in."""
    first: dict[str, int] = {}
    for number, name in headings:
        if name:
            first.setdefault(name, number)
    starts = [*first.values(), len(lines)]
    return {
        name: "\n".join(lines[start + 1 : end])
        for (name, start), end in zip(first.items(), starts[1:], strict=True)
    }


def _value(text: str) -> str:
    text = without_comments(text).strip()
    lines = text.split("\n")
    begin = _FENCE.fullmatch(lines[0])
    if begin and len(lines) > 1 and lines[-1].strip() == begin["fence"]:
        text = "\n".join(lines[1:-1]).strip()
    return "" if text in _NO_RESPONSE else text
