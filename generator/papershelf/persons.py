"""The people behind the names of authors and editors: their slugs and their papers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

import msgspec

from papershelf.model import Contributor, Library, Paper
from papershelf.names import Name, parse_name
from papershelf.urls import derived_slug

_IDENTITY = "\0"
# Marks the keys of identities, which so come first: no name can hold this character.

_NUMBERED: Final = re.compile(r"-\d+$")

PAGES_FOR_ALL_UP_TO = 2_000
"""On shelves of up to this many papers everybody has a page, beyond it people with two papers.

Of 136,862 author strings in 95,652 papers 38 % stand on one paper only: their pages would double
the files of a site and show nothing that the paper does not.
"""


class Person(msgspec.Struct, frozen=True, gc=False):
    """Somebody in the role of an author or editor, with their papers."""

    slug: str
    name: Name
    papers: tuple[str, ...]
    has_page: bool
    identity: str = ""
    """The id in authors.yaml, if they are in it."""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, and who wrote what."""

    by_slug: Mapping[str, Person]
    """In the order of the slugs."""
    of: Mapping[str, tuple[str, ...]]
    """The slugs of each shown paper's authors, then of its editors."""
    pages_from: int
    """How many papers give a person a page."""


@dataclass(slots=True)
class _Found:
    """A person while their papers are being found."""

    key: str
    name: Name
    papers: list[str] = field(default_factory=list)
    slug: str = ""


class _Finder:
    """Finds the persons that are behind contributors."""

    def __init__(self, library: Library) -> None:
        self.by_key: dict[str, _Found] = {}
        self.of: dict[str, list[_Found]] = {}
        self._by_name: dict[Name, _Found] = {}
        self._identities = _identities_by_name(library)

    def find(self, newest: Iterable[Paper], others: Iterable[Paper]) -> None:
        """Find the people of papers in lists, latest first, and of other shown ones."""
        # Listed papers come first, in the order in which a person's page shows them.
        for paper in newest:
            self.of[paper.id] = people = self.people_of(paper)
            for person in people:
                # Somebody may be author and editor of one paper.
                if not person.papers or person.papers[-1] != paper.id:
                    person.papers.append(paper.id)
        for paper in others:
            self.of[paper.id] = self.people_of(paper)

    def people_of(self, paper: Paper) -> list[_Found]:
        """A paper's authors, then its editors."""
        contributors = (*paper.authors, *paper.editors) if paper.editors else paper.authors
        by_name = self._by_name
        found: list[_Found] = []
        for contributor in contributors:
            person = None if contributor.id else by_name.get(contributor.name)
            found.append(person or self._meet(contributor))
        return found

    def _meet(self, contributor: Contributor) -> _Found:
        """The person behind a name that has not been written like this before."""
        key = contributor.name.display
        identity = contributor.id or self._identities.get(key, "")
        if identity:
            key = _IDENTITY + identity
        found = self.by_key.setdefault(key, _Found(key, contributor.name))
        if not contributor.id:
            self._by_name[contributor.name] = found
        return found


def people_in(
    library: Library, newest: Sequence[Paper], shown: Iterable[Paper], pages_from: int
) -> People:
    """The people of a library; 0 for `pages_from` chooses by the size of the shelf.

    `newest`: the papers in lists, latest first; `shown`: all that have a page.
    """
    pages_from = pages_from or _pages_from(newest)
    found = _Finder(library)
    found.find(newest, _unlisted(shown))
    _give_slugs(found.by_key)
    by_slug = {person.slug: person for person in found.by_key.values()}
    return People(
        {slug: _person(library, by_slug[slug], pages_from) for slug in sorted(by_slug)},
        {paper: _slugs(people) for paper, people in found.of.items()},
        pages_from,
    )


