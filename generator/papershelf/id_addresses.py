"""Where ids lead readers: the one table of their addresses."""

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
"""What comes before an id of each kind that has an address; ISBN and ISSN have none."""


def id_address(kind: str, text: str) -> str:
    """The address of an id; empty for kinds without one."""
    start = ID_ADDRESSES.get(kind, "")
    return start and start + quote(text, safe="/:;()-._")
