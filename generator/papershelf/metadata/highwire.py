"""A paper as `citation_*` tags, what Google Scholar and Zotero read."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from papershelf.citation.texts import line
from papershelf.metadata.head import Meta
from papershelf.metadata.kinds import PAGE_KINDS
from papershelf.metadata.people import alone, inverted
from papershelf.metadata.subject import Named, Subject

DESCRIBED_UP_TO = 100
"""Of more authors only the names are told: affiliations of thousands outweigh all else."""


def citation_tags(subject: Subject) -> tuple[Meta, ...]:
    """The tags in the order of Scholar's guidelines; those without a value are left out."""
    found = [Meta("citation_title", subject.title), *_people(subject)]
    found += (Meta(name, value) for name, make in _TAGS if (value := make(subject)))
    kind = PAGE_KINDS[subject.work.type]
    if kind.tells not in {tag.name for tag in found}:
        found.append(Meta("DC.type", kind.zotero))
    return tuple(found)


def _people(subject: Subject) -> Iterator[Meta]:
    is_told = len(subject.authors) + len(subject.editors) <= DESCRIBED_UP_TO
    roles = (("citation_author", subject.authors), ("citation_editor", subject.editors))
    for role, people in roles:
        for name, person in _named(people):
            yield Meta(role, name)
            if is_told:
                yield from _of_person(role, person)


def _named(people: Sequence[Named]) -> list[tuple[str, Named]]:
    """Those who have a name, with it."""
    found = [(inverted(person.contributor.name), person) for person in people]
    found = [(name, person) for name, person in found if name]
    return [(alone(name), person) for name, person in found] if len(found) == 1 else found


def _of_person(role: str, person: Named) -> Iterator[Meta]:
    for affiliation in map(line, person.contributor.affiliations):
        if affiliation:
            yield Meta(f"{role}_institution", affiliation)
    if person.orcid:
        yield Meta(f"{role}_orcid", person.orcid)


def _date(subject: Subject) -> str:
    """`YYYY/MM/DD` or `YYYY`: Scholar knows no months."""
    date = subject.work.date
    return date.iso.replace("-", "/") if date.day else str(date.year)


def _month(subject: Subject) -> str:
    """`YYYY/MM` where the day is not known: Zotero reads the tag for it last."""
    date = subject.work.date
    return date.iso.replace("-", "/") if date.month and not date.day else ""


def _held(*types: str) -> Callable[[Subject], str]:
    """The container of works of these types."""
    return lambda subject: subject.work.container if subject.work.type in types else ""


def _published(kind: str) -> Callable[[Subject], str]:
    """Who published works of this type."""
    return lambda subject: subject.work.publisher if subject.work.type == kind else ""


def _conference(subject: Subject) -> str:
    if subject.work.type != "paper-conference":
        return ""
    return subject.venue or line(subject.work.paper.event)


def _collected(subject: Subject) -> str:
    """The proceedings or the book, where the name of the conference does not say the same."""
    container = _held("paper-conference", "chapter")(subject)
    return container if container != _conference(subject) else ""


def _publisher(subject: Subject) -> str:
    """Where no tag of its own says it."""
    return "" if subject.work.type in {"thesis", "report"} else subject.work.publisher


def _issue(subject: Subject) -> str:
    return "" if subject.work.type == "report" else line(subject.work.paper.issue)


def _number(subject: Subject) -> str:
    """What an entry has as the issue of a report is its number, as in BibTeX."""
    return line(subject.work.paper.issue) if subject.work.type == "report" else ""


def _first_page(subject: Subject) -> str:
    ranges = subject.work.pages.ranges
    return ranges[0][0] if ranges else ""


def _last_page(subject: Subject) -> str:
    pages = subject.work.pages
    return (pages.ranges[-1][1] or pages.ranges[-1][0]) if pages.are_several else ""


def _field(name: str) -> Callable[[Subject], str]:
    return lambda subject: line(getattr(subject.work.paper, name))


def _id(kind: str) -> Callable[[Subject], str]:
    return lambda subject: line(subject.work.paper.ids.get(kind, ""))


def _elsewhere(subject: Subject) -> str:
    url = subject.work.url
    return url if url != subject.pdf_url else ""


_TAGS: Final[tuple[tuple[str, Callable[[Subject], str]], ...]] = (
    ("citation_publication_date", _date),
    ("citation_date", _month),
    ("citation_journal_title", _held("article")),
    # Zotero takes the type from the last tag that tells one, and this one tells of a chapter.
    ("citation_inbook_title", _collected),
    ("citation_conference_title", _conference),
    ("citation_dissertation_institution", _published("thesis")),
    ("citation_technical_report_institution", _published("report")),
    ("citation_series_title", _field("series")),
    ("citation_volume", _field("volume")),
    ("citation_issue", _issue),
    ("citation_technical_report_number", _number),
    ("citation_firstpage", _first_page),
    ("citation_lastpage", _last_page),
    ("citation_doi", _id("doi")),
    ("citation_isbn", _id("isbn")),
    ("citation_issn", _id("issn")),
    ("citation_arxiv_id", _id("arxiv")),
    ("citation_pmid", _id("pmid")),
    ("citation_publisher", _publisher),
    ("citation_language", _field("language")),
    ("citation_keywords", lambda subject: "; ".join(map(line, subject.work.paper.keywords))),
    ("citation_abstract_html_url", lambda subject: subject.url),
    # Scholar counts a PDF only in the folder of its page; Zotero fetches it from anywhere.
    ("citation_pdf_url", lambda subject: subject.pdf_url),
    ("citation_public_url", _elsewhere),
)
