"""The addresses of licences that entries name by their SPDX identifiers."""

import re
from typing import Final

from papershelf.urls import web_address

_CREATIVE_COMMONS: Final = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-([1-4]\.0|2\.5)", re.IGNORECASE)
_WHOLE: Final = frozenset(
    ("0BSD", "ISC", "MIT", "MIT-0", "NCSA", "PostgreSQL", "Unlicense", "Zlib"),
)
_FAMILIES: Final = (
    "AFL AGPL Apache Artistic BSD BSL CDLA CECILL EPL EUPL GFDL GPL LGPL LPPL MPL MulanPSL ODbL "
    "ODC-By OFL PDDL Python UPL"
)
_VERSION: Final = re.compile(rf"(?:{'|'.join(_FAMILIES.split())})(?=.*-\d)(?:-[A-Za-z0-9.]+)+")


def licence_address(licence: str) -> str:
    """The web address of a licence, as it is if it is one; empty where it is not known.

    An address that leads nowhere would be worse than none, so that only families are taken whose
    identifiers are well known, and of those that have versions only one with its version.
    """
    licence = licence.strip()
    found = _CREATIVE_COMMONS.fullmatch(licence)
    if found:
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    if licence.upper() == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if licence in _WHOLE or _VERSION.fullmatch(licence):
        return f"https://spdx.org/licenses/{licence}.html"
    is_address = licence.startswith(("https://", "http://")) and not re.search(r"\s", licence)
    return web_address(licence) if is_address else ""
