"""What the preview says in the terminal."""

import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.cli.printer import Printer
from papershelf.cli.show import Show, count, visible
from papershelf.errors import Problem

if TYPE_CHECKING:
    from papershelf.serve.state import State

_MOST_NAMES = 3


class PreviewLog:
    """A line for each rebuild, problems when they come, a word when they have gone."""

    def __init__(self, shelf: Path, *, opens: bool) -> None:
        self._printer = Printer()
        self._show = Show(self._printer.echo)
        self._shelf = shelf.resolve()
        self._opens = opens
        self._told: frozenset[Problem] = frozenset()
        self._has_failed = False
        self._lock = threading.Lock()

    def ready(self, addresses: Sequence[str]) -> None:
        """Say where the site is, and open it if that is wished."""
        self._printer.start()
        with self._lock:
            self._printer.echo(f"Preview at {addresses[0]}")
            for address in addresses[1:]:
                self._printer.echo(f"in your network at {address}")
            self._printer.echo("Edit and see; Ctrl-C ends it.")
        if self._opens:
            # Some browsers come back when they are closed, and the preview is not answering yet.
            threading.Thread(target=webbrowser.open, args=(addresses[0],), daemon=True).start()

    def close(self) -> None:
        """Come to the end of what was said."""
        self._printer.close()

    def rebuilt(self, state: "State", changed: Sequence[str]) -> None:
        """Say what a change came to."""
        with self._lock:
            self._tell_problems(state)
            meanwhile = "the last good site stays up" if state.site else "there is no site yet"
            if state.failure:
                self._say(f"papershelf: {state.failure}; {meanwhile}")
            elif state.is_failed:
                grave = sum(problem.is_grave for problem in state.problems)
                self._say(f"{count(grave, 'problem')}; {meanwhile}.")
            else:
                mended = "Mended. " if self._has_failed else ""
                papers = count(state.numbers.papers, "paper")
                what = self._named(changed) if changed else f"Read {papers}"
                self._say(f"{mended}{what}: {state.numbers.seconds:.2f} s.")
            self._has_failed = state.is_failed

    def caught_up(self, state: "State", seconds: float) -> None:
        """Tell of problems that only show when all of the site is planned."""
        with self._lock:
            self._tell_problems(state)
            if seconds > 1:
                self._say(f"Search and related papers are up to date: {seconds:.1f} s.")

    def note(self, text: str) -> None:
        """Say something else."""
        with self._lock:
            self._say(text)

    def _tell_problems(self, state: "State") -> None:
        """Show those that were not shown the last time."""
        new = [problem for problem in state.problems if problem not in self._told]
        self._show.problems([problem for problem in new if problem.is_grave])
        self._show.warnings([problem for problem in new if not problem.is_grave])
        self._told = frozenset(state.problems)

    def _named(self, changed: Sequence[str]) -> str:
        names = [self._name(path) for path in changed[:_MOST_NAMES]]
        more = len(changed) - len(names)
        return ", ".join(names) + (f" and {more:,} more" if more else "")

    def _name(self, path: str) -> str:
        try:
            return Path(path).relative_to(self._shelf).as_posix()
        except ValueError:
            return path

    def _say(self, text: str) -> None:
        self._show.say("\n".join(map(visible, text.split("\n"))))
