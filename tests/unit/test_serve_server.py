"""How the preview's server begins, waits and ends."""

import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress

import pytest
from tests.support.preview import (
    PATIENCE,
    FakePreview,
    FakeSite,
    Served,
    read_all,
    read_until,
    serving,
)

from papershelf.serve.connection import Connection
from papershelf.serve.state import State

SITE = FakeSite({"index.html": b"<p>Home", "film.bin": bytes(30_000_000)})

PROGRAM = """
import sys
from tests.support.preview import FakePreview, FakeSite
from papershelf.serve.address import allowed_hosts, bind
from papershelf.serve.app import make_app
from papershelf.serve.server import PreviewServer
from papershelf.serve.state import State

listener = bind("127.0.0.1", 0)
port = listener.getsockname()[1]
preview = FakePreview(State(1, FakeSite({"film.bin": bytes(30_000_000)})))
names = allowed_hosts(listener, "127.0.0.1")
app = make_app(preview, names=names, port=port)
print(port, flush=True)
PreviewServer(app, listener, show=print).run()
print("ended well")
"""


class Hasty(Connection):
    """A connection that soon loses patience."""

    patience = 0.05


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:%d\r\nX-",
    ],
)
def test_who_does_not_finish_asking_is_dropped(sent: bytes) -> None:
    with serving(FakePreview(State(1, SITE)), connection=Hasty) as served:
        with served.connect() as connection:
            connection.sendall(sent)
            assert _next(connection) == b""
        assert served.ask().status == 200


def test_who_goes_on_asking_byte_by_byte_is_dropped() -> None:
    with (
        serving(FakePreview(State(1, SITE)), connection=Hasty) as served,
        served.connect() as connection,
    ):
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
        connection.settimeout(0.001)
        dropped = False
        for _ in range(int(PATIENCE * 1000)):
            try:
                connection.sendall(b"x")
                dropped = connection.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                dropped = True
            if dropped:
                break
    assert dropped


def test_who_does_not_take_an_answer_is_dropped_but_a_quiet_stream_stays() -> None:
    lost = threading.Event()

    class Watched(Hasty):
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            lost.set()

    preview = FakePreview(State(1, SITE))
    with (
        serving(preview, connection=Watched) as served,
        served.stream() as stream,
        served.connect() as stuck,
    ):
        stuck.sendall(b"GET /film.bin HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % served.port)
        assert lost.wait(PATIENCE)
        with suppress(ConnectionError):
            assert len(read_all(stuck)) < 30_000_000
        preview.change(catching_up=True)

        assert b'"catching_up":true' in read_until(stream, b'"catching_up":true')


def test_more_connections_than_a_browser_needs_are_not_taken() -> None:
    class Few(Connection):
        most = 1

    with serving(FakePreview(State(1, SITE)), connection=Few) as served, served.connect() as first:
        first.sendall(b"GET / HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % served.port)
        assert first.recv(9) == b"HTTP/1.1 "
        with served.connect() as second:
            assert _next(second) == b""


def _next(connection: socket.socket) -> bytes:
    """What comes before the other end closes."""
    try:
        return connection.recv(1)
    except ConnectionError:
        return b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_at_once_and_well_whatever_is_open(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout
        port = int(process.stdout.readline())
        served = Served(port, FakePreview())
        with served.stream() as stream, served.connect() as stuck, served.connect():
            read_until(stream, b'"version":1')
            stuck.sendall(b"GET /film.bin HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % port)
            assert stuck.recv(9) == b"HTTP/1.1 "
            process.send_signal(number)
            said, _ = process.communicate(timeout=PATIENCE)

    assert said == b"ended well\n"
    assert process.returncode == 0
