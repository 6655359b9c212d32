"""Count: ask each source for the papers that it can know, and write what it says."""

import math
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from papershelf.adding import Network
from papershelf.content_files import find_files
from papershelf.enriching.counter import Counter
from papershelf.enriching.every import counters
from papershelf.enriching.lock import only_run
from papershelf.enriching.memory import Memory
from papershelf.enriching.metrics_file import PATH, Last, MetricsFile
from papershelf.enriching.planning import batches, halves, in_turn
from papershelf.enriching.report import Change, Report, Tally
from papershelf.errors import ContentError
from papershelf.loading import load_shelf
from papershelf.model import Paper
from papershelf.net import AnswerError, BusyError, NetworkError
from papershelf.net.client import Client
from papershelf.store import open_store
from papershelf.version import program_digest
from papershelf.workers import usable_cores

_MOST_FAILURES: Final = 3
"""So many batches in a row without an answer of use are enough."""
_TELLING: Final = 5
"""Of so many papers that were counted before, most without a count are too many."""
_TELLING_TOGETHER: Final = 2
"""Of fewer, all of them are. One alone may well have lost its last star."""


class _LostError(AnswerError):
    """A source seems to have lost its counts, which can be told of many papers together only."""


class Progress(Protocol):
    """Told how far the run is."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins, of so many pieces."""

    def advance(self) -> None:
        """A piece is done."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run is to do."""

    today: str
    """The day of its counts (ISO)."""
    kinds: frozenset[str] = frozenset()
    """The kinds of counts; all without any."""
    most: int | None = None
    """How many papers each source is asked for at the most."""
    seconds: float | None = None
    """After how long nothing more is begun; no source may take the time of those after it."""
    dry_run: bool = False
    """Ask, but leave metrics.yaml as it is."""
    offline: bool = False
    """Ask nobody: use what was answered today."""


