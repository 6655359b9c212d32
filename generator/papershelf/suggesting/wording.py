"""Sentences and tables for people, with words of the content in them, as text and as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from papershelf.reports.plain_markdown import plain_markdown
from papershelf.text import shorten

MOST_ROWS = 50
_MOST_CELL = 300
_MOST_BYTES = 40_000
"""Of a comment; GitHub takes 65,536 characters, with what a workflow adds."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of ours with words of anybody's in it."""

    template: str
    """As `str.format` takes it; it begins with a word of ours."""
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self) -> str:
        """The sentence as plain text."""
        return self._with({name: str(value) for name, value in self.values.items()})

    def markdown(self) -> Iterator[str]:
        """The sentence as a paragraph of Markdown that means nothing else."""
        yield self._with({name: plain_markdown(str(v)) for name, v in self.values.items()})

    def _with(self, values: Mapping[str, str]) -> str:
        return self.template.format(**values)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of words of anybody's below headings of ours."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        """A line for each row, without the headings."""
        return "\n".join("  ".join(map(_cell, row)) for row in self.rows[:MOST_ROWS])

    def markdown(self) -> Iterator[str]:
        """The lines of the table."""
        yield f"| {' | '.join(self.heads)} |"
        yield f"|{' --- |' * len(self.heads)}"
        for row in self.rows[:MOST_ROWS]:
            yield f"| {' | '.join(plain_markdown(_cell(cell)) for cell in row)} |"
        if len(self.rows) > MOST_ROWS:
            yield f"\nand {len(self.rows) - MOST_ROWS:,} more."


@dataclass(frozen=True, slots=True)
class Link:
    """A line with an address, which was put together here."""

    label: str
    address: str
    """Percent-encoded."""

    def text(self) -> str:
        """The words and the address."""
        return f"{self.label}: {self.address}"

    def markdown(self) -> Iterator[str]:
        """A link, if the address is one that cannot end it."""
        is_safe = self.address.startswith(("https://", "http://")) and not set(self.address) & set(
            "<>()\\ \n\"'"
        )
        yield f"[{self.label}]({self.address})" if is_safe else self.label


Block = Sentence | Table | Link


def said(template: str, **values: object) -> Sentence:
    """A sentence."""
    return Sentence(template, values)


def as_markdown(blocks: Sequence[Block]) -> str:
    """Blocks as Markdown, parted by blank lines, as much of it as hosts take in a comment."""
    lines: list[str] = []
    room = _MOST_BYTES
    for block in blocks:
        if lines:
            lines.append("")
        for line in block.markdown():
            room -= len(line.encode()) + 2
            if room < 0:
                return "\n".join([*lines, "", "There is more than fits in here."]) + "\n"
            lines.append(line)
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return shorten(" ".join(text.split()), _MOST_CELL)
