"""OpenAlex: works gathered from everywhere."""

from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from papershelf.draft import Draft
from papershelf.names import parse_name
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.licences import licence_of
from papershelf.providers.marks import plain_block, title_of
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference, as_kind
from papershelf.providers.sources import Guest, Sources

_TYPES: Final = MappingProxyType(
    {
        "article": "article",
        "preprint": "preprint",
        "dissertation": "thesis",
        "report": "report",
        "book": "book",
        "book-chapter": "chapter",
        "dataset": "dataset",
        "software": "software",
    }
)
_LONGEST: Final = 5_000
"""Words of an abstract."""


def _request(reference: Reference, sources: Sources, guest: Guest) -> Request:
    name = quote(f"{reference.kind}:{reference.value}", safe=":/")
    return Request(f"{sources.openalex}/{name}", secret=_secret(guest))


def _search(title: str, sources: Sources, guest: Guest) -> Request:
    return Request(sources.openalex, {"search": title, "per_page": "10"}, secret=_secret(guest))


def _secret(guest: Guest) -> dict[str, str]:
    return values.filled(mailto=guest.contact, api_key=guest.openalex_key)


def _knows(answer: Any) -> bool:
    return any(
        values.text(work, "id").startswith("https://openalex.org/W") for work in _works(answer)
    )


def _works(answer: Any) -> list[Any]:
    results = values.at(answer, "results")
    return results if isinstance(results, list) else [answer]


def _read(answer: Any) -> list[Draft]:
    drafts = (_draft(work) for work in _works(answer))
    return [draft for draft in drafts if draft is not None]


def _draft(work: Any) -> Draft | None:
    title = title_of(values.text(work, "title") or values.text(work, "display_name"))
    if not title:
        return None
    place = values.at(work, "primary_location")
    source = values.at(place, "source")
    is_published = values.text(source, "type") not in {"", "repository"}
    biblio = values.at(work, "biblio")
    kind = _TYPES.get(values.text(work, "type"), "")
    if kind == "article" and values.text(source, "type") == "conference":
        kind = "paper-conference"
    if kind == "article" and values.text(source, "type") == "repository":
        kind = "preprint"
    fields = values.filled(
        type=kind,
        title=title,
        authors=[person for who in values.maps(work, "authorships") if (person := _person(who))],
        abstract=_abstract(values.at(work, "abstract_inverted_index")),
        date=values.iso_day(values.text(work, "publication_date")) if is_published else "",
        year=values.text(work, "publication_year") if is_published else "",
        venue=values.text(source, "display_name") if is_published else "",
        volume=values.text(biblio, "volume"),
        issue=values.text(biblio, "issue"),
        pages=_pages(biblio),
        ids=_ids(work),
        links=_links(work),
        license=licence_of(values.text(place, "license")),
        status="retracted" if values.at(work, "is_retracted") is True else "",
    )
    return Draft(fields, key=values.text(work, "id").rpartition("/")[2])


def _person(who: Any) -> Any:
    name = values.text(who, "author", "display_name") or values.text(who, "raw_author_name")
    found = values.orcid(values.text(who, "author", "orcid"))
    parsed = parse_name(name)
    if not found or parsed.literal:
        return values.person(literal=name)
    return values.person(parsed.given, parsed.last, orcid=found)


def _pages(biblio: Any) -> str:
    first, last = values.text(biblio, "first_page"), values.text(biblio, "last_page")
    return f"{first}-{last}" if first and last and first != last else first


def _ids(work: Any) -> dict[str, str]:
    found = values.ids(
        doi=values.text(work, "doi"),
        pmid=values.text(work, "ids", "pmid").rstrip("/").rpartition("/")[2],
    )
    for place in values.maps(work, "locations"):
        address = values.text(place, "landing_page_url")
        preprint = as_kind("arxiv", address) if "arxiv.org/abs/" in address else None
        if preprint is not None:
            found.setdefault("arxiv", preprint.value)
    return found


def _links(work: Any) -> dict[str, str]:
    address = values.address(values.text(work, "best_oa_location", "pdf_url"))
    return {"pdf": address} if address else {}


def _abstract(index: Any) -> str:
    """The words of an abstract, which come with their places."""
    if not isinstance(index, dict):
        return ""
    words: dict[int, str] = {}
    for word, places in index.items():
        for place in places if isinstance(places, list) else ():
            if isinstance(place, int) and 0 <= place < _LONGEST:
                words[place] = str(word)
    text = " ".join(words[place] for place in sorted(words))
    return plain_block(text.removeprefix("Abstract "))


OPENALEX: Final = Provider("OpenAlex", ("doi", "pmid"), _request, _knows, _read, _search)
