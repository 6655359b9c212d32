"""A program that dies before, within or after each thing it asks of the system or the server."""

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from papershelf.mail_address import MailAddress
from papershelf.sending import Connection, Mailing, Outcome, open_ledger, read_list, send
from tests.support.mailing import DIGEST, NEWS, Silent, Waits, letter, noon, people

_CALLS = ("open", "write", "fsync", "ftruncate", "fstat", "mkdir", "replace")
LISTED = read_list(people("ada", "bob", "cy")).people


class _Crash(BaseException):
    """The end of the program."""


class _Steps:
    """Counts what is asked for, and lets the program die at one of them."""

    def __init__(self, last: int, how: str) -> None:
        self.number = 0
        self._last = last
        self._how = how

    def step(self, doing: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        self.number += 1
        if self.number != self._last:
            return doing(*arguments, **more)
        if self._how == "after":
            with suppress(OSError):
                doing(*arguments, **more)
        if self._how == "within" and doing is _WRITE:
            doing(arguments[0], arguments[1][: len(arguments[1]) // 2])
        raise _Crash


_WRITE = os.write


class _Post:
    """A server that takes every mail, with a step before it and one after."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()
        self.steps = _Steps(0, "")

    def connect(self) -> Connection:
        return self

    def send(
        self,
        _sender: MailAddress,
        recipient: MailAddress,
        _message: EmailMessage,
        beginning: Callable[[], None],
    ) -> None:
        beginning()
        self.steps.step(self.received.update, [recipient.address])

    def close(self) -> None:
        """Nothing."""


def _run(post: _Post, ledger: Path, steps: _Steps) -> Outcome:
    post.steps = steps
    mailing = Mailing(LISTED, NEWS, letter, post.connect)
    with pytest.MonkeyPatch.context() as patched:
        for name in _CALLS:
            call = getattr(os, name)
            patched.setattr(os, name, lambda *a, _call=call, **m: steps.step(_call, *a, **m))
        with open_ledger(ledger, DIGEST, {}, noon) as opened:
            return send(mailing, opened, Silent(), wait=Waits())


@pytest.mark.parametrize("how", ["before", "within", "after"])
def test_wherever_it_dies_the_next_run_sends_the_rest_and_nothing_twice(
    tmp_path: Path, how: str
) -> None:
    whole = _Steps(0, how)
    _run(_Post(), tmp_path / "whole" / "ledger.jsonl", whole)
    for last in range(1, whole.number + 1):
        post = _Post()
        ledger = tmp_path / str(last) / "ledger.jsonl"
        with pytest.raises(_Crash):
            _run(post, ledger, _Steps(last, how))
        outcome = _run(post, ledger, _Steps(0, how))
        unknown = {LISTED[line - 1].address.address for line in outcome.unknown}

        assert not outcome.stopped, last
        assert len(unknown) <= 1, last
        assert max(post.received.values()) == 1, last
        assert {p.address.address for p in LISTED} - set(post.received) <= unknown, last


def test_the_key_is_on_the_disk_before_anything_is_written_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it nobody could tell who has the mail, had the power failed."""
    ledger, kept = tmp_path / "ledger.jsonl", []
    real = os.fsync

    def fsync(file: int) -> None:
        kept.append(os.path.samestat(os.fstat(file), ledger.with_name("ledger.jsonl.key").stat()))
        real(file)

    monkeypatch.setattr(os, "fsync", fsync)
    with open_ledger(ledger, DIGEST, {}, noon):
        pass
    assert kept[0]
