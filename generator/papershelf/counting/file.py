"""The text of content/metrics.yaml with new counts in it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Final

from papershelf.counting.lines import (
    Layout,
    Piece,
    layout_of,
    new_piece,
    rewrite,
    without_papers,
    written_layout,
)
from papershelf.counting.series import TIGHT, Spans, counted_on, tightened
from papershelf.errors import ContentError, Location, Problem, Severity
from papershelf.formatting.files import format_text
from papershelf.load import MAX_LIST_BYTES
from papershelf.metrics import KINDS, MAX_COUNT
from papershelf.validate import Series, WrittenMetrics, joined, later_than, read_metrics

_ROOM_LEFT: Final = 0.75
"""What is thinned out harder takes no more of the room, so that not every run has to do it."""

Counts = Mapping[str, Mapping[str, int]]
"""What was counted, by the id of a paper and by kind."""


@dataclass(frozen=True, slots=True)
class Update:
    """The file with new counts."""

    text: str
    """The same as before where nothing is to be written."""
    changed: tuple[str, ...] = ()
    """The papers whose counts are written anew, by id."""
    problems: tuple[Problem, ...] = ()
    """Warnings: counts of later days, which stay and which nothing is built upon; a full file."""


def updated(
    text: str, path: str, counted: Counts, day: str, aliases: Mapping[str, str] | None = None
) -> str:
    """The text of metrics.yaml with what was counted on a day, as `update` writes it."""
    return update(text, path, counted, day, aliases).text


def update(
    text: str,
    path: str,
    counted: Counts,
    day: str,
    aliases: Mapping[str, str] | None = None,
    *,
    room: int = MAX_LIST_BYTES,
) -> Update:
    """Write what was counted on a day (ISO) into the text of metrics.yaml, which may be empty.

    Papers for which there is nothing to write keep their lines byte for byte, and comments stay.
    `path` is named in problems. `aliases`: earlier ids with those of today, to which their counts
    move. `room`: how many bytes the file may have; before it has more, old readings of all papers
    are thinned out harder. Raises ContentError for a file that has errors or would become too
    large, ValueError for a day, a kind or a count that is none.
    """
    _check(counted, day)
    written = _read(text, path)
    problems = tuple(_told(written, day))
    today_ids = aliases or {}
    old = {paper_id: found.kinds for paper_id, found in written.papers.items()}
    renamed = {
        paper_id: today_ids[paper_id]
        for paper_id in old
        if today_ids.get(paper_id, paper_id) != paper_id
    }
    new = _with_counts(_with_ids_of_today(old, renamed), _of_today(counted, today_ids), day)
    changed = _changed(old, new)
    if not changed and not renamed:
        return Update(text, (), problems)
    result = _rewritten(text, path, written, new, renamed)
    if len(result) > room:
        for spans in TIGHT:
            new = _tightened(new, day, spans)
            result = _rewritten(text, path, written, new, renamed)
            if len(result) <= room * _ROOM_LEFT:
                break
        problems = (*problems, _full(path, room))
    _check_result(result, path, new, room)
    return Update(result, tuple(sorted(_changed(old, new) | set(renamed.values()))), problems)


def _changed(old: Mapping[str, Series], new: Mapping[str, Series]) -> set[str]:
    return {paper_id for paper_id, kinds in new.items() if kinds != old.get(paper_id)}


def _tightened(papers: Mapping[str, Series], day: str, spans: Spans) -> dict[str, Series]:
    return {
        paper_id: {kind: tightened(readings, day, spans) for kind, readings in kinds.items()}
        for paper_id, kinds in papers.items()
    }


def _rewritten(
    text: str,
    path: str,
    written: WrittenMetrics,
    new: Mapping[str, Series],
    renamed: Mapping[str, str],
) -> str:
    old = {paper_id: found.kinds for paper_id, found in written.papers.items()}
    layout = _laid_out(text, path, written)
    _move(layout, renamed)
    _write(layout, old, new, _changed(old, new) - renamed.keys())
    return written_layout(layout)


def _full(path: str, room: int) -> Problem:
    message = f"was about to have more than {room:,} bytes, so old counts were thinned out harder"
    hint = "count fewer kinds with papershelf enrich --only to keep more of the past"
    return Problem(Location(path), message, hint, Severity.WARNING, rule="size")


def _check(counted: Counts, day: str) -> None:
    if date.fromisoformat(day).isoformat() != day:
        raise ValueError(f"{day} is no day in full")
    for kinds in counted.values():
        for kind, count in kinds.items():
            if kind not in KINDS or not 0 <= count <= MAX_COUNT:
                raise ValueError(f"{count} {kind} cannot be a count")


def _read(text: str, path: str) -> WrittenMetrics:
    written = read_metrics(text.encode("utf-8", "surrogatepass"), path)
    if any(problem.severity is Severity.ERROR for problem in written.problems):
        raise ContentError(written.problems)
    return written


def _told(written: WrittenMetrics, day: str) -> Iterable[Problem]:
    for later, place in later_than(day, written):
        yield written.source.problem(
            place,
            f"the day {later} is in the future",
            "nothing is built upon it; write the day on which it was counted",
            Severity.WARNING,
            rule="future-day",
        )


def _of_today(counted: Counts, today_ids: Mapping[str, str]) -> Counts:
    """The same counts by the ids of today; what was counted by one of them stands."""
    found: dict[str, dict[str, int]] = {}
    for paper_id in sorted(counted, key=lambda key: (key not in today_ids, key)):
        found.setdefault(today_ids.get(paper_id, paper_id), {}).update(counted[paper_id])
    return found


def _with_ids_of_today(old: Mapping[str, Series], renamed: Mapping[str, str]) -> dict[str, Series]:
    new = {paper_id: kinds for paper_id, kinds in old.items() if paper_id not in renamed}
    for paper_id in sorted(renamed):
        target = renamed[paper_id]
        new[target] = joined(old[paper_id], new.get(target, {}))
    return new


def _with_counts(old: Mapping[str, Series], counted: Counts, day: str) -> dict[str, Series]:
    new = dict(old)
    for paper_id, counts in counted.items():
        if counts:
            before = old.get(paper_id, {})
            after = {kind: counted_on(before.get(kind, ()), day, counts[kind]) for kind in counts}
            new[paper_id] = {**before, **after}
    return new


def _laid_out(text: str, path: str, written: WrittenMetrics) -> Layout:
    """The lines of the file; in its canonical form, where they cannot be told apart as they are."""
    layout = layout_of(text, written)
    if layout is not None:
        return layout
    formatted = format_text(text, path)
    if isinstance(formatted, Problem):
        raise ContentError([formatted])
    if not any(found.kinds for found in written.papers.values()):
        return without_papers(formatted)
    layout = layout_of(formatted, read_metrics(formatted.encode(), path))
    if layout is None:
        raise ContentError([_unclear(path)])
    return layout


def _move(layout: Layout, renamed: Mapping[str, str]) -> None:
    """Take out the papers that have another id today; their comments go with their counts."""
    left = [piece for piece in layout.pieces if piece.id not in renamed]
    by_id = {piece.id: piece for piece in left}
    fresh: dict[str, Piece] = {}
    margin = " " * layout.indent
    for piece in layout.pieces:
        if piece.id not in renamed:
            continue
        lead = [line for line in piece.lead if line.strip()]
        lead += [f"{margin}{comment}" for comment in piece.comments]
        target = renamed[piece.id]
        there = by_id.get(target) or fresh.setdefault(target, Piece(target, []))
        there.lead += lead
    layout.pieces = _with_new(left, [fresh[target] for target in sorted(fresh)])


def _write(
    layout: Layout, old: Mapping[str, Series], new: Mapping[str, Series], changed: set[str]
) -> None:
    there = {piece.id: piece for piece in layout.pieces}
    for paper_id in sorted(changed & there.keys()):
        piece = there[paper_id]
        if piece.lines:
            rewrite(piece, old.get(paper_id, {}), new[paper_id], layout.indent)
        else:
            piece.lines = new_piece(paper_id, new[paper_id], layout.indent).lines
    fresh = sorted(changed - there.keys())
    pieces = [new_piece(paper_id, new[paper_id], layout.indent) for paper_id in fresh]
    layout.pieces = _with_new(layout.pieces, pieces)


def _with_new(pieces: Sequence[Piece], new: Sequence[Piece]) -> list[Piece]:
    """Pieces with new ones, which are sorted, each before the first that comes after it by id."""
    # The largest id so far never falls, in whatever order a curator keeps the papers.
    largest = list(accumulate((piece.id for piece in pieces), max))
    merged: list[Piece] = []
    done = 0
    for piece in new:
        place = bisect_right(largest, piece.id)
        merged += pieces[done:place]
        merged.append(piece)
        done = place
    return [*merged, *pieces[done:]]


def _check_result(text: str, path: str, meant: Mapping[str, Series], room: int) -> None:
    """Raise ContentError unless the text reads as it was meant."""
    if len(text) > room:
        hint = "remove the oldest readings, or count fewer kinds with papershelf enrich --only"
        message = f"would have more than {room:,} bytes"
        raise ContentError([Problem(Location(path), message, hint, rule="size")])
    again = _read(text, path)
    read = {paper_id: found.kinds for paper_id, found in again.papers.items() if found.kinds}
    if read != {paper_id: kinds for paper_id, kinds in meant.items() if kinds}:
        raise ContentError([_unclear(path)])


def _unclear(path: str) -> Problem:
    return Problem(
        Location(path),
        "is written so that no count can be added to it",
        "write it anew by papershelf fmt, and report this with the file if that is no help",
    )
