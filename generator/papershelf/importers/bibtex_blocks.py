"""A BibTeX file as its entries, one after the other, each with the lines of its fields.

bibtexparser gives up the rest of a file where a brace never closes, and the lines within an entry;
here a value that is not closed ends before the next line that looks like a field, an entry before
the next line that looks like an entry.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from papershelf.dates import month_name
from papershelf.errors import Location, Problem, Severity

_ENTRY: Final = re.compile(r"@[ \t]*(?P<type>[A-Za-z][\w-]*)\s*(?P<open>[{(])")
# At the start of a line, with a key: where an entry before it ought to have ended.
_NEXT: Final = re.compile(
    r"@[ \t]*(?:(?:comment|string|preamble)\s*[{(]"
    r"|[A-Za-z][\w-]*\s*[{(]\s*[^\s,={}\"()]*\s*(?:,|\}|\n[ \t]*[\w-]+[ \t]*=))",
    re.IGNORECASE,
)
_INDENT: Final = 200
"""Characters before an entry on its line."""
_STRING: Final = re.compile(r"@[ \t]*string\s*[{(]", re.IGNORECASE)
_KEY: Final = re.compile(r"\s*([^,{}=\n]*?)\s*(,|(?=[})])|(?=\n))")
_NAME: Final = re.compile(r"([A-Za-z_][^\s={}\",#%()]*)\s*=\s*")
_NEXT_FIELD: Final = re.compile(
    r"^[ \t]*,?[ \t]*[A-Za-z_][\w:.+/-]*[ \t]*=[ \t]*[\"{\w]", re.MULTILINE
)
_NEXT_PLACE: Final = re.compile(
    r"^[ \t]*,?[ \t]*[A-Za-z_][\w:.+/-]*[ \t]*=|^[ \t]*[})][ \t]*$", re.MULTILINE
)
_BETWEEN: Final = re.compile(r"(?:[\s,]+|%[^\n]*)+")
_WORD: Final = re.compile(r"[^\s{}\",#%()=]+(?:[ \t]+[^\s{}\",#%()=]++(?!\s*=))*+")
_SPACE: Final = re.compile(r"\s*")
_BRACE: Final = re.compile(r"[{}]")
_QUOTE: Final = re.compile(r'[{}"]')
_AFTER_QUOTE: Final = re.compile(r"\s*(?:[,#})]|$|\n\s*[A-Za-z_][\w:.+/-]*\s*=)")
_END: Final = re.compile(r"\}?\s*,?\s*\}?$")
_MOST_KEPT: Final = 20_000
"""Characters of an entry that are kept though they cannot be read."""
_SEVERAL: Final = 20
"""Values of an entry, and blocks of a file, that may be without an end: more are not looked for."""

MONTHS: Final[Mapping[str, str]] = MappingProxyType(
    {month_name(number)[:3].lower(): month_name(number) for number in range(1, 13)}
)
"""The macros that every style defines."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an entry."""

    name: str
    """In lower case."""
    value: str
    """LaTeX as it was written, macros replaced."""
    line: int


@dataclass(slots=True)
class Block:
    """An entry of a file."""

    type: str
    """In lower case."""
    key: str
    line: int
    fields: list[Field]
    problems: list[Problem] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    """What stands in it and is no field, as it was written."""


