"""Sending in tests: a letter, and a run that waits for nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from papershelf.mail_address import MailAddress, parse_mail_address
from papershelf.sending import (
    Mailing,
    Outcome,
    Server,
    State,
    connect,
    open_ledger,
    read_list,
    read_server,
    read_states,
    send,
)

DIGEST = "weekly/2026-W11 https://shelf.example.org/"
NEWS = parse_mail_address("The Shelf <news@shelf.example.org>")


class Silent:
    """Progress that nobody looks at."""

    def stage(self, name: str, total: int) -> None:
        """Nothing."""

    def advance(self) -> None:
        """Nothing."""


class Waits:
    """How long was waited, had it been."""

    def __init__(self, *, end_after: int | None = None) -> None:
        self.seconds: list[float] = []
        self._mails = 0
        self._end_after = end_after

    def __call__(self, seconds: float) -> bool:
        if seconds:
            self.seconds.append(seconds)
        self._mails += 1
        return self._end_after is not None and self._mails > self._end_after


def noon() -> datetime:
    return datetime(2026, 3, 16, 12, tzinfo=UTC)


def letter(recipient: MailAddress) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = "Wöche 11"
    message["From"] = NEWS.header
    message["To"] = recipient.header
    message.set_content("Grüße\n.\n..two\nend\n")
    return message


def people(*names: str) -> str:
    return "\n".join(f"{name}@example.org" for name in names)


def mail(
    environment: dict[str, str],
    listed: str,
    ledger: Path,
    *,
    wait: Callable[[float], bool] | None = None,
    patience: float = 20.0,
    last_patience: float | None = None,
    server: Server | None = None,
    letter: Callable[[MailAddress], EmailMessage] = letter,
    **wishes: Any,
) -> Outcome:
    """A run against a server, that gives up waiting for it after so many seconds."""
    to = server or read_server(environment)
    mailing = Mailing(
        read_list(listed).people,
        NEWS,
        letter,
        lambda: connect(
            to, "example.org", patience=patience, last_patience=last_patience or patience
        ),
        **wishes,
    )
    with open_ledger(ledger, DIGEST, {}, noon) as opened:
        return send(mailing, opened, Silent(), wait=wait or Waits())


def states(ledger: Path, listed: str) -> list[State | None]:
    """What a ledger says of a list."""
    known = read_states(ledger, DIGEST, {})
    return [known.state(person.address) for person in read_list(listed).people]