def enrich(
    shelf: Path,
    wishes: Wishes,
    network: Network,
    progress: Progress,
    *,
    waiting: Callable[[str], None] = lambda _text: None,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """Count on a shelf; `waiting` is told of long pauses, `clock` gives seconds.

    Raises ContentError where metrics.yaml cannot be read, and MachineError where another run counts
    or the machine says no. Sources that are down are told in the report.
    """
    begun = clock()
    until = math.inf if wishes.seconds is None else begun + wishes.seconds
    with only_run(shelf):
        progress.stage("Reading entries", 0)
        files, problems = found = find_files(shelf)
        loaded = load_shelf(
            shelf, open_store(shelf, program_digest()), found, lenient=True, jobs=usable_cores()
        )
        misplaced = [p for p in problems if p.location.path == PATH and p.is_grave]
        if misplaced:
            raise ContentError(misplaced)
        papers = loaded.library.papers
        file = MetricsFile(files, shelf, papers)
        asked = [
            counter
            for counter in counters(network.sources, network.guest, loaded.config.comments)
            if not wishes.kinds or counter.kind in wishes.kinds
        ]
        with network.asking(offline=wishes.offline, waiting=waiting) as client:
            run = _Run(shelf, wishes, papers, file, client, progress)
            tallies = []
            for place, counter in enumerate(asked):
                now = clock()
                share = (until - now) / (len(asked) - place)
                tallies.append(run.count(counter, _over(clock, now + share)))
    return Report(tallies, len(papers), clock() - begun, file.problems)


def _over(clock: Callable[[], float], end: float) -> Callable[[], bool]:
    return lambda: clock() >= end


class _Run:
    """One call: each source by itself, so that one that is down stands in the way of no other."""

    def __init__(
        self,
        shelf: Path,
        wishes: Wishes,
        papers: Mapping[str, Paper],
        file: MetricsFile,
        client: Client,
        progress: Progress,
    ) -> None:
        self._shelf = shelf
        self._wishes = wishes
        self._papers = papers
        self._file = file
        self._client = client
        self._progress = progress

    def count(self, counter: Counter, is_over: Callable[[], bool]) -> Tally:
        """Ask a source for what it was not asked for today, and write all that it said today."""
        keys = {
            paper.id: named for paper in self._papers.values() if (named := counter.keys(paper))
        }
        tally = Tally(counter.name, counter.kind, len(keys))
        if not keys:
            return tally
        every = frozenset(key for named in keys.values() for key in named)
        memory = Memory(self._shelf, counter.kind, self._wishes.today, every)
        last = self._file.last(counter.kind, self._wishes.today)
        if counter.missing:
            tally = replace(tally, reason=counter.missing)
        elif not self._wishes.offline:
            try:
                tally = self._ask(counter, keys, memory, last, tally, is_over)
            finally:
                memory.save()
        answered = [p for p, named in keys.items() if all(map(memory.is_answered, named))]
        counts = {p: count for p in answered if (count := _largest(memory, keys[p])) is not None}
        changes = [
            Change(paper_id, counter.kind, before, count)
            for paper_id, count in sorted(counts.items())
            if (before := last[paper_id].count if paper_id in last else None) != count
        ]
        if counts and not self._wishes.dry_run:
            self._file.add(counter.kind, counts, self._wishes.today)
        unknown = len(answered) - len(counts)
        tally = replace(tally, counted=len(counts), unknown=unknown, changes=changes)
        return replace(tally, advice=counter.advice if tally.left else "")

    def _ask(
        self,
        counter: Counter,
        keys: Mapping[str, tuple[str, ...]],
        memory: Memory,
        last: Mapping[str, Last],
        tally: Tally,
        is_over: Callable[[], bool],
    ) -> Tally:
        due = [p for p, named in keys.items() if not all(map(memory.is_answered, named))]
        if not due:
            return tally
        days = {p: _last_day(memory, keys[p], last.get(p)) for p in due}
        most = min(n for n in (self._wishes.most, counter.most, len(due)) if n is not None)
        order = in_turn(days, self._wishes.today, is_sure=len(memory) > 0)[:most]
        self._progress.stage(f"Asking {counter.name}", len(order))
        asked: set[str] = set()
        has_lost = False
        believed = refused = failures = 0
        reason, is_given_up = "", False
        again: deque[Sequence[str]] = deque()
        for members, batch in batches(order, keys, counter.size, memory.is_answered, again):
            if is_over():
                break
            first_asked = set(members) - asked
            asked.update(members)
            try:
                found = counter.count(batch, self._client.ask)
                known, gone = _known_and_gone(found, members, keys, memory, last)
                if _are_lost(known, gone, has_lost=has_lost):
                    raise _LostError(
                        f"{counter.name} says that {gone:,} of {known:,} papers have no count any "
                        "more, which is not believed"
                    )
                memory.take({key: found.get(key) for key in batch})
                believed += 1
                failures = 0
            except (AnswerError, NetworkError) as error:
                refused += 1
                failures += 1
                reason = reason or str(error)
                has_lost = has_lost or isinstance(error, _LostError)
                is_given_up = failures >= _MOST_FAILURES or isinstance(error, BusyError)
                if is_given_up:
                    break
                if counter.is_divisible and not isinstance(error, _LostError):
                    again.extend(halves(members))
            for _ in first_asked:
                self._progress.advance()
        is_down = is_given_up or (refused > 0 and not believed)
        return replace(tally, asked=len(asked), refused=refused, reason=reason, is_down=is_down)


def _known_and_gone(
    found: Mapping[str, int],
    members: Sequence[str],
    keys: Mapping[str, tuple[str, ...]],
    memory: Memory,
    last: Mapping[str, Last],
) -> tuple[int, int]:
    """How many papers of a batch had a count, and how many of them have none by its answer."""
    known = [p for p in members if p in last and last[p].count]
    gone = [p for p in known if not any(found.get(k) or memory.count(k) for k in keys[p])]
    return len(known), len(gone)


def _are_lost(known: int, gone: int, *, has_lost: bool) -> bool:
    """Whether a source seems to have lost its counts; `has_lost`: as it seemed before."""
    if known >= _TELLING and gone * 2 > known:
        return True
    return gone == known >= (1 if has_lost else _TELLING_TOGETHER)


def _last_day(memory: Memory, keys: Sequence[str], last: Last | None) -> str:
    """When a paper was last counted: not before all that is known of it was asked for."""
    return max(min(map(memory.asked, keys)), last.day if last else "")


def _largest(memory: Memory, keys: Sequence[str]) -> int | None:
    counts = [count for key in keys if (count := memory.count(key)) is not None]
    return max(counts, default=None)
