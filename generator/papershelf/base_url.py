"""Where a site will be: the one form in which its address is kept."""

import re
from typing import Annotated, Final
from urllib.parse import quote, unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator

from papershelf.fields import WebAddress, refusal, shown

_EXAMPLE: Final = "for example https://example.org/shelf/"
_USUAL_PORTS: Final = {"http": 80, "https": 443}
# The two ways of writing such names in ASCII, of 2003 and of 2008, differ on these.
_AMBIGUOUS: Final = re.compile("[ßς\u200c\u200d]")


def _whole(value: object) -> object:
    """Tell people who give a part of an address which part is missing."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        raise refusal("is empty", f"write the whole address, {_EXAMPLE}")
    if text.startswith("/") and not text.startswith("//"):
        raise refusal(f"{shown(text)} is a path", f"write the whole address, {_EXAMPLE}")
    if re.match(r"(//)?[\w.\-]+(:\d+)?(/|$)", text):
        raise refusal(f"{shown(text)} has no https://", f"write the whole address, {_EXAMPLE}")
    return value


def _kept(address: str) -> str:
    """The host in lower case and in ASCII, the path as it is, with a slash at the end."""
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        raise refusal(f"{shown(address)} has a query or a fragment", "give the address alone")
    segments = [unquote(segment) for segment in parts.path.split("/")]
    if any(map(_leads_elsewhere, segments)):
        # Browsers and servers read such a path in ways of their own.
        raise refusal(f"{shown(address)} has . or .. or a hidden slash", "give the path as it is")
    if re.search("%(?![0-9A-Fa-f]{2})", parts.path):
        raise refusal(f"{shown(address)} has a % without its two digits", "write it %25")
    if segments[-1].lower().endswith((".html", ".htm")):
        raise refusal(f"{shown(address)} is a page", f"give the folder it is in, {_EXAMPLE}")
    # quote() leaves what is already encoded alone when % is safe.
    path = quote(re.sub("/+", "/", parts.path).rstrip("/"), safe="/%~:@!$&'()*+,;=")
    scheme = parts.scheme.lower()
    port = "" if parts.port in {None, _USUAL_PORTS[scheme]} else f":{parts.port}"
    return f"{scheme}://{_host(address, parts.hostname or '')}{port}{path}/"


def _leads_elsewhere(segment: str) -> bool:
    is_dots = segment in {".", ".."}
    return is_dots or not segment.isprintable() or "/" in segment or "\\" in segment


def _host(address: str, host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    ambiguous = _AMBIGUOUS.search(host)
    try:
        if not ambiguous:
            return host.encode("idna").decode()
    except UnicodeError:
        pass
    raise refusal(
        f"{shown(address)} has a host that can be written in several ways",
        "write it as browsers send it, with xn--",
    )


BaseUrl = Annotated[WebAddress, BeforeValidator(_whole), AfterValidator(_kept)]