def people_after(
    before: Library,
    known: People,
    library: Library,
    newest: Sequence[Paper],
    shown: Iterable[Paper],
    pages_from: int,
) -> People:
    """The same as `people_in`: people of papers that are as `before` are taken from `known`.

    What decides which papers are shown must be as it was for `known`.
    """
    if (
        known.pages_from != (pages_from or _pages_from(newest))
        or _identities_by_name(before) != _identities_by_name(library)
        or _first_names(before) != _first_names(library)
    ):
        return people_in(library, newest, shown, pages_from)
    unlisted = _unlisted(shown)
    edited = {
        paper
        for paper in before.papers.keys() | library.papers.keys()
        if before.papers.get(paper) is not library.papers.get(paper)
    }
    slugs = _slugs_after(edited, before, known, library, [*newest, *unlisted])
    if slugs is None:
        return people_in(library, newest, shown, pages_from)
    # All papers of those people, in their order, as if there were no others.
    concerned = edited.union(
        *(known.by_slug[slug].papers for slug in slugs.values() if slug in known.by_slug)
    )
    found = _Finder(library)
    found.find((paper for paper in newest if paper.id in concerned), unlisted)
    by_slug = dict(known.by_slug)
    for key, slug in slugs.items():
        person = found.by_key.get(key)
        if person is not None:
            person.slug = slug
            by_slug[slug] = _person(library, person, known.pages_from)
        elif slug in by_slug:
            if _is_contested(slug, known.by_slug):
                return people_in(library, newest, shown, pages_from)
            del by_slug[slug]
    return People(
        by_slug
        if list(by_slug) == list(known.by_slug)
        else {slug: by_slug[slug] for slug in sorted(by_slug)},
        {
            paper.id: _slugs(found.of[paper.id]) if paper.id in edited else known.of[paper.id]
            for papers in (newest, unlisted)
            for paper in papers
        },
        known.pages_from,
    )


def _slugs_after(
    edited: AbstractSet[str],
    before: Library,
    known: People,
    library: Library,
    shown: Iterable[Paper],
) -> dict[str, str] | None:
    """The slugs of all who wrote an edited paper, or do so now, by their keys.

    None where a new person's slug is that of somebody else, whose it may then no longer be.
    """
    finder = _Finder(library)
    slugs: dict[str, str] = {}
    for paper_id in edited & known.of.keys():
        people = finder.people_of(before.papers[paper_id])
        slugs |= zip((p.key for p in people), known.of[paper_id], strict=True)
    for paper in shown:
        if paper.id in edited:
            for person in finder.people_of(paper):
                if person.key not in slugs:
                    slug = derived_slug(person.key.removeprefix(_IDENTITY))
                    other = known.by_slug.get(slug)
                    if other is not None and _key(other) != person.key:
                        return None
                    slugs[person.key] = slug
    return slugs if len(set(slugs.values())) == len(slugs) else None


def _is_contested(slug: str, people: Mapping[str, Person]) -> bool:
    """Whether somebody else may have wanted a slug, and would get it if it were free."""
    return f"{slug}-2" in people or _NUMBERED.search(slug) is not None


def _key(person: Person) -> str:
    return _IDENTITY + person.identity if person.identity else person.name.display


def _first_names(library: Library) -> dict[str, str]:
    return {key: identity.names[0] for key, identity in library.identities.items()}


def _unlisted(shown: Iterable[Paper]) -> list[Paper]:
    return [paper for paper in shown if paper.status == "hidden"]


def _slugs(people: Iterable[_Found]) -> tuple[str, ...]:
    return tuple([person.slug for person in people])


def _pages_from(listed: Sequence[Paper]) -> int:
    return 1 if len(listed) <= PAGES_FOR_ALL_UP_TO else 2


def _person(library: Library, found: _Found, pages_from: int) -> Person:
    papers = tuple(found.papers)
    if not found.key.startswith(_IDENTITY):
        return Person(found.slug, found.name, papers, len(papers) >= pages_from)
    identity = found.key.removeprefix(_IDENTITY)
    name = parse_name(library.identities[identity].names[0])
    return Person(found.slug, name, papers, bool(papers), identity)


def _identities_by_name(library: Library) -> dict[str, str]:
    """The identity of each name; a name that several share belongs to none of them."""
    identity_of: dict[str, str] = {}
    for identity in library.identities.values():
        for text in identity.names:
            display = parse_name(text).display
            if identity_of.setdefault(display, identity.id) != identity.id:
                identity_of[display] = ""
    return identity_of


def _give_slugs(people: Mapping[str, _Found]) -> None:
    """A slug for every person; names that would share one are told apart by a number.

    Identities keep their ids; other people come in the order of their names, so that the same shelf
    always gives the same addresses.
    """
    taken: set[str] = set()
    for key in sorted(people):
        slug = base = derived_slug(key.removeprefix(_IDENTITY))
        number = 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        taken.add(slug)
        people[key].slug = slug
