"""Hosts that lead from names to what is named."""

REDIRECTING = frozenset(
    {"doi.org", "dx.doi.org", "hdl.handle.net", "purl.org", "w3id.org", "n2t.net"}
)
"""Hosts of names that stay: an answer that leads on says that the name is known.

Where it leads is the business of who registered it, so it is neither followed nor a move.
"""
