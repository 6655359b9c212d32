"""PubMed: papers of medicine and the life sciences, by NCBI's E-utilities."""

import re
from typing import Any, Final

from papershelf.draft import Draft
from papershelf.importers import Source
from papershelf.importers.pubmed_xml import PUBMED_XML
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference
from papershelf.providers.sources import Guest, Sources

_ROOT: Final = re.compile(r"\s*(?:<[?!][^>]*>\s*)*<Pubmed(?:ArticleSet|Article|BookArticle)\b")

_END: Final = re.compile(r"(?:</Pubmed\w+>|/>)\s*\Z")
_TAIL: Final = 100


def _request(reference: Reference, sources: Sources, guest: Guest) -> Request:
    return Request(
        sources.pubmed,
        {"db": "pubmed", "id": reference.value, "retmode": "xml"},
        form="text",
        secret=_secret(guest),
        none_when=frozenset({400, 404}),
        is_sound=lambda text: bool(_ROOT.match(text)) and bool(_END.search(text[-_TAIL:])),
    )


def _secret(guest: Guest) -> dict[str, str]:
    known = {"tool": "papershelf", "email": guest.contact, "api_key": guest.ncbi_key}
    return {name: value for name, value in known.items() if value}


def _knows(answer: Any) -> bool:
    return isinstance(answer, str) and bool(_ROOT.match(answer))


def _read(answer: Any) -> list[Draft]:
    if not _knows(answer):
        return []
    found = PUBMED_XML.read(Source("PubMed", answer.encode()))
    return [draft for draft in found if isinstance(draft, Draft) and "title" in draft.fields]


def _ask_for_ids(reference: Reference, sources: Sources, guest: Guest) -> Request:
    return Request(
        sources.pmc_ids,
        {"ids": reference.value, "format": "json"},
        secret=_secret(guest),
        none_when=frozenset({400, 404}),
    )


def _knows_ids(answer: Any) -> bool:
    return bool(values.text(answer, "records", 0, "pmcid"))


def _read_ids(answer: Any) -> list[Draft]:
    drafts: list[Draft] = []
    for record in values.maps(answer, "records"):
        found = values.ids(
            pmcid=values.text(record, "pmcid"),
            pmid=values.text(record, "pmid"),
            doi=values.text(record, "doi"),
        )
        if "pmcid" in found:
            drafts.append(Draft({"ids": found}, key=found["pmcid"]))
    return drafts


PUBMED: Final = Provider("PubMed", ("pmid",), _request, _knows, _read)
PMC: Final = Provider("PubMed Central", ("pmcid",), _ask_for_ids, _knows_ids, _read_ids)
"""Knows which PMID a PMCID is."""
