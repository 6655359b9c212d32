"""One connection of a browser, ended where nothing moves on it."""

import asyncio
from dataclasses import dataclass

from uvicorn.protocols.http.h11_impl import H11Protocol


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A moment of a connection whose other end could ask for something, or take what was sent."""

    cycle: object
    """The answer that was begun last."""
    taken: int
    """How often it has taken nearly all."""
    unsent: int
    """Bytes."""

    def is_stuck_since(self, before: "_Waiting") -> bool:
        """Whether nothing has moved; more to be sent alone is no progress."""
        is_same = self.cycle is before.cycle and self.taken == before.taken
        return is_same and self.unsent >= before.unsent


class Connection(H11Protocol):
    """A connection of uvicorn that is dropped when its other end neither asks nor takes.

    uvicorn itself waits for ever for a first request, for the rest of one that comes byte by byte,
    and for somebody to take what was sent. An answer in the making and an open event stream may
    last. Beyond `most` connections new ones are dropped at once.
    """

    patience = 30.0
    """Seconds without progress."""
    most = 128
    """Of the 256 files that macOS lets a program have open."""

    _taken = 0
    _timer: asyncio.TimerHandle | None = None

    def connection_made(  # type: ignore[override]  # as in uvicorn
        self, transport: asyncio.Transport
    ) -> None:
        """Begin to watch it."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
        else:
            self._look(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """End watching."""
        if self._timer:
            self._timer.cancel()
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """Notice that the other end has taken most of what was sent."""
        self._taken += 1
        super().resume_writing()

    def _look(self, before: _Waiting | None) -> None:
        now = self._waiting_for()
        if now and before and now.is_stuck_since(before):
            self.transport.abort()
        else:
            self._timer = self.loop.call_later(self.patience, self._look, now)

    def _waiting_for(self) -> _Waiting | None:
        """What tells whether the other end does something; None when it has nothing to do."""
        unsent = self.transport.get_write_buffer_size()
        if self.cycle and not self.cycle.response_complete and not unsent:
            return None
        return _Waiting(self.cycle, self._taken, unsent)

    def _unsupported_upgrade_warning(self) -> None:
        """Say nothing: windows of another program's preview ask for theirs every second."""
