"""DataCite: data, software and preprints in repositories such as Zenodo."""

from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

from papershelf.citation.languages import tag_of
from papershelf.draft import Draft
from papershelf.net.client import Request
from papershelf.providers import values
from papershelf.providers.licences import licence_of
from papershelf.providers.marks import abstract_of, title_of
from papershelf.providers.provider import Provider
from papershelf.providers.reference import Reference, as_kind
from papershelf.providers.sources import Guest, Sources

_TYPES: Final = MappingProxyType(
    {
        "journalarticle": "article",
        "conferencepaper": "paper-conference",
        "conferenceproceeding": "paper-conference",
        "preprint": "preprint",
        "dissertation": "thesis",
        "report": "report",
        "book": "book",
        "bookchapter": "chapter",
        "dataset": "dataset",
        "collection": "dataset",
        "software": "software",
        "computationalnotebook": "software",
    }
)
_DATES: Final = ("Issued", "Available", "Created", "Submitted")


def _request(reference: Reference, sources: Sources, _guest: Guest) -> Request:
    return Request(f"{sources.datacite}/{quote(reference.value, safe='')}")


def _knows(answer: Any) -> bool:
    data = values.at(answer, "data")
    return values.text(data, "type") == "dois" or values.text(data, 0, "type") == "dois"


def _read(answer: Any) -> list[Draft]:
    data = values.at(answer, "data")
    records = data if isinstance(data, list) else [data]
    drafts = (_draft(values.at(record, "attributes")) for record in records)
    return [draft for draft in drafts if draft is not None]


def _draft(work: Any) -> Draft | None:
    found = as_kind("doi", values.text(work, "doi"))
    titles = list(values.maps(work, "titles"))
    main = next((title for title in titles if not title.get("titleType")), None)
    title = title_of(values.text(main or (titles[0] if titles else None), "title"))
    if found is None or not title:
        return None
    kind = values.text(work, "types", "resourceTypeGeneral").lower()
    if kind == "text":
        kind = values.text(work, "types", "resourceType").lower().replace(" ", "")
    subtitles = [t for t in titles if t.get("titleType") == "Subtitle"]
    language = values.text(work, "language")
    tag = tag_of(language)
    type_ = _TYPES.get(kind, "article")
    fields = values.filled(
        type=type_,
        title=title,
        subtitle=title_of(values.text(subtitles[0], "title")) if subtitles else "",
        authors=_people(work, "creators"),
        editors=[
            person
            for who in values.maps(work, "contributors")
            if values.text(who, "contributorType") == "Editor" and (person := _person(who))
        ],
        abstract=_abstract(work),
        date=_date(work),
        venue=title_of(values.text(work, "container", "title")),
        volume=values.text(work, "container", "volume"),
        issue=values.text(work, "container", "issue"),
        publisher=values.text(work, "publisher") or values.text(work, "publisher", "name"),
        ids={found.kind: found.value},
        links={"page": address} if (address := values.address(values.text(work, "url"))) else {},
        license=next(
            (spdx for one in values.maps(work, "rightsList") if (spdx := _licence(one))), ""
        ),
        keywords=[
            word for one in values.maps(work, "subjects") if (word := values.text(one, "subject"))
        ][:30],
        language="" if tag.partition("-")[0].lower() == "en" else tag,
    )
    draft = Draft(fields, key=found.value)
    if language and not tag:
        draft.keep("language", language)
    if version := values.text(work, "version"):
        draft.keep("version", version)
    return draft


def _people(work: Any, role: str) -> list[Any]:
    people = (_person(who) for who in values.maps(work, role))
    return [person for person in people if person]


def _person(who: Any) -> Any:
    given, family = values.text(who, "givenName"), values.text(who, "familyName")
    name = values.text(who, "name")
    is_group = values.text(who, "nameType") == "Organizational"
    if not family and not is_group and name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
    identifiers = (
        values.orcid(values.text(one, "nameIdentifier"))
        for one in values.maps(who, "nameIdentifiers")
        if "orcid" in values.text(one, "nameIdentifierScheme").lower()
    )
    places = [
        place if isinstance(place, str) else values.text(place, "name")
        for place in values.items(who, "affiliation")
    ]
    return values.person(
        given,
        family,
        "" if family else name,
        orcid=next(identifiers, ""),
        affiliations=[found for place in places if (found := values.line(place))],
    )


def _abstract(work: Any) -> str:
    for description in values.maps(work, "descriptions"):
        if values.text(description, "descriptionType") == "Abstract":
            return abstract_of(str(values.at(description, "description") or ""))
    return ""


def _date(work: Any) -> str:
    dates = {
        values.text(one, "dateType"): values.text(one, "date") for one in values.maps(work, "dates")
    }
    found = (values.iso_day(dates.get(name, "")) for name in _DATES)
    return next(filter(None, found), "") or values.day(values.text(work, "publicationYear"))


def _licence(rights: Any) -> str:
    return licence_of(values.text(rights, "rightsIdentifier")) or licence_of(
        values.text(rights, "rightsUri")
    )


DATACITE: Final = Provider("DataCite", ("doi",), _request, _knows, _read)
