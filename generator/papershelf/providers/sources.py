"""Where the providers are, and how to be a guest of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Sources:
    """The addresses of the providers; tests give others."""

    arxiv: str = "https://export.arxiv.org/api/query"
    crossref: str = "https://api.crossref.org/works"
    datacite: str = "https://api.datacite.org/dois"
    openalex: str = "https://api.openalex.org/works"
    semantic_scholar: str = "https://api.semanticscholar.org/graph/v1/paper"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi"
    pmc_ids: str = "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/"
    openreview: str = "https://api2.openreview.net/notes"
    openreview_before: str = "https://api.openreview.net/notes"
    """Has the venues until 2023."""
    acl: str = "https://aclanthology.org"
    open_library: str = "https://openlibrary.org/api/books"
    github: str = "https://api.github.com"
    hugging_face: str = "https://huggingface.co/api/papers"

    @property
    def hosts(self) -> frozenset[str]:
        """Whom answers may send us on to."""
        own = (urlsplit(getattr(self, one.name)).hostname for one in fields(self))
        return frozenset(host for host in own if host)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who asks: from the environment, never written down."""

    contact: str = field(default="", repr=False)
    """An e-mail address, for providers that want to know whom to write to."""
    semantic_scholar_key: str = field(default="", repr=False)
    ncbi_key: str = field(default="", repr=False)
    openalex_key: str = field(default="", repr=False)
    github_token: str = field(default="", repr=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Guest":
        """As environment variables say; what could break a header is no value."""

        def read(name: str) -> str:
            value = environment.get(name, "").strip()
            return value if value.isascii() and value.isprintable() else ""

        return cls(
            read("PAPERSHELF_CONTACT"),
            read("S2_API_KEY"),
            read("NCBI_API_KEY"),
            read("OPENALEX_API_KEY"),
            read("GITHUB_TOKEN"),
        )

    def agent(self, version: str) -> str:
        """The User-Agent."""
        return f"papershelf/{version}" + (f" (mailto:{self.contact})" if self.contact else "")

    def pauses(self) -> Mapping[str, float]:
        """Seconds between two requests, by host, as the providers ask for."""
        return {
            "export.arxiv.org": 3.0,
            "api.semanticscholar.org": 1.0,
            "eutils.ncbi.nlm.nih.gov": 0.11 if self.ncbi_key else 0.34,
            "api.crossref.org": 0.2,
            "api.datacite.org": 0.2,
            "api.openalex.org": 0.2,
            "api.github.com": 0.5,
            # 500 requests in five minutes (huggingface.co/docs/hub/rate-limits).
            "huggingface.co": 0.65,
        }
