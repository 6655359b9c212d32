"""Ask many addresses with several threads, and hand their answers to one."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

from papershelf.linkcheck.answer import Answer, Verdict
from papershelf.linkcheck.ask import Asker
from papershelf.linkcheck.guard import GuardedTransport
from papershelf.linkcheck.hosts import PATIENCE, Errand, Hosts, Turns
from papershelf.net import Pace

_THREADS = 16
_MOST_SILENT = 3
"""After so many addresses without any answer a door of a host is not knocked at any more."""
_TICK = 0.5
_SLOW = {"arxiv.org": 3.0, "www.arxiv.org": 3.0, "export.arxiv.org": 3.0, "archive.org": 2.0}
"""Seconds between requests that hosts ask for, or are grateful for."""


@dataclass(frozen=True, slots=True)
class Network:
    """How other hosts are reached; tests bring their own."""

    transport: GuardedTransport = field(default_factory=GuardedTransport)
    pace: Pace = field(default_factory=lambda: Pace(_SLOW))
    backoff: Sequence[float] = (3.0, 20.0)
    """Seconds before an address is asked for the second and the third time."""
    known: Sequence[tuple[str, int]] = (
        ("doi.org", 443),
        ("arxiv.org", 443),
        ("www.wikipedia.org", 443),
    )
    """Hosts and ports of which one can be reached wherever there is a network."""

    def is_there(self) -> bool:
        """Whether the network works at all."""
        return any(self.transport.can_connect(host, port, 5.0) for host, port in self.known)


class Asking:
    """A run of threads over some addresses; iterating waits for what becomes known.

    Beside the answers, with their addresses, None comes now and then, so that whoever waits can
    look at the clock.
    """

    def __init__(self, network: Network, turns: Turns, addresses: Sequence[str]) -> None:
        self._asker = Asker(network.transport, turns)
        self._backoff = network.backoff
        self._hosts = Hosts(addresses)
        self._results: SimpleQueue[tuple[str, Answer] | Exception | None] = SimpleQueue()
        self._threads = min(_THREADS, len(addresses))

    def __iter__(self) -> Iterator[tuple[str, Answer] | None]:
        for number in range(self._threads):
            name = f"papershelf-links-{number}"
            # Whoever stops the program does not wait for slow servers.
            threading.Thread(target=self._work, name=name, daemon=True).start()
        working = self._threads
        while working:
            try:
                result = self._results.get(timeout=_TICK)
            except Empty:
                yield None
                continue
            if isinstance(result, Exception):
                raise result
            if result is None:
                working -= 1
            else:
                yield result

    def stop(self) -> None:
        """Ask nothing more; what is being asked still comes."""
        self._hosts.stop()

    def _work(self) -> None:
        try:
            while (taken := self._hosts.take()) is not None:
                host, errand = taken
                answer = self._asker.ask(errand.address)
                silent = 0 if answer.reached else host.silent[errand.door] + 1
                host.silent[errand.door] = silent
                is_unknown = not answer.reached and answer.verdict is Verdict.MISSING
                is_patient = answer.pause <= PATIENCE
                if is_unknown or silent >= _MOST_SILENT:
                    # The other addresses of what is not there fare no better.
                    others = self._hosts.drop(host, "" if is_unknown else errand.door)
                    for other in (errand, *others):
                        self._tell(other, answer)
                    self._hosts.give_back(host)
                elif answer.again and is_patient and errand.tries < len(self._backoff):
                    pause = max(self._backoff[errand.tries], answer.pause)
                    self._hosts.give_back(host, Errand(errand.address, errand.tries + 1), pause)
                else:
                    self._tell(errand, answer)
                    self._hosts.give_back(host, pause=answer.pause if is_patient else 0.0)
        except Exception as error:
            # Raised again by the thread that waits.
            self._results.put(error)
        finally:
            self._results.put(None)

    def _tell(self, errand: Errand, answer: Answer) -> None:
        self._results.put((errand.address, answer))
