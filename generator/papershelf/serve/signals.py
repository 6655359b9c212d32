"""The signals that ask a preview to end."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Ctrl-C, `kill`, a terminal that is closed, and Ctrl-Break on Windows."""


@contextmanager
def taking_signals(take: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Have `take` called where the process is asked to end; in other threads than the first, not.

    A SIGHUP that was to be ignored, as `nohup` wishes, still is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = {name: getattr(signal, name) for name in _NAMES if hasattr(signal, name)}
    hangup = numbers.get("SIGHUP")
    if hangup is not None and signal.getsignal(hangup) is signal.SIG_IGN:
        del numbers["SIGHUP"]
    before = {number: signal.signal(number, take) for number in numbers.values()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
