"""Records of an XML file one by one, each with its line; one that is broken costs no other."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html.entities import html5
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.sax.saxutils import quoteattr

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from papershelf.errors import Location, Problem, UsageError
from papershelf.importers.decoding import decode
from papershelf.importers.importer import Source

_DECLARED: Final = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.\-]{1,40})[\"']")
_PROLOG: Final = re.compile(
    r"\ufeff?\s*(?:<\?.{0,1000}?\?>\s*|<!--.{0,4000}?-->\s*"
    r"|<!DOCTYPE[^\[>]{0,1000}(?:\[.{0,3000}?\]\s*)?>\s*)*<([A-Za-z_][\w.:\-]*)",
    re.DOTALL,
)
_parser: Final[Callable[..., Any]] = XMLParser
_DECLARATION: Final = re.compile(r"<\?xml\s[^>]*\?>")
# Where a DTD may be meant, entities that nobody declares may be those of HTML.
_DOCTYPE: Final = '<!DOCTYPE x SYSTEM "x">'
_CHUNK: Final = 65_536
_MOST_DEEP: Final = 100
_MOST_BROKEN: Final = 10_000
_ENTITIES: Final = {name[:-1]: sign for name, sign in html5.items() if name.endswith(";")}


@dataclass(frozen=True, slots=True)
class Record:
    """An element that stands for a paper, or for what several have in common."""

    element: Element
    """Names of elements are without their namespaces."""
    above: tuple[tuple[str, Mapping[str, str]], ...]
    """The elements around it, from the root: names and attributes."""
    line: int


class _TooDeepError(Exception):
    """Elements within elements, more than anybody can mean."""


def root_of(text: str) -> str:
    """The name of the root element, as the beginning of a file tells; empty if it is no XML."""
    found = _PROLOG.match(text)
    return found[1].rpartition(":")[2] if found else ""


def xml_text(source: Source) -> tuple[str, list[Problem]]:
    """The text of an XML file, in the encoding that it declares."""
    declared = _DECLARED.match(source.content[:400])
    if not declared or source.encoding:
        return decode(source)
    encoding = declared[1].decode("ascii")
    if encoding.lower() in {"utf-8", "utf8", "utf-16", "us-ascii", "ascii"}:
        # Byte order marks tell what declarations often get wrong.
        return decode(source)
    try:
        return decode(replace(source, encoding=encoding))
    except UsageError:
        text, problems = decode(source)
        told = f'the encoding "{encoding}" that the file declares is none'
        return text, [Problem(Location(source.name, 1), told, "it was read as UTF-8"), *problems]


class _Target:
    """Builds elements of the wanted names, and forgets all others."""

    def __init__(self, wanted: frozenset[str], above: list[tuple[str, Mapping[str, str]]]) -> None:
        self.found: list[Record] = []
        self.above = above
        self.line_of: Callable[[], int] = lambda: 0
        self.line = 0
        """Of the record that is open."""
        self._wanted = wanted
        self._builder: Any = None
        self._depth = 0
        self._skip = len(above)

    @property
    def is_open(self) -> bool:
        """Whether a record has begun and not ended."""
        return self._builder is not None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rpartition("}")[2]
        if self._builder is not None:
            self._depth += 1
            if self._depth > _MOST_DEEP:
                raise _TooDeepError
            self._builder.start(name, attributes)
        elif self._skip:
            # Those around a record, which were written anew to go on behind a broken one.
            self._skip -= 1
        elif name in self._wanted:
            self.line, self._depth = self.line_of(), 1
            self._builder = TreeBuilder()
            self._builder.start(name, attributes)
        else:
            self.above.append((name, attributes))
            if len(self.above) > _MOST_DEEP:
                raise _TooDeepError

    def data(self, text: str) -> None:
        """Text goes on."""
        if self._builder is not None:
            self._builder.data(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._builder is None:
            if self.above:
                self.above.pop()
            return
        self._builder.end(tag.rpartition("}")[2])
        self._depth -= 1
        if not self._depth:
            element = self._builder.close()
            self._builder = None
            self.found.append(Record(element, tuple(self.above), self.line))

    def close(self) -> None:
        """The text ends."""


def records(text: str, wanted: frozenset[str], name: str) -> Iterator[Record | Problem]:
    """The records of a text, and what is wrong where; entities and what they blow up are refused.

    Where the text is no XML, it goes on with the next record.
    """
    tag = re.compile(rf"<(?:[\w.\-]+:)?(?:{'|'.join(sorted(wanted))})(?=[\s>/])")
    start = len(text) - len(text.lstrip())
    line, broken = text.count("\n", 0, start) + 1, 0
    last = text.count("\n") + 1
    above: list[tuple[str, Mapping[str, str]]] = []
    before = "" if "<!DOCTYPE" in text[:4096] else _DOCTYPE
    if before:
        declaration = _DECLARATION.match(text, start)
        start = declaration.end() if declaration else start
    while start < len(text):
        target = _Target(wanted, above)
        parser = _parser(target=target)
        parser.entity = _ENTITIES
        expat = parser.parser
        first = line

        def line_of(first: int = first, expat: Any = expat) -> int:
            return first + int(expat.CurrentLineNumber) - 1

        target.line_of = line_of
        try:
            parser.feed(before + "".join(map(_opened, above)))
            for place in range(start, len(text), _CHUNK):
                parser.feed(text[place : place + _CHUNK])
                yield from target.found
                target.found.clear()
            parser.close()
        except DefusedXmlException:
            yield Problem(
                Location(name, line_of()),
                "the file declares entities of its own, which can be made to fill a machine",
                "nothing behind it is read; save it without its DTD",
                rule="import",
            )
            return
        except (ParseError, _TooDeepError, ValueError) as error:
            yield from target.found
            where = line_of()
            is_cut = where >= last and "no element" in str(error)
            from_line = target.line if target.is_open else where
            yield Problem(
                Location(name, from_line),
                f"not XML: {_told(error, where, from_line)}",
                "is the file complete?" if is_cut else "it is left out",
                rule="import",
            )
            broken += 1
            if broken > _MOST_BROKEN:
                yield Problem(Location(name, where), "too many mistakes: the rest was not read")
            if is_cut or broken > _MOST_BROKEN:
                return
            _release(parser, target)
            behind = _after(text, start, first, from_line, is_open=target.is_open)
            found = tag.search(text, behind)
            if found is None:
                return
            line = first + text.count("\n", start, found.start())
            start, above, before = found.start(), target.above, _DOCTYPE
            continue
        return


def _release(parser: Any, target: _Target) -> None:
    """Part what holds each other: thousands of parsers would stay until Python tidies up."""
    target.line_of = int
    vars(parser).clear()


def _after(text: str, start: int, first: int, line: int, *, is_open: bool) -> int:
    """A place on a line of the text, behind the tag that begins there if a record is open."""
    place = start
    for _ in range(line - first):
        place = text.find("\n", place) + 1
    return max(place, start) + (1 if is_open else 0)


def _opened(element: tuple[str, Mapping[str, str]]) -> str:
    name, attributes = element
    said = "".join(f" {_plain(key)}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{said}>"


def _plain(name: str) -> str:
    return re.sub(r"[^\w.\-]", "_", name.rpartition("}")[2])


def _told(error: Exception, line: int, from_line: int) -> str:
    if isinstance(error, _TooDeepError):
        return f"elements within elements, more than {_MOST_DEEP} deep"
    words = str(error).partition(":")[0]
    return words if line == from_line else f"{words} on line {line:,}"
