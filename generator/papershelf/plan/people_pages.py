"""People: the index by letter, and each with their papers."""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial

from papershelf.plan import contexts
from papershelf.plan.branches import Branch
from papershelf.plan.letter_links import letter_links
from papershelf.plan.letters import alphabetical, letter_anchor
from papershelf.plan.lists import parts
from papershelf.plan.namesakes import Namesakes
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.profile import Outline, Wish
from papershelf.plan.views import (
    Fact,
    Link,
    TermGroup,
    TermLink,
)
from papershelf.plan.ways import TermList, own_tools, search_for
from papershelf.relate import Person, searched_people
from papershelf.urls import file_path, site_path

AUTHORS_PER_PAGE = 400


def author_branches(planner: Planner) -> Iterator[Branch]:
    """The index of people, and everybody who has a page."""
    yield Branch(file_path("authors"), partial(_index, planner))
    known = _Known(planner)
    for person in planner.relations.people.values():
        if person.has_page:
            path = file_path("authors", person.slug)
            yield Branch(path, partial(_author, planner, person, known))


class _Known:
    """What the pages of all people share, found when the first of them is planned."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner

    @cached_property
    def refined(self) -> frozenset[str]:
        """The people that results of the search can be narrowed to."""
        return searched_people(self._planner.library, self._planner.relations)

    @cached_property
    def namesakes(self) -> Namesakes:
        """Who is called alike."""
        return Namesakes(self._planner.library, self._planner.relations)


def _index(planner: Planner) -> Iterator[Page]:
    people = planner.relations.people.values()
    with_page = [person for person in people if person.has_page]
    with_page.sort(key=lambda p: (alphabetical(p.name.sort_key), p.slug))
    singles = sum(1 for person in people if person.papers and not person.has_page)
    all_parts = list(parts(with_page, ("authors",), AUTHORS_PER_PAGE, planner.wording))
    letters: dict[str, str] = {}
    for part in all_parts:
        for person in part.items:
            letter = _initial(person)
            letters.setdefault(letter, part.url)
    for part in all_parts:
        groups: dict[str, list[TermLink]] = {}
        for person in part.items:
            term = TermLink(
                person.name.sort_key, site_path("authors", person.slug), len(person.papers)
            )
            groups.setdefault(_initial(person), []).append(term)
        yield planner.list_page(
            part,
            ("authors",),
            "authors.html",
            planner.section("authors").label,
            contexts.AuthorsContext(
                letters=letter_links(letters, groups, part.url),
                groups=tuple(
                    TermGroup(letter, tuple(terms), letter_anchor(letter))
                    for letter, terms in groups.items()
                ),
                span=_span(part.items) if len(all_parts) > 1 else "",
                total=len(with_page),
                singles=singles,
                pager=part.pager,
            ),
            dated_by=planner.relations.newest,
            terms=[
                Link(person.name.display, site_path("authors", person.slug))
                for person in part.items
            ],
            description=planner.wording.say("descriptions.authors", shelf=planner.config.title),
        )


def _span(people: Sequence[Person]) -> str:
    return f"{people[0].name.sort_key} – {people[-1].name.sort_key}"


def _author(planner: Planner, person: Person, known: _Known) -> Iterator[Page]:
    identity = planner.library.identities.get(person.identity)
    facts: list[Fact] = []
    say = planner.wording.say
    if identity:
        if identity.orcid:
            facts.append(Fact("ORCID", identity.orcid, f"https://orcid.org/{identity.orcid}"))
        if identity.homepage:
            facts.append(Fact(say("facts.homepage"), identity.homepage, identity.homepage))
        if len(identity.names) > 1:
            facts.append(Fact(say("facts.also_as"), ", ".join(identity.names[1:])))
    slugs = ("authors", person.slug)
    name = person.name.display
    listed = TermList(
        slugs=slugs,
        title=name,
        papers=person.papers,
        way=[planner.step("authors")],
        source=f"the author {name}",
        search=search_for(author=person.slug) if person.slug in known.refined else None,
    )
    outline = Outline(
        person.papers,
        # The people behind a single paper stand on it.
        wishes=(
            Wish("authors", say("facets.co_authors"), frozenset((person.slug,))),
            Wish("topics", say("sections.topics")),
        )
        if len(person.papers) > 1
        else (),
        person=person.slug,
    )
    for part in parts(person.papers, slugs, planner.config.page_size, planner.wording):
        yield planner.list_page(
            part,
            slugs,
            "author.html",
            name,
            contexts.AuthorContext(
                native=identity.native if identity else "",
                facts=tuple(facts),
                namesakes=known.namesakes.namesakes(person),
                others=known.namesakes.others(person),
                profile=planner.profiles.profile(outline) if part.number == 1 else None,
                tools=own_tools(planner, listed),
                papers=planner.cards_of(part.items),
                pager=part.pager,
            ),
            items=part.items,
            description=say("descriptions.author", name=name),
            way=listed.way,
            source=listed.source,
            dated_by=listed.papers,
        )


def _initial(person: Person) -> str:
    """The letter of the index that a person stands under."""
    return alphabetical(person.name.sort_key)[1]
