"""Pages as JSON-LD in the words of schema.org, what search engines read.

What the tags of a paper say in full is not said again: long lists of authors are cut.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from papershelf.citation import Work
from papershelf.citation.texts import line
from papershelf.id_addresses import id_address
from papershelf.metadata.kinds import PAGE_KINDS
from papershelf.metadata.licences import licence_address
from papershelf.metadata.subject import Named, Subject

MAX_PEOPLE = 20
FIRST_PEOPLE = 10
"""Of those who are more than `MAX_PEOPLE`."""

_CONTEXT: Final = "https://schema.org"
_SEARCHED: Final = "{search_term_string}"
_ELSEWHERE: Final = ("doi", "arxiv", "acl", "openreview", "pmid")
_ARTICLES: Final = frozenset({"ScholarlyArticle", "Report"})


def article(subject: Subject) -> dict[str, Any]:
    """A paper; what is not known is left out."""
    work = subject.work
    paper, kind = work.paper, PAGE_KINDS[work.type]
    addresses = tuple(_addresses(work))
    return {
        "@context": _CONTEXT,
        "@type": kind.schema,
        # Search engines look for the headline of an article, and for the name of anything else.
        "headline" if kind.schema in _ARTICLES else "name": subject.title,
    } | _known(
        author=_people(subject.authors),
        editor=_people(subject.editors),
        datePublished=work.date.iso,
        isPartOf=_container(work),
        pagination=work.pages.hyphened,
        publisher=_organisation(work.publisher),
        identifier=addresses[0] if addresses else "",
        sameAs=addresses[1:],
        isbn=line(paper.ids.get("isbn", "")) if kind.schema in {"Book", "Chapter"} else "",
        license=licence_address(paper.license),
        keywords=tuple(line(word) for word in subject.keywords),
        inLanguage=line(paper.language),
        # Nothing else on the page says it to machines.
        creativeWorkStatus=work.remark,
        # Required of data sets; everything else has its description in the head already.
        description=subject.description if kind.schema == "Dataset" else "",
        codeRepository=_code(work) if kind.schema == "SoftwareSourceCode" else "",
        url=subject.url,
        image=subject.image,
    )


def _known(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}


def _people(people: Sequence[Named]) -> tuple[dict[str, object], ...]:
    named = [person for person in people if person.name]
    most = MAX_PEOPLE if len(named) <= MAX_PEOPLE else FIRST_PEOPLE
    return tuple(map(_person, named[:most]))


def _person(person: Named) -> dict[str, object]:
    contributor = person.contributor
    # A name of one word that was given as a whole is a person's: 李伟.
    is_group = " " in contributor.name.literal and not (
        person.orcid or contributor.native or contributor.affiliations
    )
    return {"@type": "Organization" if is_group else "Person", "name": person.name} | _known(
        sameAs=person.orcid_url,
        affiliation=tuple(filter(None, map(_organisation, contributor.affiliations))),
    )


def _organisation(name: str) -> dict[str, str] | None:
    name = line(name)
    return {"@type": "Organization", "name": name} if name else None


def _container(work: Work) -> dict[str, Any] | None:
    """What it appeared in: a journal within its volume and issue, proceedings, a book, a series."""
    paper = work.paper
    name = work.container or line(paper.series)
    found: dict[str, Any] | None = None
    if name:
        issn, isbn = (line(paper.ids.get(key, "")) for key in ("issn", "isbn"))
        kind = PAGE_KINDS[work.type].container
        found = {"@type": kind, "name": name} | _known(
            issn=issn if kind == "Periodical" else "", isbn=isbn if kind == "Book" else ""
        )
    if work.type == "article":
        for name, number in (("Volume", line(paper.volume)), ("Issue", line(paper.issue))):
            if number:
                part = {"@type": f"Publication{name}", f"{name.lower()}Number": number}
                found = part | _known(isPartOf=found)
    return found


def _addresses(work: Work) -> Iterable[str]:
    for kind in _ELSEWHERE:
        if value := work.paper.ids.get(kind, ""):
            yield id_address(kind, value)


def _code(work: Work) -> str:
    links = (link.url for link in work.paper.links if link.kind == "code" and "://" in link.url)
    return next(links, "")


def collection_page(
    name: str,
    url: str,
    crumbs: Sequence[tuple[str, str]],
    items: Sequence[tuple[str, str]],
    first: int,
) -> dict[str, Any]:
    """A list; crumbs and items are pairs of a name and an address, the first item has a number.

    Items need no name: crawlers follow their addresses.
    """
    return {"@context": _CONTEXT, "@type": "CollectionPage", "name": name, "url": url} | _known(
        breadcrumb=_list("BreadcrumbList", crumbs, 1),
        mainEntity=_list("ItemList", items, first),
    )


def _list(kind: str, items: Sequence[tuple[str, str]], first: int) -> dict[str, Any] | None:
    if not items:
        return None
    return {
        "@type": kind,
        "itemListElement": [
            # A crumb's address is its `item`.
            {"@type": "ListItem", "position": place}
            | _known(name=name)
            | {"item" if kind == "BreadcrumbList" else "url": url}
            for place, (name, url) in enumerate(items, first)
        ],
    }


def website(name: str, description: str, language: str, url: str, search: str) -> dict[str, Any]:
    """The site; `search` is the address that a query follows, empty on a site without search."""
    action = search and {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{search}{_SEARCHED}"},
        "query-input": f"required name={_SEARCHED.strip('{}')}",
    }
    return {"@context": _CONTEXT, "@type": "WebSite", "name": name, "url": url} | _known(
        description=description, inLanguage=language, potentialAction=action
    )
