"""The preview as a curator starts it: `papershelf serve` in a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

PATIENCE_SECONDS = 60.0
"""Before something that does not happen is called a failure; machines may be very busy."""


class LivePreview:
    """A running preview: where it is, what it has said, and how to end it."""

    def __init__(self, process: subprocess.Popen[str], patience: float) -> None:
        self.process = process
        self._patience = patience
        self._said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.address = ""
        """Of the home page; ends in a slash."""

    @property
    def said(self) -> str:
        """All that it has printed."""
        return "".join(self._said)

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://{urlsplit(self.address).netloc}"

    def status(self) -> dict[str, Any]:
        """Its state, as browsers get it."""
        with urlopen(f"{self.origin}/__papershelf/status.json") as answer:  # noqa: S310 - our own
            status: dict[str, Any] = json.load(answer)
        return status

    def wait_for_words(self, words: str) -> None:
        """Return when these words have been printed."""
        self._wait(lambda: words in self.said, f"does not say {words!r}")

    def wait_for(self, **values: object) -> dict[str, Any]:
        """Return the state once it has these values."""
        self._wait(lambda: self.status().items() >= values.items(), f"does not come to {values}")
        return self.status()

    def stop(self, number: int = signal.SIGINT) -> int:
        """End it; returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(self._patience)

    def begin(self) -> None:
        """Wait until it answers."""
        self.wait_for_words("Ctrl-C")
        found = re.search(r"http://\S+", self.said)
        assert found, self.said
        self.address = found.group()

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Return when this is so."""
        self._wait(happened, "does not come to what it should")

    def _wait(self, happened: Callable[[], bool], failure: str) -> None:
        deadline = time.monotonic() + self._patience
        while not happened():
            if time.monotonic() > deadline:
                raise AssertionError(f"The preview {failure}: {self.said}")
            time.sleep(0.03)

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._said.append(line)


@contextmanager
def started(
    shelf: Path,
    *options: str,
    env: Mapping[str, str] | None = None,
    patience: float = PATIENCE_SECONDS,
) -> Iterator[LivePreview]:
    """A preview that may not have come to anything yet."""
    process = subprocess.Popen(
        [sys.executable, "-m", "papershelf", "serve", "--shelf", str(shelf), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
    )
    preview = LivePreview(process, patience)
    try:
        yield preview
    finally:
        preview.stop()
        if process.stdout:
            process.stdout.close()


@contextmanager
def previewing(
    shelf: Path, *options: str, patience: float = PATIENCE_SECONDS
) -> Iterator[LivePreview]:
    """A preview of a shelf at a free port, ready to answer."""
    with started(shelf, "--port", "0", *options, patience=patience) as preview:
        preview.begin()
        yield preview
