"""Whatever servers do and whenever the program dies: nobody gets a mail twice unasked."""

import tempfile
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.errors import MachineError
from papershelf.mail_address import MailAddress
from papershelf.sending import (
    Connection,
    Lost,
    Mailing,
    Refused,
    Stage,
    State,
    Unreachable,
    open_ledger,
    read_list,
    send,
)
from tests.support.mailing import DIGEST, NEWS, Silent, Waits, letter, noon, people


class _Crash(BaseException):
    """The end of the program."""


EVENTS: Final = (
    *("take", "take", "take", "refuse", "put off", "bad sender", "bad mail", "hang up"),
    *("hang up within", "hang up after", "lose the answer", "unreachable", "wrong password"),
    *("crash before", "crash within", "crash after"),
)


class _Post:
    """A server that does what a script says, then everything right."""

    def __init__(self, script: list[str]) -> None:
        self.received: Counter[str] = Counter()
        self.began: set[str] = set()
        self._script = script

    def _next(self) -> str:
        return self._script.pop(0) if self._script else "take"

    def connect(self) -> Connection:
        if self._script and self._script[0] in ("unreachable", "wrong password"):
            if self._next() == "unreachable":
                raise Unreachable("nobody there")
            raise MachineError("wrong password")
        return self

    def send(
        self,
        sender: MailAddress,
        recipient: MailAddress,
        message: EmailMessage,
        beginning: Callable[[], None],
    ) -> None:
        assert (sender, message["To"].addresses[0].addr_spec) == (NEWS, recipient.address)
        event = self._next()
        refusals = {
            "refuse": (Stage.RECIPIENT, 550),
            "put off": (Stage.RECIPIENT, 450),
            "bad sender": (Stage.SENDER, 550),
        }
        if event in refusals:
            raise Refused(*refusals[event], "5.1.1 no")
        if event == "hang up":
            raise Lost("gone")
        if event == "crash before":
            raise _Crash
        beginning()
        if event == "bad mail":
            raise Refused(Stage.MAIL, 554, "no")
        if event == "hang up within":
            raise Lost("gone")
        if event == "crash within":
            raise _Crash
        if event != "hang up after":
            self.received[recipient.address] += 1
        if event in ("hang up after", "lose the answer"):
            raise Lost("gone", is_open=True)
        if event == "crash after":
            raise _Crash

    def close(self) -> None:
        """Nothing."""


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(EVENTS), max_size=40),
    st.integers(1, 6),
    st.lists(st.integers(0, 400), max_size=3),
)
def test_nobody_gets_a_mail_twice(script: list[str], number: int, tears: list[int]) -> None:
    post = _Post(list(script))
    listed = read_list(people(*(f"a{n}" for n in range(number))))
    mailing = Mailing(listed.people, NEWS, letter, post.connect)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.jsonl"
        # Each run but the last uses up at least one event of the script.
        for _ in range(len(script) + 2):
            try:
                with open_ledger(path, DIGEST, {}, noon) as ledger:
                    outcome = send(mailing, ledger, Silent(), wait=Waits())
            except _Crash:
                if tears:
                    _tear(path, tears.pop())
                continue
            assert (
                outcome.sent
                + outcome.already
                + len(outcome.failed)
                + len(outcome.unknown)
                + outcome.left
            ) == number
        with open_ledger(path, DIGEST, {}, noon) as ledger:
            known = {p.address.address: ledger.state(p.address) for p in listed.people}

    assert max(post.received.values(), default=0) <= 1
    assert all(post.received[address] == 1 for address in known if known[address] is State.SENT)
    assert set(known.values()) <= {State.SENT, State.SENDING}


def _tear(path: Path, at: int) -> None:
    """What a crash leaves of a line that was being written."""
    with path.open("ab") as file:
        file.write(b'{"mail":"weekly","to":"0123'[: at % 28])
