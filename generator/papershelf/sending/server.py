"""Which server mails are given to, as the environment says."""

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from papershelf.errors import UsageError, did_you_mean

Tls = Literal["starttls", "tls", "off"]

_PORTS: Final = MappingProxyType({"starttls": 587, "tls": 465, "off": 25})
_HOST: Final = re.compile(
    r"(?:[\w-]{1,63}\.)*[\w-]{1,63}\.?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*", re.ASCII
)
"""A name or an address, which the system may still not know."""
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Server:
    """How a server is reached."""

    host: str
    port: int
    tls: Tls = "starttls"
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    authorities: Path | None = None
    """A file of certificates that are trusted in place of those of the system."""

    def trust(self) -> ssl.SSLContext:
        """What the server must prove; raises UsageError if the file of certificates is none."""
        try:
            return ssl.create_default_context(cafile=self.authorities)
        except (OSError, ssl.SSLError, ValueError):
            raise UsageError(
                f"PAPERSHELF_SMTP_CA: {self.authorities} is no file of certificates (PEM)"
            ) from None


def read_server(environment: Mapping[str, str]) -> Server:
    """The server that PAPERSHELF_SMTP_… describe; UsageError says what is missing or wrong.

    No message repeats the user or the password.
    """
    host = environment.get("PAPERSHELF_SMTP_HOST", "").strip()
    if not host:
        raise UsageError(
            "PAPERSHELF_SMTP_HOST is not set: the server that takes your mails, "
            "for example smtp.example.org"
        )
    if not _HOST.fullmatch(host):
        raise UsageError("PAPERSHELF_SMTP_HOST is no name of a server, such as smtp.example.org")
    tls = _tls(environment.get("PAPERSHELF_SMTP_TLS", "").strip().lower() or "starttls")
    if tls == "off" and host.lower() not in _LOOPBACK:
        raise UsageError(
            "PAPERSHELF_SMTP_TLS=off would send the list of readers in the clear: "
            "it is only for a server on this machine (127.0.0.1, localhost)"
        )
    user = _secret(environment, "PAPERSHELF_SMTP_USER")
    password = _secret(environment, "PAPERSHELF_SMTP_PASSWORD")
    if bool(user) != bool(password):
        missing = "PAPERSHELF_SMTP_PASSWORD" if user else "PAPERSHELF_SMTP_USER"
        raise UsageError(f"{missing} is not set, its partner is: set both or none")
    authorities = environment.get("PAPERSHELF_SMTP_CA", "").strip()
    return Server(
        host,
        _port(environment.get("PAPERSHELF_SMTP_PORT", "").strip(), _PORTS[tls]),
        tls,
        user,
        password,
        Path(authorities) if authorities else None,
    )


def _tls(word: str) -> Tls:
    match word:
        case "starttls" | "tls" | "off":
            return word
        case _:
            hint = did_you_mean(word, tuple(_PORTS), noun="ways")
            raise UsageError(f"PAPERSHELF_SMTP_TLS is neither starttls, tls nor off; {hint}")


def _port(text: str, default: int) -> int:
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 0 < int(text) < 65_536):
        raise UsageError(f"PAPERSHELF_SMTP_PORT is no port from 1 to 65535, such as {default}")
    return int(text)


def _secret(environment: Mapping[str, str], name: str) -> str:
    # Secrets pasted into a form often end in a line break.
    value = environment.get(name, "").strip("\r\n")
    if not value.isascii() or not value.isprintable():
        raise UsageError(f"{name} has characters that the login of a mail server cannot carry")
    return value
