"""One conversation with a mail server, and what can become of a mail in it."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from email.generator import BytesGenerator
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from enum import Enum
from io import BytesIO
from typing import Final, Protocol

from papershelf.errors import MachineError
from papershelf.mail_address import MailAddress
from papershelf.sending.server import Server
from papershelf.sending.words import said

_PATIENCE: Final = 60.0
_LAST_PATIENCE: Final = 600.0
"""Seconds for the answer to the whole mail: RFC 5321, 4.5.3.2.6, asks for ten minutes, as giving up
before leaves open whether it was taken."""
_DOT: Final = re.compile(rb"^\.", re.MULTILINE)
_POLICY: Final = re.compile(r"[45]\.7\.\d")
_CLOSING: Final = 421
_TAKEN: Final = 2
_GO_ON: Final = 3
"""First digits of answers."""


class Stage(Enum):
    """What was refused."""

    SENDER = "the sender"
    RECIPIENT = "the recipient"
    MAIL = "the mail"


class Refused(Exception):  # noqa: N818 -- an answer, not a mistake
    """The server does not take a mail, and says so."""

    def __init__(self, stage: Stage, code: int, words: str) -> None:
        super().__init__(f"{code} {words}".strip())
        self.stage = stage
        self.code = code
        self.words = words

    @property
    def is_lasting(self) -> bool:
        """Whether asking again soon is of no use."""
        return self.code >= 500

    @property
    def is_about_us(self) -> bool:
        """Whether others on the list would fare the same, as far as one can tell."""
        return self.stage is not Stage.RECIPIENT or bool(_POLICY.match(self.words))


class Lost(Exception):  # noqa: N818 -- what happened, not a mistake
    """The conversation is over. `is_open`: nobody knows whether the mail was taken."""

    def __init__(self, reason: str, *, is_open: bool = False) -> None:
        super().__init__(reason)
        self.is_open = is_open


class Unreachable(Exception):  # noqa: N818 -- what happened, not a mistake
    """No conversation came about, which may be better in a while."""


class Connection(Protocol):
    """A conversation with a server."""

    def send(
        self,
        sender: MailAddress,
        recipient: MailAddress,
        message: EmailMessage,
        beginning: Callable[[], None],
    ) -> None:
        """Give the server a mail for one person; it has taken it when this returns.

        `beginning` is called before anything that could make the server take it. Raises Refused or
        Lost.
        """

    def close(self) -> None:
        """Say goodbye; never fails."""


class _Smtp:
    def __init__(self, smtp: smtplib.SMTP, last_patience: float) -> None:
        self._smtp = smtp
        self._last_patience = last_patience

    def send(
        self,
        sender: MailAddress,
        recipient: MailAddress,
        message: EmailMessage,
        beginning: Callable[[], None],
    ) -> None:
        try:
            self._send(sender, recipient, message, beginning)
        except Refused as refusal:
            if refusal.code == _CLOSING:
                self._smtp.close()
                raise Lost(str(refusal)) from None
            self._reset()
            raise
        except BaseException:
            # Within a mail the server takes a goodbye for a line of it, and whoever stops the
            # program would wait for the answer. An answer to the last would be taken for the next.
            self._smtp.close()
            raise

    def _send(
        self,
        sender: MailAddress,
        recipient: MailAddress,
        message: EmailMessage,
        beginning: Callable[[], None],
    ) -> None:
        # Headers may name others too, such as whom answers go to.
        is_written = isinstance(message.policy, EmailPolicy) and message.policy.utf8
        is_ours = sender.needs_utf8 or (is_written and not recipient.needs_utf8)
        is_utf8 = is_ours or recipient.needs_utf8
        # Servers may also refuse such mails at once, and that says nothing about other people.
        opening = Stage.RECIPIENT if is_utf8 and not is_ours else Stage.SENDER
        if is_utf8 and not self._smtp.has_extn("smtputf8"):
            raise Refused(
                opening, 553, "5.6.7 this server takes no addresses with letters beyond ASCII"
            )
        content = self._flat(message, is_utf8=is_utf8)
        options = []
        if self._smtp.has_extn("size"):
            options.append(f"SIZE={len(content)}")
        if is_utf8:
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        elif not content.isascii():
            options.append("BODY=8BITMIME")
        self._ask(opening, sender, lambda: self._smtp.mail(sender.address, options), _TAKEN)
        self._ask(Stage.RECIPIENT, recipient, lambda: self._smtp.rcpt(recipient.address), _TAKEN)
        beginning()
        self._ask(Stage.MAIL, recipient, lambda: self._smtp.docmd("DATA"), _GO_ON)
        # The end of the mail goes apart: as long as it is not on its way, nothing can be taken.
        self._tell(content)
        self._finish(recipient)

    def _flat(self, message: EmailMessage, *, is_utf8: bool) -> bytes:
        is_wide = self._smtp.has_extn("8bitmime")
        policy = SMTP.clone(utf8=is_utf8, cte_type="8bit" if is_wide else "7bit")
        buffer = BytesIO()
        BytesGenerator(buffer, policy=policy).flatten(message)
        content = buffer.getvalue()
        return content if content.endswith(b"\r\n") else content + b"\r\n"

    def _ask(
        self,
        stage: Stage,
        about: MailAddress,
        asking: Callable[[], tuple[int, bytes]],
        welcome: int,
    ) -> None:
        try:
            code, words = asking()
        except smtplib.SMTPResponseException:
            # The library gives a refusal of its own for an answer that is too long, whatever it is.
            raise Lost("the server answered what no mail server says") from None
        except (smtplib.SMTPServerDisconnected, OSError):
            raise Lost("the connection broke") from None
        if code // 100 == welcome:
            return
        if not 400 <= code < 600:
            raise Lost("the server answered what no mail server says")
        raise Refused(stage, code, said(words, about))

    def _tell(self, content: bytes) -> None:
        try:
            self._smtp.send(_DOT.sub(b"..", content))
        except (smtplib.SMTPServerDisconnected, OSError):
            raise Lost("the connection broke") from None

    def _finish(self, recipient: MailAddress) -> None:
        try:
            self._wait_for(self._last_patience)
            self._ask(Stage.MAIL, recipient, lambda: self._smtp.docmd("."), _TAKEN)
        except Lost:
            raise Lost("no answer came to the whole mail", is_open=True) from None
        finally:
            self._wait_for(self._smtp.timeout)

    def _wait_for(self, seconds: float) -> None:
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)

    def _reset(self) -> None:
        try:
            code, _ = self._smtp.docmd("RSET")
        except (smtplib.SMTPException, OSError):
            code = 0
        if code != 250:
            self._smtp.close()

    def close(self) -> None:
        """Say goodbye."""
        try:
            if self._smtp.sock is not None:
                self._smtp.quit()
        except (smtplib.SMTPException, OSError):
            pass
        finally:
            self._smtp.close()


def connect(
    server: Server,
    hello: str,
    *,
    patience: float = _PATIENCE,
    last_patience: float = _LAST_PATIENCE,
) -> Connection:
    """Begin a conversation, encrypted and with a login as `server` says.

    `hello`: how we introduce ourselves, a domain. `patience`: seconds for each answer;
    `last_patience`: for that to a whole mail. Raises Unreachable where another try may help, and
    MachineError where none will: a certificate, no encryption, a wrong password.
    """
    where = f"{server.host}:{server.port}"
    trust = server.trust() if server.tls != "off" else None
    try:
        smtp = _open(server, hello, trust, patience)
        try:
            _greet(smtp, server, trust, where)
        except BaseException:
            smtp.close()
            raise
    except ssl.SSLCertVerificationError as error:
        raise MachineError(
            f"{where} does not prove that it is {server.host}: {error.verify_message}; check "
            "PAPERSHELF_SMTP_HOST, or name the authority's file in PAPERSHELF_SMTP_CA"
        ) from None
    except ssl.SSLError as error:
        raise Unreachable(
            f"{where} speaks no TLS that fits ({error.reason or 'broken off'}); "
            "port 465 wants PAPERSHELF_SMTP_TLS=tls, port 587 starttls"
        ) from None
    except smtplib.SMTPResponseException as answer:
        if answer.smtp_code >= 500:
            raise MachineError(f"{where} turns us away: {answer.smtp_code}") from None
        raise Unreachable(f"{where} turns us away for now: {answer.smtp_code}") from None
    except smtplib.SMTPServerDisconnected:
        raise Unreachable(f"{where} broke off or did not answer in time") from None
    except OSError as error:
        raise Unreachable(f"{where}: {error.strerror or error or 'no answer'}") from None
    return _Smtp(smtp, last_patience)


def _open(
    server: Server, hello: str, trust: ssl.SSLContext | None, patience: float
) -> smtplib.SMTP:
    if server.tls == "tls":
        return smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=hello, timeout=patience, context=trust
        )
    return smtplib.SMTP(server.host, server.port, local_hostname=hello, timeout=patience)


def _greet(smtp: smtplib.SMTP, server: Server, trust: ssl.SSLContext | None, where: str) -> None:
    if smtp.sock is not None:
        # The end of a mail would else wait for the word that the mail itself has come: 40 ms each.
        smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    code, words = smtp.ehlo()
    if code != 250:
        raise smtplib.SMTPHeloError(code, words)
    if server.tls == "starttls":
        if not smtp.has_extn("starttls"):
            raise MachineError(
                f"{where} offers no STARTTLS, and nothing is sent in the clear; "
                "for a port that is encrypted from the start set PAPERSHELF_SMTP_TLS=tls"
            )
        smtp.starttls(context=trust)
        smtp.ehlo()
    if server.user:
        _log_in(smtp, server, where)


def _log_in(smtp: smtplib.SMTP, server: Server, where: str) -> None:
    # No answer is repeated: servers name the user in it, and some what they were given.
    try:
        smtp.login(server.user, server.password)
    except smtplib.SMTPResponseException as answer:
        if 400 <= answer.smtp_code < 500:
            raise
        raise MachineError(
            f"{where} refuses the login ({answer.smtp_code}): "
            "check PAPERSHELF_SMTP_USER and PAPERSHELF_SMTP_PASSWORD"
        ) from None
    except smtplib.SMTPServerDisconnected:
        raise
    except (smtplib.SMTPException, ValueError):
        raise MachineError(
            f"{where} offers no login that we know (PLAIN, LOGIN, CRAM-MD5): does it need one? "
            "Without PAPERSHELF_SMTP_USER and PAPERSHELF_SMTP_PASSWORD none is made"
        ) from None
