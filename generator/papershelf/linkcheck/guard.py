"""Connections to public hosts only, each to the very address that was looked at.

Links are written by anybody: one may name a machine of the network that the check runs in, or a
host whose name leads there, at once or at the second look.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from papershelf.linkcheck.addresses import is_public

_MOST_ADDRESSES = 3
"""Addresses of one host that are tried."""
Resolve = Callable[[str, int], Sequence[tuple[str, int]]]
"""IP addresses and ports of a host and port; raises OSError."""


class PrivateError(httpx.RequestError):
    """A host leads into a network that is not public."""


class UnknownHostError(httpx.ConnectError):
    """There is no host of this name."""


def resolve(host: str, port: int) -> list[tuple[str, int]]:
    """The addresses of a host, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys((str(address[0]), int(address[1])) for *_, address in found))


class _Stream(httpcore.NetworkStream):
    """A connection that ends at some time, however slowly the other side speaks."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def _left(self, timeout: float | None, error: type[Exception]) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise error("it takes too long")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, resolve: Resolve, may_reach: Callable[[str], bool], total: float) -> None:
        self._resolve = resolve
        self._may_reach = may_reach
        self._total = total
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        deadline = time.monotonic() + self._total
        try:
            found = self._resolve(host.strip("[]"), port)
        except UnicodeError:
            raise UnknownHostError("its name is none that a host may have") from None
        except socket.gaierror as error:
            if error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)}:
                raise UnknownHostError("its name is not known") from None
            raise httpcore.ConnectError("its name could not be looked up") from None
        allowed = [place for place in found if self._may_reach(place[0])]
        if not allowed:
            raise PrivateError("leads into a network that is not public")
        for number, (address, at) in enumerate(allowed[:_MOST_ADDRESSES], 1):
            try:
                stream = self._inner.connect_tcp(
                    address, at, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == min(len(allowed), _MOST_ADDRESSES):
                    raise
            else:
                return _Stream(stream, deadline)
        raise httpcore.ConnectError("it could not be reached")


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of the lower library as those of the same name of the higher one."""
    try:
        yield
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        same = getattr(httpx, type(error).__name__, httpx.TransportError)
        raise same(str(error)) from error


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _translated():
            yield from self._stream

    def close(self) -> None:
        with _translated():
            self._stream.close()


class GuardedTransport(httpx.BaseTransport):
    """Sends requests to public hosts, one connection for each.

    `may_reach` says of an IP address whether it is public; `total` is the longest time that a
    connection may take, in seconds. Threads may share it.
    """

    def __init__(
        self,
        *,
        resolve: Resolve = resolve,
        may_reach: Callable[[str], bool] = is_public,
        total: float = 30.0,
    ) -> None:
        self._backend = _Backend(resolve, may_reach, total)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            # Hosts are asked seconds apart, and each for a few addresses.
            max_keepalive_connections=0,
            max_connections=None,
            network_backend=self._backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; errors are those of httpx, and PrivateError."""
        raw = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _translated():
            answer = self._pool.handle_request(raw)
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    def can_connect(self, host: str, port: int, timeout: float) -> bool:
        """Whether a host can be reached at all."""
        try:
            self._backend.connect_tcp(host, port, timeout).close()
        except (httpx.RequestError, httpcore.NetworkError, httpcore.TimeoutException, OSError):
            return False
        return True

    def close(self) -> None:
        """Let all connections go."""
        self._pool.close()
