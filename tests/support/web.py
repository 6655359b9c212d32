"""A web of many hosts on this machine, which answers as tests want it to."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from papershelf.linkcheck import Network
from papershelf.linkcheck.guard import GuardedTransport
from papershelf.net import Pace

HERE = "127.0.0.1"
PRIVATE = "10.0.0.7"


@dataclass(frozen=True)
class Reply:
    """What a server says to a request."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    head: int = 0
    """The status for HEAD, where it is another one."""
    hangs: bool = False
    """Whether it says nothing until the test is over."""
    drips: bool = False
    """Whether it never gets to the end of its header."""
    breaks: bool = False
    """Whether it closes the connection at once."""
    needs_cookie: str = ""
    """Answers 200 only to those who send it; others get `status`."""


@dataclass
class Web:
    """Hosts, their pages, and who asked for them."""

    port: int = 0
    pages: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    """By host and path; of a list each reply is given once, the last one for ever."""
    asked: list[str] = field(default_factory=list)
    """Methods, hosts and paths."""
    headers: list[dict[str, str]] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)
    resolved: list[str] = field(default_factory=list)
    is_down: bool = False
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    at_once: Counter[str] = field(default_factory=Counter)
    most_at_once: Counter[str] = field(default_factory=Counter)

    def resolve(self, host: str, port: int) -> list[tuple[str, int]]:
        """Where a host is, whatever its port."""
        with self.lock:
            self.resolved.append(host)
        if self.is_down:
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if host in self.unknown:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if host in self.private:
            return [(PRIVATE, port)]
        with suppress(OSError):
            socket.inet_aton(host)
            return [(host, port)]
        return [(HERE, self.port)]

    def network(self, **changes: Any) -> Network:
        """A way to its hosts, and to no others."""
        given: dict[str, Any] = {
            "transport": GuardedTransport(
                resolve=self.resolve, may_reach=lambda address: address == HERE, total=5.0
            ),
            "pace": Pace(usual=0.0),
            "backoff": (0.0, 0.0),
            "known": (("known.site", 80),),
        }
        return Network(**{**given, **changes})

    def reply(self, place: str) -> Reply:
        """What the next request for a place gets."""
        with self.lock:
            found = self.pages.get(place, Reply())
            if isinstance(found, list):
                return found.pop(0) if len(found) > 1 else found[0]
            return found


class _Handler(BaseHTTPRequestHandler):
    web: Web

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        web, host = self.web, self.headers["Host"]
        with web.lock:
            web.asked.append(f"{self.command} {host}{self.path}")
            web.headers.append({key.lower(): value for key, value in self.headers.items()})
            web.at_once[host] += 1
            web.most_at_once[host] = max(web.most_at_once[host], web.at_once[host])
        # Whoever asks for another thing meanwhile is seen to do so.
        web.over.wait(0.001)
        with web.lock:
            web.at_once[host] -= 1
        self._send(web.reply(f"{host}{self.path}"))

    def _send(self, reply: Reply) -> None:
        if reply.breaks:
            return
        if reply.hangs:
            self.web.over.wait(30)
            return
        if reply.drips:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not self.web.over.wait(0.02):
                self.wfile.write(b"x")
            return
        status = reply.head if self.command == "HEAD" and reply.head else reply.status
        if reply.needs_cookie and reply.needs_cookie in self.headers.get("Cookie", ""):
            status = 200
        self.send_response(status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            with suppress(OSError):
                self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name above
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients go away whenever they like."""


@contextmanager
def web() -> Iterator[Web]:
    """A web, as long as the test lasts."""
    made = Web()
    handler = type("Handler", (_Handler,), {"web": made})
    with _Server((HERE, 0), handler) as server:
        made.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield made
        finally:
            made.over.set()
            server.shutdown()
