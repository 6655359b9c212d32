"""The whole program, as a process of its own: a shelf outside the repository, a list, a server."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.digested import add
from tests.support.mailing import people
from tests.support.smtp_server import SILENCE, Running

Run = Callable[..., tuple[int, str]]
SETTINGS = """
base_url: https://shelf.example/
digest: {sender: The Shelf <news@shelf.example>, unsubscribe: stop@shelf.example}
"""
WEEK = ("digest", "--period", "week", "--date", "2026-03-10")


def _environment(server: Running) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    path = os.pathsep.join(sys.path)
    return kept | server.environment | {"PYTHONPATH": path, "GIT_CONFIG_GLOBAL": os.devnull}


@pytest.fixture
def command(server: Running, tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    def command(*words: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "papershelf", *words],
            cwd=tmp_path,
            env=_environment(server) | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return command


@pytest.fixture
def run(command: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> Run:
    """Runs a command to its end: its exit code and what it says. There is a shelf."""

    def run(*words: str, **more: str) -> tuple[int, str]:
        process = command(*words, **more)
        said, _ = process.communicate(timeout=60)
        return process.returncode, said

    assert run("init", "shelf", "--host", "gitlab")[0] == 0
    with (tmp_path / "shelf/content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    add(tmp_path / "shelf", "loom", "2026-03-10")
    return run


def _send(to: str, *more: str) -> tuple[str, ...]:
    return (*WEEK, "--shelf", "shelf", "--send", "--to", to, *more)


def _listed(tmp_path: Path, *names: str) -> str:
    (tmp_path / "readers.txt").write_text(people(*names), encoding="utf-8")
    return "readers.txt"


def test_a_digest_goes_to_everybody_once_and_to_whoever_joins_later(
    run: Run, server: Running, tmp_path: Path
) -> None:
    to = _listed(tmp_path, "ada", "bob")
    first = run(*_send(to))
    second = run(*_send(to))
    to = _listed(tmp_path, "cy", "ada", "bob")
    dry = run(*_send(to, "--dry-run"))
    third = run(*_send(to))

    assert [code for code, _ in (first, second, dry, third)] == [0, 0, 0, 0]
    assert "Sent 2 mails: 0 already sent" in first[1]
    assert "Sent 0 mails: 2 already sent" in second[1]
    assert "Would send 1 mail: 2 already sent" in dry[1]
    assert "Sent 1 mail: 2 already sent" in third[1]
    assert [mail.recipients for mail in server.box.mails] == [
        (f"{name}@example.org",) for name in ("ada", "bob", "cy")
    ]
    mail = server.box.mails[2].message
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "Title of loom" in plain.get_content()
    assert mail["List-Unsubscribe"].startswith("<mailto:stop@shelf.example")
    assert mail["To"] == "cy@example.org"


def test_a_shelf_that_moves_sends_nothing_twice(run: Run, server: Running, tmp_path: Path) -> None:
    to = _listed(tmp_path, "ada")
    run(*_send(to))
    moved = run(*_send(to, "--base-url", "https://elsewhere.example/shelf/"))

    assert moved[0] == 0
    assert "Sent 0 mails: 1 already sent" in moved[1]
    assert len(server.box.mails) == 1


def test_each_end_has_its_exit_code_and_names_nobody(
    run: Run, server: Running, tmp_path: Path
) -> None:
    to = _listed(tmp_path, "ada", "bob")
    secret = {"PAPERSHELF_SMTP_USER": "me@example.org", "PAPERSHELF_SMTP_PASSWORD": "hunter2"}
    server.box.on_recipient = lambda to, _before: f"550 {to}?" if to > "b" else None
    ends = {
        "address for a file": (2, run(*_send("ada@example.org"))),
        "too many": (2, run(*_send(to, "--most", "1"))),
        "no such server": (2, run(*_send(to), PAPERSHELF_SMTP_HOST="smtp..example.org")),
        "no login there": (3, run(*_send(to), **secret)),
        "short key": (2, run(*_send(to, "--dry-run"), PAPERSHELF_LEDGER_KEY="short")),
        "one refused": (1, run(*_send(to))),
        "no period": (0, run(*_send(to), "--date", "2020-01-01")),
    }

    assert {what: code for what, (_, (code, _)) in ends.items()} == {
        what: code for what, (code, _) in ends.items()
    }
    said = "\n".join(words for _, (_, words) in ends.values())
    assert "Traceback" not in said
    assert not [word for word in ("ada@", "bob@", "hunter2", "me@") if word in said]


def test_a_reader_of_the_output_who_leaves_stops_no_mail(
    run: Run, command: Callable[..., subprocess.Popen[str]], server: Running, tmp_path: Path
) -> None:
    to = _listed(tmp_path, "ada", "nobody at all")
    process = command(*_send(to))
    assert process.stdout is not None
    process.stdout.close()

    assert process.wait(60) == 1
    assert len(server.box.mails) == 1


def test_whoever_asks_twice_does_not_wait_for_the_server(
    run: Run, command: Callable[..., subprocess.Popen[str]], server: Running, tmp_path: Path
) -> None:
    to = _listed(tmp_path, "ada", "bob")
    processes: list[subprocess.Popen[str]] = []

    def interrupt(answer: str | None) -> str | None:
        processes[0].send_signal(signal.SIGINT)
        return answer

    server.box.on_recipient = lambda _to, _before: interrupt(None)
    server.box.after_data = lambda _to, _before: interrupt(SILENCE)
    with command(*_send(to)) as process:
        processes.append(process)
        try:
            said, _ = process.communicate(timeout=20)
        finally:
            process.kill()
    server.box.on_recipient = server.box.after_data = lambda _to, _before: None
    again = run(*_send(to))

    assert processes[0].returncode == 130
    assert "Traceback" not in said
    assert again[0] == 1
    assert "line 1 of the list: may have it already" in again[1]
    assert "Sent 1 mail: 0 already sent, 0 failed, 1 unknown" in again[1]


def test_whoever_asks_once_ends_after_the_mail_on_its_way(
    run: Run, command: Callable[..., subprocess.Popen[str]], server: Running, tmp_path: Path
) -> None:
    to = _listed(tmp_path, "ada", "bob")
    processes: list[subprocess.Popen[str]] = []

    def interrupt(_to: str, _before: int) -> None:
        processes[0].send_signal(signal.SIGTERM)

    server.box.on_data = interrupt
    processes.append(command(*_send(to)))
    said, _ = processes[0].communicate(timeout=60)

    assert processes[0].returncode == 130
    assert "Sent 1 mail: 0 already sent, 0 failed, 0 unknown, 1 left" in said
    assert len(server.box.mails) == 1


def test_two_programs_at_once_send_nothing_twice(
    run: Run, command: Callable[..., subprocess.Popen[str]], server: Running, tmp_path: Path
) -> None:
    to = _listed(tmp_path, "ada", "bob")
    second: list[tuple[int, str]] = []

    def meanwhile(_to: str, _before: int) -> None:
        if not second:
            second.append(run(*_send(to)))

    server.box.on_data = meanwhile
    first = run(*_send(to))

    assert first[0] == 0
    assert second[0][0] == 3
    assert "another run is sending" in second[0][1]
    assert set(server.box.received.values()) == {1}
    assert len(server.box.mails) == 2
