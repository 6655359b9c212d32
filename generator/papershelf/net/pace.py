"""A pause between two requests to one host."""

import threading
import time
from collections.abc import Callable, Mapping


class Pace:
    """Lets requests to a host through one after the other, with a pause between them.

    Threads may share it. `seconds` are the pauses by host, `usual` is that of all others; `clock`
    and `sleep` are given by tests.
    """

    def __init__(
        self,
        seconds: Mapping[str, float] | None = None,
        *,
        usual: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._seconds = seconds or {}
        self._usual = usual
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Wait until the host may be asked, and count this as having asked it."""
        with self._lock:
            now = self._clock()
            begin = max(now, self._next.get(host, now))
            self._next[host] = begin + self._seconds.get(host, self._usual)
        if begin > now:
            self._sleep(begin - now)

    def pause(self, host: str, seconds: float) -> None:
        """Leave the host alone for some time, as it asked for."""
        with self._lock:
            later = self._clock() + seconds
            self._next[host] = max(later, self._next.get(host, later))
