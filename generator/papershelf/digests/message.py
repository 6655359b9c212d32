"""A digest as a message of e-mail that servers and the programs of readers take."""

import re
from datetime import datetime
from email.headerregistry import Address, Group, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from functools import cache
from hashlib import blake2b
from typing import Final

from papershelf.digests.list_addresses import (
    PLACEHOLDER,
    filled,
    list_id,
    message_id,
    unsubscribe_address,
    web_ascii,
)
from papershelf.digests.mail_headers import OneLine, People, Text
from papershelf.digests.model import Digest
from papershelf.digests.texts import one_line
from papershelf.mail_address import MailAddress
from papershelf.reports.texts import whole
from papershelf.text import shorten

_LONGEST_SUBJECT = 200
_LONGEST_NAME = 100
_LONGEST_ADDRESS = 900
_ONE_LINE: Final = (
    "message-id",
    "list-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "list-archive",
)
# Of the controls only tabs and ends of lines: others mean nothing in a text, and much to filters.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTING: Final = re.compile(r'["\\<>]')
_LANGUAGE: Final = re.compile("[A-Za-z0-9-]{1,35}")
# Base64 makes 4 of 3 octets, quoted-printable 3 of each that is not ASCII.
_MOSTLY_ASCII = 0.15


def message(
    digest: Digest,
    plain: str,
    html: str,
    sender: MailAddress | None,
    recipient: MailAddress | None,
    *,
    reply_to: MailAddress | None = None,
    one_click: bool = False,
    date: datetime,
) -> EmailMessage:
    """The mail to one recipient; without one a file for reading and for showing around.

    `plain`, `html`: its two forms, the same for all recipients; where they lead to the address for
    leaving the list, its `{address}` becomes the recipient's. `one_click`: whether that address
    takes the POST of RFC 8058. `sender` may be missing only in a file. The same arguments give the
    same bytes. Raises UsageError where the address for leaving the list is too long for a mail.
    """
    people = [person for person in (sender, recipient, reply_to) if person]
    mail = EmailMessage(policy=_policy(any(person.needs_utf8 for person in people)))
    leave = unsubscribe_address(digest)
    for subtype, text in (("plain", plain), ("html", html)):
        _add(mail, _with_own_address(_clean(text), digest, leave, recipient), subtype)
    # Given by what it is in, so that the same digest is the same file; no text can hold "=_",
    # neither in base64 nor where each "=" begins an octet.
    mail.set_boundary("=_" + _mark(digest.site_url, digest.kind, digest.key, plain, html))
    mail["MIME-Version"] = "1.0"
    # In an inbox stands who wrote: the shelf, and not the first half of an address.
    mail["From"] = _address(sender, digest.site_title) if sender else _nobody(digest)
    mail["To"] = _address(recipient) if recipient else Group("undisclosed-recipients")
    if reply_to:
        mail["Reply-To"] = _address(reply_to)
    mail["Subject"] = _phrase(digest.subject or digest.title, _LONGEST_SUBJECT)
    mail["Date"] = date
    mail["Message-ID"] = message_id(digest, recipient)
    _add_list(mail, digest, leave, recipient, one_click=one_click)
    # Nobody's holiday answers a mail that says this (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    if _LANGUAGE.fullmatch(digest.language):
        mail["Content-Language"] = digest.language
    return mail


def _add(mail: EmailMessage, text: str, subtype: str) -> None:
    octets = text.encode()
    foreign = sum(octet > 127 for octet in octets) if not text.isascii() else 0
    encoding = "quoted-printable" if foreign <= len(octets) * _MOSTLY_ASCII else "base64"
    mail.add_alternative(text, subtype=subtype, charset="utf-8", cte=encoding)


def _add_list(
    mail: EmailMessage,
    digest: Digest,
    leave: str,
    recipient: MailAddress | None,
    *,
    one_click: bool,
) -> None:
    mail["List-Id"] = f"<{list_id(digest)}>"
    is_own = PLACEHOLDER in leave
    if leave and (recipient or not is_own):
        mail["List-Unsubscribe"] = f"<{filled(leave, recipient)}>"
        # A POST without the reader's address would tell nobody who wants to leave.
        if one_click and is_own and leave.startswith("https:"):
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    archive = web_ascii(one_line(digest.url))
    if 0 < len(archive) <= _LONGEST_ADDRESS:
        mail["List-Archive"] = f"<{archive}>"


def _with_own_address(text: str, digest: Digest, leave: str, recipient: MailAddress | None) -> str:
    if PLACEHOLDER not in leave:
        return text
    own = filled(leave, recipient)
    for written in (leave, one_line(digest.unsubscribe)):
        # As it is in plain text, and in an attribute of HTML.
        text = text.replace(written, own)
        text = text.replace(written.replace("&", "&amp;"), own.replace("&", "&amp;"))
    return text


def _clean(text: str) -> str:
    lines = whole(text).replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", lines).rstrip("\n") + "\n"


def _phrase(text: str, length: int) -> str:
    # The library decodes what looks encoded, and might then find the end of a line in it.
    return shorten(one_line(text).replace("=?", "= ?"), length)


def _address(person: MailAddress, name: str = "") -> Address:
    return Address(_name(person.name or name), person.local, person.domain)


def _nobody(digest: Digest) -> Address:
    """Whom a file comes from that names no sender: no mail ever goes to such a domain."""
    return Address(_name(digest.site_title), "digest", "papershelf.invalid")


def _name(text: str) -> str:
    # Many programs read a name with these wrong, even where it is quoted as it should be.
    return _phrase(_QUOTING.sub(" ", text), _LONGEST_NAME)


def _mark(*texts: str) -> str:
    written = "\0".join(texts).encode("utf-8", "replace")
    return blake2b(written, digest_size=16).hexdigest()


@cache
def _policy(is_utf8: bool) -> "EmailPolicy[EmailMessage]":
    registry = HeaderRegistry()
    for name in _ONE_LINE:
        registry.map_to_type(name, OneLine)
    for name in ("from", "to", "reply-to"):
        registry.map_to_type(name, People)
    registry.map_to_type("subject", Text)
    return SMTP.clone(utf8=is_utf8, header_factory=registry)
