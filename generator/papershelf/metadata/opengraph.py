"""Open Graph, what social media and messengers make a preview of a link from."""

from collections.abc import Iterator
from dataclasses import dataclass

from papershelf.metadata.head import Meta
from papershelf.metadata.subject import Subject

MAX_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for social media."""

    url: str
    """A web address: what fetches it knows no page that the address could be relative to."""
    alt: str
    width: int = 0
    """Pixels; 0 where nobody tells."""
    height: int = 0


def picture_properties(picture: Picture | None) -> Iterator[Meta]:
    """The picture and what it shows; nothing without one."""
    if picture is None:
        return
    yield Meta("og:image", picture.url)
    if picture.width:
        # Known sizes let a picture be shown the first time that a link is shared.
        yield Meta("og:image:width", str(picture.width))
        yield Meta("og:image:height", str(picture.height))
    yield Meta("og:image:alt", picture.alt)


def page_properties(title: str, url: str) -> Iterator[Meta]:
    """What a page is called, and its address if it has one that others may use."""
    yield Meta("og:title", title)
    if url:
        yield Meta("og:url", url)


def paper_properties(subject: Subject) -> Iterator[Meta]:
    """When a paper was published and by whom: profiles are addresses."""
    date = subject.work.date
    if date.day:
        # Open Graph knows no year and no month alone.
        yield Meta("article:published_time", date.iso)
    profiles = [person.url or person.orcid_url for person in subject.authors]
    for profile in [profile for profile in profiles if profile][:MAX_AUTHORS]:
        yield Meta("article:author", profile)
