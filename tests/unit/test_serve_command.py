"""`papershelf serve` as a curator starts it, over HTTP but without a browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from tests.support.live_preview import LivePreview, previewing, started
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.serve.answers import without_client

NOVAK = "content/papers/novak-2015.md"


def _get(preview: LivePreview, path: str) -> bytes:
    try:
        with urlopen(preview.address + quote(path)) as answer:  # noqa: S310 - our own server
            content: bytes = answer.read()
    except HTTPError as error:
        content = error.read()
    return content


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_after_edits_every_file_is_the_one_that_a_clean_build_writes(
    small: Path, tmp_path: Path
) -> None:
    with previewing(small) as preview:
        _replace(small / NOVAK, "The note says", "The remark says")
        (small / "content/papers/new-2020.md").write_text(
            "---\ntitle: A new one\nauthors: [Ada Lovelace]\ndate: 2020\n---\n", encoding="utf-8"
        )
        (small / "content/papers/new-2020.md").rename(small / "content/papers/newer-2020.md")
        (small / "content/pages/about.md").unlink()
        build(small, tmp_path / "site", clean=True)
        expected = files_of(tmp_path / "site")
        del expected[".papershelf"]
        newest = expected["papers/index.html"]
        preview.wait_until(lambda: without_client(_get(preview, "papers/")) == newest)
        preview.wait_for(catching_up=False)
        different = [
            path for path in expected if without_client(_get(preview, path)) != expected[path]
        ]
        assert different == []


def test_a_hundred_edits_end_in_the_right_state(small: Path, tmp_path: Path) -> None:
    with previewing(small) as preview:
        file = small / NOVAK
        text = file.read_text(encoding="utf-8")
        for number in range(100):
            file.write_text(f"{text}\nEdit {number}.\n", encoding="utf-8")
            # Something reads all the while, as browsers do.
            if number % 10 == 0:
                assert b"</html>" in _get(preview, "papers/novak-2015/")
        build(small, tmp_path / "site", clean=True)
        expected = (tmp_path / "site/papers/novak-2015/index.html").read_bytes()
        preview.wait_until(lambda: without_client(_get(preview, "papers/novak-2015/")) == expected)
        preview.wait_for(catching_up=False, failed=False)
        assert without_client(_get(preview, "papers/novak-2015/")) == expected


def test_a_page_is_never_half_of_one_site_and_half_of_another(small: Path) -> None:
    settings = small / "content/site.yaml"
    seen: set[tuple[int, int]] = set()
    done = threading.Event()

    def look(preview: LivePreview) -> None:
        while not done.is_set():
            page = _get(preview, "about/").decode()
            seen.add((page.count("Title One"), page.count("Title Two")))

    _replace(settings, "A small shelf", "Title One")
    with previewing(small) as preview:
        threads = [threading.Thread(target=look, args=(preview,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(5):
            _replace(settings, "Title One", "Title Two")
            preview.wait_until(lambda: b"Title Two" in _get(preview, "about/"))
            _replace(settings, "Title Two", "Title One")
            preview.wait_until(lambda: b"Title One" in _get(preview, "about/"))
        done.set()
        for thread in threads:
            thread.join()
    assert len(seen) == 2
    assert all(0 in counts for counts in seen)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_at_once_with_exit_code_zero(small: Path, number: int) -> None:
    with (
        previewing(small) as preview,
        urlopen(f"{preview.origin}/__papershelf/events") as stream,  # noqa: S310 - our own server
    ):
        stream.readline()
        assert preview.stop(number) == 0
    assert "Traceback" not in preview.said


ENDED_EARLY = """
import os, sys
from papershelf.cli import run
from papershelf.cli.preview import PreviewLog

