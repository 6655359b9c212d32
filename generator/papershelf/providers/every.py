"""All providers, and which of them are asked about what."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from papershelf.providers.acl import ACL
from papershelf.providers.arxiv import ARXIV
from papershelf.providers.crossref import CROSSREF
from papershelf.providers.datacite import DATACITE
from papershelf.providers.open_library import OPEN_LIBRARY
from papershelf.providers.openalex import OPENALEX
from papershelf.providers.openreview import OPENREVIEW, OPENREVIEW_BEFORE
from papershelf.providers.provider import Provider
from papershelf.providers.pubmed import PMC, PUBMED
from papershelf.providers.semantic_scholar import SEMANTIC_SCHOLAR

PROVIDERS: Final = (
    *(ARXIV, CROSSREF, DATACITE, OPENALEX, SEMANTIC_SCHOLAR),
    *(PUBMED, PMC, OPENREVIEW, OPENREVIEW_BEFORE, ACL, OPEN_LIBRARY),
)
ASKED: Final[Mapping[str, tuple[Provider, ...]]] = MappingProxyType(
    {
        "arxiv": (ARXIV, SEMANTIC_SCHOLAR, CROSSREF, ACL),
        "doi": (CROSSREF, DATACITE, SEMANTIC_SCHOLAR, OPENALEX, ACL, ARXIV),
        "openreview": (OPENREVIEW, OPENREVIEW_BEFORE),
        "acl": (ACL, SEMANTIC_SCHOLAR, CROSSREF, ARXIV),
        "pmid": (PUBMED, CROSSREF),
        "pmcid": (PMC, PUBMED, CROSSREF),
        "isbn": (OPEN_LIBRARY,),
        "semanticscholar": (SEMANTIC_SCHOLAR, ARXIV, CROSSREF, ACL),
    }
)
"""Who is asked about a reference of a kind, in order; each only where it can be asked by an id that
is known by then."""
INSTEAD: Final[Mapping[Provider, Provider]] = MappingProxyType(
    {DATACITE: CROSSREF, OPENREVIEW_BEFORE: OPENREVIEW}
)
"""Those that are only asked where another one knows nothing."""
SEARCHED: Final = (CROSSREF, OPENALEX, SEMANTIC_SCHOLAR)
"""Who is asked for titles, in order."""
