"""Papers in Markdown: lists of links, and tables, as lists of papers are kept."""

import re
from collections.abc import Iterator
from typing import Final

from papershelf.draft import Draft
from papershelf.errors import Location, Problem, Severity
from papershelf.importers.addresses import kind_of_label
from papershelf.importers.decoding import decode
from papershelf.importers.described import Described, sections
from papershelf.importers.headings import field_of, is_title
from papershelf.importers.importer import Importer, Source
from papershelf.importers.markdown_items import (
    NO_LINK,
    add_detail,
    named_people,
    read_item,
)
from papershelf.importers.markdown_parts import Heading, Item, Part, Row, blocks
from papershelf.importers.yaml_lists import YAML

_ITEM: Final = re.compile(
    r"^\s{0,8}(?:[-*+]|\d{1,9}[.)])\s+.*(?:\]\(|<https?:|<a\s|\*\*|https?://)", re.MULTILINE
)
_OWN_ITEM: Final = re.compile(r"^- .+\. .+ \d{4}\.$", re.MULTILINE)
_TABLE: Final = re.compile(r"^\s{0,3}\|?[\s:|-]*-{2,}[\s:|-]*\|[\s:|-]*$", re.MULTILINE)
_HEADING: Final = re.compile(r"#{1,6}\s+\S")
_FENCE: Final = re.compile(r"\s{0,3}(?:```|~~~)")
_PIECE: Final = 50_000
"""Characters that are parsed as one, if there is a place to part them."""
_LONGEST: Final = 20_000
"""Characters of a line that is still parsed: brackets that nothing closes cost their square."""


def _looks_like(text: str) -> bool:
    text = text.removeprefix("\ufeff").lstrip()
    if text.startswith(("{", "[{", "@", "%", "<?xml", "TY  -")) or re.match(r"<xml|<!DOC", text):
        return False
    if _TABLE.search(text):
        return True
    if YAML.looks_like(text):
        return False
    has_item = _ITEM.search(text) or _OWN_ITEM.search(text)
    return bool(has_item) or (text.startswith("#") and bool(_HEADING.match(text)))


def _read(source: Source) -> Iterator[Draft | Problem]:
    text, problems = decode(source)
    yield from problems
    reader = _Reader(source.name)
    for first, piece in _pieces(text, reader):
        yield from reader.take(piece, first)
    yield from reader.end()
    if not reader.found:
        yield Problem(
            Location(source.name, 1 if text.strip() else 0),
            "no papers in it" if text.strip() else "is empty",
            "lists of links such as - [Title](https://…) and tables with a column Title are read",
            rule="import",
        )


def _pieces(text: str, reader: "_Reader") -> Iterator[tuple[int, str]]:
    """The text in pieces that begin where a block does, each with the number of its first line."""
    lines: list[str] = []
    size, first, in_fence, in_table = 0, 1, False, False
    for number, line in enumerate(text.split("\n"), 1):
        if _FENCE.match(line):
            in_fence = not in_fence
        is_start = bool(line) and not line[0].isspace() and (not lines or not lines[-1].strip())
        is_table = line.lstrip().startswith("|")
        follows = bool(lines) and not (in_table and is_table)
        if (
            size > _PIECE
            and follows
            and not in_fence
            and (is_start or line.startswith(("#", "- ")))
        ):
            yield first, "\n".join(lines)
            lines, size, first = [], 0, number
        in_table = is_table
        if len(line) > _LONGEST:
            reader.too_long.append(number)
            line = ""
        lines.append(line)
        size += len(line) + 1
    yield first, "\n".join(lines)


