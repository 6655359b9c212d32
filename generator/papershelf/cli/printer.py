"""Printing that holds up nobody."""

import os
import sys
import threading
from contextlib import suppress
from queue import Full, Queue

import click

_MOST = 1_000
"""Texts that wait; what comes on top of them is left out."""
_PATIENCE_SECONDS = 1.0


class Printer:
    """Prints texts in their order, after `start` in a thread of its own.

    A terminal can be stopped, and a pipe full or closed: for who has something to say, that is no
    reason to wait or to fail.
    """

    def __init__(self) -> None:
        self._waiting: Queue[tuple[str, bool, bool | None] | None] = Queue(_MOST)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Print in a thread from now on; no processes can be forked beside it."""
        self._thread = threading.Thread(target=self._work, name="papershelf-print", daemon=True)
        self._thread.start()

    def echo(self, text: str, *, err: bool = False, color: bool | None = None) -> None:
        """Print a line, as `click.echo` does."""
        if self._thread is None:
            _print(text, err, color)
            return
        with suppress(Full):
            self._waiting.put_nowait((text, err, color))

    def close(self) -> None:
        """Wait a moment until all is printed; then nothing more is, if something is in its way."""
        if self._thread is None:
            return
        try:
            with suppress(Full):
                self._waiting.put_nowait(None)
            self._thread.join(_PATIENCE_SECONDS)
        finally:
            if self._thread.is_alive():
                # Closing or flushing what it writes to would wait as long as it does.
                sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115

    def _work(self) -> None:
        while (said := self._waiting.get()) is not None:
            _print(*said)


def _print(text: str, err: bool, color: bool | None) -> None:
    # Of a stream that was closed.
    with suppress(OSError, ValueError):
        click.echo(text, err=err, color=color)
