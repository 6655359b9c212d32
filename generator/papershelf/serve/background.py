"""Search and related papers, brought up to date by another process while pages are shown."""

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from papershelf.errors import Problem
from papershelf.related.table import RelatedPapers
from papershelf.serve.child import receive, serve_requests
from papershelf.serve.request import Catch, Request, Task
from papershelf.serve.searched import SearchFiles
from papershelf.store import open_store
from papershelf.version import program_digest


@dataclass(frozen=True, slots=True)
class Result:
    """What goes with a version of the content, or with a later one that was on disk already."""

    version: int
    related: RelatedPapers
    """The very object of the last result where nothing in it has changed."""
    search: SearchFiles
    """As `related`; both are the last ones where the problems leave no site."""
    problems: Sequence[Problem]
    """All that is wrong with the content, sorted."""
    planned: Sequence[Problem]
    """Those of them that only show when all pages are planned."""
    seconds: Mapping[str, float]
    """Seconds by stage."""


@dataclass(frozen=True, slots=True)
class _Child:
    process: SpawnProcess
    connection: "Connection[Any, Any]"


class Background:
    """Asks another process for search and related papers, one version of the content at a time.

    `related` and `search` are what is at hand already: it is not sent again. Results and failures
    (the version and a sentence) are told in a thread of its own, one after the other, and none
    after `close`; what is called must not raise. No process is started before the first request,
    and one that was not asked anything for `idle` seconds ends until the next.
    """

    def __init__(
        self,
        shelf: Path,
        *,
        base_url: str | None,
        drafts: bool,
        on_result: Callable[[Result], None],
        on_failure: Callable[[int, str], None],
        related: RelatedPapers | None = None,
        search: SearchFiles | None = None,
        idle: float = 30,
    ) -> None:
        self._task = Task(shelf, base_url, drafts)
        self._idle = idle
        self._on_result = on_result
        self._on_failure = on_failure
        self._related = related or RelatedPapers.of({})
        self._search = search or SearchFiles()
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._running: int | None = None
        self._waiting: int | None = None
        self._closed = False

    def ask(self, version: int) -> None:
        """Want what goes with this version; while another is worked on, only the last one waits."""
        with self._lock:
            if self._closed:
                return
            if self._running is not None:
                self._waiting = version
                return
            failure = self._begin(version)
        if failure:
            self._on_failure(version, failure)

    def close(self) -> None:
        """End the process at once, whatever it does."""
        with self._lock:
            self._closed = True
            child, self._child = self._child, None
        if child is None:
            return
        child.process.kill()
        child.process.join()
        if child.process.pid is not None:
            open_store(self._task.shelf, program_digest()).tidy(child.process.pid)

    def _begin(self, version: int) -> str:
        """Send a request, or say why that cannot be; the lock is held."""
        if self._child is None or not self._child.process.is_alive():
            try:
                child = _started(self._task, self._idle)
            except OSError as error:
                return f"cannot start another process: {error.strerror}"
            self._child = child
            threading.Thread(target=self._listen, args=(child,), daemon=True).start()
        self._running = version
        # A process that has just ended is noticed by who listens to it.
        with suppress(OSError):
            self._child.connection.send(Request(version, self._related.key, self._search.key))
        return ""

    def _listen(self, child: _Child) -> None:
        # A process that is gone before it begins with its first request would never begin.
        was_idle = False
        with child.connection:
            try:
                while True:
                    answer = receive(child.connection)
                    if answer is not None:
                        self._finish(child, *answer)
                    was_idle = answer is not None
            except (EOFError, OSError):
                child.process.join()
                self._finish(child, "" if was_idle else _KILLED, None)

    def _finish(self, child: _Child, failure: str, found: Catch | None) -> None:
        """A request was answered, or its process has ended; the next one is begun."""
        with self._lock:
            if child is not self._child:
                return
            if found is None:
                self._child = None
            version, following = self._running, self._waiting
            if found is None and not failure and following is None:
                # It had ended before it was given this, or without having read it.
                following = version
            self._running = self._waiting = None
            result = self._taken(version, found) if version is not None and found else None
            refused = self._begin(following) if following is not None else ""
        if failure and version is not None:
            self._on_failure(version, failure)
        elif result is not None:
            self._on_result(result)
        if refused and following is not None:
            self._on_failure(following, refused)

    def _taken(self, version: int, found: Catch) -> Result:
        if found.related is not None:
            self._related = found.related
        if found.search is not None:
            self._search = found.search
        return Result(
            version, self._related, self._search, found.problems, found.planned, found.seconds
        )


_KILLED = (
    "the process that brings search and related papers up to date was killed, perhaps for want of "
    "memory; it is started again with the next edit"
)


def _started(task: Task, idle: float) -> _Child:
    # Forking would copy the locks of the server's threads as they happen to be.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=serve_requests, args=(theirs, task, idle), name="papershelf-background", daemon=True
    )
    with theirs, _uninterrupted():
        process.start()
    return _Child(process, ours)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started here hears nothing of a Ctrl-C, not even before it can say so itself."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    # Starting the tracker would let signals through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
