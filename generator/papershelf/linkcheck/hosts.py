"""Which host is asked when: one thing at a time for each, however many threads there are."""

import heapq
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from papershelf.linkcheck.addresses import host_of
from papershelf.net import Pace

PATIENCE = 60.0
"""Seconds that a host may ask to be left alone for and still be asked in this run."""


@dataclass(slots=True)
class Errand:
    """An address to ask, and how often it was asked in this run."""

    address: str
    tries: int = 0

    @property
    def door(self) -> str:
        """Where at its host it is asked: one port may be silent, another not."""
        return "/".join(self.address.split("/", 3)[:3])


@dataclass(slots=True)
class Host:
    """A host and what it is still to be asked."""

    name: str
    waiting: deque[Errand] = field(default_factory=deque)
    silent: Counter[str] = field(default_factory=Counter)
    """By door: how many addresses in a row had no answer at all."""


class Hosts:
    """Hands out addresses, each host's one after the other; threads share it."""

    def __init__(
        self, addresses: Iterable[str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the addresses to ask, the most urgent ones of each host first."""
        hosts: dict[str, Host] = {}
        for address in addresses:
            name = host_of(address)
            hosts.setdefault(name, Host(name)).waiting.append(Errand(address))
        self._clock = clock
        self._order = count()
        self._ready = [(0.0, next(self._order), host) for host in hosts.values()]
        self._busy = 0
        self._stopped = False
        self._changed = threading.Condition()

    def take(self) -> tuple[Host, Errand] | None:
        """Wait for an address that may be asked; None when there are no more."""
        with self._changed:
            while not self._stopped and (self._ready or self._busy):
                wait = self._ready[0][0] - self._clock() if self._ready else None
                if wait is not None and wait <= 0:
                    host = heapq.heappop(self._ready)[2]
                    self._busy += 1
                    return host, host.waiting.popleft()
                self._changed.wait(wait)
            return None

    def give_back(self, host: Host, again: Errand | None = None, pause: float = 0.0) -> None:
        """Let others have the host, after a pause; what is to be asked again comes last."""
        with self._changed:
            self._busy -= 1
            if again is not None:
                host.waiting.append(again)
            if host.waiting:
                item = (self._clock() + pause, next(self._order), host)
                heapq.heappush(self._ready, item)
            self._changed.notify_all()

    def drop(self, host: Host, door: str = "") -> list[Errand]:
        """What nobody will ask a host any more, at one of its doors or at all."""
        with self._changed:
            waiting, host.waiting = host.waiting, deque()
            dropped: list[Errand] = []
            for errand in waiting:
                (dropped if door in {"", errand.door} else host.waiting).append(errand)
        return dropped

    def stop(self) -> None:
        """Hand out nothing more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()


class RestingError(Exception):
    """A host wants to be left alone for longer than a run waits."""


class Turns:
    """Lets one request at a time through to each host, at its pace and when it wants any."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._locks: dict[str, threading.Lock] = {}
        self._resting: set[str] = set()
        self._guard = threading.Lock()

    @contextmanager
    def __call__(self, host: str) -> Iterator[None]:
        """Wait for the turn of a request to a host; RestingError if it wants none in this run."""
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            if host in self._resting:
                raise RestingError
            self._pace.wait(host)
            yield

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, or for this run if it is longer than `PATIENCE`."""
        if seconds > PATIENCE:
            self._resting.add(host)
        else:
            self._pace.pause(host, seconds)
