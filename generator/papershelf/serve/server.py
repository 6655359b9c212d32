"""Runs the preview's app on a socket until somebody ends it."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import uvicorn
from starlette.types import ASGIApp

from papershelf.errors import PapershelfError
from papershelf.serve.connection import Connection
from papershelf.serve.signals import taking_signals

_HEADER_BYTES = 16 * 1024
_IDLE_SECONDS = 30


class PreviewServer:
    """A server for one app on one listening socket, which it closes when it ends.

    `show` gets what goes wrong inside, as text that may have several lines.
    """

    def __init__(
        self,
        app: ASGIApp,
        listener: socket.socket,
        *,
        show: Callable[[str], None],
        connection: type[Connection] = Connection,
    ) -> None:
        config = uvicorn.Config(
            app,
            loop="asyncio",
            http=connection,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            workers=1,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=0,
            h11_max_incomplete_event_size=_HEADER_BYTES,
        )
        self._server = _Server(config)
        self._listener = listener
        self._show = show

    def run(self) -> None:
        """Serve until a signal asks to end it, or `stop`; return at once, whatever is half sent."""
        handler = _Shown(lambda text: None if self._server.should_exit else self._show(text))
        # A Ctrl-C before the server takes signals, or after, is one as well.
        with _only_to(handler), suppress(KeyboardInterrupt):
            self._server.run(sockets=[self._listener])

    def stop(self) -> None:
        """End `run`, from any thread."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    """uvicorn's server, which waits for nobody and ends well."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take signals for a wish to end; uvicorn would raise them again afterwards."""
        with taking_signals(self.handle_exit):
            yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Drop all connections first: streams never end by themselves."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await super().shutdown(sockets)


class _Shown(logging.Handler):
    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._show = show

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        # What cannot be helped needs no traceback.
        known = isinstance(error, PapershelfError)
        self._show(str(error) if known else self.format(record).strip())


@contextmanager
def _only_to(handler: logging.Handler) -> Iterator[None]:
    """What uvicorn says goes to the handler, and not to the terminal."""
    logger = logging.getLogger("uvicorn.error")
    propagate = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
