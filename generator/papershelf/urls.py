"""Slugs and site paths: the one place that makes addresses.

A site path has no leading slash and ends in one (`papers/vaswani-2017/`); the root is empty.
"""

import re
from hashlib import blake2b
from urllib.parse import quote, urlsplit

from papershelf.text import slugify

MAX_SLUG_BYTES = 80

_ORIGIN = re.compile(r"https?://[a-z0-9.\-]+(:[0-9]+)?", re.ASCII)
_PLAIN = re.compile(r"[A-Za-z0-9_./\-]*", re.ASCII)
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)


def is_reserved(slug: str) -> bool:
    """Whether Windows keeps the name for a device, with or without an extension."""
    return slug.partition(".")[0].lower() in _RESERVED


def derived_slug(text: str) -> str:
    """A slug that is always a good folder name, for texts that nobody chose as an id.

    Long ones are cut and told apart by a digest; a text without letters gets the digest alone.
    """
    slug = slugify(text)
    # No slug holds what `is_reserved` looks past: upper case and dots.
    if slug and slug not in _RESERVED and len(slug.encode()) <= MAX_SLUG_BYTES:
        return slug
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    head = slug.encode()[: MAX_SLUG_BYTES - 9].decode("utf-8", "ignore").strip("-")
    return f"{head}-{digest}" if head else f"x-{digest}"


def site_path(*parts: str) -> str:
    """The address of the page at nested slugs: `site_path("papers", "a b")` is `papers/a%20b/`."""
    path = "/".join((*parts, ""))
    # Nearly all slugs are plain, and this is asked a dozen times for every paper.
    if _PLAIN.fullmatch(path) and path.count("/") == len(parts):
        return path
    return "".join(quote(part, safe="") + "/" for part in parts)


def file_url(path: str) -> str:
    """The address of a file that is no page: its path, percent-encoded."""
    return path if _PLAIN.fullmatch(path) else quote(path, safe="/")


def file_path(*parts: str) -> str:
    """The file of the page at nested slugs: `papers/one/index.html`."""
    return "/".join((*parts, "index.html"))


def root_prefix(path: str) -> str:
    """What leads from a page's site path back to the root: `../../`, or `./` at the root."""
    return "../" * path.count("/") or "./"


def web_address(address: str) -> str:
    """An address as an attribute may hold it: what is not ASCII percent-encoded."""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=~-._")


def stored_address(address: str, root: str = "") -> str:
    """An address from an entry: on the web, or below static/, which the site holds at its `root`.

    Without `root` the latter is a site path.
    """
    if address.startswith("static/"):
        return f"{root}{quote(address.removeprefix('static/'), safe='/')}"
    return web_address(address)


def origin_of(address: str) -> str:
    """The scheme and the host of a web address; empty for a host that a policy cannot name."""
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    return origin if _ORIGIN.fullmatch(origin) else ""
