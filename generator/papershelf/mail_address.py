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
_LONGEST_NAME = 200
_LONGEST_TEXT = 2_000
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_ODD = _UNSEEN | {"Cn", "Co", "Zs"}
_JOINERS = "\u200c\u200d"
"""Within words of Persian and of India, and within emoji."""
_PLAIN_DOMAIN = re.compile(
    r"(?=.{1,253}\Z)(?:(?!..--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+"
    r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
"""What reading as an international name would leave as it is, at a tenth of the price."""
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
    def folded(self) -> str:
        """What is equal for addresses that lead, in practice, to the same mail box."""
        return f"{unicodedata.normalize('NFC', self.local.casefold())}@{self.domain}"

    @property
    def header(self) -> Address:
        """What a header of a message is given."""
        return Address(self.name, self.local, self.domain)


def parse_mail_address(text: str) -> MailAddress:
    """An address as people write it: `ada@example.org` or `Ada Lovelace <ada@example.org>`.

    Raises ValueError, which says what is wrong and repeats nothing of the text.
    """
    text = text.strip()
    if len(text) > _LONGEST_TEXT:
        raise ValueError("is far too long")
    text = unicodedata.normalize("NFC", text)
    named = _NAMED.fullmatch(text)
    bare = named["address"].strip() if named else text
    local, at, domain = bare.rpartition("@")
    if not at:
        raise ValueError("has no @")
    # Quoted names of mail boxes are legal and in no real list; in headers they are only a danger.
    # What looks like an encoded word would be read as one where the address stands in a header.
    if (
        _FORBIDDEN.search(local)
        or not _LOCAL.fullmatch(local)
        or "=?" in local
        or (not local.isascii() and _has(_ODD, local))
    ):
        raise ValueError("has before the @ what no mail box is called")
    if len(local.encode()) > _LONGEST_LOCAL:
        raise ValueError(f"has more than {_LONGEST_LOCAL} characters before the @")
    name = parse_mail_name(named["name"]) if named else ""
    address = MailAddress(local, _domain(domain), name)
    if len(address.address.encode()) > _LONGEST:
        raise ValueError(f"is longer than {_LONGEST} characters")
    return address


def parse_mail_name(text: str) -> str:
    """The name that people see beside an address, on one line; raises ValueError."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = re.sub(r"\\(.)", r"\1", text[1:-1])
    if len(text) > _LONGEST_NAME:
        raise ValueError(f"has a name of more than {_LONGEST_NAME} characters")
    if _has(_UNSEEN, text.translate(dict.fromkeys(map(ord, _JOINERS)))):
        raise ValueError("has a name with characters that cannot be shown")
    return " ".join(text.split())


def _domain(text: str) -> str:
    domain = text.lower()
    if _PLAIN_DOMAIN.fullmatch(domain):
        return domain
    try:
        domain = idna.encode(text, uts46=True).decode().strip(".")
    except idna.IDNAError:
        raise ValueError("has behind the @ what is no domain") from None
    if "." not in domain:
        raise ValueError("has behind the @ a name without a full stop")
    return domain


def _has(categories: frozenset[str], text: str) -> bool:
    return any(unicodedata.category(sign) in categories for sign in text)
