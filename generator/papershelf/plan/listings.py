"""The lists of papers that can be followed by a feed and taken away as files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papershelf.config import Config
from papershelf.exporters import exporters_of
from papershelf.model import Library
from papershelf.plan.feed_links import ATOM_FILE
from papershelf.plan.own_files import FILES_FOR_ALL_UP_TO
from papershelf.plan.parts import ExportFile, Parts
from papershelf.plan.views import Link
from papershelf.relate import Relations
from papershelf.text import slugify
from papershelf.urls import site_path
from papershelf.wording import Wording

_FEWEST_OF_AUTHORS = 2
"""Papers that a person needs for files on the smaller shelves, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of papers: the whole shelf, a collection, a topic and so on."""

    slugs: tuple[str, ...]
    title: str
    papers: Sequence[str]
    """In the order of its page."""
    files: tuple[ExportFile, ...] = ()
    """What it can be taken away as; a list without papers has none."""

    @property
    def url(self) -> str:
        """The address of its page."""
        return site_path(*self.slugs)

    @property
    def feed(self) -> str:
        """The address of its Atom feed."""
        return f"{self.url}{ATOM_FILE}"

    def exports(self, wording: Wording) -> tuple[Link, ...]:
        """The files with its papers."""
        return tuple(Link(file.label(wording), f"{self.url}{file.name}") for file in self.files)

    @property
    def source(self) -> str:
        """What asks for its files, for the message when two want one path."""
        return f"the list {self.url or '/'}"

    def path(self, file: str) -> str:
        """The path of one of its files."""
        return "/".join((*self.slugs, file))


def fewest_of_authors(relations: Relations, config: Config) -> int:
    """How many papers a person needs for files; 0 where nobody has any."""
    is_small = len(relations.newest) <= FILES_FOR_ALL_UP_TO
    return config.feeds.authors_from or (_FEWEST_OF_AUTHORS if is_small else 0)


def listings(library: Library, relations: Relations, config: Config) -> Iterator[Listing]:
    """The whole shelf, then every other list with papers.

    People have files on the smaller shelves, and where the settings say from how many papers on:
    else there would be more files than papers.
    """
    is_small = len(relations.newest) <= FILES_FOR_ALL_UP_TO
    for_all = config.exports.formats if relations.newest else []
    for_lists = config.exports.lists
    if for_lists is None:
        for_lists = for_all if is_small else [name for name in for_all if name == "bibtex"]
    parts = Parts(library, relations, config)

    def listing(slugs: tuple[str, ...], title: str, papers: Sequence[str]) -> Listing:
        formats = for_lists if slugs else for_all
        return Listing(slugs, title, papers, parts.files(exporters_of(formats), papers))

    yield listing((), config.title, relations.newest)
    for key, items in relations.collections.items():
        papers = tuple(dict.fromkeys(item.paper for item in items))
        if papers:
            title = library.collections[key].title
            yield listing(("collections", slugify(key)), title, papers)
    for key, papers in relations.topics.items():
        yield listing(("topics", slugify(key)), library.topics[key].name, papers)
    for key, papers in relations.venues.items():
        yield listing(("venues", slugify(key)), library.venues[key].label, papers)
    for year, papers in relations.years.items():
        yield listing(("years", str(year)), str(year), papers)
    if fewest := fewest_of_authors(relations, config):
        for person in relations.people.values():
            if person.has_page and len(person.papers) >= fewest:
                name = person.name.display
                yield listing(("authors", person.slug), name, person.papers)