class _Reader:
    """Finds the papers of one file, under their headings."""

    def __init__(self, name: str) -> None:
        self.found = 0
        self.too_long: list[int] = []
        """The lines that are too long to be read."""
        self._name = name
        self._headings: dict[int, str] = {}
        self._is_first = True
        self._skipped: list[int] = []
        self._why = ""

    def take(self, text: str, first: int) -> Iterator[Draft | Problem]:
        """The papers of a piece of the text."""
        for block in blocks(text, first):
            match block:
                case Heading():
                    yield from self.end()
                    self._heading(block)
                case Item():
                    yield from self._item(block, ())
                    self._is_first = False
                case Row():
                    yield from self._row(block)
                    self._is_first = False

    def end(self) -> Iterator[Problem]:
        """What was left out since the last time, told as one."""
        if self._skipped:
            first, last = self._skipped[0], self._skipped[-1]
            count = len(self._skipped)
            what = f"{count:,} items up to line {last:,}" if count > 1 else "an item"
            yield Problem(
                Location(self._name, first),
                f"{what} left out: {self._why}",
                severity=Severity.ADVICE,
                rule="import",
            )
            self._skipped = []
        for number in self.too_long:
            yield Problem(
                Location(self._name, number),
                f"a line of more than {_LONGEST:,} characters",
                "it is left out",
                rule="import",
            )
        self.too_long.clear()

    def _heading(self, heading: Heading) -> None:
        self._headings = {k: text for k, text in self._headings.items() if k < heading.level}
        # The first one of all is the title of the list.
        if not (self._is_first and heading.level == 1):
            self._headings[heading.level] = heading.text
        self._is_first = False

    def _skip(self, line: int, why: str) -> Iterator[Problem]:
        if why != self._why:
            yield from self.end()
        self._why = why
        self._skipped.append(line)

    def _finished(self, draft: Draft, above: tuple[str, ...]) -> Draft:
        self.found += 1
        for name, value in sections((*self._headings.values(), *above)).items():
            draft.keep(name, value)
        return draft

    def _item(self, item: Item, above: tuple[str, ...]) -> Iterator[Draft | Problem]:
        read = read_item(item, self._name)
        if isinstance(read, str):
            words = " ".join("".join(part.text for part in item.parts).split()).strip(" :*")
            if not item.children or read != NO_LINK:
                yield from self._skip(item.line, read)
            inner = (*above, words[:200]) if words and read == NO_LINK else above
            for child in item.children:
                yield from self._item(child, inner)
            return
        papers: list[Item] = []
        for child in item.children:
            inner_read = read_item(child, self._name)
            is_paper = not isinstance(inner_read, str) and "ids" in inner_read.fields
            if is_paper and not _is_same(read, inner_read):
                papers.append(child)
            else:
                add_detail(read, child, self._name)
        yield self._finished(read, above)
        for child in papers:
            yield from self._item(child, above)

    def _row(self, row: Row) -> Iterator[Draft | Problem]:
        paper = Described(self._name, row.line, is_markdown=True)
        for head, cell in zip(row.heads, row.cells, strict=False):
            _cell(paper, head, cell)
        draft = paper.finish()
        if "title" in draft.fields:
            yield self._finished(draft, ())
        elif any(part.text.strip() for cell in row.cells for part in cell):
            yield from self._skip(row.line, "rows without a title")


def _is_same(paper: Draft, other: Draft | str) -> bool:
    """Whether what stands below a paper is about it: its title is only the word for a link."""
    return isinstance(other, Draft) and bool(
        paper.fields.get("ids", {}).items() & other.fields["ids"].items()
    )


def _cell(paper: Described, head: str, cell: list[Part]) -> None:
    links = [part for part in cell if part.url]
    words = " ".join(
        "".join(p.text for p in cell if not (p.url and kind_of_label(p.text))).split()
    ).strip(" ,|/\\[]()" if links else "")
    field = field_of(head)
    kind = field.removeprefix("links.") if field.startswith("links.") else ""
    for part in links:
        if "://" in part.url:
            paper.link(part.url, kind if is_title(head) else kind_of_label(part.text) or kind)
        elif not part.url.startswith("#"):
            paper.draft.keep("link", part.url)
    if not words or words in {"-", "–", "—", "N/A", "n/a"}:
        return
    is_word = bool(kind_of_label(words)) and bool(links)
    if field.startswith(("links.", "ids.")) and links and is_word:
        return
    if not (is_title(head) and is_word):
        paper.put(head, named_people(words) if field in {"authors", "editors"} else words)


MARKDOWN: Final = Importer("markdown", "Markdown", (".md", ".markdown"), _looks_like, _read)
