"""What went to whom, whatever ends the program."""

import os
import re
import stat
import sys
from pathlib import Path

import pytest
from tests.support.mailing import DIGEST, NEWS, mail, noon, people, states
from tests.support.smtp_server import Running

from papershelf.errors import MachineError, UsageError
from papershelf.mail_address import parse_mail_address
from papershelf.sending import State, open_ledger, read_states

ADA = parse_mail_address("ada@example.org")
KEY = {"PAPERSHELF_LEDGER_KEY": "a key that is long enough"}


def _note(path: Path, *noted: State, environment: dict[str, str] | None = None) -> None:
    with open_ledger(path, DIGEST, environment or {}, noon) as ledger:
        for state in noted:
            ledger.note(ADA, state)


def test_no_address_is_in_a_ledger(ledger: Path) -> None:
    _note(ledger, State.SENDING, State.SENT)

    content = ledger.read_text()
    assert not re.search(r"\bada\b|@|example\.org", content.replace(DIGEST, ""))
    assert states(ledger, "ADA@example.org") == [State.SENT]


@pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")
def test_ledger_and_key_are_their_owners_alone(ledger: Path) -> None:
    _note(ledger, State.SENT)

    files = sorted(path.name for path in ledger.parent.iterdir())
    modes = {stat.S_IMODE(path.stat().st_mode) for path in ledger.parent.iterdir()}
    assert files == ["ledger.jsonl", "ledger.jsonl.key", "ledger.jsonl.lock"]
    assert modes == {0o600}


def test_a_key_of_the_environment_makes_no_file_and_is_wanted_again(ledger: Path) -> None:
    _note(ledger, State.SENT, environment=KEY)

    assert not ledger.with_name("ledger.jsonl.key").exists()
    assert read_states(ledger, DIGEST, KEY).state(ADA) is State.SENT
    with pytest.raises(MachineError, match="PAPERSHELF_LEDGER_KEY"):
        read_states(ledger, DIGEST, {})
    with pytest.raises(MachineError, match="another key"):
        _note(ledger, State.SENT, environment={"PAPERSHELF_LEDGER_KEY": "quite another long key"})
    with pytest.raises(UsageError, match="shorter"):
        _note(ledger, State.SENT, environment={"PAPERSHELF_LEDGER_KEY": "short"})


def test_digests_and_sites_do_not_know_of_each_other(ledger: Path) -> None:
    _note(ledger, State.SENT)

    assert read_states(ledger, DIGEST.replace("W11", "W12"), {}).state(ADA) is None
    assert read_states(ledger, DIGEST.replace("shelf", "other"), {}).state(ADA) is None


@pytest.mark.parametrize("cut", range(1, 100, 9))
def test_a_line_that_was_being_written_is_as_if_never_begun(ledger: Path, cut: int) -> None:
    _note(ledger, State.SENDING, State.SENT)
    content = ledger.read_bytes()
    ledger.write_bytes(content[:-cut])

    assert states(ledger, ADA.address) == [State.SENDING]
    _note(ledger, State.FAILED)
    assert states(ledger, ADA.address) == [State.FAILED]
    assert ledger.read_bytes().endswith(b"\n")


def test_a_head_that_was_being_written_is_written_anew(ledger: Path) -> None:
    _note(ledger)
    ledger.write_bytes(ledger.read_bytes()[:-5])
    _note(ledger, State.SENT)

    assert states(ledger, ADA.address) == [State.SENT]


@pytest.mark.parametrize(
    "garbage",
    [b"\n", b"null\n", b'{"mail":1}\n', b"\xff\xfe\n", b"x" * 20_000, b"[" * 9_000 + b"\n"],
)
def test_nothing_is_sent_by_a_ledger_that_cannot_be_read(
    server: Running, ledger: Path, garbage: bytes
) -> None:
    _note(ledger, State.SENT)
    with ledger.open("ab") as file:
        file.write(garbage)

    with pytest.raises(MachineError, match=r"ledger\.jsonl:3 cannot be read"):
        mail(server.environment, people("ada", "bob"), ledger)
    assert not server.box.connections


def test_a_ledger_of_another_version_is_left_alone(ledger: Path) -> None:
    _note(ledger, State.SENT)
    content = ledger.read_bytes().replace(b'"ledger":1', b'"ledger":2')
    ledger.write_bytes(content)

    with pytest.raises(MachineError, match="another version"):
        _note(ledger, State.SENT)
    assert ledger.read_bytes() == content


def test_a_file_that_is_no_ledger_is_left_alone(ledger: Path) -> None:
    ledger.write_bytes(b"# My paper\n")

    with pytest.raises(MachineError):
        _note(ledger, State.SENT, environment=KEY)
    assert ledger.read_bytes() == b"# My paper\n"


def test_a_link_is_no_ledger(ledger: Path, tmp_path: Path) -> None:
    ledger.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(MachineError, match="link"):
        _note(ledger, State.SENT)
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
def test_a_full_disk_stops_before_the_mail(
    server: Running, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _note(ledger)
    with Path("/dev/full").open("wb") as full:
        number = full.fileno()
        monkeypatch.setattr("papershelf.sending.ledger._opened", lambda _path: os.dup(number))
        monkeypatch.setattr("papershelf.sending.ledger._trim", lambda *_: None)
        outcome = mail(server.environment, people("ada", "bob"), ledger)

    assert "No space left" in outcome.stopped
    assert (outcome.sent, outcome.left) == (0, 2)
    assert not server.box.mails


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(MachineError, match="cannot write"):
        _note(tmp_path / "file" / "ledger.jsonl", State.SENT)


def test_two_runs_at_once_are_kept_apart(ledger: Path) -> None:
    with (
        open_ledger(ledger, DIGEST, {}, noon) as first,
        pytest.raises(MachineError, match="another run is sending"),
    ):
        _note(ledger, State.SENT)
    _note(ledger, State.SENT)

    assert first.state(ADA) is None
    assert states(ledger, ADA.address) == [State.SENT]


def test_looking_at_a_ledger_makes_none(ledger: Path) -> None:
    assert read_states(ledger, DIGEST, {}).state(NEWS) is None
    assert not list(ledger.parent.iterdir())
