"""Check the links of a shelf: ask what is due, remember, and say what is wrong."""

import math
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from papershelf.content_files import find_files
from papershelf.errors import Location, MachineError, Problem, Severity
from papershelf.linkcheck.addresses import Skipped, host_of, is_reserved
from papershelf.linkcheck.advice import problems_of
from papershelf.linkcheck.answer import Answer, Verdict
from papershelf.linkcheck.archive import ARCHIVE, Archive
from papershelf.linkcheck.asking import Asking, Network
from papershelf.linkcheck.hosts import Turns
from papershelf.linkcheck.memory import NAME, Record, read_memory, recorded, write_memory
from papershelf.linkcheck.places import find_mentions
from papershelf.settings import read_settings

_SAVED_EVERY_SECONDS = 10.0
_FORGOTTEN_AFTER = timedelta(days=90)
"""After this time what was last asked is forgotten if the shelf does not link to it any more."""
_DOUBTED = 8
"""So many hosts in a row without an answer make it likely that the network is gone."""
_MOST_SILENT = 3
"""So many questions in a row without an answer are enough for the archive."""


class Progress(Protocol):
    """Told how far the check is."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins, of so many pieces."""

    def advance(self) -> None:
        """A piece is done."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a check of links is to do."""

    everything: bool = False
    """Ask for what is remembered too."""
    ids: bool = False
    """Ask for the addresses of identifiers too."""
    copies: bool = False
    """Look for copies of dead pages in the archive."""
    seconds: float | None = None
    """After how long nothing more is begun."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What a check of links found."""

    problems: tuple[Problem, ...]
    links: int
    """How many different addresses the shelf links to, but for those that it leaves alone."""
    asked: int
    remembered: int
    dead: int
    unsure: int
    left: int
    """What is due and was not asked in this run."""
    seconds: float


def check_links(
    shelf: Path,
    wishes: Wishes,
    progress: Progress,
    *,
    network: Network | None = None,
    today: date | None = None,
    archive: str = ARCHIVE,
) -> LinkReport:
    """Check every web address of a shelf once; raises MachineError where there is no network.

    `today` is a day in UTC; by default that of the clock.
    """
    begun = time.monotonic()
    today = today or datetime.now(UTC).date()
    progress.stage("Finding links", 0)
    files, _ = find_files(shelf)
    settings, _ = read_settings(files)
    skipped = Skipped(settings.check.skip_links)
    mentions = [m for m in find_mentions(files, ids=wishes.ids) if m.address not in skipped]
    links = dict.fromkeys(m.address for m in mentions)
    memory = _Memory(shelf, today)
    due = [
        address
        for address in links
        if not is_reserved(host_of(address)) and (wishes.everything or memory.is_due(address))
    ]
    # Where a run ends early, the next one goes on with what was never asked, or long ago.
    due.sort(key=memory.last_asked)
    if due or (wishes.copies and memory.without_copy(links)):
        network = network or Network()
        turns = Turns(network.pace)
        until = math.inf if wishes.seconds is None else begun + wishes.seconds
        if due:
            _Run(network, turns, memory, progress, until).ask(due)
        if wishes.copies and (dead := memory.without_copy(links)):
            finder = Archive(network.transport, turns, archive)
            _find_copies(dead, memory, finder, progress, until)
        memory.save(links)
    told = {address: memory.told(address) for address in links}
    crowded = _crowded(told)
    problems = [p for m in mentions for p in problems_of(m, told[m.address], today, crowded)]
    problems += memory.problems
    known = [record for record in told.values() if record is not None]
    return LinkReport(
        problems=tuple(sorted(problems, key=lambda problem: problem.sort_key)),
        links=len(links),
        asked=len(memory.answered),
        remembered=sum(1 for a in links if told[a] is not None and a not in memory.answered),
        dead=sum(1 for record in known if record.is_dead),
        unsure=sum(1 for record in known if record.verdict is Verdict.UNSURE),
        left=sum(1 for address in due if address not in memory.answered),
        seconds=time.monotonic() - begun,
    )


def _find_copies(
    dead: Sequence[str], memory: "_Memory", archive: Archive, progress: Progress, until: float
) -> None:
    progress.stage("Looking for copies", len(dead))
    silent = 0
    try:
        for address in dead:
            if silent >= _MOST_SILENT or time.monotonic() >= until:
                return
            copy = memory.find_copy(address, archive)
            silent = silent + 1 if copy is None else 0
            progress.advance()
    finally:
        memory.save()


