"""Licences as SPDX writes them, from their addresses."""

import re
from typing import Final

from papershelf.metadata.licences import licence_address

_COMMONS: Final = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/([1-4]\.\d)(?:/.*)?",
    re.IGNORECASE,
)
_ZERO: Final = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/publicdomain/zero/1\.0(?:/.*)?", re.IGNORECASE
)
_SPDX: Final = re.compile(r"https?://(?:www\.)?spdx\.org/licenses/([A-Za-z0-9.+-]+?)(?:\.html)?")


def licence_of(text: str) -> str:
    """The SPDX identifier that an address or a name in any case means; empty if none is known."""
    text = text.strip()
    if found := _COMMONS.fullmatch(text):
        return f"CC-{found[1].upper()}-{found[2]}"
    if _ZERO.fullmatch(text):
        return "CC0-1.0"
    if found := _SPDX.fullmatch(text):
        text = found[1]
    name = text.upper() if text.lower().startswith("cc") else text
    return name if not text.startswith("http") and licence_address(name) else ""
