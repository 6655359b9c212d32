"""The addresses by which a mail belongs to a list: its id, and where one leaves it."""

import re
from hashlib import blake2b
from typing import Final
from urllib.parse import quote, urlsplit

import idna

from papershelf.digests.model import Digest
from papershelf.digests.texts import one_line
from papershelf.errors import UsageError
from papershelf.mail_address import MailAddress

PLACEHOLDER: Final = "{address}"
"""What stands in `unsubscribe` where the reader's address belongs."""

_ENCODED: Final = re.compile("%7[Bb]address%7[Dd]")
_ATOM: Final = re.compile("[^a-z0-9-]+")
_LONGEST_ID: Final = 200
_LONGEST: Final = 900
"""A line of a mail holds 998 octets, and the name of the header stands before an address."""


def list_id(digest: Digest) -> str:
    """The name of the list, which never changes: `weekly.shelf.example.org`.

    It consists of the kind of digest, the folders of the site from the last to the first, and its
    host, as RFC 2919 asks for.
    """
    parts = urlsplit(digest.site_url)
    folders = [_atom(folder) for folder in reversed(parts.path.split("/"))]
    named = ".".join(part for part in (_atom(digest.kind), *folders, site_host(digest)) if part)
    if len(named) <= _LONGEST_ID:
        return named
    shortened = blake2b(named.encode(), digest_size=8).hexdigest()
    return f"{_atom(digest.kind)[:20]}.{shortened}.{site_host(digest)[:150].strip('.-')}"


def message_id(digest: Digest, recipient: MailAddress | None) -> str:
    """The id of the mail: the same whenever it is sent again, so that programs show it once.

    The recipient is in it as a digest of 128 bits only, together with the site and the period:
    whoever sees one mail learns nothing of others, and must know an address to find it again.
    """
    whom = recipient.address if recipient else ""
    told = "\n".join((digest.site_url, digest.kind, digest.key, whom))
    mark = blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest()
    return f"<{mark}@{list_id(digest)}>"


def site_host(digest: Digest) -> str:
    """The host of the site as labels with full stops between, without a port."""
    labels = (urlsplit(digest.site_url).hostname or "").split(".")
    return ".".join(atom for label in labels if (atom := _atom(label))) or "localhost"


def unsubscribe_address(digest: Digest) -> str:
    """Where a reader leaves the list, in ASCII; `{address}` stays where it is.

    Empty where there is none, or one of a kind that mails do not have. Raises UsageError where no
    header could hold it.
    """
    address = one_line(digest.unsubscribe)
    scheme = address.partition(":")[0].lower()
    if scheme == "mailto":
        written = _mailto(address.partition(":")[2], digest)
    elif scheme in {"http", "https"}:
        written = web_ascii(address)
    else:
        return ""
    if len(written) > _LONGEST:
        raise UsageError(
            f"digest.unsubscribe in site.yaml has {len(written)} characters, and a mail can hold "
            f"{_LONGEST}: name a shorter address"
        )
    return written


def filled(address: str, recipient: MailAddress | None) -> str:
    """An address with the recipient's own in the place for it."""
    whom = quote(recipient.address, safe="") if recipient else ""
    return address.replace(PLACEHOLDER, whom)


def web_ascii(address: str) -> str:
    """A web address in ASCII; empty where it is none."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        if ":" in host:
            host = f"[{host}]"
        elif not host.isascii():
            host = idna.encode(host, uts46=True).decode()
    except ValueError:
        return ""
    if not host or parts.scheme not in {"http", "https"}:
        return ""
    rest = address.partition("://")[2]
    rest = rest[min((n for sign in "/?#" if (n := rest.find(sign)) >= 0), default=len(rest)) :]
    place = f":{port}" if port else ""
    return _undecoded(f"{parts.scheme}://{_quoted(host + place + rest)}")


def _quoted(text: str) -> str:
    text = quote(text, safe="%/:?#[]@!$&()*+,;=~-._", errors="replace")
    return _ENCODED.sub(PLACEHOLDER, text)


def _undecoded(address: str) -> str:
    """An address in which no reader of headers finds a word that looks encoded, as `=?utf-8?…`."""
    path, mark, query = address.partition("?")
    if path.endswith("="):
        path = path[:-1] + "%3D"
    return path + mark + query.replace("=?", "=%3F")


def _mailto(rest: str, digest: Digest) -> str:
    whom, mark, query = rest.partition("?")
    if not mark:
        query = "subject=" + quote(f"unsubscribe {list_id(digest)}", safe="")
    return _undecoded(f"mailto:{_quoted(whom)}?{_quoted(query)}")


def _atom(text: str) -> str:
    return _ATOM.sub("-", text.lower()).strip("-")
