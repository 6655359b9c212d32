"""The lines of content/metrics.yaml, paper by paper, as they were written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from papershelf.formatting.scalars import Kind, scalar
from papershelf.metrics import KINDS
from papershelf.model import Reading
from papershelf.validate import Series, WrittenMetrics

_PAPERS: Final = re.compile(r"papers: *(?:#.*)?")
_PAPERS_IN_LINE: Final = re.compile(r"papers:[^#]*(#.*)?")
_EMPTY: Final = re.compile(r"([\w.-]+): *(?:~|null|\{ *\})? *(?:#.*)?", re.ASCII)
_RANKS: Final[Mapping[str, int]] = {kind: rank for rank, kind in enumerate(KINDS)}
_KIND: Final = re.compile(rf"( +)({'|'.join(KINDS)}): *\{{[^{{}}#]*\}}( *| +#.*)")
_KEY: Final = re.compile(r" +[^\s#:]+: *(?:#.*)?")
_STEP: Final = 2


@dataclass(slots=True)
class Piece:
    """What stands about one paper."""

    id: str
    lines: list[str]
    lead: list[str] = field(default_factory=list)
    """Comments and blank lines above it that are about it."""

    @property
    def comments(self) -> list[str]:
        """The comments within its lines, each without what stands before it."""
        # No value that the file may hold has this sign in it.
        parts = [line.partition("#") for line in self.lines]
        return [f"#{comment}".rstrip() for _, sign, comment in parts if sign]


@dataclass(slots=True)
class Layout:
    """A file as lines: what stands above its papers, each of them, and what stands below."""

    head: list[str]
    pieces: list[Piece]
    tail: list[str]
    indent: int = _STEP
    """Of the ids."""


def layout_of(text: str, written: WrittenMetrics) -> Layout | None:
    """The lines of a file paper by paper; None where papers share lines or lie at odd places."""
    lines = text.removesuffix("\n").split("\n") if text else []
    top = next((at for at, line in enumerate(lines) if _PAPERS.fullmatch(line)), None)
    if top is None:
        return None
    ids = {counted.line: paper_id for paper_id, counted in written.papers.items()}
    columns = {counted.column for counted in written.papers.values()}
    if len(columns) > 1:
        return None
    layout = Layout(lines[: top + 1], [], [], columns.pop() - 1 if columns else _STEP)
    waiting: list[str] = []
    end = len(lines)
    for at in range(top + 1, len(lines)):
        line = lines[at]
        margin = len(line) - len(line.lstrip(" "))
        if not line.strip() or line[margin] == "#":
            waiting.append(line)
        elif margin > layout.indent and layout.pieces:
            layout.pieces[-1].lines += [*waiting, line]
            waiting = []
        elif margin == layout.indent:
            paper_id = ids.pop(at + 1, None) or _empty_id(line)
            if paper_id is None:
                return None
            lead = _without_what_is_within(waiting, layout)
            layout.pieces.append(Piece(paper_id, [line], lead))
            waiting = []
        elif margin == 0:
            end = at
            break
        else:
            return None
    layout.tail = [*_without_what_is_within(waiting, layout), *lines[end:]]
    return None if ids else layout


def _empty_id(line: str) -> str | None:
    """The id of a paper without counts, if its line is one."""
    found = _EMPTY.fullmatch(line.strip())
    return found[1] if found else None


def _without_what_is_within(waiting: list[str], layout: Layout) -> list[str]:
    """Comments and blank lines without those that belong to the last paper, which gets them."""
    end = 0
    if layout.pieces:
        deeper = " " * (layout.indent + 1)
        end = max((at for at, line in enumerate(waiting, 1) if line.startswith(deeper)), default=0)
        layout.pieces[-1].lines += waiting[:end]
    return waiting[end:]


def without_papers(text: str) -> Layout:
    """The lines of a file in its canonical form that holds no counts, ready for the first."""
    lines = [line for line in text.removesuffix("\n").split("\n") if line.strip() != "{}"]
    top = next((at for at, line in enumerate(lines) if _PAPERS_IN_LINE.fullmatch(line)), None)
    if top is None:
        kept = lines if any(lines) else []
        return Layout([*kept, "papers:"], [], [])
    comment = _PAPERS_IN_LINE.sub(r"\1", lines[top])
    return Layout([*lines[:top], f"papers: {comment}".rstrip()], [], lines[top + 1 :])


def written_layout(layout: Layout) -> str:
    """The text of all lines."""
    lines = list(layout.head)
    for piece in layout.pieces:
        lines += piece.lead
        lines += piece.lines
    lines += layout.tail
    return "".join(f"{line}\n" for line in lines)


def new_piece(paper_id: str, kinds: Series, indent: int) -> Piece:
    """A paper that did not stand in the file."""
    lines = [f"{' ' * indent}{scalar(paper_id, Kind.TEXT, raw=False)}:"]
    lines += (_kind_line(kind, kinds[kind], indent + _STEP) for kind in KINDS if kind in kinds)
    return Piece(paper_id, lines)


def rewrite(piece: Piece, before: Series, kinds: Series, indent: int) -> None:
    """Let a paper say its counts of today: a kind that has not changed keeps its line."""
    if not _is_in_lines(piece):
        comments = [f"{' ' * (indent + _STEP)}{comment}" for comment in piece.comments]
        first, *lines = new_piece(piece.id, kinds, indent).lines
        piece.lines = [first, *comments, *lines]
        return
    for kind in KINDS:
        if kind in kinds and kinds[kind] != before.get(kind):
            _put(piece, kind, kinds[kind], indent)


def _is_in_lines(piece: Piece) -> bool:
    """Whether each kind has a line of its own."""
    return bool(_KEY.fullmatch(piece.lines[0])) and all(
        _is_comment(line) or _KIND.fullmatch(line) for line in piece.lines[1:]
    )


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip(" ").startswith("#")


def _put(piece: Piece, kind: str, readings: tuple[Reading, ...], indent: int) -> None:
    place = len(piece.lines)
    margin = indent + _STEP
    for at, line in enumerate(piece.lines):
        found = _KIND.fullmatch(line)
        if found is None:
            continue
        margin = len(found[1])
        if found[2] == kind:
            piece.lines[at] = _kind_line(kind, readings, margin) + found[3]
            return
        if place == len(piece.lines) and _RANKS[found[2]] > _RANKS[kind]:
            place = at
    while place > 1 and _is_comment(piece.lines[place - 1]):
        if place == len(piece.lines) and piece.lines[place - 1].strip():
            break
        place -= 1
    piece.lines.insert(place, _kind_line(kind, readings, margin))


def _kind_line(kind: str, readings: tuple[Reading, ...], margin: int) -> str:
    counts = ", ".join(f"{reading.day}: {reading.count}" for reading in readings)
    return f"{' ' * margin}{kind}: {{{counts}}}"
