"""What the preview gives for an address, on a real server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.preview import FakePreview, FakeSite, Served, read_all, serving

from papershelf.errors import Location, Problem
from papershelf.serve.answers import with_client, without_client
from papershelf.serve.state import State
from papershelf.templates import TemplateFailureError

PAGE = b"<!doctype html>\n<html><head><title>A</title>\n</head><body>A paper</body></html>"
MISSING = b"<!doctype html><html><head></head><body>Not here</body></html>"
LETTERS = b"abcdefghijklmnopqrstuvwxyz"
NAMES = (
    *("a.html", "a.css", "a.js", "a.mjs", "a.json", "a.xml", "feed.xml", "years/feed.xml", "a.svg"),
    *("years/feed.json", "feeds.opml", "a.csl.json", "a.ascii.bib"),
    *("a.png", "a.jpg", "a.webp", "a.avif", "a.gif", "a.ico", "a.woff2", "a.woff", "a.pdf"),
    *("a.txt", "a.md", "a.bib", "a.ris", "a.csv", "a.jsonl", "a.webmanifest", "a.mp4", "a.webm"),
    *("a.vtt", "a.wasm", "a.zip", "a.gz", "A.HTML", "a.tar.gz", "a.unheard-of", "LICENSE"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    (folder / "film.mp4").write_bytes(LETTERS)
    (folder / "secret").write_bytes(b"secret")
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to(folder / "secret")
    (folder / "folder").symlink_to(folder)
    return folder


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, bytes | Path]:
    return {
        "index.html": PAGE.replace(b"A paper", b"Home"),
        "404.html": MISSING,
        "papers/one/index.html": PAGE,
        "papers/x%y/index.html": PAGE,
        "papers/\u00fcn\u00ef/index.html": PAGE,
        "letters.txt": LETTERS,
        "empty.txt": b"",
        "film.mp4": folder / "film.mp4",
        "gone.mp4": folder / "gone.mp4",
        "pipe.txt": folder / "pipe",
        # As files are that have been replaced since they were looked up.
        "link.txt": folder / "link",
        "behind.txt": folder / "folder" / "secret",
        "folder.txt": folder,
        "feed.xml": b"<feed/>",
        "100%.txt": b"all",
    }


@pytest.fixture(scope="module")
def served(files: dict[str, bytes | Path]) -> Iterator[Served]:
    place = Location("themes/own/templates/paper.html", 7)
    failure = TemplateFailureError(Problem(place, "<oops> is undefined"))
    site = FakeSite({**files, "papers/broken/index.html": failure})
    with serving(FakePreview(State(1, site))) as served:
        yield served


@pytest.fixture(scope="module")
def below(files: dict[str, bytes | Path]) -> Iterator[Served]:
    site = FakeSite(files, base_path="/re%20po/")
    with serving(FakePreview(State(1, site))) as served:
        yield served


@pytest.mark.parametrize(
    "target",
    [
        *("/../secret", "/papers/../../secret", "/papers/..", "/..", "/.", "/./letters.txt"),
        *("/%2e%2e/secret", "/%2E%2E/%2e%2e/etc/passwd", "/.%2e/secret", "/papers/%2e/one/"),
        *("/papers%2fone/", "/papers/one%2findex.html", "/%2fetc%2fpasswd", "/..%2fsecret"),
        *("/papers%5cone/", "/papers\\one\\", "/..\\secret", "/%5c%5cevil.example/", "/C:%5cx"),
        *("/letters.txt%00", "/letters.txt%00.html", "/%00", "/letters.txt%0a", "/%7f", "/%c2%85"),
        *("//letters.txt", "//etc/passwd", "//evil.example/..", "//evil.example/%2f..", "///"),
        *("/papers//one/", "//", "/papers/one//", "/%252e%252e/secret", "/papers%252fone/"),
        *("/%ff", "/%c0%ae%c0%ae/secret", "/%c0%afetc/passwd", "/%ed%a0%80", "/%u002e%u002e/"),
        *("http://127.0.0.1/letters.txt", "http://evil.example/letters.txt", "letters.txt", "*"),
        *("/letters.txt#x", "/#", "/papers/one/#/..", "/letters.txt/", "/papers", "/papers/"),
        *("/.git/config", "/__papershelf/..%2fapp.py", "/__papershelf/../letters.txt"),
        *("/__papershelf/../app.py", "/__papershelf/client/notice.css", "/__papershelf/app.py"),
        *("/__papershelf/notice.css/", "/__papershelf//", "/__papershelf/events/"),
        *("/pipe.txt", "/gone.mp4", "/link.txt", "/behind.txt", "/folder.txt"),
        *("/nothing", "/papers/two/", "/index.html/"),
    ],
)
def test_what_is_not_plainly_a_file_of_the_site_is_not_there(served: Served, target: str) -> None:
    answer = served.ask(target)

    assert answer.status == 404
    assert "location" not in answer.headers
    assert b"secret" not in answer.body
    assert LETTERS not in answer.body


def test_what_is_not_there_has_the_page_of_the_site(served: Served) -> None:
    answer = served.ask("/nothing")

    assert without_client(answer.body) == MISSING
    assert answer.headers["x-papershelf-page"] == "digest of 404.html"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_site_without_such_a_page_says_so_in_words() -> None:
    with serving(FakePreview(State(1, FakeSite({})))) as served:
        answer = served.ask("/")

    assert answer.status == 404
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("target", ["/papers/one/", "/papers/one/index.html", "/papers/one/?q=%2f"])
def test_a_page_runs_the_client_and_is_otherwise_as_it_is(served: Served, target: str) -> None:
    answer = served.ask(target)

    assert answer.status == 200
    assert b"/__papershelf/client.js" in answer.body
    assert without_client(answer.body) == PAGE
    assert answer.headers["x-papershelf-page"] == "digest of papers/one/index.html"
    assert answer.headers["content-length"] == str(len(answer.body))


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/papers/one", "/papers/one/"),
        ("/papers/one?q=a%20b&x=//y", "/papers/one/?q=a%20b&x=//y"),
        ("/p%61pers/one", "/papers/one/"),
        ("/papers/%C3%BCn%C3%AF", "/papers/%C3%BCn%C3%AF/"),
        ("/papers/x%25y", "/papers/x%25y/"),
    ],
)
def test_a_page_without_its_slash_leads_to_the_page(
    served: Served, target: str, location: str
) -> None:
    answer = served.ask(target)

    assert answer.status == 307
    assert answer.headers["location"] == location
    assert without_client(served.ask(location).body) == PAGE


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/", "/re%20po/"),
        ("/re%20po", "/re%20po/"),
        ("/?q=1", "/re%20po/?q=1"),
        ("/re%20po/papers/one", "/re%20po/papers/one/"),
        ("/re%20po/__papershelf/", "/__papershelf/"),
        ("/re%20po/__papershelf/client.js", "/__papershelf/client.js"),
    ],
)
def test_below_a_path_the_root_leads_to_the_site(below: Served, target: str, location: str) -> None:
    answer = below.ask(target)

    assert answer.status == 307
    assert answer.headers["location"] == location


def test_below_a_path_the_site_is_there_only(below: Served) -> None:
    assert below.ask("/re%20po/letters.txt").body == LETTERS
    assert below.ask("/re%20po/").status == 200
    assert below.ask("/letters.txt").status == 404
    assert below.ask("/re%20pots/letters.txt").status == 404
    assert b"Not here" in below.ask("/papers/one").body


def test_a_percent_sign_in_a_name_is_one(served: Served) -> None:
    assert served.ask("/100%25.txt").body == b"all"


@pytest.mark.parametrize("target", ["/letters.txt", "/film.mp4", "/papers/one/", "/empty.txt"])
def test_head_tells_the_length_and_sends_nothing(served: Served, target: str) -> None:
    whole, head = served.ask(target), served.ask(target, "HEAD")

    assert head.status == 200
    assert head.body == b""
    assert head.headers["content-length"] == str(len(whole.body))
    assert head.headers["etag"] == whole.headers["etag"]


@pytest.mark.parametrize("target", ["/letters.txt", "/film.mp4"])
@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ("bytes=0-3", 206, b"abcd"),
        ("bytes=24-", 206, b"yz"),
        ("bytes=-2", 206, b"yz"),
        ("bytes=-100", 206, LETTERS),
        ("bytes=20-1000", 206, b"uvwxyz"),
        ("BYTES=25-25", 206, b"z"),
        ("bytes=26-", 416, b""),
        ("bytes=100-200", 416, b""),
    ],
)
def test_a_part_is_sent_when_it_is_asked_for(
    served: Served, target: str, asked: str, status: int, body: bytes
) -> None:
    answer = served.ask(target, Range=asked)

    assert answer.status == status
    assert answer.body == body
    start = LETTERS.find(body)
    where = f"{start}-{start + len(body) - 1}" if body else "*"
    assert answer.headers["content-range"] == f"bytes {where}/26"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,3-4",
        "bytes=3-1",
        "bytes=a-b",
        "lines=0-1",
        "bytes=-",
        "bytes",
        "bytes=--1",
        "1-2",
    ],
)
@pytest.mark.parametrize("target", ["/letters.txt", "/film.mp4"])
def test_ranges_that_are_odd_or_many_get_everything(
    served: Served, target: str, asked: str
) -> None:
    answer = served.ask(target, Range=asked)

    assert answer.status == 200
    assert answer.body == LETTERS


@pytest.mark.parametrize("target", ["/letters.txt", "/film.mp4"])
def test_no_part_is_sent_of_what_has_changed(served: Served, target: str) -> None:
    etag = served.ask(target).headers["etag"]

    assert served.ask(target, Range="bytes=0-3", If_Range=etag).status == 206
    assert served.ask(target, Range="bytes=0-3", If_Range='"other"').status == 200
    assert served.ask(target, Range="bytes=0-3", If_Range=f"W/{etag}").status == 200


@pytest.mark.parametrize("target", ["/letters.txt", "/film.mp4", "/papers/one/"])
def test_head_is_answered_whole_whatever_part_is_asked_for(served: Served, target: str) -> None:
    head = served.ask(target, "HEAD", Range="bytes=0-3")

    assert head.status == 200
    assert head.headers["content-length"] == served.ask(target).headers["content-length"]


def test_a_file_that_becomes_shorter_while_it_is_sent_is_no_traceback(tmp_path: Path) -> None:
    film = tmp_path / "film.bin"
    film.write_bytes(bytes(30_000_000))
    site = FakeSite({"film.bin": film})
    with serving(FakePreview(State(1, site))) as served, served.connect() as connection:
        connection.sendall(b"GET /film.bin HTTP/1.1\r\nHost: localhost:%d\r\n\r\n" % served.port)
        start = connection.recv(1000)
        os.truncate(film, 1000)

        assert len(start + read_all(connection)) < 30_000_000
        assert served.ask("/film.bin").body == bytes(1000)
        assert served.shown == [f"{film} became shorter while it was sent"]


def test_a_file_that_is_replaced_while_it_is_sent_is_sent_as_it_was(tmp_path: Path) -> None:
    film = tmp_path / "film.bin"
    film.write_bytes(bytes(30_000_000))
    (tmp_path / "other.bin").write_bytes(b"x" * 40_000_000)
    site = FakeSite({"film.bin": film})
    with serving(FakePreview(State(1, site))) as served, served.connect() as connection:
        connection.sendall(
            b"GET /film.bin HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
            % served.port
        )
        start = connection.recv(1000)
        (tmp_path / "other.bin").replace(film)

        assert (start + read_all(connection)).partition(b"\r\n\r\n")[2] == bytes(30_000_000)


@pytest.mark.parametrize("target", ["/letters.txt", "/film.mp4", "/papers/one/"])
def test_what_the_reader_has_is_not_sent_again(served: Served, target: str) -> None:
    etag = served.ask(target).headers["etag"]

    for known in (etag, f"W/{etag}", f'"x", {etag}', f'"a,b" , W/{etag}', "*"):
        answer = served.ask(target, If_None_Match=known)
        assert answer.status == 304
        assert answer.body == b""
        assert answer.headers["etag"] == etag
    for other in ('"x"', etag.strip('"'), "W/*", ""):
        assert served.ask(target, If_None_Match=other).status == 200


def test_what_is_not_there_is_never_what_the_reader_has(served: Served) -> None:
    etag = served.ask("/nothing").headers["etag"]

    assert served.ask("/nothing", If_None_Match=etag).status == 404
    assert served.ask("/nothing", Range="bytes=0-1").status == 404


def test_types_do_not_depend_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mimetypes.types_map", {".js": "text/plain", ".css": "text/plain"})
    contents: dict[str, bytes] = dict.fromkeys(NAMES, b"")
    with serving(FakePreview(State(1, FakeSite(contents)))) as served:
        types = {name: served.ask(f"/{name}").headers["content-type"] for name in NAMES}

    assert types == {
        "a.html": "text/html; charset=utf-8",
        "A.HTML": "text/html; charset=utf-8",
        "a.css": "text/css; charset=utf-8",
        "a.js": "text/javascript; charset=utf-8",
        "a.mjs": "text/javascript; charset=utf-8",
        "a.json": "application/json",
        "a.xml": "application/xml",
        "feed.xml": "application/xml",
        "years/feed.xml": "application/xml",
        "years/feed.json": "application/feed+json",
        "feeds.opml": "text/x-opml; charset=utf-8",
        "a.svg": "image/svg+xml",
        "a.png": "image/png",
        "a.jpg": "image/jpeg",
        "a.webp": "image/webp",
        "a.avif": "image/avif",
        "a.gif": "image/gif",
        "a.ico": "image/x-icon",
        "a.woff2": "font/woff2",
        "a.woff": "font/woff",
        "a.pdf": "application/pdf",
        "a.txt": "text/plain; charset=utf-8",
        "a.md": "text/markdown; charset=utf-8",
        "a.bib": "application/x-bibtex; charset=utf-8",
        "a.ris": "application/x-research-info-systems; charset=utf-8",
        "a.csv": "text/csv; charset=utf-8",
        "a.jsonl": "application/jsonl; charset=utf-8",
        "a.csl.json": "application/vnd.citationstyles.csl+json; charset=utf-8",
        "a.ascii.bib": "application/x-bibtex; charset=utf-8",
        "a.webmanifest": "application/manifest+json",
        "a.mp4": "video/mp4",
        "a.webm": "video/webm",
        "a.vtt": "text/vtt; charset=utf-8",
        "a.wasm": "application/wasm",
        "a.zip": "application/zip",
        "a.gz": "application/gzip",
        "a.tar.gz": "application/gzip",
        "a.unheard-of": "application/octet-stream",
        "LICENSE": "application/octet-stream",
    }


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"<html><head></head></html>", b"<html><head>{}</head></html>"),
        (b"<html><HEAD></HEAD\n></html>", b"<html><HEAD>{}</HEAD\n></html>"),
        (b"<!DOCTYPE html>\n<p>x", b"<!DOCTYPE html>{}\n<p>x"),
        (b"\xef\xbb\xbf<!doctype html><p>", b"\xef\xbb\xbf<!doctype html>{}<p>"),
        (b"<p>x", b"{}<p>x"),
        (b"", b"{}"),
    ],
)
def test_the_client_is_put_where_a_page_stays_what_it_is(page: bytes, expected: bytes) -> None:
    line = (
        b'<script type="module" src="/__papershelf/client.js"'
        b' data-page="&quot;&gt;&lt;b&gt;"></script>\n'
    )

    assert with_client(page, '"><b>') == expected.replace(b"{}", line)
    assert without_client(with_client(page, '"><b>')) == page


def test_a_template_that_fails_is_named_on_a_page_that_comes_back(served: Served) -> None:
    answer = served.ask("/papers/broken/")

    assert answer.status == 500
    assert b"themes/own/templates/paper.html:7: &lt;oops&gt; is undefined" in answer.body
    assert b"/__papershelf/client.js" in answer.body
    assert answer.headers["x-papershelf-page"]


def test_without_a_site_the_problems_are_shown() -> None:
    problem = Problem(Location("content/papers/a<b>.md", 3), 'no field "tilte"', "title?")
    with serving(FakePreview(State(1, problems=[problem]))) as served:
        answer = served.ask("/papers/one/")

    assert answer.status == 503
    assert b"content/papers/a&lt;b&gt;.md:3" in answer.body
    assert b"no field &#34;tilte&#34;" in answer.body
    assert b"/__papershelf/client.js" in answer.body


def test_names_that_are_no_text_can_be_shown() -> None:
    problem = Problem(Location("content/papers/\udc80.md"), "unreadable")
    with serving(FakePreview(State(1, problems=[problem]))) as served:
        assert b"unreadable" in served.ask("/").body
        assert b"unreadable" in served.ask("/__papershelf/status.json").body


def test_the_own_pages_of_the_preview_are_there_by_name(served: Served) -> None:
    css = served.ask("/__papershelf/client.css")

    assert css.headers["content-type"] == "text/css; charset=utf-8"
    assert b"color-scheme" in css.body
    assert b"The preview" in served.ask("/__papershelf/").body


def test_the_panel_gets_the_state_and_what_was_asked() -> None:
    def panel(state: State, query: object) -> bytes:
        return f"{state.version} {dict(query)}".encode()  # type: ignore[call-overload]

    with serving(FakePreview(State(7)), panel=panel) as served:
        answer = served.ask("/__papershelf/?from=200&q=a%26b")

    assert answer.body == b"7 {'from': '200', 'q': 'a&b'}"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_what_fails_inside_is_told_to_who_runs_the_preview() -> None:
    def panel(_state: State, _query: object) -> bytes:
        raise RuntimeError("the panel fell down")

    with serving(FakePreview(State(1)), panel=panel) as served:
        assert served.ask("/__papershelf/").status == 500

    assert "RuntimeError: the panel fell down" in "\n".join(served.shown)
