"""A preview of two pages that tests can change: what the client meets, without a shelf."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from typing import Any

from tests.support.node import ROOT

CLIENT = ROOT / "generator/papershelf/serve/client"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8"}
PING_S = 0.2
STATE = {
    "version": 1,
    "site": "1",
    "style": "/style.css",
    "search": "found",
    "rebuilt": 1,
    "failed": False,
    "failure": "",
    "problems": [],
    "more": 0,
    "papers": 3,
    "drafts": 0,
    "seconds": 0.05,
    "catching_up": False,
    "edited": "",
    "follow": False,
}


class FakePreview:
    """What is served, by path, and the state that is told."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.state: dict[str, Any] = STATE
        self.streams: set[SimpleQueue[dict[str, Any] | None]] = set()
        self.asked: list[str] = []

    def tell(self, **changes: Any) -> None:
        """A new state; with `files`, also a new site."""
        if "files" in changes:
            self.files |= changes.pop("files")
            changes["site"] = str(int(self.state["site"]) + 1)
        self.state = {**self.state, **changes, "version": self.state["version"] + 1}
        for stream in list(self.streams):
            stream.put(self.state)


class _Handler(BaseHTTPRequestHandler):
    preview: FakePreview

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.preview.asked.append(f"{self.command} {self.path}")
        own = CLIENT / self.path.removeprefix("/__papershelf/")
        if self.path == "/__papershelf/events":
            self._stream()
        elif self.path.startswith("/__papershelf/") and own.is_file():
            self._answer(own.read_text(encoding="utf-8"), TYPES[own.suffix])
        elif self.path.endswith(".css"):
            self._answer(self.preview.files[self.path], TYPES[".css"])
        else:
            page = self.preview.files.get(self.path, "")
            digest = blake2b(page.encode(), digest_size=8).hexdigest()
            script = f'<script type="module" src="/__papershelf/client.js" data-page="{digest}">'
            text = page.replace("</head>", f"{script}</script></head>")
            self._answer(text, TYPES[".html"], {"X-Papershelf-Page": digest})

    def _answer(self, text: str, kind: str, more: dict[str, str] | None = None) -> None:
        self.send_response(200)
        for name, value in {
            "Content-Type": kind,
            "Cache-Control": "no-store",
            **(more or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(text.encode())

    def _stream(self) -> None:
        told: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        # A state that is told between the two is told twice; the other way round it would be lost.
        self.preview.streams.add(told)
        told.put(self.preview.state)
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        line: str | None = "retry: 100\n\n"
        try:
            while line is not None:
                self.wfile.write(line.encode())
                line = _next_line(told)
        finally:
            self.preview.streams.discard(told)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name above
        pass


def _next_line(told: "SimpleQueue[dict[str, Any] | None]") -> str | None:
    with suppress(Empty):
        state = told.get(timeout=PING_S)
        return None if state is None else f"data: {json.dumps(state)}\n\n"
    # A client that has gone is noticed by writing to it.
    return ": still here\n\n"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers drop connections."""


@contextmanager
def served(preview: FakePreview, port: int = 0) -> Iterator[str]:
    """Serve a preview; yields the address without a slash at its end."""
    server = _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"preview": preview}))
    thread = threading.Thread(target=server.serve_forever, daemon=True, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        for stream in list(preview.streams):
            stream.put(None)
        thread.join()