number = int(sys.argv.pop())
PreviewLog.rebuilt = lambda *_: os.kill(os.getpid(), number)
run()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_well_before_it_has_answered_anybody_too(small: Path, number: int) -> None:
    arguments = ["serve", "--shelf", str(small), "--port", "0", str(int(number))]
    done = subprocess.run(
        [sys.executable, "-c", ENDED_EARLY, *arguments], capture_output=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_hangup_that_is_to_be_ignored_is(small: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with previewing(small) as preview:
            signal.signal(signal.SIGHUP, before)
            preview.process.send_signal(signal.SIGHUP)
            assert preview.wait_for(catching_up=False)["papers"] == 5
    finally:
        signal.signal(signal.SIGHUP, before)


def test_no_process_is_left_behind(small: Path) -> None:
    with previewing(small) as preview:
        preview.wait_for(catching_up=False)
        children = _children(preview.process.pid)
        assert children
        preview.stop()
    preview.wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, path.read_text().split())
    return found


def test_a_taken_port_gives_way_to_the_next_free_one_and_says_so(small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started(small, "--port", str(port)) as preview:
            preview.begin()
            assert f"Port {port} is taken" in preview.said
            assert preview.status()["papers"] == 5


def test_a_strict_port_that_is_taken_is_a_failure(small: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started(small, "--port", str(port), "--strict-port") as preview:
            assert preview.process.wait(30) == 3
            preview.wait_until(lambda: f"port {port} is taken" in preview.said)


def test_a_folder_that_is_no_shelf_is_a_failure_at_once(tmp_path: Path) -> None:
    with started(tmp_path) as preview:
        assert preview.process.wait(30) == 3
        preview.wait_until(lambda: 'there is no folder "content"' in preview.said)


def test_an_address_of_the_site_that_is_none_is_a_failure_at_once(small: Path) -> None:
    with started(small, "--port", "0", "--base-url", "ftp://example.org/") as preview:
        assert preview.process.wait(30) == 2
        preview.wait_until(lambda: "--base-url: " in preview.said)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_only_be_read_can_be_previewed(small: Path) -> None:
    for path in (small, *small.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        _assert_previewed(small)
    finally:
        for path in (small, *small.rglob("*")):
            path.chmod(0o755)


def test_a_store_that_cannot_be_kept_does_not_matter(small: Path) -> None:
    (small / ".papershelf").write_text("a file where the folder would be", encoding="utf-8")
    _assert_previewed(small)


def _assert_previewed(shelf: Path) -> None:
    with previewing(shelf) as preview:
        preview.wait_for(catching_up=False, failed=False)
        assert b"manifest" not in _get(preview, "papers/")
        assert _get(preview, "search/manifest.json").startswith(b"{")


def test_a_shelf_that_is_broken_from_the_start_is_served_when_it_is_mended(small: Path) -> None:
    _replace(small / NOVAK, "date: 2015-06-09", "date: never")
    with previewing(small) as preview:
        assert preview.wait_for(failed=True)["site"] == ""
        assert b"/__papershelf/client.js" in _get(preview, "")
        _replace(small / NOVAK, "date: never", "date: 2015-06-09")
        preview.wait_for(failed=False)
        preview.wait_until(lambda: b"A small shelf" in _get(preview, ""))


def test_what_only_the_whole_plan_shows_to_be_wrong_is_told_until_it_is_mended(
    small: Path,
) -> None:
    with previewing(small) as preview:
        in_the_way = small / "content/static/papers"
        in_the_way.write_text("a file where a folder is needed", encoding="utf-8")
        preview.wait_for(failed=True)
        _replace(small / NOVAK, "The note says", "The remark says")
        preview.wait_until(lambda: b"The remark says" in _get(preview, "papers/novak-2015/"))
        assert preview.status()["failed"]
        in_the_way.unlink()
        assert preview.wait_for(failed=False, catching_up=False)["problems"] == []


def test_a_shelf_whose_content_goes_and_comes_back_is_served_again(small: Path) -> None:
    with previewing(small) as preview:
        (small / "content").rename(small / "away")
        preview.wait_for(failed=True)
        assert b"A small shelf" in _get(preview, "papers/")
        (small / "away").rename(small / "content")
        preview.wait_for(failed=False)


def test_nothing_is_written_but_the_store(small: Path) -> None:
    before = files_of(small)
    with previewing(small) as preview:
        preview.wait_for(catching_up=False)
        _get(preview, "papers/")
    after = files_of(small)
    assert {
        path: content for path, content in after.items() if ".papershelf/" not in path
    } == before


def test_a_static_file_behind_a_link_out_of_the_shelf_is_not_served(
    small: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret", encoding="utf-8")
    with previewing(small) as preview:
        file = small / "content/static/novak.svg"
        assert _get(preview, "novak.svg") == file.read_bytes()
        file.unlink()
        file.symlink_to(secret)
        for _ in range(20):
            assert b"a secret" not in _get(preview, "novak.svg")
        preview.wait_for(failed=True)
        assert b"a secret" not in _get(preview, "novak.svg")


def test_edits_are_seen_without_watching_the_system_too(small: Path) -> None:
    with previewing(small, "--poll") as preview:
        _replace(small / NOVAK, "The note says", "Seen by the clock")
        preview.wait_until(lambda: b"Seen by the clock" in _get(preview, "papers/novak-2015/"))


def test_another_host_is_refused_by_the_real_command(small: Path) -> None:
    with previewing(small, "--no-watch") as preview:
        request = Request(preview.address, headers={"Host": "evil.example"})  # noqa: S310
        with pytest.raises(HTTPError) as refused:
            urlopen(request)  # noqa: S310 - our own server
        assert refused.value.code in {403, 421}
        refused.value.close()


def test_the_preview_works_from_a_copy_without_git_or_site(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "a b")
    with previewing(tmp_path / "a b", "--base-url", "https://example.org/deep/er/") as preview:
        assert preview.address.endswith("/deep/er/")
        assert b"A small shelf" in _get(preview, "")
