"""Ask one address, politely: by HEAD, by GET where that is refused, and along its redirections."""

import re
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx

from papershelf.linkcheck.addresses import host_of, plain_address
from papershelf.linkcheck.answer import Answer, Verdict
from papershelf.linkcheck.guard import PrivateError, UnknownHostError
from papershelf.linkcheck.hosts import RestingError, Turns
from papershelf.linkcheck.ids import REDIRECTING
from papershelf.net import retry_after
from papershelf.version import GENERATOR, version_of

_MOST_STEPS = 10
_MOST_SECONDS = 60.0
"""How long the servers of all steps together may take."""
_LEADS_ON = frozenset({301, 302, 303, 307, 308})
_FOR_EVER = frozenset({301, 308})
_MEANT = frozenset({401, 407, 429, 451, 503, 999})
"""What a server that answers HEAD so would answer GET as well."""
_CROWDED = frozenset({429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""It may be better in a moment."""
_TOLD_MORE = re.compile(
    r"[?&;](session|sid|jsessionid|token|sig|expires|ticket|error)", re.IGNORECASE
)
_GATE = re.compile(
    r"/(log-?in|sign-?in|sso|auth|oauth2?|consent|captcha|cookie"
    r"|(errors?|40[34]|not-?_?found|(page-?)?suspended|parking|lander)(\.\w+)?(/|$))",
    re.IGNORECASE,
)

HEADERS = {
    "User-Agent": f"{GENERATOR}/{version_of('papershelf')} (checks the links of a reading list)",
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "en,*;q=0.5",
    # Nothing of what comes is read.
    "Accept-Encoding": "identity",
}


class Asker:
    """Asks addresses one by one; threads may share it.

    `turns`: when which host may be asked. `timeout`: seconds for a connection and for each sign of
    life.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport,
        turns: Turns,
        *,
        timeout: float = 15.0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._transport = transport
        self._turns = turns
        self._timeout = timeout
        self._now = now

    def ask(self, address: str) -> Answer:
        """What comes of asking for an address; never raises for what a server or network does."""
        # Cookies are kept along the way, for servers that insist, and forgotten at its end.
        client = httpx.Client(
            transport=self._transport, headers=HEADERS, timeout=self._timeout, trust_env=False
        )
        way = [address]
        lasting, spent = True, 0.0
        while True:
            try:
                response = self._look(client, way[-1])
            except RestingError:
                return Answer(Verdict.LEFT, "its host wants to be left alone", reached=True)
            except httpx.RequestError as error:
                return _failed(error, reached=len(way) > 1)
            except (httpx.InvalidURL, ValueError):
                return Answer(Verdict.UNSURE, "cannot be asked", reached=len(way) > 1)
            status = response.status_code
            if status not in _LEADS_ON or "location" not in response.headers:
                return self._judge(address, way, response, lasting=lasting)
            if host_of(way[-1]) in REDIRECTING:
                return Answer(Verdict.FINE, status=status, reached=True)
            step = _joined(way[-1], response.headers["location"])
            lasting = lasting and status in _FOR_EVER
            spent += response.elapsed.total_seconds()
            reason = ""
            if not step:
                reason = "leads to something that is no web address"
            elif step in way and not client.cookies:
                reason = "leads in a circle"
            elif len(way) > _MOST_STEPS:
                reason = f"leads on more than {_MOST_STEPS} times"
            elif spent > _MOST_SECONDS:
                reason = "does not answer in time"
            if reason:
                return Answer(Verdict.UNSURE, reason, status, reached=True)
            way.append(step)

    def _look(self, client: httpx.Client, address: str) -> httpx.Response:
        try:
            response = self._send(client, "HEAD", address)
        except (httpx.RemoteProtocolError, httpx.ReadError):
            # Some servers close the connection on what they do not know.
            return self._send(client, "GET", address)
        if response.status_code < 400 or response.status_code in _MEANT:
            return response
        return self._send(client, "GET", address)

    def _send(self, client: httpx.Client, method: str, address: str) -> httpx.Response:
        # A byte tells as much as the whole paper does.
        headers = {"Range": "bytes=0-0"} if method == "GET" else {}
        with self._turns(host_of(address)):
            request = client.build_request(method, address, headers=headers)
            response = client.send(request, stream=True, follow_redirects=False)
            response.close()
        return response

    def _judge(
        self, address: str, way: list[str], response: httpx.Response, *, lasting: bool
    ) -> Answer:
        status = response.status_code
        # 416: there is something, if nothing at its first byte.
        if status < 300 or status == 416:
            if len(way) > 1 and lasting and _is_better(address, way[-1]):
                return Answer(Verdict.MOVED, status=status, to=way[-1], reached=True)
            return Answer(Verdict.FINE, status=status, reached=True)
        reason = f"answers {status}"
        if status == 410:
            return Answer(Verdict.GONE, reason, status, reached=True)
        if status == 404:
            return Answer(Verdict.MISSING, reason, status, reached=True)
        wanted = retry_after(response.headers.get("retry-after", ""), self._now()) or 0.0
        crowded = status in _CROWDED
        pause = wanted if crowded else 0.0
        # Other addresses may lead there as well.
        self._turns.rest(host_of(way[-1]), pause)
        return Answer(Verdict.UNSURE, reason, status, pause=pause, again=crowded, reached=True)


def _joined(address: str, location: str) -> str:
    try:
        return plain_address(str(httpx.URL(address).join(location)))
    except (httpx.InvalidURL, ValueError):
        return ""


def _is_better(old: str, new: str) -> bool:
    """Whether a new address is one to write down, rather than a front page or a gate."""
    before, after = urlsplit(old), urlsplit(new)
    if before.scheme == "https" and after.scheme == "http":
        return False
    front = after.path in {"", "/"} and not after.query
    if front and (before.path not in {"", "/"} or before.query):
        return False
    return not _TOLD_MORE.search(new) and not _GATE.search(after.path)


def _failed(error: httpx.RequestError, *, reached: bool) -> Answer:
    match error:
        case PrivateError():
            return Answer(Verdict.PRIVATE, str(error), reached=reached)
        case UnknownHostError():
            return Answer(Verdict.MISSING, str(error), reached=reached)
        case httpx.TimeoutException():
            reason = "does not answer in time"
        case httpx.ConnectError() if _is_of_tls(error):
            return Answer(Verdict.UNSURE, "has no certificate that is good", reached=True)
        case httpx.ConnectError():
            reason = "cannot be connected to"
        case _:
            reason = "breaks the connection off"
    return Answer(Verdict.UNSURE, reason, again=True, reached=reached)


def _is_of_tls(error: BaseException) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
