"""A real mail server on this machine, which can be told to misbehave."""

import asyncio
import email.policy
import ssl
import subprocess
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

DROP = "drop"
"""An answer that is none: the connection is cut."""
SILENCE = "silence"
"""An answer that never comes."""

Answers = Callable[[str, int], str | None]
"""What is said to an address, asked for so many times before; None is the usual."""


@dataclass(frozen=True)
class Mail:
    """A mail that the server took."""

    sender: str
    recipients: tuple[str, ...]
    options: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = BytesParser(policy=email.policy.default).parsebytes(self.content)
        assert isinstance(parsed, EmailMessage)
        return parsed


class Box:
    """What arrived, and what is said to whom."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.connections = 0
        self.asked: Counter[str] = Counter()
        self.on_sender: Answers = _usual
        self.on_recipient: Answers = _usual
        self.on_data: Answers = _usual
        """Before the content is taken; the mail is not kept if this says anything."""
        self.after_data: Answers = _usual
        """Once it is kept."""

    @property
    def received(self) -> Counter[str]:
        """How many mails each address has got."""
        return Counter(address for mail in self.mails for address in mail.recipients)

    async def handle_MAIL(  # noqa: N802 - as the library calls it
        self,
        server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        said = await self._said(server, "MAIL", address, self.on_sender)
        if said is None:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return said or "250 OK"

    async def handle_RCPT(  # noqa: N802 - as the library calls it
        self,
        server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        said = await self._said(server, "RCPT", address, self.on_recipient)
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(  # noqa: N802 - as the library calls it
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        address = envelope.rcpt_tos[0]
        said = await self._said(server, "DATA", address, self.on_data)
        if said is not None:
            return said
        content = envelope.original_content
        assert content is not None
        self.mails.append(
            Mail(
                envelope.mail_from or "",
                tuple(envelope.rcpt_tos),
                tuple(envelope.mail_options),
                content,
            )
        )
        return await self._said(server, "AFTER", address, self.after_data) or "250 OK"

    async def _said(self, server: SMTP, what: str, address: str, answers: Answers) -> str | None:
        said = answers(address, self.asked[f"{what} {address}"])
        self.asked[f"{what} {address}"] += 1
        if said == DROP:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            await asyncio.sleep(3600)
        if said == SILENCE:
            await asyncio.sleep(3600)
        return said


def _usual(_address: str, _before: int) -> str | None:
    return None


class _Server(SMTP):
    """Tells how often it was talked to."""

    def connection_made(self, transport: Any) -> None:
        self.event_handler.connections += 1
        super().connection_made(transport)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, hostname="mail.test", **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        # The system chose a port that is free.
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # the library has no types


@dataclass(frozen=True)
class Running:
    """A server that runs."""

    box: Box
    port: int

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PAPERSHELF_SMTP_HOST": "127.0.0.1",
            "PAPERSHELF_SMTP_PORT": str(self.port),
            "PAPERSHELF_SMTP_TLS": "off",
        }


@contextmanager
def smtp_server(*, tls: ssl.SSLContext | None = None, **settings: Any) -> Iterator[Running]:
    """A server for as long as the block lasts. `tls`: encrypted from the start."""
    box = Box()
    with warnings.catch_warnings():
        # A login in the clear is warned of; on this machine nobody listens.
        warnings.simplefilter("ignore")
        controller = _Controller(box, hostname="127.0.0.1", port=0, ssl_context=tls, **settings)
        controller.start()
    box.connections = 0
    try:
        yield Running(box, controller.port)
    finally:
        controller.stop()


def login(user: str, password: str) -> Callable[..., AuthResult]:
    """Lets in whoever knows both."""

    def check(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        return AuthResult(
            handled=False,
            success=(given.login, given.password) == (user.encode(), password.encode()),
        )

    return check


def make_certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 that nobody knows: its file, and the server's side of it."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "3650", "-subj", "/CN=mail.test"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return certificate, context
