"""Web addresses in the form that they are asked and remembered in."""

import ipaddress
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import httpx

MOST_CHARACTERS = 2_000
_RESERVED = ("example", "invalid", "localhost", "local", "test", "internal", "home.arpa")
"""Names that no public host has (RFC 2606, RFC 6762, RFC 8375 and ICANN)."""
_SAMPLES = ("example.com", "example.net", "example.org")
_RESERVED_ENDS = tuple(f".{name}" for name in (*_RESERVED, *_SAMPLES))

_HOST = re.compile(r"[a-z0-9_.\-]+|[0-9a-f:.]+")
_NAME = re.compile(r"[a-z0-9.\-]+")
_PLAIN = re.compile(
    r"(https?://(?:[a-z0-9]++[.\-])*+[a-z]++/(?:[A-Za-z0-9~_?=&+,\-]++[./]?)*+)(?:#.*)?"
)
"""Those that are written as they are asked, as nearly all are: reading an address is slow."""


def plain_address(text: str) -> str:
    """An address as it is asked: without its fragment, its host in ASCII; empty if it is none."""
    if len(text) > MOST_CHARACTERS or not text.isprintable():
        return ""
    if plain := _PLAIN.fullmatch(text):
        return plain[1]
    try:
        url = httpx.URL(text.strip())
        # What httpx takes for a host may still be none for the system.
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError):
        return ""
    is_web = url.scheme in {"http", "https"} and 0 < (url.port or 80) < 65_536
    if not is_web or not _HOST.fullmatch(host) or url.userinfo:
        return ""
    return str(url.copy_with(fragment=None))


def host_of(address: str) -> str:
    """The host of an address, as it is resolved."""
    authority = address.partition("://")[2].partition("/")[0]
    if _NAME.fullmatch(authority):
        return authority.rstrip(".")
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_reserved(host: str) -> bool:
    """Whether a host is only an example, or means another machine for everybody who reads it."""
    if f".{host}".endswith(_RESERVED_ENDS):
        return True
    if "." in host and host[-1].isalpha() and ":" not in host:
        # No IP address, and finding that out by trying takes long.
        return False
    try:
        return not is_public(host)
    except ValueError:
        return "." not in host and ":" not in host


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_GLOBAL = ipaddress.ip_network("2000::/3")
"""All that is given out of IPv6: what lies outside is local, or nobody's (RFC 4291, 2.4)."""
_SHOWN = ipaddress.ip_network("3fff::/20")
"""For examples (RFC 9637); the standard library learns of it later."""


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public Internet; raises ValueError if it is none.

    Addresses that carry another one within them are as public as that one.
    """
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        carried = [each for each in inner if each is not None]
        if carried:
            return all(is_public(str(each)) for each in carried)
        if address not in _GLOBAL or address in _SHOWN:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


class Skipped:
    """The addresses that a shelf wants to be left alone: hosts, and beginnings of addresses."""

    def __init__(self, wanted: Sequence[str]) -> None:
        """Take `check.skip_links`: `example.com` means its subdomains too."""
        hosts: set[str] = set()
        beginnings: list[str] = []
        for word in wanted:
            bare = _bare(word.strip())
            host, slash, _ = bare.partition("/")
            asked = plain_address(f"https://{bare.removeprefix('*.')}") if host else ""
            if slash or ":" in host:
                beginnings.append(_bare(asked) or bare)
            elif host:
                hosts.add(host_of(asked) or host.rstrip("."))
        self._hosts, self._beginnings = frozenset(hosts), tuple(beginnings)

    def __contains__(self, address: str) -> bool:
        """Whether an address is among them."""
        name = host_of(address)
        while name:
            if name in self._hosts:
                return True
            name = name.partition(".")[2]
        return bool(self._beginnings) and _bare(address).startswith(self._beginnings)


def _bare(address: str) -> str:
    return re.sub("^https?://", "", address.lower())
