"""What the preview tells browsers, and how many, on a real server."""

import asyncio
import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from starlette.types import Message
from tests.support.preview import (
    FakePreview,
    FakeSite,
    Served,
    read_until,
    serving,
)

from papershelf.errors import Location, Problem, Severity
from papershelf.serve.events import Events
from papershelf.serve.report import encoded, state_json
from papershelf.serve.state import Numbers, State

SITE = FakeSite({"index.html": b"<p>Home", "film.bin": bytes(30_000_000)}, "/repo/")


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(FakePreview(State(1, SITE)), follow=True) as served:
        yield served


def _mark(version: int) -> bytes:
    return f'"version":{version},'.encode()


def _events(text: bytes) -> list[dict[str, object]]:
    return [json.loads(data) for data in re.findall(rb"data: (.*)\n\n", text)]


def _read_event(stream: socket.socket, version: int) -> bytes:
    text = read_until(stream, _mark(version))
    return text if text.endswith(b"\n\n\r\n") else text + read_until(stream, b"\n\n\r\n")


def test_a_stream_begins_with_the_state_as_it_is(served: Served) -> None:
    with served.stream() as stream:
        text = _read_event(stream, 1)

    head, _, body = text.partition(b"\r\n\r\n")
    assert b"HTTP/1.1 200" in head
    assert b"content-type: text/event-stream" in head
    assert b"cache-control: no-store" in head
    assert b"retry: 500\n\nid: 1\ndata: {" in body
    assert _events(body) == [state_json(served.preview.state, editor=lambda _: "", follow=True)]


def test_every_stream_hears_of_each_change(served: Served) -> None:
    with served.stream() as one, served.stream() as two:
        for stream in (one, two):
            _read_event(stream, 1)
        served.preview.change(failure="The disk is full.")

        for stream in (one, two):
            (event,) = _events(_read_event(stream, 2))
            assert (event["failed"], event["failure"]) == (True, "The disk is full.")


def test_a_quiet_stream_is_kept_alive() -> None:
    sent: list[bytes] = []

    async def read() -> None:
        heard = asyncio.Event()

        async def receive() -> Message:
            await heard.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message.get("body", b""))
            if b": still here\n\n" in sent:
                heard.set()

        events = Events(FakePreview(State(1)), lambda _: b"{}", ping=0.01)
        await events({"method": "GET"}, receive, send)

    asyncio.run(read())

    assert b"".join(sent).count(b"data: ") == 1


def test_the_65th_stream_is_told_why_it_has_to_wait(served: Served) -> None:
    with ExitStack() as stack:
        streams = [stack.enter_context(served.stream()) for _ in range(64)]
        for stream in streams:
            _read_event(stream, 1)

        refused = served.ask("/__papershelf/events")
        assert refused.status == 503
        assert refused.body.startswith(b"There are 64 event streams already")
        assert served.ask("/repo/").status == 200

        streams[0].close()
        assert _gets_a_stream(served)
    assert served.preview.state.version == 1


def _gets_a_stream(served: Served) -> bool:
    """Whether there is room for one more, as soon as the server has seen that somebody went."""
    for _ in range(1000):
        with served.stream() as stream:
            if b"HTTP/1.1 200" in read_until(stream, b"\r\n"):
                return True
    return False


def test_streams_that_are_gone_listen_no_more(served: Served) -> None:
    with served.stream() as stream:
        _read_event(stream, 1)
        assert len(served.preview.listeners) == 1

    for _ in range(1000):
        served.ask("/__papershelf/status.json")
        if not served.preview.listeners:
            break
    assert served.preview.listeners == []


def test_who_reads_nothing_holds_up_nobody_and_misses_only_what_is_old(served: Served) -> None:
    problems = [Problem(Location("a.md"), "x" * 20_000) for _ in range(50)]
    with served.stream() as slow, served.stream() as quick, served.connect() as stuck:
        stuck.sendall(b"GET /repo/film.bin HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % served.port)
        _read_event(quick, 1)
        for _ in range(30):
            state = served.preview.change(problems=problems)
            _read_event(quick, state.version)

        assert served.ask("/repo/").status == 200
        told = _read_event(slow, state.version).count(b"\nid: ")
    assert 0 < told < 30


def test_asking_for_the_head_of_the_events_takes_no_place(served: Served) -> None:
    answer = served.ask("/__papershelf/events", "HEAD")

    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert served.preview.listeners == []


def test_the_state_can_be_asked_for_as_well(served: Served) -> None:
    answer = served.ask("/__papershelf/status.json")

    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.body)["version"] == 1


def test_a_state_is_told_with_addresses_on_this_server() -> None:
    problem = Problem(Location("content/a.md", 3, 5), "what", "try", Severity.WARNING, "a: b")
    state = State(
        version=4,
        site=SITE,
        problems=[problem],
        numbers=Numbers(papers=20, drafts=2, seconds=0.25),
        catching_up=True,
        rebuilt=3,
        edited="papers/one/",
    )

    assert state_json(state, editor=lambda problem: f"editor:{problem.location}") == {
        "version": 4,
        "site": "one",
        "style": "/repo/assets/1/style.css",
        "search": "found",
        "rebuilt": 3,
        "failed": False,
        "failure": "",
        "problems": [
            {
                "path": "content/a.md",
                "line": 3,
                "column": 5,
                "message": "what",
                "hint": "try",
                "severity": "warning",
                "excerpt": "a: b",
                "editor": "editor:content/a.md:3:5",
            }
        ],
        "more": 0,
        "papers": 20,
        "drafts": 2,
        "seconds": 0.25,
        "catching_up": True,
        "edited": "/repo/papers/one/",
        "follow": False,
    }


def test_a_state_without_a_site_has_no_addresses() -> None:
    told = state_json(State(0, edited="papers/one/"), editor=lambda _: "")

    assert (told["site"], told["style"], told["edited"]) == ("", "", "")


def test_of_many_problems_the_grave_ones_are_told_and_the_others_counted() -> None:
    advice = [Problem(Location(f"{n:03}"), "m", "", Severity.ADVICE) for n in range(60)]
    grave = [Problem(Location("999"), "grave"), Problem(Location("998"), "grave")]

    told = state_json(State(1, problems=[*advice, *grave]), editor=lambda _: "")

    problems = told["problems"]
    assert isinstance(problems, list)
    assert [problem["path"] for problem in problems[:3]] == ["999", "998", "000"]
    assert (len(problems), told["more"]) == (50, 12)


@pytest.mark.parametrize("text", ["\udc80", "a\nb\r\n\ndata: x", "\u2028", "</script>"])
def test_hostile_text_stays_on_its_line(text: str) -> None:
    state = State(1, problems=[Problem(Location("a"), text)])

    line = encoded(state_json(state, editor=lambda _: ""))

    assert line.isascii()
    assert b"\n" not in line
    assert b"\r" not in line
    assert json.loads(line)["problems"][0]["message"] == text
