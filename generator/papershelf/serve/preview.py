"""The preview at work: every change on disk becomes a new state, one after the other."""

import secrets
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

from papershelf.errors import ContentError, Location, PapershelfError, Problem, Severity
from papershelf.packaged import packaged_themes
from papershelf.serve.background import Background, Result
from papershelf.serve.garbage import Garbage
from papershelf.serve.rebuild import Builder, Built
from papershelf.serve.state import State
from papershelf.serve.watch import Batch, Watcher
from papershelf.templates import TemplateFailureError

_CATCH_UP_AFTER = 0.6
"""Seconds without an edit before search and related papers are asked for."""
_TIDY_AFTER = 2.0
"""Seconds without anything to do before memory is given back, which holds everything up."""

_NOTHING = -1
"""No version: what the process in the background finds is of no content that makes a site."""


class Log(Protocol):
    """Told of what a preview does; the command line prints it. Called in the preview's thread."""

    def rebuilt(self, state: State, changed: Sequence[str]) -> None:
        """A state came of changes to these files; of none at the start."""

    def caught_up(self, state: State, seconds: float) -> None:
        """Search and related papers are up to date."""

    def note(self, text: str) -> None:
        """Something else to be known."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a shelf is previewed."""

    shelf: Path
    base_url: str | None = None
    drafts: bool = False
    poll: bool = False
    watch: bool = True


@dataclass(frozen=True, slots=True)
class _Changed:
    """Files that changed; None for nobody knows which."""

    paths: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class _Lagging:
    """Why search and related papers stay as they were."""

    version: int
    reason: str


