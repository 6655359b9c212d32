"""Addresses of e-mail: one place that says what an address is."""

import re
import unicodedata
from dataclasses import dataclass
from email.headerregistry import Address

import idna

_LONGEST_LOCAL = 64
_LONGEST = 254
"""Octets of an address (RFC 5321, 4.5.3.1, with erratum 1690)."""
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+(\.[^.\s]+)*")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\"(),:;<>@\[\\\]\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class MailAddress:
    """Whom a mail goes to or comes from."""

    local: str
    """What stands before the @, as written."""
    domain: str
    """Its domain as the name system has it: lower case, `xn--` where it is not ASCII."""
    name: str = ""
    """What people see."""

    @property
    def address(self) -> str:
        """The bare address."""
        return f"{self.local}@{self.domain}"

    @property
    def needs_utf8(self) -> bool:
        """Whether only servers with SMTPUTF8 can take it."""
        return not self.local.isascii()

    @property
    def header(self) -> Address:
        """What a header of a message is given."""
        return Address(self.name, self.local, self.domain)


def parse_mail_address(text: str) -> MailAddress:
    """An address as people write it: `ada@example.org` or `Ada Lovelace <ada@example.org>`.

    Raises ValueError, which says what is wrong and repeats nothing of the text.
    """
    text = unicodedata.normalize("NFC", text.strip())
    named = _NAMED.fullmatch(text)
    bare = named["address"].strip() if named else text
    local, at, domain = bare.rpartition("@")
    if not at:
        raise ValueError("has no @")
    # Quoted names of mail boxes are legal and in no real list; in headers they are only a danger.
    if _FORBIDDEN.search(local) or not _LOCAL.fullmatch(local):
        raise ValueError("has before the @ what no mail box is called")
    if len(local.encode()) > _LONGEST_LOCAL:
        raise ValueError(f"has more than {_LONGEST_LOCAL} characters before the @")
    try:
        ascii_domain = idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        raise ValueError("has behind the @ what is no domain") from None
    if "." not in ascii_domain.strip("."):
        raise ValueError("has behind the @ a name without a full stop")
    address = MailAddress(local, ascii_domain.strip("."), _name(named["name"]) if named else "")
    if len(address.address.encode()) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters")
    return address


def _name(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = re.sub(r"\\(.)", r"\1", text[1:-1])
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Cf", "Zl", "Zp"} for sign in text):
        raise ValueError("has a name with characters that cannot be shown")
    return " ".join(text.split())
