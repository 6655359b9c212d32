"""A plain static file server for the browser tests, at a domain root or below a path."""

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

_PACKED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")
"""The types that GitHub Pages packs."""


class _Files(SimpleHTTPRequestHandler):
    """Serves a folder as GitHub Pages does: packed, kept for ten minutes, 404.html if not there."""

    prefix = "/"
    protocol_version = "HTTP/1.1"
    # Who asks for one file after the other would wait 40 ms for each.
    disable_nagle_algorithm = True

    def translate_path(self, path: str) -> str:
        parts = urlsplit(path)
        if not parts.path.startswith(self.prefix):
            return str(Path(self.directory) / "no such file")
        return super().translate_path("/" + parts.path.removeprefix(self.prefix))

    def send_head(self) -> BinaryIO | BytesIO | None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and urlsplit(self.path).path.endswith("/"):
            path /= "index.html"
        kind = self.guess_type(path)
        if not path.is_file() or not kind.startswith(_PACKED):
            return super().send_head()
        return self._packed(HTTPStatus.OK, kind, path.read_bytes())

    def _packed(self, status: HTTPStatus, kind: str, content: bytes) -> BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        answer = self._packed(HTTPStatus.NOT_FOUND, "text/html", page.read_bytes())
        if self.command != "HEAD":
            self.wfile.write(answer.getvalue())

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name above
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A browser that is closed drops the connections it has kept.
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder below `prefix`; yields the address, which ends in a slash.

    The folder may be filled later.
    """
    handler = type("Handler", (_Files,), {"prefix": prefix})
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