class Preview:
    """The states of a shelf's site, from the first one on; each replaces the one before at once."""

    def __init__(self, settings: Settings, log: Log) -> None:
        self._settings = settings
        self._log = log
        self._state = State(version=0)
        self._token = secrets.token_hex(4)
        self._inbox: SimpleQueue[_Changed | _Lagging | Result | None] = SimpleQueue()
        self._listeners: set[Callable[[], None]] = set()
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._builder = Builder(settings.shelf, settings.base_url, drafts=settings.drafts)
        self._garbage = Garbage()
        self._background: Background | None = None
        self._asked = _NOTHING
        self._later: list[tuple[float, Callable[[], None]]] = []
        self._found: frozenset[Problem] = frozenset()
        self._behind: frozenset[Problem] = frozenset()

    @property
    def state(self) -> State:
        """The newest state. Safe in any thread."""
        return self._state

    @property
    def sizes(self) -> Mapping[str, int]:
        """The bytes of the pages that were made lately, by path."""
        return self._builder.sizes

    def subscribe(self, on_change: Callable[[], None]) -> Callable[[], None]:
        """Have `on_change` called, in any thread, after each new state; returns what ends that."""

        def listener() -> None:
            on_change()

        def unsubscribe() -> None:
            with self._lock:
                self._listeners.discard(listener)

        with self._lock:
            self._listeners.add(listener)
        return unsubscribe

    def start(self) -> None:
        """Come to the first state, and then follow what happens in threads of its own."""
        settings = self._settings
        # From now on nothing is missed, whatever is edited while all is read for the first time.
        batches = (
            Watcher(
                settings.shelf,
                poll=settings.poll,
                extra=lambda: [packaged_themes()],
                tell=self._log.note,
            ).changes(self._closed)
            if settings.watch
            else iter(())
        )
        # Before there are other threads: only then may processes that help be forked.
        self._rebuild(None, ())
        self._garbage.collect_young()
        for name, work in (("preview", self._work), ("watch", partial(self._watch, batches))):
            threading.Thread(target=work, name=f"papershelf-{name}", daemon=True).start()

    def close(self) -> None:
        """End at once: whatever is being made is left."""
        self._closed.set()
        self._inbox.put(None)
        if self._background is not None:
            self._background.close()

    def _work(self) -> None:
        while not self._closed.is_set():
            try:
                self._step()
            except Exception:
                # A mistake in the program must not leave the browser with what was.
                self._log.note(traceback.format_exc())

    def _step(self) -> None:
        """Wait for something to do, and do it."""
        try:
            message = self._inbox.get(timeout=self._pause())
        except Empty:
            self._use_pause()
            return
        if isinstance(message, _Changed):
            self._follow(message)
        elif isinstance(message, Result):
            self._take(message)
        elif isinstance(message, _Lagging):
            self._lag(message)

    def _pause(self) -> float | None:
        """The seconds until something is to be done if nothing happens; None for nothing."""
        if not self._later:
            return None
        return max(self._later[0][0] - time.monotonic(), 0.001)

    def _use_pause(self) -> None:
        if self._later and self._later[0][0] <= time.monotonic():
            self._later.pop(0)[1]()

    def _watch(self, batches: Iterator[Batch]) -> None:
        for batch in batches:
            self._inbox.put(_Changed(batch.changed))

    def _follow(self, first: _Changed) -> None:
        """Rebuild for a change, and for all others that have come meanwhile."""
        paths = first.paths
        later: list[_Lagging | Result | None] = []
        with suppress(Empty):
            while True:
                message = self._inbox.get_nowait()
                if not isinstance(message, _Changed):
                    later.append(message)
                elif paths is not None:
                    paths = paths | message.paths if message.paths is not None else None
        for message in later:
            self._inbox.put(message)
        self._rebuild(paths, sorted(paths or ()))

    def _rebuild(self, paths: frozenset[str] | None, names: Sequence[str]) -> None:
        state = self._state
        version = state.version + 1
        try:
            built = self._builder.build(paths, key=f"{self._token}-{version}")
        except ContentError as error:
            new = replace(state, problems=tuple(error.problems), failure="", edited="")
        except TemplateFailureError as error:
            new = replace(state, problems=(error.problem,), failure="", edited="")
        except PapershelfError as error:
            new = replace(state, failure=str(error), edited="")
        except Exception as error:
            self._log.note(traceback.format_exc())
            new = replace(state, failure=f"{type(error).__name__}: {error}", edited="")
        else:
            new = State(
                version,
                built.site,
                self._warned(built),
                numbers=built.numbers,
                catching_up=True,
                edited=built.edited,
            )
        new = replace(new, version=version, rebuilt=version)
        self._publish(new)
        # Browsers come for their pages now; what they do not wait for would only be in the way.
        now = time.monotonic()
        self._later = [(now + _TIDY_AFTER, self._garbage.tidy)]
        # Errors that the process in the background has found are no reason not to ask it again.
        is_built = new.site is not state.site
        self._asked = version if is_built else _NOTHING
        if is_built:
            self._later.insert(0, (now + _CATCH_UP_AFTER, partial(self._catch_up, version)))
        self._log.rebuilt(new, names)

    def _warned(self, built: Built) -> tuple[Problem, ...]:
        """What is known to be wrong now, and what only the process in the background finds.

        That was found in earlier content; it is told until the process has looked again.
        """
        self._found = frozenset(built.problems)
        behind = (problem for problem in self._behind if problem not in self._found)
        return (*built.problems, *behind)

    def _catch_up(self, version: int) -> None:
        if self._background is None:
            self._background = Background(
                self._settings.shelf,
                base_url=self._settings.base_url,
                drafts=self._settings.drafts,
                on_result=self._inbox.put,
                on_failure=lambda version, reason: self._inbox.put(_Lagging(version, reason)),
                related=self._builder.related,
                search=self._builder.searches[0],
            )
        self._background.ask(version)

    def _take(self, result: Result) -> None:
        """Put search and related papers into the site; those of earlier content are better too."""
        state = self._state
        version = state.version + 1
        site = self._builder.with_found(result, key=f"{self._token}-{version}")
        is_current = result.version == self._asked
        new = replace(state, version=version, site=site or state.site)
        if is_current:
            self._behind = frozenset(result.planned) - self._found
            new = replace(new, problems=tuple(result.problems), catching_up=False)
        self._publish(new)
        if is_current:
            self._log.caught_up(new, sum(result.seconds.values()))

    def _lag(self, lagging: _Lagging) -> None:
        state = self._state
        if lagging.version != self._asked:
            return
        problem = Problem(
            Location("search"),
            lagging.reason,
            "search and related papers stay as they were",
            Severity.WARNING,
        )
        self._publish(
            replace(
                state,
                version=state.version + 1,
                problems=(*state.problems, problem),
                catching_up=False,
            )
        )
        self._log.note(lagging.reason)

    def _publish(self, state: State) -> None:
        self._state = state
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener()
