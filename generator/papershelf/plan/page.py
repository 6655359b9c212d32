"""What a plan is made of: pages with their context, and the digests that tell when they change."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final, Generic, TypeVar, cast

import msgspec

from papershelf.errors import ContentError, Location, Problem
from papershelf.metadata import Head
from papershelf.plan.views import FeedLink, Link
from papershelf.theme_options import OptionValue
from papershelf.wording import Wording

T = TypeVar("T")


class SiteView(msgspec.Struct, frozen=True):
    """What every template may see of the site; a change of it renders every page anew."""

    title: str
    tagline: str
    description: str
    language: str
    direction: str
    """`rtl` where the language is written from right to left, else empty."""
    base_url: str
    base_path: str
    noindex: bool
    """Whether search engines are asked to leave all of it alone."""
    curators: tuple[str, ...]
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    search: bool
    policy: str
    """Stands unescaped between double quotes: our own text, without `"`, `&` and `<`."""
    generator: str
    options: Mapping[str, OptionValue]
    stylesheet: str
    feed: str
    """The site path of the feed of the whole shelf."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds of the whole shelf: every page names them."""
    suggest: str = ""
    """The web address of the form to suggest a paper; empty where there is none."""
    offline: bool = False
    """Whether browsers keep pages for reading without a network."""
    subscribe: Link = Link("")
    """The way from lists of what is new to the page that tells how to get it."""


class PageView(msgspec.Struct, frozen=True):
    """What every template may see of its page."""

    title: str
    description: str
    url: str
    section: str
    crumbs: tuple[Link, ...]
    canonical: str
    noindex: bool
    policy: str = ""
    """Its own policy in place of that of the site, likewise unescaped; empty where it has none."""
    feed: str = ""
    """The site path of the feed of what the page lists; empty where there is none."""
    feeds: tuple[FeedLink, ...] = ()
    """The feeds of what the page lists; empty where they are those of the whole shelf."""
    exports: tuple[Link, ...] = ()
    """Files with the papers that the page lists: "BibTeX" and so on."""
    head: Head = Head()
    """What the page says to machines; templates see it as `head`."""


class Page(msgspec.Struct, frozen=True):
    """One planned HTML file: where it goes and all that its template sees beside the site."""

    path: str
    url: str
    template: str
    view: PageView
    context: Any
    """One of `contexts`; its fields are the template's variables."""
    source: str = ""
    """What asked for the page, for the message when two want one path; a file of the shelf where
    there is one: relative links in its Markdown start there."""
    links: tuple[str, ...] = ()
    """The internal links in its Markdown, as written: whether they lead anywhere is another page's
    matter, so they count for its digest."""
    dated_by: Sequence[str] = ()
    """The papers whose newest date is its own, for the sitemap."""
    is_mapped: bool = True
    """Whether the sitemap names it."""


class Deferred(Generic[T]):
    """A view that is made when something looks into it; its digest is known before.

    Plans name far more views than an incremental build renders: making a card takes ten times as
    long as knowing whether it changed.
    """

    __slots__ = ("_keeps", "_make", "_value", "digest")

    def __init__(self, digest: bytes, make: Callable[[], T], *, keeps: bool) -> None:
        self.digest = digest
        self._make: Callable[[], T] | None = make
        self._value: T | None = None
        self._keeps = keeps

    def __getattr__(self, name: str) -> Any:
        return getattr(self.opened(), name)

    def opened(self) -> T:
        """The view itself."""
        if self._make is None:
            return cast("T", self._value)
        value = self._make()
        if self._keeps:
            self._value, self._make = value, None
        return value

    def keep(self) -> None:
        """From now on keep the view."""
        self._keeps = True

    def __reduce__(self) -> tuple[Any, ...]:
        return (_made, (self.digest, self.opened()))


def _made(digest: bytes, value: T) -> Deferred[T]:
    deferred = Deferred(digest, cast("Callable[[], T]", None), keeps=True)
    deferred._value = value  # noqa: SLF001 - its own second constructor
    return deferred


def deferred(digest: bytes, make: Callable[[], T], *, keeps: bool = False) -> T:
    """A stand-in for the view that `make` makes, equal to it for all who read its attributes.

    One that several pages show `keeps` the view; else it is made for its page and forgotten, or a
    large site would be in memory as a whole when its last page is rendered.
    """
    return cast("T", Deferred(digest, make, keeps=keeps))


def opened(value: Any) -> Any:
    """A view, or a tuple of views, without the stand-ins: a template looks into them often."""
    if type(value) is Deferred:
        return value.opened()
    if type(value) is tuple and value and type(value[0]) is Deferred:
        return tuple(item.opened() for item in value)
    return value


def keep(view: object) -> None:
    """Let a view be kept from when it is first opened, for the next who looks into it."""
    if type(view) is Deferred:
        view.keep()


def digest_of(*values: Any) -> bytes:
    """A digest of texts, numbers, tuples, maps and views; views that know theirs are not opened."""
    encoded = msgspec.msgpack.encode(values, enc_hook=_digest_in, order="deterministic")
    return blake2b(encoded, digest_size=16).digest()


def _digest_in(value: Any) -> bytes:
    if type(value) is Deferred:
        return value.digest
    raise TypeError(f"a view holds a {type(value).__name__}")


def refuse_collisions(claims: Iterable[tuple[str, str]]) -> None:
    """Raise ContentError where two sources want one path, also on disks that ignore case.

    A file where another source needs a folder is refused likewise. `claims`: pairs of a path and of
    what wants it.
    """
    keyed = [(unicodedata.normalize("NFC", path.casefold()), path, by) for path, by in claims]
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    for key, _, source in keyed:
        while key := key.rpartition("/")[0]:
            if key in folders:
                break
            folders[key] = source
    problems: list[Problem] = []
    for key, path, source in keyed:
        if key in folders:
            problems.append(
                Problem(
                    Location(source),
                    f"would be written to {path}",
                    f"{folders[key]} needs a folder there; rename one of them",
                    rule="taken-id",
                )
            )
        if key in taken:
            problems.append(
                Problem(
                    Location(source),
                    f"would be written to {path}",
                    f"{taken[key]} is written there too; rename one of them",
                    rule="taken-id",
                )
            )
        taken[key] = source
    if problems:
        raise ContentError(problems)


SECTIONS: Final = ("papers", "collections", "topics", "authors", "venues", "years")
"""The lists of a site: the first part of their addresses, and the words for what they are called.
"""


def section_label(wording: Wording, section: str) -> str:
    """What one of the lists is called."""
    return wording.say(f"sections.{section}")
