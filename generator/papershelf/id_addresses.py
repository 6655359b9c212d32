"""Ids as addresses: where readers are led by them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

ID_ADDRESSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "doi": "https://doi.org/",
        "arxiv": "https://arxiv.org/abs/",
        "acl": "https://aclanthology.org/",
        "openreview": "https://openreview.net/forum?id=",
        "dblp": "https://dblp.org/rec/",
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    }
)
"""How the addresses begin, for the kinds of ids that have one."""


def id_address(kind: str, text: str) -> str:
    """The address of an id; empty for kinds without one, and for an empty id."""
    start = ID_ADDRESSES.get(kind, "")
    return start + quote(text, safe="/:;()-._") if start and text else ""
