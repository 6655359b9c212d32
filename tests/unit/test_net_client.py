"""Asking servers: patience, limits, what is believed and what is remembered."""

import gzip
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.support.provider_server import NOT_FOUND, Answer, Providers, provider_server, says

from papershelf.adding.network import Answers, Network
from papershelf.net import AnswerError, BusyError, NetworkError, Pace
from papershelf.net.client import Client, Form, Request
from papershelf.net.waits import patience
from papershelf.providers import Sources
from papershelf.store import Store


@pytest.fixture
def server(silent_server: Providers) -> Providers:
    return silent_server


class Waits(list[float]):
    """The seconds that were to be waited."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
def client(waits: Waits) -> Iterator[Client]:
    pace = Pace(usual=0, clock=lambda: 0.0, sleep=waits)
    with Client("papershelf/test", pace=pace, timeout=0.5, sleep=waits) as client:
        yield client


def test_an_answer_in_each_form_is_read(server: Providers, client: Client) -> None:
    server.on("/json", '{"a": [1]}')
    server.on("/xml", "<a><b>c</b></a>")
    server.on("/text", "words")
    assert client.ask(Request(f"{server.base}/json")) == {"a": [1]}
    root = client.ask(Request(f"{server.base}/xml", form="xml"))
    assert getattr(root, "tag", "") == "a"
    assert client.ask(Request(f"{server.base}/text", form="text")) == "words"
    assert server.headers[0]["User-Agent"] == "papershelf/test"


def test_what_is_not_there_is_none(server: Providers, client: Client) -> None:
    assert client.ask(Request(f"{server.base}/nothing")) is None
    server.on("/bad", Answer(b"no", 400))
    assert client.ask(Request(f"{server.base}/bad", none_when=frozenset({400}))) is None


def test_a_server_in_trouble_is_asked_again(
    server: Providers, client: Client, waits: Waits
) -> None:
    server.on("/x", Answer(b"", 500), Answer(b"", 503), says("{}"))
    assert client.ask(Request(f"{server.base}/x")) == {}
    assert len(server.asked) == 3
    assert waits == [2.0, 4.0]


def test_a_server_that_stays_in_trouble_is_given_up(server: Providers, client: Client) -> None:
    server.on("/x", Answer(b"", 502))
    with pytest.raises(AnswerError, match=r"127\.0\.0\.1 is in trouble \(502\)"):
        client.ask(Request(f"{server.base}/x"))
    assert len(server.asked) == 3


def test_a_pause_that_a_server_asks_for_is_kept(
    server: Providers, client: Client, waits: Waits
) -> None:
    server.on("/x", says("", 429, Retry_After="7"), says("{}"))
    assert client.ask(Request(f"{server.base}/x")) == {}
    assert 7.0 in waits


def test_throttling_without_a_pause_is_answered_by_patience(
    server: Providers, client: Client, waits: Waits
) -> None:
    server.on("/x", says("", 429), says("{}"))
    assert client.ask(Request(f"{server.base}/x")) == {}
    assert waits == [2.0]


def test_a_pause_that_is_too_long_is_told(server: Providers, client: Client, waits: Waits) -> None:
    server.on("/x", says("", 429, Retry_After="3600"))
    with pytest.raises(BusyError, match="left alone for 3,600 s; try again later"):
        client.ask(Request(f"{server.base}/x"))
    assert len(server.asked) == 1
    assert waits == []


def test_a_server_that_wants_a_long_rest_is_left_alone(server: Providers, client: Client) -> None:
    server.on("/x", says("", 429, Retry_After="3600"))
    for _ in range(3):
        with pytest.raises(BusyError):
            client.ask(Request(f"{server.base}/x"))
    assert len(server.asked) == 1


def test_a_server_that_says_nothing_is_not_waited_for(server: Providers, client: Client) -> None:
    silence = threading.Event()
    server.on("/x", Answer(b"{}", wait=silence))
    with pytest.raises(NetworkError, match="it does not answer in time"):
        client.ask(Request(f"{server.base}/x"))
    silence.set()


def test_a_server_that_is_not_there_is_asked_once_and_for_all(waits: Waits) -> None:
    with provider_server() as gone:
        base = gone.base
    with Client("x", pace=Pace(usual=0, sleep=waits), timeout=0.5, sleep=waits) as client:
        with pytest.raises(NetworkError, match=r"cannot reach 127\.0\.0\.1: "):
            client.ask(Request(f"{base}/x"))
        before = len(waits)
        with pytest.raises(NetworkError, match=r"cannot reach 127\.0\.0\.1: "):
            client.ask(Request(f"{base}/y"))
        assert len(waits) == before
        assert NetworkError.exit_code == 3


@pytest.mark.parametrize(
    ("answer", "form", "message"),
    [
        (says('{"a": [1, '), "json", "something broken in place of JSON"),
        (says("<!doctype html><p>Sign in</p>"), "json", "a web page in place of JSON"),
        (says(""), "json", "nothing in place of JSON"),
        (says(" null "), "json", "null in place of an answer"),
        (says('{"a": "caf\xe9"}'.encode("latin-1")), "json", "not UTF-8"),
        (says("[" * 100_000), "json", "something broken in place of JSON"),
        (says("<a><b></a>"), "xml", "something broken in place of XML"),
        (says("<html><br></html>"), "xml", "a web page in place of XML"),
        (says('<?xml version="1.0" encoding="klingon"?><a/>'), "xml", "in place of XML"),
        (
            says('<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
            "xml",
            "defines entities",
        ),
        (says("<!DOCTYPE html><p>no</p>"), "text", "a web page in place of text"),
        (says(b"{}", 403), "json", r"refuses to answer \(403\)"),
        (says(b"x" * 20, Content_Encoding="gzip"), "json", "cannot be unpacked"),
        (says(gzip.compress(b"{}" * 99)[:-20], Content_Encoding="gzip"), "json", "only a part"),
        (says(b"{}", Content_Encoding="br"), "json", "an encoding that nobody asked for"),
        (says(b"x" * 11_000_000), "json", "more than 10,000,000 bytes"),
        (
            says(gzip.compress(bytes(200_000_000), 1), Content_Encoding="gzip"),
            "json",
            "more than 10,000,000 bytes",
        ),
    ],
)  # fmt: skip
def test_an_answer_of_no_use_is_told(
    server: Providers, client: Client, answer: Answer, form: Form, message: str
) -> None:
    server.on("/x", answer)
    with pytest.raises(AnswerError, match=rf"127\.0\.0\.1 .*{message}"):
        client.ask(Request(f"{server.base}/x", form=form))


def test_an_answer_that_breaks_off_is_asked_for_again(server: Providers, client: Client) -> None:
    server.on("/x", Answer(b'{"a":', length=500), says("{}"))
    assert client.ask(Request(f"{server.base}/x")) == {}


def test_a_packed_answer_is_unpacked(server: Providers, client: Client) -> None:
    server.on("/x", says(gzip.compress(b'{"a": 1}'), Content_Encoding="gzip"))
    assert client.ask(Request(f"{server.base}/x")) == {"a": 1}


def test_a_redirect_on_the_same_server_is_followed(server: Providers, client: Client) -> None:
    server.on("/x", says("", 302, Location="/y"))
    server.on("/y", "{}")
    assert client.ask(Request(f"{server.base}/x")) == {}


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/",
        "http://localhost/",
        "https://169.254.169.254/latest",
        "http://api.crossref.org/works",
        "gopher://quiet.example/",
        "//quiet.example/x",
        "http://[",
        "http://[::1",
        "javascript:alert(1)",
        "mailto:a@quiet.example",
        "http://quiet.example:99999999/",
        "https://a b/",
    ],
)
def test_a_redirect_to_elsewhere_is_not_followed(
    server: Providers, client: Client, target: str
) -> None:
    server.on("/x", says("", 302, Location=target))
    with pytest.raises(AnswerError, match="sends on to"):
        client.ask(Request(f"{server.base}/x"))
    assert len(server.asked) == 1


def test_redirects_in_a_circle_end(server: Providers, client: Client) -> None:
    server.on("/x", says("", 302, Location="/x"))
    with pytest.raises(AnswerError, match="without end"):
        client.ask(Request(f"{server.base}/x"))


def remembering(folder: Path, *, refresh: bool = False, now: float = 1_000.0) -> Answers:
    return Answers(Store(folder, b"1", b"k" * 32), now=lambda: now, refresh=refresh)


def asking(answers: Answers, *, offline: bool = False) -> Client:
    return Client("x", pace=Pace(usual=0), answers=answers, offline=offline, sleep=lambda _: None)


def test_an_answer_is_remembered_for_a_week(server: Providers, tmp_path: Path) -> None:
    server.on("/x", '{"a": 1}', '{"a": 2}')
    request = Request(f"{server.base}/x", {"q": "1"})
    day = 24 * 3600
    for now, expected in ((0, 1), (6 * day, 1), (8 * day, 2)):
        with asking(remembering(tmp_path, now=now)) as client:
            assert client.ask(request) == {"a": expected}
    assert len(server.asked) == 2


def test_what_was_not_there_is_asked_for_again_the_next_day(
    server: Providers, tmp_path: Path
) -> None:
    server.on("/x", NOT_FOUND, "{}")
    request = Request(f"{server.base}/x")
    for now, expected in ((0.0, None), (3_600.0, None), (100_000.0, {})):
        with asking(remembering(tmp_path, now=now)) as client:
            assert client.ask(request) == expected


def test_refreshing_asks_once_more(server: Providers, tmp_path: Path) -> None:
    server.on("/x", '{"a": 1}', '{"a": 2}')
    request = Request(f"{server.base}/x")
    with asking(remembering(tmp_path)) as client:
        client.ask(request)
    with asking(remembering(tmp_path, refresh=True)) as client:
        assert client.ask(request) == {"a": 2}
        assert client.ask(request) == {"a": 2}
    assert len(server.asked) == 2


def test_garbage_is_not_remembered(server: Providers, tmp_path: Path) -> None:
    server.on("/x", "<html>", "{}")
    request = Request(f"{server.base}/x")
    with asking(remembering(tmp_path)) as client:
        with pytest.raises(AnswerError):
            client.ask(request)
        assert client.ask(request) == {}


def test_a_corrupt_memory_is_ignored(server: Providers, tmp_path: Path) -> None:
    server.on("/x", "{}")
    request = Request(f"{server.base}/x")
    with asking(remembering(tmp_path)) as client:
        client.ask(request)
    for path in tmp_path.iterdir():
        if path.name != ".gitignore":
            path.write_bytes(path.read_bytes()[:-1] + b"?")
    with asking(remembering(tmp_path)) as client:
        assert client.ask(request) == {}
    assert len(server.asked) == 2


def test_offline_only_what_is_remembered_is_answered(server: Providers, tmp_path: Path) -> None:
    server.on("/x", "{}")
    with asking(remembering(tmp_path)) as client:
        client.ask(Request(f"{server.base}/x"))
    with asking(remembering(tmp_path), offline=True) as client:
        assert client.ask(Request(f"{server.base}/x")) == {}
        with pytest.raises(NetworkError, match="--offline"):
            client.ask(Request(f"{server.base}/y"))
    assert len(server.asked) == 1


def test_keys_and_contacts_are_sent_and_never_written(server: Providers, tmp_path: Path) -> None:
    from papershelf.providers import Reference
    from papershelf.providers.openalex import OPENALEX
    from papershelf.providers.pubmed import PUBMED
    from papershelf.providers.semantic_scholar import SEMANTIC_SCHOLAR

    environment = {
        "PAPERSHELF_CONTACT": "curator@quiet.example",
        "S2_API_KEY": "sesame-one",
        "NCBI_API_KEY": "sesame-two",
        "OPENALEX_API_KEY": "sesame-three",
    }
    server.on("/s2", '{"paperId": "x"}')
    server.on("/pubmed", "<PubmedArticleSet/>")
    server.on("/openalex", "{}")
    network = Network(server.sources, environment, pace=Pace(usual=0))
    with network.client(tmp_path) as client:
        for provider in (SEMANTIC_SCHOLAR, PUBMED, OPENALEX):
            client.ask(provider.request(Reference("pmid", "1"), server.sources, network.guest))
    assert server.headers[0]["x-api-key"] == "sesame-one"
    assert "mailto:curator@quiet.example" in server.headers[0]["User-Agent"]
    assert server.queries()[1]["api_key"] == ["sesame-two"]
    assert server.queries()[2]["api_key"] == ["sesame-three"]
    assert server.queries()[1]["email"] == ["curator@quiet.example"]
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 2
    for path in written:
        assert b"sesame" not in path.read_bytes()
        assert b"quiet.example" not in path.read_bytes()
        assert "sesame" not in path.name
    assert "sesame" not in repr(network)


def test_a_contact_that_would_break_a_header_is_left_out(tmp_path: Path) -> None:
    network = Network(environment={"PAPERSHELF_CONTACT": "a@b.example\r\nX-Evil: 1"})
    assert network.guest.contact == ""
    assert network.guest.agent("1") == "papershelf/1"


def test_each_host_has_the_pause_that_it_asks_for() -> None:
    pauses = Network(environment={}).guest.pauses()
    assert pauses["export.arxiv.org"] == 3.0
    assert pauses["api.semanticscholar.org"] == 1.0
    assert pauses["eutils.ncbi.nlm.nih.gov"] == 0.34
    assert "api.crossref.org" in Sources().hosts


def test_a_host_that_is_not_known_is_told_in_words_and_waiting_for_it_is_no_silence(
    waits: Waits, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_arguments: object, **_named: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    told: list[str] = []
    pace = Pace(usual=0, clock=lambda: 0.0, sleep=waits)
    with (
        Client("papershelf/test", pace=pace, sleep=waits, waiting=told.append) as client,
        pytest.raises(NetworkError, match=r"^cannot reach nowhere\.test: its name is not known"),
    ):
        client.ask(Request("http://nowhere.test/"))
    assert told == ["nowhere.test cannot be reached; trying again …"] * 2


def test_a_question_with_a_body_is_posted_as_json_and_remembered_by_it(
    server: Providers, tmp_path: Path
) -> None:
    server.on("/x", lambda _path, body: body.decode())
    with asking(remembering(tmp_path)) as client:
        for body in ({"b": [1], "a": "é"}, {"a": "é", "b": [1]}, {"a": "e"}):
            assert client.ask(Request(f"{server.base}/x", {"q": "1"}, body=body)) == body
    assert server.bodies == ['{"a":"é","b":[1]}'.encode(), b'{"a":"e"}']
    assert server.headers[0]["Content-Type"] == "application/json"
    assert server.asked == ["/x?q=1"] * 2


def test_a_question_with_a_body_is_not_sent_on_to_another_server(
    server: Providers, tmp_path: Path
) -> None:
    server.on("/x", says("", 307, Location="https://friend.example/x"))
    hosts = frozenset({"friend.example"})
    with (
        Client("x", pace=Pace(usual=0), hosts=hosts, sleep=lambda _: None) as client,
        pytest.raises(AnswerError, match=r"sends on to https://friend\.example"),
    ):
        client.ask(Request(f"{server.base}/x", body={}))
    server.on("/x", says("", 308, Location="/y"))
    server.on("/y", lambda _path, body: body.decode())
    with asking(remembering(tmp_path)) as client:
        assert client.ask(Request(f"{server.base}/x", body={"a": 1})) == {"a": 1}


def test_a_refusal_that_names_a_pause_is_throttling(
    server: Providers, client: Client, waits: Waits
) -> None:
    server.on("/x", says("", 403, Retry_After="7"), says("{}"))
    assert client.ask(Request(f"{server.base}/x")) == {}
    assert 7.0 in waits
    server.on("/y", says("no", 403))
    with pytest.raises(AnswerError, match=r"refuses to answer \(403\)"):
        client.ask(Request(f"{server.base}/y"))


NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "30"}, 30.0),
        ({"Retry-After": "Sat, 14 Mar 2026 12:00:20 GMT"}, 20.0),
        ({"Retry-After": "Sat, 14 Mar 2020 12:00:20 GMT"}, 0.0),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "9" * 400}, 999_999_999.0),
        ({"Retry-After": "soon"}, None),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1773490500"}, 900.0),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"}, 0.0),
        ({"X-RateLimit-Remaining": "4", "X-RateLimit-Reset": "1773490500"}, None),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "tomorrow"}, None),
        ({"RateLimit": '"api";r=0;t=55'}, 55.0),
        ({"RateLimit": '"api";r=12;t=55'}, None),
        ({"RateLimit": "r=0;t=" + "9" * 50}, None),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert patience(headers, NOW) == seconds