def _crowded(told: Mapping[str, Record | None]) -> frozenset[str]:
    """Where pages that are not the same have all moved to: likely not what any of them was."""
    moved = {
        (re.sub(r"^https?://(www\.)?", "", address).rstrip("/"), record.to)
        for address, record in told.items()
        if record is not None and record.verdict is Verdict.MOVED
    }
    return frozenset(to for to, several in Counter(to for _, to in moved).items() if several > 1)


class _Memory:
    """What is known of links: of earlier runs and of this one."""

    def __init__(self, shelf: Path, today: date) -> None:
        self._shelf = shelf
        self._today = today
        self._records, wrong = read_memory(shelf)
        self.problems: list[Problem] = []
        if wrong:
            self._tell(wrong, "nothing has to be done: it is written anew")
        self.answered: set[str] = set()
        self._changed: set[str] = set()

    def is_due(self, address: str) -> bool:
        record = self._records.get(address)
        return record is None or record.is_due(self._today)

    def last_asked(self, address: str) -> date:
        record = self._records.get(address)
        return record.asked if record else date.min

    def told(self, address: str) -> Record | None:
        """What to believe of an address: a new one for it only if it was given in this run."""
        record = self._records.get(address)
        if record and record.verdict is Verdict.MOVED and address not in self.answered:
            return None
        return record

    def take(self, address: str, answer: Answer) -> None:
        if answer.verdict is not Verdict.LEFT:
            self._records[address] = recorded(answer, self._records.get(address), self._today)
            self.answered.add(address)
            self._changed.add(address)

    def without_copy(self, links: Iterable[str]) -> list[str]:
        """The links that are dead and of which no copy is known."""
        return [a for a in links if (r := self._records.get(a)) and r.is_dead and not r.to]

    def find_copy(self, address: str, archive: Archive) -> str | None:
        record = self._records[address]
        copy = archive.copy_of(address, record.good)
        if copy:
            self._records[address] = msgspec.structs.replace(record, to=copy)
            self._changed.add(address)
        return copy

    def save(self, links: Mapping[str, object] | None = None) -> None:
        """Write what is known; with `links`, without what nobody has linked to for long."""
        # Another check may have learnt something meanwhile.
        for address, record in read_memory(self._shelf)[0].items():
            mine = self._records.get(address)
            if address not in self._changed and (mine is None or record.asked >= mine.asked):
                self._records[address] = record
        if links is not None:
            self._records = {
                address: record
                for address, record in self._records.items()
                if address in links or self._today - record.asked < _FORGOTTEN_AFTER
            }
        if not write_memory(self._shelf, self._records) and not self.problems:
            self._tell("cannot be written", "the next check asks all links again")

    def _tell(self, message: str, hint: str) -> None:
        place = Location(f".papershelf/{NAME}")
        self.problems.append(Problem(place, message, hint, Severity.ADVICE, rule="link-memory"))


class _Run:
    """Asks what is due.

    Answers that nobody gave are held back until somebody gives one: without a network every host
    seems to be gone.
    """

    def __init__(
        self,
        network: Network,
        turns: Turns,
        memory: _Memory,
        progress: Progress,
        until: float,
    ) -> None:
        self._network = network
        self._turns = turns
        self._memory = memory
        self._progress = progress
        self._until = until
        self._saved = time.monotonic()
        self._held: dict[str, Answer] = {}
        self._silent: set[str] = set()
        """The hosts of what is held back."""

    def ask(self, due: list[str]) -> None:
        """Ask, and remember every few seconds and at the end, however that comes."""
        asking = Asking(self._network, self._turns, due)
        self._progress.stage("Asking links", len(due))
        try:
            for result in asking:
                now = time.monotonic()
                if now >= self._until:
                    asking.stop()
                if result is not None:
                    self._take(*result)
                    self._progress.advance()
                if now - self._saved >= _SAVED_EVERY_SECONDS:
                    self._save()
            self._settle()
        finally:
            asking.stop()
            self._save()

    def _take(self, address: str, answer: Answer) -> None:
        if answer.reached:
            self._release()
            self._memory.take(address, answer)
            return
        self._held[address] = answer
        self._silent.add(host_of(address))
        if len(self._silent) >= _DOUBTED:
            self._settle()

    def _settle(self) -> None:
        """Find out whether it is the hosts that do not answer, or the network that is gone."""
        if self._held and not self._network.is_there():
            asked = len(self._memory.answered)
            kept = f"; the answers for {asked:,} links are remembered" if asked else ""
            raise MachineError(
                f"no host can be reached: is there a network?{kept} "
                "(links are asked directly, not through a proxy)"
            )
        self._release()

    def _release(self) -> None:
        for address, answer in self._held.items():
            self._memory.take(address, answer)
        self._held.clear()
        self._silent.clear()

    def _save(self) -> None:
        if self._memory.answered:
            self._memory.save()
            self._saved = time.monotonic()
