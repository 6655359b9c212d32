"""content/metrics.yaml: the counts of each paper by the day on which they were counted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from sys import intern
from typing import Final

from papershelf.content_files import ContentFile
from papershelf.dates import parse_date
from papershelf.errors import Location, Problem, Severity, did_you_mean
from papershelf.fields import shown
from papershelf.forms import check_form
from papershelf.load import MAX_LIST_BYTES, decode, read_bytes
from papershelf.metrics import KINDS, CountsForm, MetricsForm
from papershelf.model import Metrics, Paper, Reading
from papershelf.readings import newest_day, newest_of, until
from papershelf.source import Source
from papershelf.yamltext import Node, YamlError, parse_yaml

Series = Mapping[str, tuple[Reading, ...]]
"""The readings of each kind in KINDS that has any, oldest first."""

# A shelf of a hundred thousand papers has millions of readings, for which a general parser takes
# many times as long: papers as `enrich` writes them are read with these, others with that.
_PASSED_OVER: Final = r"(?: *(?:#[^\n]*)?\n)*"
_HEAD: Final = re.compile(rf"\A{_PASSED_OVER}papers:\n{_PASSED_OVER}(?=  [^\s#])")
_PAPER: Final = re.compile(r"^  (?=[^\s#])", re.MULTILINE)
_OUTSIDE: Final = re.compile(r"^ ?[^\s#]", re.MULTILINE)
_READING: Final = r"\d{4}-\d\d-\d\d: (?:0|[1-9]\d{0,8})"
_REGULAR: Final = re.compile(
    rf"  (\w[\w.-]*):\n(?:    (?:{'|'.join(KINDS)}): \{{{_READING}(?:, {_READING})*\}}\n)+",
    re.ASCII,
)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_REGULAR_KIND: Final = re.compile(r"    (\w+): \{([^}]*)\}\n")


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one id, with the place where it was written."""

    kinds: Series
    line: int
    column: int

    @property
    def last_day(self) -> str:
        """The day of the newest reading of all; empty without any."""
        return max((readings[-1].day for readings in self.kinds.values()), default="")


@dataclass(slots=True)
class WrittenMetrics:
    """What metrics.yaml holds, before anybody knows which papers there are."""

    source: Source = field(default_factory=lambda: Source("content/metrics.yaml", ()))
    papers: dict[str, Counted] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def check_metrics(file: ContentFile | None) -> WrittenMetrics:
    """Read and check the counts of a shelf; what is wrong with them is among the problems."""
    return read_metrics(read_bytes(file), file.path) if file is not None else WrittenMetrics()


def read_metrics(content: bytes, path: str) -> WrittenMetrics:
    """The counts in the bytes of a file; what is wrong with them is among the problems."""
    written = WrittenMetrics(Source(path, ()))
    if len(content) > MAX_LIST_BYTES:
        message, hint = f"has more than {MAX_LIST_BYTES:,} bytes", "remove the oldest readings"
        written.problems.append(Problem(Location(path), message, hint, rule="size"))
        return written
    text, written.problems = decode(content, path)
    if written.problems:
        return written
    written.source = Source(path, text.split("\n"))
    pieces = _pieces(text)
    if pieces is not None and _read_pieces(pieces, written):
        return written
    written.papers.clear()
    written.problems.clear()
    _read_whole(text, written)
    return written


def _pieces(text: str) -> list[tuple[int, str]] | None:
    """The first line and the text of each paper; None where they cannot be told apart so."""
    text = text.rstrip("\n") + "\n"
    head = _HEAD.match(text)
    if head is None or _OUTSIDE.search(text, head.end()):
        return None
    starts = [found.start() for found in _PAPER.finditer(text, head.end())]
    line = text.count("\n", 0, head.end()) + 1
    pieces: list[tuple[int, str]] = []
    for start, end in pairwise([*starts, len(text)]):
        piece = text[start:end]
        pieces.append((line, piece))
        line += piece.count("\n")
    return pieces


def _read_pieces(pieces: Sequence[tuple[int, str]], written: WrittenMetrics) -> bool:
    """Read the papers one by one; False where one of them is no YAML by itself."""
    for line, piece in pieces:
        regular = _REGULAR.fullmatch(piece)
        kinds = _regular(piece) if regular else None
        if regular and kinds and regular[1] not in written.papers:
            written.papers[regular[1]] = Counted(kinds, line, 3)
            continue
        try:
            node = parse_yaml(piece, first_line=line)
        except YamlError:
            return False
        if not isinstance(node.value, dict):
            return False
        _read_papers(node, written)
    return True


def _regular(piece: str) -> Series | None:
    """The counts in the lines of a paper as `enrich` writes them; None where a day is none."""
    kinds: dict[str, tuple[Reading, ...]] = {}
    for kind, text in _REGULAR_KIND.findall(piece):
        # Millions of readings share a few hundred days.
        readings = {intern(entry[:10]): int(entry[12:]) for entry in text.split(", ")}
        if kind in kinds or len(readings) <= text.count(",") or not all(map(_is_day, readings)):
            return None
        kinds[kind] = _in_order(readings)
    return kinds


