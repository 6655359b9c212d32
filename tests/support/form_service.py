"""A service that forms are sent to, on this machine and by https, as a policy has it."""

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.support.node import unavailable

THANKS = b"<!doctype html><html lang=en><title>Thanks</title>"


@dataclass
class FormService:
    """What was sent to it; `leads_to` is where it sends people after a form."""

    address: str = ""
    leads_to: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)
    """Paths with the bodies that were posted to them."""
    shown: list[str] = field(default_factory=list)
    """Paths of pages that were asked for."""


@contextmanager
def form_service(folder: Path) -> Iterator[FormService]:
    """A running service, whose certificate nobody signed; `folder` holds that."""
    service = FormService()

    class _Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.sent.append((self.path, body.decode()))
            if service.leads_to:
                self.send_response(303)
                self.send_header("Location", service.leads_to)
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._thank()

        def do_GET(self) -> None:
            service.shown.append(self.path)
            self._thank()

        def _thank(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(THANKS)))
            self.end_headers()
            self.wfile.write(THANKS)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_certificate(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    service.address = f"https://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "service.crt", folder / "service.key"
    if shutil.which("openssl") is None:
        unavailable("openssl is not installed, so no service can be played by https.")
    if not key.exists():
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                *("-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(certificate)),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
    return certificate, key
