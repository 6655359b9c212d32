"""Semantic Scholar: which preprint became which paper."""

from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from papershelf.draft import Draft
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.marks import plain_block, plain_line
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference
from papershelf.providers.sources import Guest, Sources

_FIELDS: Final = (
    "title,authors,abstract,venue,publicationVenue,year,publicationDate,externalIds,journal,"
    "publicationTypes,openAccessPdf"
)
_PREFIXES: Final = MappingProxyType(
    {"arxiv": "ARXIV:", "doi": "DOI:", "acl": "ACL:", "pmid": "PMID:", "semanticscholar": ""}
)
_TYPES: Final = MappingProxyType(
    {
        "JournalArticle": "article",
        "Conference": "paper-conference",
        "Review": "article",
        "Book": "book",
        "BookSection": "chapter",
        "Dataset": "dataset",
    }
)


def _request(reference: Reference, sources: Sources, guest: Guest) -> Request:
    prefix = _PREFIXES[reference.kind]
    if reference.kind == "semanticscholar" and reference.value.isdigit():
        prefix = "CorpusId:"
    name = quote(f"{prefix}{reference.value}", safe=":")
    return Request(
        f"{sources.semantic_scholar}/{name}", {"fields": _FIELDS}, headers=_headers(guest)
    )


def _search(title: str, sources: Sources, guest: Guest) -> Request:
    return Request(
        f"{sources.semantic_scholar}/search",
        {"query": title, "limit": "10", "fields": _FIELDS},
        headers=_headers(guest),
    )


def _headers(guest: Guest) -> dict[str, str]:
    return {"x-api-key": guest.semantic_scholar_key} if guest.semantic_scholar_key else {}


def _knows(answer: Any) -> bool:
    return any(values.text(paper, "paperId") for paper in _papers(answer))


def _papers(answer: Any) -> list[Any]:
    data = values.at(answer, "data")
    return data if isinstance(data, list) else [answer]


def _read(answer: Any) -> list[Draft]:
    drafts = (_draft(paper) for paper in _papers(answer))
    return [draft for draft in drafts if draft is not None]


def _draft(paper: Any) -> Draft | None:
    title = plain_line(values.text(paper, "title"))
    if not title:
        return None
    venue = values.text(paper, "publicationVenue", "name") or values.text(paper, "venue")
    is_published = bool(venue) and "arxiv" not in venue.lower()
    types = values.texts(paper, "publicationTypes")
    journal = values.at(paper, "journal")
    found = values.at(paper, "externalIds")
    address = values.address(values.text(paper, "openAccessPdf", "url"))
    fields = values.filled(
        type=next(
            (_TYPES[name] for name in ("Conference", *types) if name in types and name in _TYPES),
            "",
        )
        if is_published
        else "preprint",
        title=title,
        authors=[
            person
            for who in values.maps(paper, "authors")
            if (person := values.person(literal=values.text(who, "name")))
        ],
        abstract=plain_block(str(values.at(paper, "abstract") or "")),
        date=values.iso_day(values.text(paper, "publicationDate")) if is_published else "",
        year=values.text(paper, "year") if is_published else "",
        venue=venue if is_published else "",
        volume=values.text(journal, "volume") if is_published else "",
        pages=values.text(journal, "pages").replace(" ", "") if is_published else "",
        ids={
            **values.ids(
                arxiv=values.text(found, "ArXiv"),
                doi=values.text(found, "DOI"),
                acl=values.text(found, "ACL"),
                pmid=values.text(found, "PubMed"),
            ),
            **values.filled(dblp=values.text(found, "DBLP")),
        },
        links={"pdf": address} if address else {},
    )
    keys = (values.text(paper, "paperId"), values.text(found, "CorpusId"))
    return Draft(fields, key=" ".join(keys))


SEMANTIC_SCHOLAR: Final = Provider(
    "Semantic Scholar", tuple(_PREFIXES), _request, _knows, _read, _search
)
