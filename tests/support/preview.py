"""A preview without a shelf, its server, and requests byte by byte."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from papershelf.errors import PapershelfError
from papershelf.serve.address import allowed_hosts, bind
from papershelf.serve.app import make_app
from papershelf.serve.connection import Connection
from papershelf.serve.server import PreviewServer
from papershelf.serve.state import ServedFile, State

PATIENCE = 20.0
"""Seconds after which a test has failed."""


@dataclass(frozen=True)
class FakeSite:
    """A site of given files; a `page` for those in HTML, errors are raised."""

    files: Mapping[str, bytes | Path | PapershelfError]
    base_path: str = "/"
    key: str = "one"
    stylesheet: str = "assets/1/style.css"
    search: str = "found"

    def find(self, path: str) -> ServedFile | None:
        content = self.files.get(path)
        if isinstance(content, PapershelfError):
            raise content
        if content is None:
            return None
        return ServedFile(path, content, f"digest of {path}" if path.endswith(".html") else "")

    def pages(self) -> Iterator[str]:
        return (path for path in self.files if path.endswith(".html"))


class FakePreview:
    """A preview whose states are put by hand."""

    def __init__(self, state: State | None = None) -> None:
        self.state = state or State(0)
        self.listeners: list[Callable[[], None]] = []

    def subscribe(self, on_change: Callable[[], None]) -> Callable[[], None]:
        self.listeners.append(on_change)
        return lambda: self.listeners.remove(on_change)

    def change(self, **changes: Any) -> State:
        """Put the next state."""
        self.state = replace(self.state, version=self.state.version + 1, **changes)
        for listener in list(self.listeners):
            listener()
        return self.state


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Served:
    """A running server."""

    port: int
    preview: FakePreview
    shown: list[str] = field(default_factory=list)
    """What it complained of."""

    def connect(self) -> socket.socket:
        """A connection to it that fails rather than hangs."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, target: str = "/", method: str = "GET", **headers: str) -> Answer:
        """The answer to one request; `_` in names of headers stands for `-`."""
        named = {"Host": f"127.0.0.1:{self.port}", "Connection": "close"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {named[name]}" for name in named)]
        return self.raw("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def raw(self, request: bytes) -> Answer:
        """The answer to these bytes."""
        with self.connect() as connection:
            connection.sendall(request)
            return parsed(read_all(connection))

    def stream(self) -> socket.socket:
        """An event stream, its beginning unread."""
        connection = self.connect()
        connection.sendall(self.event_request)
        return connection

    @property
    def event_request(self) -> bytes:
        """Asks for an event stream."""
        return b"GET /__papershelf/events HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % self.port


@contextmanager
def serving(
    preview: FakePreview, *, connection: type[Connection] = Connection, **options: Any
) -> Iterator[Served]:
    """A server for a preview on any free port."""
    listener = bind("127.0.0.1", 0)
    served = Served(listener.getsockname()[1], preview)
    names = allowed_hosts(listener, "127.0.0.1")
    app = make_app(preview, names=names, port=served.port, **options)
    server = PreviewServer(app, listener, show=served.shown.append, connection=connection)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield served
    finally:
        server.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def read_all(connection: socket.socket) -> bytes:
    """Everything until the other end is done."""
    return b"".join(iter(lambda: connection.recv(65_536), b""))


def read_until(connection: socket.socket, mark: bytes) -> bytes:
    """Everything until `mark` has come, or the end."""
    text = b""
    while mark not in text and (more := connection.recv(65_536)):
        text += more
    return text


def parsed(answer: bytes) -> Answer:
    """An answer from its bytes; the body as it was sent."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        assert name.lower() not in headers
        headers[name.lower()] = value
    return Answer(int(first.split()[1]), headers, body)
