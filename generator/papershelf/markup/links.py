"""Which targets of links are allowed, and how they are written."""

import re
from enum import Enum
from typing import Final
from urllib.parse import unquote


class Kind(Enum):
    """What a link points to."""

    EXTERNAL = "external"
    RELATIVE = "relative"
    FRAGMENT = "fragment"
    REFUSED = "refused"


_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
# No user part: "https://trusted.org@evil.example" only serves to deceive.
_WEB: Final = re.compile(r"https?://[^/?#@\\:\[\]]+(:[0-9]{1,5})?([/?#].*)?", re.IGNORECASE)
_MAIL: Final = re.compile(r"mailto:[^@:/?#]+@[^@:/?#]+(\?.*)?", re.IGNORECASE)
_NOT_IN_URLS: Final = re.compile(r'[ "<>\\^`{|}\[\]]|%(?![0-9A-Fa-f]{2})')


def kind_of(target: str) -> Kind:
    """Tell what `target` points to; refused is what is empty or no allowed kind of address."""
    if not target.strip() or target != target.strip() or not _is_honest(target):
        return Kind.REFUSED
    if target.startswith("#"):
        return Kind.FRAGMENT
    if _SCHEME.match(target):
        allowed = _WEB.fullmatch(target) or _MAIL.fullmatch(target)
        return Kind.EXTERNAL if allowed else Kind.REFUSED
    # Servers and proxies decode once or twice before they look at a path.
    decoded = unquote(unquote(target))
    if not all(_is_path(form) for form in (target, unquote(target), decoded)):
        return Kind.REFUSED
    return Kind.RELATIVE


def write(target: str) -> str:
    """Return an external `target` with the characters that no URL may hold percent-encoded."""
    return _NOT_IN_URLS.sub(lambda found: f"%{ord(found[0][0]):02X}{found[0][1:]}", target)


def _is_honest(target: str) -> bool:
    # Browsers drop tabs and newlines and read a backslash as a slash; other unprintable
    # characters hide the target from the reader.
    return target.isprintable() and "\\" not in target


def _is_path(target: str) -> bool:
    first = re.split("[/?#]", target, maxsplit=1)[0]
    return _is_honest(target) and not target.startswith("//") and ":" not in first
