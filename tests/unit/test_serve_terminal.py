"""What becomes of a preview whose terminal takes nothing, has gone, or opens a browser."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from tests.support.live_preview import PATIENCE_SECONDS, started

from papershelf.cli.preview import PreviewLog
from papershelf.serve.state import State

NOVAK = "content/papers/novak-2015.md"


@dataclass(frozen=True)
class Mute:
    """A preview whose words go into a pipe that nobody reads any more."""

    process: subprocess.Popen[bytes]
    reader: int
    address: str

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)

    def edit(self, file: Path, words: str) -> None:
        """Edit a file, and return when its page shows that."""
        version = self._status()["version"]
        with file.open("a", encoding="utf-8") as text:
            text.write(f"\n{words}\n")
        while self._status()["version"] == version:
            assert self.process.poll() is None

    def _status(self) -> dict[str, object]:
        with urlopen(f"{self.origin}/__papershelf/status.json", timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - our own
            status: dict[str, object] = json.load(answer)
        return status

    @property
    def origin(self) -> str:
        return f"http://{urlsplit(self.address).netloc}"

    def page(self, path: str) -> bytes:
        with urlopen(self.address + path, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - our own
            content: bytes = answer.read()
        return content


@contextmanager
def speaking(shelf: Path) -> Iterator[Mute]:
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "papershelf", "serve", "--shelf", str(shelf), "--port", "0"],
        stdout=writer,
        stderr=writer,
    )
    os.close(writer)
    said = b""
    try:
        while b"Ctrl-C" not in said:
            more = os.read(reader, 4096)
            assert more, said
            said += more
        found = re.search(rb"http://\S+", said)
        assert found
        yield Mute(process, reader, found.group().decode())
    finally:
        process.kill()
        process.wait()


def test_a_preview_whose_listener_has_gone_goes_on(small: Path) -> None:
    with speaking(small) as preview:
        os.close(preview.reader)
        for number in range(3):
            preview.edit(small / NOVAK, f"Edit {number}.")
        assert b"Edit 2." in preview.page("papers/novak-2015/")
        assert preview.stop() == 0


def test_a_terminal_that_takes_nothing_holds_up_nobody(small: Path) -> None:
    with speaking(small) as preview:
        where = urlsplit(preview.address)
        # Each is told of, so that the pipe is full in the end.
        for _ in range(2_500):
            with socket.create_connection((where.hostname, where.port), PATIENCE_SECONDS) as other:
                other.sendall(b"nonsense\r\n\r\n")
                assert other.recv(1)
        preview.edit(small / NOVAK, "An edit that nobody hears of.")
        assert b"An edit that nobody hears of." in preview.page("papers/novak-2015/")
        assert preview.stop() == 0
        os.close(preview.reader)


@pytest.mark.skipif(sys.platform == "win32", reason="the variable is for Unix")
def test_a_browser_that_is_waited_for_gets_its_page(small: Path, tmp_path: Path) -> None:
    got = tmp_path / "got.html"
    browser = tmp_path / "browser.py"
    browser.write_text(
        "import sys, urllib.request\n"
        f"page = urllib.request.urlopen(sys.argv[1], timeout={PATIENCE_SECONDS}).read()\n"
        f"open({str(got)!r}, 'wb').write(page)\n",
        encoding="utf-8",
    )
    env = {"BROWSER": f"{sys.executable} {browser} %s"}
    with started(small, "--port", "0", "--open", env=env) as preview:
        preview.begin()
        preview.wait_until(lambda: got.exists() and b"A small shelf" in got.read_bytes())
        assert preview.stop() == 0


def test_names_of_files_cannot_move_the_cursor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = PreviewLog(tmp_path, opens=False)
    log.rebuilt(State(1), [str(tmp_path / "themes/a\x1b[2J.css")])
    log.note("one line\nand \x1b[2J another")

    said = capsys.readouterr().err
    assert "themes/a\\x1b[2J.css" in said
    assert said.endswith("one line\nand \\x1b[2J another\n")