@lru_cache(8192)
def _is_day(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _read_whole(text: str, written: WrittenMetrics) -> None:
    try:
        root = parse_yaml(text)
    except YamlError as problem:
        written.problems.append(problem.at(written.source.path, written.source.lines))
        return
    if root.value is None:
        return
    if not isinstance(root.value, dict) or not _is_map_or_nothing(root.value.get("papers")):
        written.problems += check_form(MetricsForm, root, written.source)[1]
        return
    papers = root.value.pop("papers", None)
    written.problems += check_form(MetricsForm, root, written.source)[1]
    if papers is not None and papers.value is not None:
        _read_papers(papers, written)


def _is_map_or_nothing(node: Node | None) -> bool:
    return node is None or node.value is None or isinstance(node.value, dict)


def _read_papers(node: Node, written: WrittenMetrics) -> None:
    """Check the papers of a map one by one: a form of all of them would take many times as long."""
    for paper_id, counts in node.value.items():
        line, column = (node.keys or {})[paper_id]
        if paper_id in written.papers:
            message = f"the paper {shown(paper_id)} stands twice"
            hint = f"it is already on line {written.papers[paper_id].line}; keep one"
            written.problems.append(
                written.source.problem((line, column), message, hint, rule="twice")
            )
            continue
        if counts.value is None:
            continue
        problems = list(_check_counts(counts, written.source))
        form, found = check_form(CountsForm, counts, written.source)
        # An unknown kind is told as an error.
        problems += (problem for problem in found if problem.severity is Severity.ERROR)
        written.problems += problems
        if form is not None:
            readings = {kind: _in_order(getattr(form, kind)) for kind in KINDS}
            kinds = {kind: found for kind, found in readings.items() if found}
            written.papers[paper_id] = Counted(kinds, line, column)


def _check_counts(counts: Node, source: Source) -> Iterator[Problem]:
    keys = counts.keys or {}
    for kind in keys:
        if kind not in KINDS:
            hint = did_you_mean(kind, tuple(KINDS), noun="kinds")
            yield source.problem(
                keys[kind], f"unknown kind of count {shown(kind)}", hint, rule="unknown-field"
            )


def _in_order(readings: Mapping[str, int]) -> tuple[Reading, ...]:
    return tuple(Reading(day, readings[day]) for day in sorted(readings))


def metrics_of(
    written: WrittenMetrics, papers: Mapping[str, Paper], *, known: frozenset[str]
) -> tuple[dict[str, Metrics], list[Problem]]:
    """The counts of the papers there are, and what is counted for others.

    Counts under an earlier id go to the paper that has it as an alias. `known` are ids of entries
    with errors of their own, for which counts are no mistake.
    """
    renamed = {alias: paper.id for paper in papers.values() for alias in paper.aliases}
    found: dict[str, Series] = {}
    of_papers: list[Counted] = []
    problems: list[Problem] = []
    # What is counted under the id of today comes last and so stands where both have a day.
    for written_id in sorted(written.papers, key=lambda key: (key in papers, key)):
        counted = written.papers[written_id]
        paper_id = written_id if written_id in papers else renamed.get(written_id, "")
        if paper_id:
            of_papers.append(counted)
            earlier = found.get(paper_id)
            found[paper_id] = joined(earlier, counted.kinds) if earlier else counted.kinds
        elif written_id not in known:
            problems.append(
                written.source.problem(
                    (counted.line, counted.column),
                    f"counts of an unknown paper {shown(written_id)}",
                    "they are passed over; a renamed paper keeps them by naming this id under "
                    "aliases",
                    Severity.WARNING,
                    rule="unknown-paper",
                )
            )
    newest = newest_day(
        [tuple(kinds.values()) for kinds in found.values()], newest_of(papers.values())
    )
    problems += _far_off(of_papers, newest, written.source)
    return {paper_id: _as_shown(found[paper_id], newest) for paper_id in sorted(found)}, problems


def _as_shown(kinds: Series, newest: str) -> Metrics:
    """The counts of a paper by the kinds that readers see.

    Where two sources count the same, the one with the larger latest count is taken alone: a mixture
    would lose and gain whenever one of them is away. What was counted after the newest day that can
    be believed does not decide.
    """
    chosen: dict[str, tuple[Reading, ...]] = {}
    largest: dict[str, int] = {}
    for kind, (_, shown_as) in KINDS.items():
        if readings := kinds.get(kind):
            believed = until(readings, newest)
            count = believed[-1].count if believed else -1
            if shown_as not in chosen or count > largest[shown_as]:
                chosen[shown_as], largest[shown_as] = readings, count
    return Metrics(**chosen)


def _far_off(papers: Iterable[Counted], newest: str, source: Source) -> Iterator[Problem]:
    """A warning where papers have counts of later days than can be believed."""
    for counted in papers:
        last = counted.last_day
        if last > newest:
            yield source.problem(
                (counted.line, counted.column),
                f"{last} comes more than five years after all else on the shelf",
                "it is passed over until more is counted or added about then; is the year right?",
                Severity.WARNING,
                rule="odd-day",
            )


def later_than(day: str, written: WrittenMetrics) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each day after another one (ISO) on which a paper was counted, with its place."""
    late = [counted for counted in written.papers.values() if counted.last_day > day]
    if not late:
        return
    later = {r.day for counted in late for kind in counted.kinds.values() for r in kind}
    # One pass over the lines, as a file of all papers may be written in a single one.
    first = min(counted.line for counted in late)
    for number, line in enumerate(written.source.lines[first - 1 :], first):
        for found in _DAY.finditer(line.partition("#")[0]):
            if found[0] > day and found[0] in later:
                yield found[0], (number, found.start() + 1)


def joined(earlier: Series, later: Series) -> Series:
    """The readings of both, where both have a day that of the latter."""
    kinds: dict[str, tuple[Reading, ...]] = {}
    for kind in KINDS:
        readings = (*earlier.get(kind, ()), *later.get(kind, ()))
        if readings:
            kinds[kind] = _in_order({reading.day: reading.count for reading in readings})
    return kinds
