"""What a paper is called elsewhere, read from whatever people paste."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from papershelf.errors import UsageError
from papershelf.fields import Acl, Arxiv, Doi, Isbn, OpenReview, Pmid, shown
from papershelf.importers.addresses import read_address

EXAMPLES: Final = (
    "give an arXiv id (2406.01234), a DOI (10.1145/3539618.3591631), an address at arxiv.org, "
    "doi.org, openreview.net, aclanthology.org or huggingface.co/papers, a PMID (pmid:31452104), "
    "an ISBN, or a title of several words"
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper by one of its names."""

    kind: str
    """A kind of id, as entries name it, or `title`."""
    value: str
    """Normalised as the schema does; of arXiv without its version."""

    def __str__(self) -> str:
        return self.value if self.kind == "title" else f"{self.kind}:{self.value}"


_ARXIV_DOI: Final = re.compile(r"10\.48550/arxiv\.(.+)", re.IGNORECASE)
_DOI: Final = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"{}|\\^`?#&]+", re.ASCII)
_LABEL: Final = re.compile(
    r"(doi|arxiv|pmid|pmcid|isbn(?:-1[03])?|acl|openreview|s2|semanticscholar|corpusid)\s*:\s*",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?/\S*|\w+://\S*", re.IGNORECASE
)
_VERSION: Final = re.compile(r"v\d{1,3}$")
_SUBJECT_CLASS: Final = re.compile(r"(?<=[a-z])\.[A-Z]{2}(?=/)")
_LONGEST: Final = 2_000
"""Of an address or id; what is asked of a service has to fit into an address."""
_LONGEST_TITLE: Final = 500
_BEST_FIRST: Final = (
    *("arxiv", "acl", "openreview", "doi", "pmid"),
    *("pmcid", "isbn", "semanticscholar"),
)


def read_reference(text: str) -> Reference:
    """The paper that a text names; raises UsageError, with examples, where it names none."""
    text = " ".join(text.split()).strip("<>\"'“”‘’ ")
    if not text:
        raise UsageError(f"the reference is empty; {EXAMPLES}")
    if len(text) > _LONGEST:
        raise UsageError(f"{shown(text)} is too long for a reference; {EXAMPLES}")
    label = _LABEL.match(text)
    if label:
        return _labelled(label[1].lower(), text[label.end() :], text)
    found = as_kind("arxiv", text)
    if found is None and _ADDRESS.fullmatch(text) and not text.startswith("10."):
        found = _at_address(text if "://" in text else f"https://{text}")
        if found is None:
            raise UsageError(f"{shown(text)} is an address that names no paper; {EXAMPLES}")
        return found
    for kind in ("arxiv", "doi", "isbn", "acl", "pmcid"):
        if found := as_kind(kind, text):
            return found
    if re.fullmatch(r"\d{6,8}", text, re.ASCII):
        return Reference("pmid", text)
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    if len(words) < 2 or len(text) > _LONGEST_TITLE or not text.isprintable():
        raise UsageError(f"{shown(text)} names no paper; {EXAMPLES}")
    return Reference("title", text)


_KINDS: Final = MappingProxyType[str, TypeAdapter[Any]](
    {
        "arxiv": TypeAdapter(Arxiv),
        "doi": TypeAdapter(Doi),
        "openreview": TypeAdapter(OpenReview),
        "acl": TypeAdapter(Acl),
        "pmid": TypeAdapter(Pmid),
        "isbn": TypeAdapter(Isbn),
    }
)
_PATTERNS: Final = MappingProxyType(
    {
        "pmcid": re.compile(r"(?:PMC)\d{2,9}", re.IGNORECASE | re.ASCII),
        "semanticscholar": re.compile(r"[0-9a-f]{40}|\d{1,12}", re.IGNORECASE | re.ASCII),
    }
)
"""Of the kinds that entries may have, but that the schema has no rule for."""


def as_kind(kind: str, text: str) -> Reference | None:
    """The reference of a kind, if the text is one; a DOI of arXiv is its arXiv id."""
    text = text.strip()
    if kind in _PATTERNS:
        if not _PATTERNS[kind].fullmatch(text):
            return None
        return Reference(kind, text.upper() if kind == "pmcid" else text.lower())
    if kind == "doi" and (preprint := _ARXIV_DOI.search(text)):
        return as_kind("arxiv", preprint[1])
    if kind not in _KINDS:
        return None
    try:
        value = _KINDS[kind].validate_python(text)
    except ValidationError:
        return None
    return Reference(kind, _arxiv_id(value) if kind == "arxiv" else value)


def _arxiv_id(value: str) -> str:
    """The id as arXiv has it: without its version, and without the class in `math.GT/0309136`."""
    return _SUBJECT_CLASS.sub("", _VERSION.sub("", value))


def canonical_ids(ids: Mapping[str, Any]) -> dict[str, Any]:
    """The ids as references have them, so that those of two sources compare; others as they are."""
    found: dict[str, Any] = {}
    for kind, value in ids.items():
        named = as_kind(kind, value) if isinstance(value, str) else None
        if named is None:
            found.setdefault(kind, value)
        else:
            found.setdefault(named.kind, named.value)
    return found


_NAMES: Final = MappingProxyType(
    {"s2": "semanticscholar", "corpusid": "semanticscholar", "isbn-10": "isbn", "isbn-13": "isbn"}
)


def _labelled(label: str, rest: str, text: str) -> Reference:
    if label == "pmcid" and rest.isdigit():
        rest = f"PMC{rest}"
    found = as_kind(_NAMES.get(label, label), rest)
    if found is None:
        raise UsageError(f"{shown(text)} is no {label.upper()} of a paper; {EXAMPLES}")
    return found


_OTHERS: Final = (
    ("arxiv.org", "arxiv", re.compile(r"/[a-z-]+/(.+?)(?:\.pdf)?/?")),
    ("hf.co", "arxiv", re.compile(r"/papers/([^/]+?)(?:\.md)?/?")),
    ("huggingface.co", "arxiv", re.compile(r"/papers/([^/]+?)(?:\.md)?/?")),
    ("semanticscholar.org", "semanticscholar", re.compile(r".*/(?:corpusid:)?([0-9a-f]+)/?", re.I)),
    ("openlibrary.org", "isbn", re.compile(r"/isbn/([^/]+)/?")),
    ("europepmc.org", "pmid", re.compile(r"/(?:article|abstract)/med/(\d+)/?", re.I)),
    ("europepmc.org", "pmcid", re.compile(r"/(?:article|articles)/(?:pmc/)?(PMC\d+)/?", re.I)),
)
"""Addresses that name papers beside those that lists of links have."""
_BEHIND_DOI: Final = re.compile(r"(?:\.pdf|\.full|/full|/pdf|/abstract|/epdf|/html)+/?$", re.I)


def _at_address(url: str) -> Reference | None:
    ids = read_address(url).ids
    for kind in _BEST_FIRST:
        if kind in ids and (found := as_kind(kind, ids[kind])):
            return found
    try:
        parts = urlsplit(url)
        host, path = parts.hostname or "", unquote(parts.path)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    for name, kind, pattern in _OTHERS:
        if (host == name or host.endswith(f".{name}")) and (named := pattern.fullmatch(path)):
            return as_kind(kind, named[1])
    doi = _DOI.search(unquote(url))
    return as_kind("doi", _BEHIND_DOI.sub("", doi[0]).rstrip("/.,;:")) if doi else None
