"""From the target of a request to a file of the site; what is not plainly inside is not there."""

import re
from urllib.parse import quote, unquote_to_bytes

from papershelf.serve.state import ServedFile, Site

_NEVER = re.compile(r"[/\\\x00-\x1f\x7f-\x9f]")
_INDEX = "index.html"


def segments(target: bytes) -> tuple[str, ...] | None:
    """What stands between the slashes of a raw path, each decoded once; None if it names nothing.

    The last one is empty where the path ends in a slash: `/papers/` gives `("papers", "")`.
    """
    if not target.startswith(b"/") or b"#" in target:
        return None
    decoded = [_decoded(part) for part in target[1:].split(b"/")]
    if "" in decoded[:-1]:
        return None
    whole = tuple(part for part in decoded if part is not None)
    return whole if len(whole) == len(decoded) else None


def below(base_path: str, parts: tuple[str, ...]) -> tuple[str, ...] | None:
    """The segments that follow those of the base path; None for what lies outside of it."""
    base = (segments(base_path.encode()) or ())[:-1]
    inside = parts[len(base) :]
    return inside if inside and parts[: len(base)] == base else None


def look_up(site: Site, parts: tuple[str, ...]) -> ServedFile | str | None:
    """The file at a path, or the address where it is to be asked for, or None.

    Addresses are made of what the site knows, never of what was asked: they stay on this server.
    Raises what making the file raises.
    """
    inside = below(site.base_path, parts)
    if inside is None:
        is_above = parts == ("",) or below(site.base_path, (*parts, "")) == ("",)
        return site.base_path if is_above else None
    path = "/".join(inside)
    if not inside[-1]:
        return site.find(path + _INDEX)
    file = site.find(path)
    if file is None and (page := site.find(f"{path}/{_INDEX}")):
        return site.base_path + quote(page.path.removesuffix(_INDEX))
    return file


def _decoded(part: bytes) -> str | None:
    try:
        text = unquote_to_bytes(part).decode()
    except UnicodeDecodeError:
        return None
    return None if text in {".", ".."} or _NEVER.search(text) else text
