"""A server on this machine that plays all providers, well or badly."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from papershelf.providers import Sources


@dataclass(frozen=True)
class Answer:
    """What the server says to one request."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    """What it claims the body has, where that is not so."""
    wait: threading.Event | None = None
    """It says nothing until this is set."""


Reply = Callable[[str, bytes], "Answer | str"]
"""What is said to a path with its query, and a body."""


def says(body: str | bytes, status: int = 200, **headers: str) -> Answer:
    """An answer with a body; underscores in names of headers are hyphens."""
    content = body.encode() if isinstance(body, str) else body
    return Answer(content, status, {name.replace("_", "-"): text for name, text in headers.items()})


NOT_FOUND = Answer(b"Resource not found.", 404)


@dataclass
class Providers:
    """What is answered to which beginning of a path: the last answer of a list stays."""

    base: str
    answers: dict[str, list[Answer | Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Paths with their queries, in order."""
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    """What was sent with each request; empty for those that only ask."""

    def on(self, path: str, *answers: Answer | Reply | str) -> None:
        """Answer requests whose path begins so, one answer after the other."""
        self.answers[path] = [says(one) if isinstance(one, str) else one for one in answers]

    def answer(self, path: str, body: bytes = b"") -> Answer:
        """What to say to a path."""
        known = [begin for begin in self.answers if path.startswith(begin)]
        if not known:
            return NOT_FOUND
        answers = self.answers[max(known, key=len)]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        said = answer if isinstance(answer, Answer) else answer(path, body)
        return says(said) if isinstance(said, str) else said

    @property
    def sources(self) -> Sources:
        """The addresses of the providers at this server."""
        base = self.base
        return Sources(
            arxiv=f"{base}/arxiv",
            crossref=f"{base}/crossref",
            datacite=f"{base}/datacite",
            openalex=f"{base}/openalex",
            semantic_scholar=f"{base}/s2",
            pubmed=f"{base}/pubmed",
            pmc_ids=f"{base}/pmc",
            openreview=f"{base}/openreview2",
            openreview_before=f"{base}/openreview1",
            acl=f"{base}/acl",
            open_library=f"{base}/openlibrary",
            github=f"{base}/github",
            hugging_face=f"{base}/hf",
        )

    def paths(self) -> list[str]:
        """What was asked for, unquoted, without queries."""
        return [unquote(urlsplit(path).path) for path in self.asked]

    def queries(self) -> list[dict[str, list[str]]]:
        """The queries of what was asked for."""
        return [parse_qs(urlsplit(path).query) for path in self.asked]


@contextmanager
def provider_server() -> Iterator[Providers]:
    """The server, as long as the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            providers.asked.append(self.path)
            providers.headers.append(dict(self.headers.items()))
            providers.bodies.append(body)
            answer = providers.answer(self.path, body)
            if answer.wait is not None:
                answer.wait.wait(20)
            with suppress(OSError):
                self.send_response(answer.status)
                for name, text in answer.headers.items():
                    self.send_header(name, text)
                length = len(answer.body) if answer.length is None else answer.length
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(answer.body)
            if answer.length is not None:
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Tests say themselves what went wrong."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            """Clients that hang up are what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    providers = Providers(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield providers
    finally:
        server.shutdown()
        server.server_close()
