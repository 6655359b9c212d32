"""Keeps everybody out but the browser of who started the preview.

Any page in that browser can send requests to this machine, and can give itself a name that leads
here (DNS rebinding). So the name that a request asks for must be ours, and so must its sender.
"""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = ("GET", "HEAD")

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
    (b"x-robots-tag", b"noindex"),
)
"""What stands in every answer; a preview is never kept, framed, indexed or read by other pages.

A header, as the pages are to have the same bytes as those of the site.
"""


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets requests through to `app` that name this server and come from its own pages.

    `names` are those of `allowed_hosts`. Refused are, with a sentence each: a foreign or doubtful
    Host (421), other senders (403), other methods than GET and HEAD (405). No answer ever has
    headers that let other pages read it.
    """

    app: ASGIApp
    names: frozenset[str]
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        if scope["type"] != "http":
            return
        answer = self._refusal(scope) or self.app
        await answer(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._authorities(scope):
            return PlainTextResponse(
                f"This is the preview of a shelf. It answers at http://127.0.0.1:{self.port}/ and"
                " at the address it was started with. To reach it by another name, start"
                " papershelf serve with --host and that name.\n",
                421,
            )
        # Requests of our pages carry the very name they were sent to.
        if any(origin != f"http://{hosts[0].lower()}" for origin in headers.getlist("origin")):
            return PlainTextResponse("The preview answers its own pages only.\n", 403)
        if not _is_near(headers):
            return PlainTextResponse(
                "Other sites may link to the preview, but not use what is in it.\n", 403
            )
        if scope["method"] not in _METHODS:
            allow = {"allow": ", ".join(_METHODS)}
            return PlainTextResponse("The preview is for reading only.\n", 405, allow)
        return None

    def _authorities(self, scope: Scope) -> set[str]:
        names = self.names | _own_address(scope)
        with_port = {f"{name}:{self.port}" for name in names}
        return with_port | names if self.port == 80 else with_port


def _own_address(scope: Scope) -> set[str]:
    """The address of this machine that the request came in at.

    One that is a number cannot be made to lead elsewhere, so that it needs no list.
    """
    server = scope.get("server")
    try:
        address = ip_address(server[0] if server else "")
    except ValueError:
        return set()
    if isinstance(address, IPv6Address):
        return {str(address.ipv4_mapped or f"[{address}]")}
    return {str(address)}


def _is_near(headers: Headers) -> bool:
    """Whether a request is of our own pages, typed, or a link somebody follows.

    Other servers of this machine count as the same site for browsers, but are not ours.
    """
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"}:
        return True
    return (
        headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )


def _with_headers(send: Send) -> Send:
    names = {name for name, _ in _ALWAYS}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [header for header in message.get("headers", ()) if header[0] not in names]
            message = {**message, "headers": [*own, *_ALWAYS]}
        await send(message)

    return sending
