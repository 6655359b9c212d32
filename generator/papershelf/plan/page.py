"""What a plan is made of: pages with their context, and the digests that tell when they change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from hashlib import blake2b
from typing import Any, Generic, TypeVar, cast

from papershelf.errors import ContentError, Location, Problem
from papershelf.plan.views import Link
from papershelf.urls import site_path

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every template may see of the site; a change of it renders every page anew."""

    title: str
    tagline: str
    description: str
    language: str
    base_url: str
    base_path: str
    curators: tuple[str, ...]
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    search: bool
    policy: str
    generator: str
    options: Mapping[str, str]
    stylesheet: str


@dataclass(frozen=True, slots=True)
class PageView:
    """What every template may see of its page."""

    title: str
    description: str
    url: str
    section: str
    crumbs: tuple[Link, ...]
    canonical: str
    noindex: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One planned HTML file: where it goes and all that its template sees beside the site."""

    path: str
    template: str
    view: PageView
    context: Any
    """A frozen dataclass of `contexts`; its fields are the template's variables."""
    source: str = ""
    """What asked for the page, for the message when two want one path; a file of the shelf where
    there is one: relative links in its Markdown start there."""
    links: tuple[str, ...] = ()
    """The internal links in its Markdown, as written: whether they lead anywhere is another page's
    matter, so they count for its digest."""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Every page of a site."""

    site: SiteView
    pages: tuple[Page, ...]


class Deferred(Generic[T]):
    """A view that is made when something looks into it; its digest is known before.

    Plans name far more views than an incremental build renders: making a card takes ten times as
    long as knowing whether it changed.
    """

    __slots__ = ("_make", "_value", "digest")

    def __init__(self, digest: bytes, make: Callable[[], T]) -> None:
        self.digest = digest
        self._make: Callable[[], T] | None = make
        self._value: T | None = None

    def __getattr__(self, name: str) -> Any:
        if self._make is not None:
            self._value, self._make = self._make(), None
        return getattr(self._value, name)

    def __reduce__(self) -> tuple[Any, ...]:
        if self._make is not None:
            self._value, self._make = self._make(), None
        return (_made, (self.digest, self._value))


def _made(digest: bytes, value: T) -> Deferred[T]:
    deferred = Deferred(digest, cast("Callable[[], T]", None))
    deferred._value = value  # noqa: SLF001 - its own second constructor
    return deferred


def deferred(digest: bytes, make: Callable[[], T]) -> T:
    """A stand-in for the view that `make` makes, equal to it for all who read its attributes."""
    return cast("T", Deferred(digest, make))


def digest_of(*values: Any) -> bytes:
    """A digest of texts, numbers, tuples, maps and views; views that know theirs are not opened."""
    hasher = blake2b(digest_size=16)
    _feed(hasher.update, values)
    return hasher.digest()


def _feed(update: Callable[[bytes], None], value: Any) -> None:
    kind = type(value)
    if kind is str:
        encoded = value.encode("utf-8", "surrogatepass")
        update(b"s%d:" % len(encoded) + encoded)
    elif kind is tuple or kind is list:
        update(b"t%d:" % len(value))
        for item in value:
            _feed(update, item)
    elif value is None or kind is bool or kind is int or kind is float:
        update(repr(value).encode() + b";")
    elif kind is bytes:
        update(b"b%d:" % len(value) + value)
    elif kind is Deferred:
        update(b"d" + value.digest)
    elif kind is dict:
        _feed(update, tuple(sorted(value.items())))
    elif is_dataclass(value):
        update(kind.__name__.encode() + b"(")
        for field in fields(value):
            _feed(update, getattr(value, field.name))
    else:
        raise TypeError(f"a view holds a {kind.__name__}")


def refuse_collisions(claims: Iterable[tuple[str, str]]) -> None:
    """Raise ContentError where two sources want one path, also on disks that ignore case.

    `claims`: pairs of a path and of what wants it.
    """
    taken: dict[str, str] = {}
    problems: list[Problem] = []
    for path, source in claims:
        key = path.casefold()
        if key in taken:
            problems.append(
                Problem(
                    Location(source),
                    f"would be written to {path}",
                    f"{taken[key]} is written there too; rename one of them",
                )
            )
        taken[key] = source
    if problems:
        raise ContentError(problems)


def crumbs(*links: tuple[str, str]) -> tuple[Link, ...]:
    """The way from the home page: labels with their addresses."""
    return (Link("Home", ""), *(Link(label, url) for label, url in links))


SECTIONS = {
    "papers": "Papers",
    "collections": "Collections",
    "topics": "Topics",
    "authors": "Authors",
    "venues": "Venues",
    "years": "Years",
}
"""The lists of a site: the first part of their addresses, and what they are called."""


def section_link(section: str) -> Link:
    """The link to one of the lists."""
    return Link(SECTIONS[section], site_path(section))
