"""FAIR signposting, level 1: links by which crawlers tell a paper, its files and people apart."""

from collections.abc import Iterable, Iterator, Sequence

from papershelf.metadata.head import HeadLink
from papershelf.metadata.highwire import DESCRIBED_UP_TO
from papershelf.metadata.kinds import PAGE_KINDS
from papershelf.metadata.licences import licence_address
from papershelf.metadata.subject import Named, Subject

_SCHEMA = "https://schema.org/"


def signposts(
    subject: Subject, files: Iterable[HeadLink], collections: Iterable[str]
) -> tuple[HeadLink, ...]:
    """The links; `files` describe the paper too, `collections` are the addresses of its lists."""
    return tuple(_links(subject, files, collections))


def _links(
    subject: Subject, files: Iterable[HeadLink], collections: Iterable[str]
) -> Iterator[HeadLink]:
    work = subject.work
    if work.doi_url:
        yield HeadLink("cite-as", work.doi_url)
    for address in _profiles((*subject.authors, *subject.editors)):
        yield HeadLink("author", address)
    yield from files
    if subject.pdf:
        yield HeadLink("item", subject.pdf, "application/pdf")
    yield HeadLink("type", f"{_SCHEMA}AboutPage")
    yield HeadLink("type", _SCHEMA + PAGE_KINDS[work.type].schema)
    if licence := licence_address(work.paper.license):
        yield HeadLink("license", licence)
    for address in collections:
        yield HeadLink("collection", address)


def _profiles(people: Sequence[Named]) -> Iterable[str]:
    found = dict.fromkeys(person.orcid_url for person in people if person.orcid)
    return found if len(found) <= DESCRIBED_UP_TO else ()
