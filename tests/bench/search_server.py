"""A server of files on loopback that answers as GitHub Pages does: gzip, and keep for 10 minutes.

Bodies are compressed before they are asked for, so that compressing is in no measurement.
"""

import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

LEVEL = 6
"""Of gzip: what servers compress with."""
_QUIET_SECONDS = 0.5
_PATIENCE_SECONDS = 60


def zipped(content: bytes) -> bytes:
    """The body a server sends."""
    return gzip.compress(content, LEVEL, mtime=0)


class Traffic:
    """The files that were asked for, in order, as (path, bytes of the gzip body)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._served: list[tuple[str, int]] = []
        self._active = 0
        self._last = time.monotonic()

    def begin(self) -> None:
        """A request has come."""
        with self._lock:
            self._active += 1

    def end(self, path: str, size: int) -> None:
        """It has been answered."""
        with self._lock:
            self._active -= 1
            self._served.append((path, size))
            self._last = time.monotonic()

    def wait_until_quiet(self) -> None:
        """Return half a second after the last answer."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with self._lock:
                quiet = time.monotonic() - self._last
                if not self._active and quiet >= _QUIET_SECONDS:
                    return
            time.sleep(0.02)
        raise SystemExit("The page does not stop asking for files.")

    def take(self) -> list[tuple[str, int]]:
        """What was served since the last call."""
        with self._lock:
            served, self._served = self._served, []
        return served


class Bodies:
    """Compressed files of a folder, kept in memory once they were asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._bodies: dict[str, bytes] = {}

    def compress(self, *names: str) -> None:
        """Compress whole folders beforehand."""
        for name in names:
            for path in sorted((self._folder / name).rglob("*")):
                if path.is_file():
                    self.get("/" + path.relative_to(self._folder).as_posix())

    def get(self, path: str) -> bytes | None:
        """The body for a path of an address, which is that of a folder if it ends in a slash."""
        if path not in self._bodies:
            name = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
            file = (self._folder / name).resolve()
            if not file.is_relative_to(self._folder) or not file.is_file():
                return None
            self._bodies[path] = zipped(file.read_bytes())
        return self._bodies[path]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Otherwise a body waits 40 ms for the acknowledgement of its headers.
    disable_nagle_algorithm = True
    wbufsize = -1

    def __init__(self, *arguments: object, bodies: Bodies, traffic: Traffic) -> None:
        self._bodies = bodies
        self._traffic = traffic
        # The server knows what it hands over: socket, address and itself.
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self._traffic.begin()
        body = self._bodies.get(path)
        try:
            self.send_response(HTTPStatus.OK if body is not None else HTTPStatus.NOT_FOUND)
            if body is not None:
                name = path + "index.html" if path.endswith("/") else path
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Cache-Control", "max-age=600")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")
            self.wfile.flush()
        finally:
            self._traffic.end(path, len(body or b""))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name above
        pass


@contextmanager
def serving(folder: Path, *beforehand: str) -> Iterator[tuple[str, Traffic]]:
    """Serve a folder; yields its address, which ends in a slash, and what is asked for.

    `beforehand`: folders in it to compress first; the others' files are when asked for.
    """
    bodies, traffic = Bodies(folder), Traffic()
    bodies.compress(*beforehand)
    handler = partial(_Handler, bodies=bodies, traffic=traffic)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", traffic
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
