"""The lists of papers that can be followed by a feed and taken away as files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papershelf.citation import EXPORTS
from papershelf.config import Config
from papershelf.model import Library
from papershelf.plan.views import Link
from papershelf.relate import PAGES_FOR_ALL_UP_TO, Relations
from papershelf.text import slugify
from papershelf.urls import site_path

FEED_FILE = "feed.xml"
"""What the feed of a list is called, in the folder of its page."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of papers: the whole shelf, a collection, a topic and so on."""

    slugs: tuple[str, ...]
    title: str
    papers: Sequence[str]
    """In the order of its page."""

    @property
    def url(self) -> str:
        """The address of its page."""
        return site_path(*self.slugs)

    @property
    def feed(self) -> str:
        """The address of its feed."""
        return f"{self.url}{FEED_FILE}"

    @property
    def exports(self) -> tuple[Link, ...]:
        """The files with its papers; none where it has none."""
        if not self.papers:
            return ()
        return tuple(Link(form.label, f"{self.url}{form.export}") for form in EXPORTS)

    @property
    def source(self) -> str:
        """What asks for its files, for the message when two want one path."""
        return f"the list {self.url or '/'}"

    def path(self, file: str) -> str:
        """The path of one of its files."""
        return "/".join((*self.slugs, file))


def listings(library: Library, relations: Relations, config: Config) -> Iterator[Listing]:
    """The whole shelf, then every other list with papers.

    People have files only on shelves where everybody has a page: elsewhere there would be more
    files than papers.
    """
    yield Listing((), config.title, relations.newest)
    for key, items in relations.collections.items():
        papers = tuple(dict.fromkeys(item.paper for item in items))
        if papers:
            yield Listing(("collections", slugify(key)), library.collections[key].title, papers)
    for key, papers in relations.topics.items():
        yield Listing(("topics", slugify(key)), library.topics[key].name, papers)
    for key, papers in relations.venues.items():
        yield Listing(("venues", slugify(key)), library.venues[key].label, papers)
    for year, papers in relations.years.items():
        yield Listing(("years", str(year)), str(year), papers)
    if len(relations.newest) <= PAGES_FOR_ALL_UP_TO:
        for person in relations.people.values():
            if person.has_page:
                yield Listing(("authors", person.slug), person.name.display, person.papers)


def addresses(listings: Sequence[Listing]) -> Iterator[str]:
    """The addresses of the feeds and exports of lists."""
    for listing in listings:
        yield listing.feed
        yield from (export.url for export in listing.exports)