class Blocks:
    """The entries of a file."""

    def __init__(self, name: str, text: str) -> None:
        """`name` is what problems call the file; `text` has lines ended by a line feed."""
        self._name = name
        self._text = text
        self._line = 1
        self._counted = 0
        self._strings: dict[str, str] = dict(MONTHS)
        self._places: dict[str, int] | None = None
        self._parsed: dict[str, Block | None] = {}
        self._known_limit = (0, -1)
        # Each block that is never closed costs a look at all that follows.
        self._open = 0
        self.told: list[Problem] = []
        """What is wrong outside of entries; it grows while they are read."""

    def __iter__(self) -> Iterator[Block]:
        self._read_strings()
        at = 0
        while found := _ENTRY.search(self._text, at):
            kind = found["type"].lower()
            if kind in ("comment", "preamble", "string"):
                at = self._past(found)
                continue
            block, at = self._entry(found)
            yield block

    def named(self, key: str) -> Block | None:
        """The entry of this key, wherever it stands: the first one of several."""
        if self._places is None:
            self._places = {}
            keyed = re.compile(r"@[ \t]*[A-Za-z][\w-]*\s*[{(]\s*([^\s,={}()]+)\s*,")
            for found in keyed.finditer(self._text):
                self._places.setdefault(found[1].lower(), found.start())
        key = key.lower()
        if key not in self._parsed:
            place = self._places.get(key, -1)
            start = _ENTRY.match(self._text, place) if place >= 0 else None
            # The entry is told of where it stands; here only its fields count.
            line, counted = self._line, self._counted
            self._line, self._counted = 0, place
            self._parsed[key] = self._entry(start)[0] if start else None
            self._line, self._counted = line, counted
        return self._parsed[key]

    def _lines_to(self, at: int) -> int:
        if at > self._counted:
            self._line += self._text.count("\n", self._counted, at)
            self._counted = at
        return self._line

    def _problem(
        self, line: int, message: str, hint: str = "", *, is_lost: bool = False
    ) -> Problem:
        severity = Severity.ERROR if is_lost else Severity.WARNING
        return Problem(Location(self._name, line), message, hint, severity, rule="syntax")

    def _read_strings(self) -> None:
        """Learn the macros of the whole file: some keep theirs at its end."""
        unclosed = 0
        for found in _STRING.finditer(self._text):
            if unclosed >= _SEVERAL:
                return
            limit = self._limit(found.end())
            name = _NAME.match(self._text, _skip(self._text, found.end()))
            if name is None or name.end() > limit:
                continue
            value, _, is_closed = self._value(name.end(), limit, None)
            unclosed += not is_closed
            if is_closed:
                self._strings[name[1].lower()] = value

    def _limit(self, start: int) -> int:
        """Where the next entry starts, or the file ends."""
        known_from, known = self._known_limit
        if not known_from <= start <= known:
            places = (
                self._line_start(found.start()) for found in _NEXT.finditer(self._text, start)
            )
            known = next((place for place in places if place >= start), len(self._text))
            self._known_limit = (start, known)
        return known

    def _line_start(self, at: int) -> int:
        """Where the line starts whose first sign is at a place; -1 if it is not the first one."""
        start = self._text.rfind("\n", max(at - _INDENT, 0), at) + 1
        is_first = (start > 0 or at < _INDENT) and not self._text[start:at].strip()
        return start if is_first else -1

    def _past(self, found: re.Match[str]) -> int:
        """The place behind a block that is no entry."""
        limit = self._limit(found.end())
        if found["open"] == "(":
            close = self._text.find(")", found.end(), limit)
        else:
            close = self._closing(found.end(), limit) if self._open < _SEVERAL else -1
        if close >= 0:
            return close + 1
        self._open += 1
        if found["type"].lower() != "comment":
            line = self._lines_to(found.start())
            message = f"@{found['type']} is never closed"
            self.told.append(self._problem(line, message, "close it with }"))
            return limit
        # `@comment` hides what stands on its line, as many programs write it.
        return found.end()

    def _closing(self, start: int, limit: int) -> int:
        """Where the brace that opened before `start` closes; -1 if it does not before `limit`."""
        depth = 1
        for found in _BRACE.finditer(self._text, start, limit):
            depth += 1 if found[0] == "{" else -1
            if not depth:
                return found.start()
        return -1

    def _entry(self, found: re.Match[str]) -> tuple[Block, int]:
        text = self._text
        limit = self._limit(found.end())
        line = self._lines_to(found.start())
        block = Block(found["type"].lower(), "", line, [])
        at = found.end()
        key = _KEY.match(text, at, limit)
        if key and not _NAME.match(text, _skip(text, at), limit):
            block.key, at = key[1], key.end()
            if key[2] != "," and text[at : at + 1] not in ("}", ")"):
                message = "a comma is missing after the citation key"
                block.problems.append(self._problem(self._lines_to(at), message))
        else:
            message = "the entry has no citation key"
            block.problems.append(self._problem(line, message, "write @article{key, …"))
        return block, self._fields(block, at, limit, "}" if found["open"] == "{" else ")")

    def _fields(self, block: Block, at: int, limit: int, closer: str) -> int:
        """Read fields until the entry ends; the place behind it."""
        text = self._text
        unclosed = 0
        start = at
        while True:
            between = _BETWEEN.match(text, at, limit)
            at = between.end() if between else at
            if at >= limit and self._swallowed(block, start, limit):
                # The brace that the value lacks was the entry's: it closed what it should not.
                unclosed += 1
                last = block.fields.pop()
                at = self._open_field(block, last.name, start, limit, last.line)
                continue
            if at >= limit:
                line = self._lines_to(limit - 1)
                message = f"the entry {block.key or 'that ends here'} is never closed"
                block.problems.append(self._problem(line, message, f"close it with {closer}"))
                return limit
            if text[at] == closer:
                return at + 1
            name = _NAME.match(text, at, limit)
            if name is None:
                at = self._strange(block, at, limit)
                continue
            line, start = self._lines_to(at), name.end()
            value, end, is_closed = self._value(start, limit, block)
            if is_closed:
                block.fields.append(Field(name[1].lower(), value, line))
                at = end
            else:
                unclosed += 1
                at = self._open_field(block, name[1], start, limit, line)
            if unclosed >= _SEVERAL:
                self._give_up(block, at, limit, line)
                return limit
            if is_closed and at < limit:
                at = self._after_value(block, name[1], at, limit, closer)

    def _give_up(self, block: Block, at: int, limit: int, line: int) -> None:
        """Keep the rest of an entry as it is, unless it may well be the rest of a broken file."""
        is_lost = limit - at > _MOST_KEPT
        what = "left out" if is_lost else "kept under extra"
        message = f"the rest of the entry is {what}: {_SEVERAL} values are not closed"
        block.problems.append(self._problem(line, message, is_lost=is_lost))
        if not is_lost:
            block.strays.append(" ".join(self._text[at:limit].split()))

    def _swallowed(self, block: Block, start: int, limit: int) -> bool:
        """Whether the last value holds lines that look like fields, and nothing came behind it."""
        last = block.fields[-1].value if block.fields else ""
        return "\n" in last and bool(
            _NEXT_FIELD.search(self._text, self._text.index("\n", start), limit)
        )

    def _open_field(self, block: Block, name: str, start: int, limit: int, line: int) -> int:
        """Add a field whose value is never closed; the place behind it."""
        value, end = self._cut(start, limit)
        message = f"the value of {name} is never closed"
        hint = "see whether each { has its } and each quotation mark its partner"
        block.problems.append(self._problem(line, message, hint))
        block.fields.append(Field(name.lower(), value, line))
        return end

    def _after_value(self, block: Block, name: str, at: int, limit: int, closer: str) -> int:
        at = _skip(self._text, at, limit)
        if at < limit and self._text[at] not in f",{closer}%" and _NAME.match(self._text, at):
            message = f"a comma is missing after {name}"
            block.problems.append(self._problem(self._lines_to(at), message))
        return at

    def _strange(self, block: Block, at: int, limit: int) -> int:
        """Tell of what is no field; the place of the next one."""
        found = _NEXT_PLACE.search(self._text, at + 1, limit)
        end = found.start() if found else limit
        what = " ".join(self._text[at:end].split())
        shown = what if len(what) <= 60 else f"{what[:59]}…"
        line = self._lines_to(at)
        if what.strip("})"):
            message = f'"{shown}" is no field: it is kept under extra'
            block.problems.append(self._problem(line, message, "write name = {value},"))
            block.strays.append(what)
        if not found and "}" in what[-2:]:
            return (
                limit if end == limit and not what.strip("})") else _last(self._text, "}", at, end)
            )
        return end

    def _value(self, at: int, limit: int, block: Block | None) -> tuple[str, int, bool]:
        """The value at a place, where it ends, and whether it is closed."""
        text = self._text
        parts: list[str] = []
        while True:
            sign = text[at : at + 1] if at < limit else ""
            if sign == "{":
                close = self._closing(at + 1, limit)
                if close < 0:
                    return "", at, False
                parts.append(text[at + 1 : close])
                at = close + 1
            elif sign == '"':
                close = self._quote(at + 1, limit)
                if close < 0:
                    return "", at, False
                parts.append(text[at + 1 : close])
                at = close + 1
            else:
                word = _WORD.match(text, at, limit)
                if word:
                    parts.append(self._meant(word[0], at, block))
                    at = word.end()
            after = _skip(text, at, limit)
            if text[after : after + 1] != "#" or after >= limit:
                return "".join(parts), at, True
            at = _skip(text, after + 1, limit)

    def _meant(self, word: str, at: int, block: Block | None) -> str:
        """What a word without braces stands for: a number, a macro, or itself."""
        known = self._strings.get(word.lower())
        if known is not None:
            return known
        if block is not None and not word[0].isdigit():
            message = f'no @string defines "{word}": it is taken as it is'
            block.problems.append(self._problem(self._lines_to(at), message, f"write {{{word}}}"))
        return word

    def _quote(self, start: int, limit: int) -> int:
        """Where the quotation mark that opened before `start` closes; -1 if it does not."""
        depth = 0
        for found in _QUOTE.finditer(self._text, start, limit):
            if found[0] == "{":
                depth += 1
            elif found[0] == "}":
                depth -= 1
                if depth < 0:
                    # The entry ends here: the value does not.
                    return -1
            elif not depth and _AFTER_QUOTE.match(self._text, found.end(), limit):
                return found.start()
        return -1

    def _cut(self, start: int, limit: int) -> tuple[str, int]:
        """A value that is never closed: until the next line that looks like a field."""
        line_end = self._text.find("\n", start, limit)
        following = _NEXT_FIELD.search(self._text, line_end, limit) if line_end >= 0 else None
        end = following.start() if following else limit
        value = self._text[start:end].rstrip()
        if following is None:
            value = value[:-99] + _END.sub("", value[-99:])
        return value.rstrip(" ,\n\t").removeprefix("{").removeprefix('"'), end


def _skip(text: str, at: int, limit: int | None = None) -> int:
    found = _SPACE.match(text, at, len(text) if limit is None else limit)
    return found.end() if found else at


def _last(text: str, sign: str, start: int, end: int) -> int:
    place = text.rfind(sign, start, end)
    return place if place >= 0 else end
