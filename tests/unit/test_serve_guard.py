"""Whom the preview answers, byte by byte on a real server."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress

import pytest
from starlette.types import Message, Receive, Scope, Send
from tests.support.preview import FakePreview, FakeSite, Served, serving

from papershelf.serve.guard import Guard
from papershelf.serve.state import State

HOME = b"<!doctype html><html><head></head><body>Home</body></html>"
ALWAYS = {
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    site = FakeSite({"index.html": HOME, "404.html": b"<p>Nothing", "search.json": b"{}"})
    with serving(FakePreview(State(1, site))) as served:
        yield served


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LocalHost", "[::1]"])
def test_the_names_of_this_machine_are_answered(served: Served, name: str) -> None:
    assert served.ask(Host=f"{name}:{served.port}").status == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example:{port}", "127.0.0.1.evil.example:{port}", "evil.example", "localhost"),
        *("127.0.0.1", "127.0.0.1:1", "127.0.0.1:0{port}", "127.0.0.1:{port}:{port}", ":{port}"),
        *("localhost.:{port}", "evil@127.0.0.1:{port}", "127.0.0.1:{port}/", "127.0.0.1:{port}#"),
        *("", "2130706433:{port}", "0x7f.1:{port}", "127.1:{port}", "0.0.0.0:{port}"),
        *("[::ffff:127.0.0.1]:{port}", "127.0.0.1:{port}, evil.example"),
    ],
)
def test_other_names_and_ports_are_misdirected(served: Served, host: str) -> None:
    answer = served.ask(Host=host.format(port=served.port))

    assert answer.status in {400, 421}
    assert b"Home" not in answer.body


def test_a_page_that_gave_itself_our_address_learns_how_to_be_let_in(served: Served) -> None:
    answer = served.ask(Host=f"evil.example:{served.port}")

    assert answer.status == 421
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert b"--host" in answer.body
    assert f"http://127.0.0.1:{served.port}/".encode() in answer.body
    assert b"evil" not in answer.body


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET / HTTP/1.0\r\nHost: 127.0.0.1:%d\r\nHost: 127.0.0.1:%d\r\n\r\n",
    ],
)
def test_requests_with_no_host_or_two_are_refused(served: Served, request_: bytes) -> None:
    answer = served.raw(request_.replace(b"%d", str(served.port).encode()))

    assert answer.status in {400, 421}
    assert b"Home" not in answer.body


@pytest.mark.parametrize(
    "origin",
    [
        *("http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1", ""),
        *("http://127.0.0.1", "http://127.0.0.1:{port}.evil.example", "file://"),
        *("http://localhost:{port}", "http://127.0.0.1:{port} http://evil.example"),
    ],
)
def test_other_senders_are_refused(served: Served, origin: str) -> None:
    answer = served.ask("/search.json", Origin=origin.format(port=served.port))

    assert answer.status == 403
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_our_own_pages_are_answered_without_leave_for_others(served: Served) -> None:
    answer = served.ask("/search.json", Origin=f"http://127.0.0.1:{served.port}")

    assert answer.status == 200
    assert not any(name.startswith("access-control") for name in answer.headers)


@pytest.mark.parametrize("sender", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("mode", "dest"),
    [("no-cors", "script"), ("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe")],
)
def test_other_sites_cannot_load_what_is_in_the_preview(
    served: Served, sender: str, mode: str, dest: str
) -> None:
    answer = served.ask(
        "/search.json", Sec_Fetch_Site=sender, Sec_Fetch_Mode=mode, Sec_Fetch_Dest=dest
    )

    assert answer.status == 403


@pytest.mark.parametrize("sender", ["cross-site", "same-site", "none", "same-origin"])
def test_links_from_anywhere_lead_to_the_preview(served: Served, sender: str) -> None:
    answer = served.ask(Sec_Fetch_Site=sender, Sec_Fetch_Mode="navigate", Sec_Fetch_Dest="document")

    assert answer.status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get"])
def test_nothing_can_be_done_but_reading(served: Served, method: str) -> None:
    answer = served.ask(method=method)

    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        *(("/", 200), ("/nothing", 404), ("/__papershelf/", 200), ("/__papershelf", 307)),
        *(("/__papershelf/nothing", 404), ("/__papershelf/status.json", 200)),
    ],
)
def test_every_answer_forbids_framing_keeping_and_guessing(
    served: Served, target: str, status: int
) -> None:
    answer = served.ask(target)

    assert answer.status == status
    assert ALWAYS.items() <= answer.headers.items()


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "null"}])
def test_refusals_have_the_same_headers(served: Served, headers: dict[str, str]) -> None:
    assert ALWAYS.items() <= served.ask(**headers).headers.items()


def test_no_answer_tells_what_runs_here(served: Served) -> None:
    assert "server" not in served.ask().headers


def test_a_request_to_change_to_websockets_gets_a_page_and_no_complaint(served: Served) -> None:
    complaints = len(served.shown)

    answer = served.ask(
        Connection="Upgrade, close", Upgrade="websocket", Sec_WebSocket_Version="13"
    )

    assert answer.status == 200
    assert len(served.shown) == complaints


@pytest.mark.parametrize("target", ["/" + "a" * 100_000, "/" + "%2e%2e%2f" * 20_000])
def test_very_long_targets_lead_nowhere(served: Served, target: str) -> None:
    with suppress(ConnectionError):
        assert served.ask(target).status in {400, 404}
    assert served.ask().status == 200


@pytest.mark.parametrize(
    "garbage",
    [b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"hello\r\n\r\n", b"GET  / HTTP/9.9\r\n\r\n"],
)
def test_what_is_no_request_is_refused_and_told(served: Served, garbage: bytes) -> None:
    complaints = len(served.shown)

    assert served.raw(garbage).status == 400
    assert served.shown[complaints:] == ["Invalid HTTP request received."]


def test_a_body_nobody_asked_for_is_not_waited_for(served: Served) -> None:
    assert served.ask(Content_Length="1000000").status == 200


async def _never(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError("the guard let it through")


def test_websockets_are_closed() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    guard = Guard(_never, frozenset({"localhost"}), 8000)
    asyncio.run(guard({"type": "websocket", "headers": []}, receive, send))

    assert [message["type"] for message in sent] == ["websocket.close"]


def _host_answer(names: frozenset[str], port: int, server: str, host: str) -> int:
    guard = Guard(_never, names, port)
    scope = {
        "type": "http",
        "method": "GET",
        "server": (server, port),
        "headers": [(b"host", host.encode())],
    }
    refusal = guard._refusal(scope)
    return refusal.status_code if refusal else 200


@pytest.mark.parametrize(
    ("server", "host"),
    [
        ("192.168.1.5", "192.168.1.5:8000"),
        ("::ffff:192.168.1.5", "192.168.1.5:8000"),
        ("fd00::5", "[fd00::5]:8000"),
    ],
)
def test_a_machine_is_known_by_the_address_it_was_reached_at(server: str, host: str) -> None:
    assert _host_answer(frozenset({"localhost"}), 8000, server, host) == 200
    assert _host_answer(frozenset({"localhost"}), 8000, "10.0.0.1", host) == 421


def test_browsers_leave_the_usual_port_out() -> None:
    assert _host_answer(frozenset({"localhost"}), 80, "127.0.0.1", "localhost") == 200
    assert _host_answer(frozenset({"localhost"}), 8000, "127.0.0.1", "localhost") == 421
