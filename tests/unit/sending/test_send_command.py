"""What `papershelf digest --send` says and how it ends; here on a command of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from tests.support.mailing import DIGEST, letter, people
from tests.support.smtp_server import DROP, Running

from papershelf.cli.sending import LEDGER, send_digest, send_options
from papershelf.cli.show import Show
from papershelf.config import DigestForm
from papershelf.errors import MachineError, UsageError

SETTINGS = {"sender": "The Shelf <news@example.org>", "unsubscribe": "stop@example.org"}
THREE = people("ada", "bob", "cy")

Run = Callable[..., Result]


@pytest.fixture
def run(server: Running, tmp_path: Path) -> Run:
    def ran(
        *arguments: str,
        settings: dict[str, Any] = SETTINGS,
        environment: dict[str, str] | None = None,
    ) -> Result:
        @click.command()
        @send_options
        def digest(**options: Any) -> None:
            code = send_digest(
                tmp_path,
                Show(),
                DigestForm.model_validate(settings),
                DIGEST,
                letter,
                environment=server.environment | (environment or {}),
                **options,
            )
            raise click.exceptions.Exit(code)

        return CliRunner().invoke(digest, arguments)

    return ran


@pytest.fixture
def listed(tmp_path: Path) -> str:
    path = tmp_path / "list.txt"
    path.write_text(THREE, encoding="utf-8")
    return str(path)


def test_a_digest_is_sent_once(run: Run, server: Running, listed: str, tmp_path: Path) -> None:
    first = run("--send", "--to", listed)
    second = run("--send", environment={"PAPERSHELF_RECIPIENTS": THREE})

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "Sent 3 mails: 0 already sent, 0 failed, 0 unknown, 0 left, in" in first.output
    assert "Sent 0 mails: 3 already sent" in second.output
    assert set(server.box.received.values()) == {1}
    assert (tmp_path / LEDGER).is_file()
    assert (tmp_path / ".papershelf/.gitignore").read_text() == "*\n"


def test_failures_are_told_by_line_and_no_address_is_shown(
    run: Run, server: Running, tmp_path: Path
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{THREE}\nnobody at all\nADA@example.org\n", encoding="utf-8")
    server.box.on_recipient = lambda to, _before: f"550 {to} who?" if to > "c" else None
    server.box.after_data = lambda to, _before: DROP if to.startswith("b") else None
    result = run("--send", "--to", str(path))

    assert result.exit_code == 1
    assert "line 4 of the list has no @" in result.output
    assert "line 3 of the list: 550" in result.output
    assert "line 2 of the list: may have it already" in result.output
    assert "1 line of the list left out" in result.output
    assert "Sent 1 mail: 0 already sent, 1 failed, 1 unknown, 0 left" in result.output
    assert "example.org" not in result.output


def test_a_dry_run_counts_and_connects_to_nobody(
    run: Run, server: Running, listed: str, tmp_path: Path
) -> None:
    before = run("--send", "--dry-run", "--to", listed)
    made = (tmp_path / ".papershelf").exists()
    run("--send", "--to", listed)
    connections = server.box.connections
    after = run("--send", "--dry-run", "--to", listed)

    assert "Would send 3 mails: 0 already sent" in before.output
    assert "Would send 0 mails: 3 already sent" in after.output
    assert not made
    assert server.box.connections == connections


@pytest.mark.parametrize(
    ("most", "settings"), [(["--most", "2"], {}), ([], {"most_recipients": 2})]
)
def test_a_list_that_is_too_long_gets_nothing(
    run: Run, server: Running, listed: str, most: list[str], settings: dict[str, int]
) -> None:
    result = run("--send", "--to", listed, *most, settings=SETTINGS | settings)

    assert isinstance(result.exception, UsageError)
    assert "more than 2" in str(result.exception)
    assert not server.box.connections


def test_missing_settings_are_shown_as_they_are_written(run: Run, listed: str) -> None:
    result = run("--send", "--to", listed, settings={"sender": SETTINGS["sender"]})

    assert isinstance(result.exception, UsageError)
    assert "digest: {unsubscribe: leave@example.org}" in str(result.exception)


@pytest.mark.parametrize(
    "arguments", [["--again"], ["--to", "x"], ["--send"], ["--send", "--to", "nowhere.txt"]]
)
def test_options_that_lack_something_are_refused(run: Run, arguments: list[str]) -> None:
    assert isinstance(run(*arguments).exception, UsageError)


def test_a_server_that_is_gone_is_no_fault_of_the_list(run: Run, listed: str) -> None:
    result = run("--send", "--to", listed, environment={"PAPERSHELF_SMTP_TLS": "starttls"})

    assert result.exit_code == 3
    assert "Stopped: 127.0.0.1" in result.output
    assert "Run the same command again" in result.output


def test_a_folder_that_leads_elsewhere_holds_no_ledger(
    run: Run, listed: str, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".papershelf").symlink_to(tmp_path / "elsewhere")

    assert isinstance(run("--send", "--to", listed).exception, MachineError)
    assert not list((tmp_path / "elsewhere").iterdir())
