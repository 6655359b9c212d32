"""Ask servers one thing at a time, as a guest who says who it is and waits when told to."""

import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Protocol, Self
from urllib.parse import urlsplit

import httpx
import msgspec

from papershelf.net import bodies
from papershelf.net.asking import AnswerError, BusyError, NetworkError
from papershelf.net.pace import Pace
from papershelf.net.waits import patience

Form = Literal["json", "xml", "text"]
_ACCEPT: Mapping[Form, str] = {
    "json": "application/json",
    "xml": "application/atom+xml, application/xml;q=0.9, text/xml;q=0.8",
    "text": "text/plain, */*;q=0.5",
}
_ATTEMPTS = 3
_LONGEST_WAIT = 60.0
"""Seconds that a server may ask for before the next attempt."""
_LONGEST_ANSWER = 60.0
"""Seconds that one answer may take."""
_MOST_REDIRECTS = 3
_AGAIN = frozenset({429, 500, 502, 503, 504})
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for."""

    url: str
    params: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    """A value that is sent as JSON: then it is a POST, which changes nothing there."""
    form: Form = "json"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Those that hold a key: never remembered, never shown, not sent on to another host."""
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Parameters that hold a key or an address: not part of what an answer is remembered by."""
    none_when: frozenset[int] = _GONE
    """The codes that mean that there is no such thing."""
    read_when: frozenset[int] = frozenset()
    """The codes besides 200 whose bodies are answers to be read."""
    is_sound: Callable[[str], bool] = lambda _text: True
    """Whether a text can be an answer; JSON and XML are sound if they can be read."""

    @property
    def host(self) -> str:
        """Whom it asks."""
        return urlsplit(self.url).hostname or ""

    @property
    def name(self) -> str:
        """What an answer is remembered by."""
        parts = [self.url, *(f"{k}={v}" for k, v in sorted(self.params.items()))]
        return "\n".join([*parts, *([self.sent.decode()] if self.sent else [])])

    @property
    def sent(self) -> bytes:
        """The body in bytes, the same for the same value; empty without one."""
        return b"" if self.body is None else msgspec.json.encode(self.body, order="sorted")


class Answers(Protocol):
    """Remembers answers."""

    def recall(self, name: str) -> bytes | None:
        """An answer that is young enough; empty where there was no such thing."""

    def remember(self, name: str, body: bytes) -> None:
        """Keep an answer for the next run."""


class Client:
    """Asks servers; use it as a context, so that it closes its connections.

    `agent`: the User-Agent. `hosts`: where answers may send it on to, by https; what is sent to a
    server with a body never goes to another one. With `offline`
    only what is remembered is answered. `sleep` is given by tests, as `timeout` in seconds is.
    """

    def __init__(
        self,
        agent: str,
        *,
        pace: Pace,
        answers: Answers | None = None,
        hosts: frozenset[str] = frozenset(),
        offline: bool = False,
        timeout: float = 20.0,
        sleep: Callable[[float], None] = time.sleep,
        waiting: Callable[[str], None] = lambda _text: None,
    ) -> None:
        self._agent = agent
        self._pace = pace
        self._answers = answers
        self._hosts = hosts
        self._offline = offline
        self._sleep = sleep
        self._waiting = waiting
        self._timeout = timeout
        self._http: httpx.Client | None = None
        self._given_up: dict[str, NetworkError | BusyError] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._http is not None:
            self._http.close()

    def ask(self, request: Request) -> object:
        """The answer as its form says: a value of JSON, an element of XML or a text.

        None where the server knows no such thing. Raises NetworkError where it cannot be reached,
        AnswerError where what it says is of no use.
        """
        known = self._answers.recall(request.name) if self._answers else None
        if known == b"":
            return None
        if known is not None:
            # An earlier version may have taken for an answer what is none.
            with suppress(AnswerError):
                return _read(known, request)
        if self._offline:
            raise NetworkError(f"{request.host} has not answered this before, and --offline is on")
        if request.host in self._given_up:
            raise self._given_up[request.host]
        body = self._fetch(request)
        answer = None if body is None else _read(body, request)
        if self._answers:
            self._answers.remember(request.name, body or b"")
        return answer

    def _fetch(self, request: Request) -> bytes | None:
        host = request.host
        failure: AnswerError | NetworkError = NetworkError("")
        is_gone = False
        for attempt in range(_ATTEMPTS):
            if attempt:
                self._sleep(2.0**attempt)
            self._pace.wait(host)
            try:
                return self._once(request)
            except _TryAgainError as again:
                failure = AnswerError(again.why)
                self._pause(host, again)
            except (httpx.TransportError, OSError) as error:
                failure = NetworkError(f"cannot reach {host}: {_reason(error)}")
                if attempt + 1 < _ATTEMPTS:
                    self._waiting(f"{host} cannot be reached; trying again …")
                is_gone = isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout))
        if is_gone and isinstance(failure, NetworkError):
            # The next paper would only wait for the same.
            self._given_up[host] = failure
        raise failure

    def _pause(self, host: str, again: "_TryAgainError") -> None:
        if again.seconds is None:
            return
        if again.seconds > _LONGEST_WAIT:
            busy = BusyError(
                f"{host} asks to be left alone for {again.seconds:,.0f} s; try again later"
            )
            self._given_up[host] = busy
            raise busy
        self._waiting(f"{host} asks for {again.seconds:.0f} s of patience …")
        self._pace.pause(host, again.seconds)

    def _once(self, request: Request) -> bytes | None:
        url = httpx.URL(request.url)
        if request.params or request.secret:
            url = url.copy_merge_params({**request.params, **request.secret})
        headers = {**request.headers, "Accept": _ACCEPT[request.form]}
        body = request.sent
        if body:
            headers["Content-Type"] = "application/json"
        method = "POST" if body else "GET"
        for _ in range(_MOST_REDIRECTS + 1):
            with self._open().stream(method, url, headers=headers, content=body) as response:
                if response.is_redirect:
                    target = self._target(url, response)
                    if target.host != url.host:
                        headers = {"Accept": headers["Accept"]}
                    url = target
                    continue
                return self._body(request, response)
        raise AnswerError(f"{request.host} sends from one address to the next without end")

    def _open(self) -> httpx.Client:
        if self._http is None:
            self._http = httpx.Client(
                timeout=self._timeout,
                follow_redirects=False,
                headers={"User-Agent": self._agent, "Accept-Encoding": "gzip"},
                event_hooks={"response": [self._refuse_strange_target]},
            )
        return self._http

    def _refuse_strange_target(self, response: httpx.Response) -> None:
        """Judge a redirect before httpx looks where it leads, which it does in any case."""
        if response.is_redirect:
            self._target(response.url, response)

    def _target(self, url: httpx.URL, response: httpx.Response) -> httpx.URL:
        """Where a redirect may lead: on the same server, or by https to one of a few others."""
        try:
            target = url.join(response.headers.get("Location", ""))
        except httpx.InvalidURL:
            raise AnswerError(f"{url.host} sends on to what is no address") from None
        is_same = (target.scheme, target.host, target.port) == (url.scheme, url.host, url.port)
        hosts = self._hosts if response.request.method == "GET" else frozenset[str]()
        if is_same or (target.scheme == "https" and target.host in hosts):
            return target
        where = f"{target.scheme}://{target.host}"
        raise AnswerError(f"{url.host} sends on to {where}, which is not followed")

    def _body(self, request: Request, response: httpx.Response) -> bytes | None:
        code = response.status_code
        if code in request.none_when:
            return None
        asked = patience(response.headers, datetime.now(UTC))
        if code in _AGAIN or (code == httpx.codes.FORBIDDEN and asked is not None):
            trouble = _TROUBLE.get(code, f"in trouble ({code})")
            raise _TryAgainError(f"{request.host} is {trouble}", asked)
        if code != httpx.codes.OK and code not in request.read_when:
            raise AnswerError(f"{request.host} refuses to answer ({code})")
        coding = response.headers.get("Content-Encoding", "")
        return bodies.gather(self._chunks(response, request.host), coding, request.host)

    def _chunks(self, response: httpx.Response, host: str) -> Iterator[bytes]:
        until = time.monotonic() + _LONGEST_ANSWER
        for chunk in response.iter_raw():
            yield chunk
            if time.monotonic() > until:
                raise AnswerError(f"{host} takes more than {_LONGEST_ANSWER:.0f} s for its answer")


_TROUBLE = {403: "asked too often (403)", 429: "asked too often (429)", 503: "not available (503)"}


class _TryAgainError(Exception):
    """The server may answer if it is asked again, perhaps after some seconds."""

    def __init__(self, why: str, seconds: float | None) -> None:
        super().__init__(why)
        self.why = why
        self.seconds = seconds


def _read(body: bytes, request: Request) -> object:
    match request.form:
        case "json":
            return bodies.as_json(body, request.host)
        case "xml":
            return bodies.as_xml(body, request.host)
        case "text":
            text = bodies.as_text(body, request.host)
            if not request.is_sound(text):
                raise AnswerError(f"{request.host} sends something broken in place of an answer")
            return text


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "it does not answer in time"
    if isinstance(error, httpx.RemoteProtocolError):
        return "it hangs up before its answer is complete"
    if isinstance(_root(error), socket.gaierror):
        return "its name is not known here, as where there is no network"
    return _ERRNO.sub("", str(error)) or "there is no connection"


def _root(error: BaseException) -> BaseException:
    """What an error came of."""
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error


_ERRNO = re.compile(r"\A\[Errno -?\d+\] ")
"""What Python puts before the words of the system."""
