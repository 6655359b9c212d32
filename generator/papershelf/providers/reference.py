"""What a paper is called elsewhere, read from whatever people paste."""

import re
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from papershelf.errors import UsageError
from papershelf.fields import Acl, Arxiv, Doi, Isbn, OpenReview, Pmid, shown

Kind = Literal[
    "arxiv", "doi", "openreview", "acl", "pmid", "pmcid", "isbn", "semantic-scholar", "title"
]
EXAMPLES: Final = (
    "give an arXiv id (2406.01234), a DOI (10.1145/3539618.3591631), an address at arxiv.org, "
    "doi.org, openreview.net, aclanthology.org or huggingface.co/papers, a PMID (pmid:31452104), "
    "an ISBN, or a title of several words"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper by one of its names."""

    kind: Kind
    value: str
    """Normalised as the schema does; of arXiv without its version."""

    def __str__(self) -> str:
        return self.value if self.kind == "title" else f"{self.kind}:{self.value}"


_ARXIV_DOI: Final = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"{}|\\^`?#&]+")
_LABEL: Final = re.compile(
    r"(doi|arxiv|pmid|pmcid|isbn(?:-1[03])?|acl|openreview|s2|semantic-scholar|corpusid)\s*:\s*",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?/\S*|https?://\S*", re.IGNORECASE
)
_PARTS_OF_ADDRESSES: Final = re.compile(
    r"(?:\.pdf|\.full|\.full\.pdf|\.abstract|/full|/pdf|/abstract|/epdf|/meta|/html|/summary)+$",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(r"v\d{1,3}$")
_S2: Final = re.compile(r"[0-9a-f]{40}|\d{1,12}", re.IGNORECASE)
_LONGEST_TITLE: Final = 500


def read_reference(text: str) -> Reference:
    """The paper that a text names; raises UsageError, with examples, where it names none."""
    text = " ".join(text.split()).strip("<>\"'“”‘’ ")
    if not text:
        raise UsageError(f"the reference is empty; {EXAMPLES}")
    label = _LABEL.match(text)
    if label:
        return _labelled(label[1].lower(), text[label.end() :], text)
    if _ADDRESS.fullmatch(text) and not text.startswith("10."):
        found = _at_address(text if "://" in text else f"https://{text}")
        if found is None:
            raise UsageError(f"{shown(text)} is an address that names no paper; {EXAMPLES}")
        return found
    for kind in ("arxiv", "doi", "isbn", "acl"):
        found = as_kind(kind, text)
        if found:
            return found
    if re.fullmatch(r"PMC\d{2,9}", text, re.IGNORECASE):
        return Reference("pmcid", text.upper())
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    if len(words) < 2 or len(text) > _LONGEST_TITLE or not text.isprintable():
        raise UsageError(f"{shown(text)} names no paper; {EXAMPLES}")
    return Reference("title", text)


_KINDS: Final = {
    "arxiv": TypeAdapter(Arxiv),
    "doi": TypeAdapter(Doi),
    "openreview": TypeAdapter(OpenReview),
    "acl": TypeAdapter(Acl),
    "pmid": TypeAdapter(Pmid),
    "isbn": TypeAdapter(Isbn),
}


def as_kind(kind: str, text: str) -> Reference | None:
    """The reference of a kind, if the text is one; a DOI of arXiv is its arXiv id."""
    if kind == "doi":
        found = _ARXIV_DOI.fullmatch(re.sub(r"^https?://(dx\.)?doi\.org/", "", text.strip()))
        if found:
            return as_kind("arxiv", found[1])
    try:
        value = _KINDS[kind].validate_python(text)
    except ValidationError:
        return None
    if kind == "arxiv":
        value = _VERSION.sub("", value)
    return Reference(kind, value)  # type: ignore[arg-type]


def _labelled(label: str, rest: str, text: str) -> Reference:
    found: Reference | None
    if label in {"s2", "semantic-scholar", "corpusid"}:
        found = _semantic_scholar(rest)
    elif label == "pmcid":
        digits = re.fullmatch(r"(?:PMC)?(\d{2,9})", rest, re.IGNORECASE)
        found = Reference("pmcid", f"PMC{digits[1]}") if digits else None
    else:
        found = as_kind("isbn" if label.startswith("isbn") else label, rest)
    if found is None:
        raise UsageError(f"{shown(text)} is no {label.upper()} of a paper; {EXAMPLES}")
    return found


def _at_address(text: str) -> Reference | None:
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.")
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return None
    path = unquote(parts.path).strip("/")
    steps = path.split("/")
    for name, read in _HOSTS:
        if host == name or host.endswith(f".{name}"):
            return read(path, steps, query)
    return _doi_in(unquote(f"{parts.path}?{parts.query}"))


def _arxiv(path: str, steps: list[str], _query: dict[str, list[str]]) -> Reference | None:
    if len(steps) < 2:
        return None
    bare = path.partition("/")[2].removesuffix(".pdf")
    return as_kind("arxiv", bare)


def _last_arxiv(_path: str, steps: list[str], _query: dict[str, list[str]]) -> Reference | None:
    return as_kind("arxiv", steps[-1].removesuffix(".md").removesuffix(".pdf"))


def _doi(path: str, _steps: list[str], _query: dict[str, list[str]]) -> Reference | None:
    return as_kind("doi", path)


def _openreview(_path: str, steps: list[str], query: dict[str, list[str]]) -> Reference | None:
    ids = query.get("id", [])
    if steps[0] not in {"forum", "pdf", "attachment", "references"} or not ids:
        return None
    return as_kind("openreview", ids[0])


def _acl(_path: str, steps: list[str], _query: dict[str, list[str]]) -> Reference | None:
    return as_kind("acl", re.sub(r"(v\d+)?\.(pdf|bib|xml|ris|endf|txt)$", "", steps[-1]))


def _pubmed(_path: str, steps: list[str], _query: dict[str, list[str]]) -> Reference | None:
    for step in steps:
        if re.fullmatch(r"PMC\d{2,9}", step, re.IGNORECASE):
            return Reference("pmcid", step.upper())
    if steps[0] in {"pmc", "books"}:
        return None
    return next((found for step in steps if (found := as_kind("pmid", step))), None)


def _semantic_scholar_address(
    path: str, steps: list[str], _query: dict[str, list[str]]
) -> Reference | None:
    corpus = re.search(r"corpusid:(\d+)", path, re.IGNORECASE)
    return _semantic_scholar(corpus[1] if corpus else steps[-1])


def _semantic_scholar(text: str) -> Reference | None:
    text = text.strip()
    return Reference("semantic-scholar", text.lower()) if _S2.fullmatch(text) else None


def _nature(_path: str, steps: list[str], _query: dict[str, list[str]]) -> Reference | None:
    if steps[0] != "articles" or len(steps) < 2:
        return None
    return as_kind("doi", f"10.1038/{steps[1].removesuffix('.pdf')}")


def _open_library(_path: str, steps: list[str], _query: dict[str, list[str]]) -> Reference | None:
    return as_kind("isbn", steps[1]) if steps[0] == "isbn" and len(steps) > 1 else None


_HOSTS: Final = (
    ("ar5iv.labs.arxiv.org", _last_arxiv),
    ("arxiv.org", _arxiv),
    ("huggingface.co", _last_arxiv),
    ("hf.co", _last_arxiv),
    ("alphaxiv.org", _last_arxiv),
    ("ar5iv.org", _last_arxiv),
    ("arxiv-vanity.com", _last_arxiv),
    ("paperswithcode.com", _last_arxiv),
    ("doi.org", _doi),
    ("openreview.net", _openreview),
    ("aclanthology.org", _acl),
    ("aclweb.org", _acl),
    ("pubmed.ncbi.nlm.nih.gov", _pubmed),
    ("ncbi.nlm.nih.gov", _pubmed),
    ("europepmc.org", _pubmed),
    ("semanticscholar.org", _semantic_scholar_address),
    ("openlibrary.org", _open_library),
    ("nature.com", _nature),
)
"""How addresses of sites name papers; those of all others may hold a DOI."""


def _doi_in(text: str) -> Reference | None:
    """The DOI in the address of a publisher's page."""
    found = _DOI.search(text)
    if found is None:
        return None
    return as_kind("doi", _PARTS_OF_ADDRESSES.sub("", found[0]).rstrip("/.,;:"))
