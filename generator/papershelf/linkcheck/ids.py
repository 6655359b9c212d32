"""Ids as addresses: where readers are led by them."""

from urllib.parse import quote

_RESOLVERS = {
    "doi": "https://doi.org/",
    "arxiv": "https://arxiv.org/abs/",
    "acl": "https://aclanthology.org/",
    "openreview": "https://openreview.net/forum?id=",
    "dblp": "https://dblp.org/rec/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
}
REDIRECTING = frozenset(
    {"doi.org", "dx.doi.org", "hdl.handle.net", "purl.org", "w3id.org", "n2t.net"}
)
"""Hosts of names that stay: an answer that leads on says that the name is known.

Where it leads is the business of who registered it, so it is neither followed nor a move.
"""


def id_address(kind: str, text: str) -> str:
    """The address of an id; empty for kinds without one."""
    start = _RESOLVERS.get(kind, "")
    return start and start + quote(text, safe="/:;()-._")
