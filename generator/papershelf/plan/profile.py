"""What the first page of a list tells of the whole: numbers, papers over time, and facets."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from papershelf.model import Library
from papershelf.plan.cards import Cards, term_url
from papershelf.plan.chart import chart_of
from papershelf.plan.list_views import Facet, Figure, Profile
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.views import Link, TermLink
from papershelf.plan.words import span_text
from papershelf.relate import Relations, broader_topics
from papershelf.text import fold
from papershelf.urls import site_path
from papershelf.wording import Wording

MOST_TERMS = 10
MOST_YEARS = 12
MOST_PEOPLE = 12


@dataclass(frozen=True, slots=True)
class Wish:
    """A facet that a list shows: of which kind, called what, without which of its terms."""

    kind: str
    """`topics`, `venues`, `authors`, `collections` or `years`."""
    label: str
    without: frozenset[str] = frozenset()
    more: Link | None = None
    least: int = 1
    """The papers that a term needs to be worth naming."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A list of papers and what is to be told of it."""

    papers: Sequence[str]
    wishes: tuple[Wish, ...] = ()
    given: tuple[Facet, ...] = ()
    """Facets that are known already; they come first."""
    years_at: tuple[str, ...] = ()
    """Where the pages of its years lie: `("topics", "attention", "years")`; empty without them."""
    person: str = ""
    """The slug of the person whose list it is: the others are co-authors."""


class Profiles:
    """Makes the profiles of lists, each only when the page that shows it is rendered."""

    def __init__(
        self, library: Library, relations: Relations, cards: Cards, wording: Wording
    ) -> None:
        self._library = library
        self._relations = relations
        self._cards = cards
        self._wording = wording

    def profile(self, outline: Outline) -> Profile:
        """The profile of a list."""
        digest = digest_of(
            b"".join(map(self._cards.key, outline.papers)),
            tuple((w.kind, w.label, sorted(w.without), w.more, w.least) for w in outline.wishes),
            outline.given,
            outline.years_at,
            outline.person,
            self._names,
            self._wording.digest,
            any(wish.kind == "collections" for wish in outline.wishes)
            and self._cards.collections_key(outline.papers),
        )
        return deferred(digest, partial(self._make, outline))

    @cached_property
    def _broader(self) -> Mapping[str, tuple[str, ...]]:
        return broader_topics(self._library)

    @cached_property
    def _names(self) -> bytes:
        # The keys of papers hold where people have their pages, but not what these call them; and
        # the topics that papers name, but not those that are broader.
        return digest_of(
            {i.id: i.names[0] for i in self._library.identities.values()},
            {t.id: (t.name, t.parent) for t in self._library.topics.values()},
        )

    def _make(self, outline: Outline) -> Profile:
        years = Counter(self._library.papers[paper].year for paper in outline.papers)
        terms = {wish: self._terms(wish, outline, years) for wish in outline.wishes}
        return Profile(
            figures=tuple(self._figures(outline, years)),
            chart=chart_of(years, partial(_year_url, outline.years_at), self._wording),
            facets=(
                *outline.given,
                *(
                    Facet(wish.label, found, wish.more, "inline" if wish.kind == "years" else "")
                    for wish, found in terms.items()
                    if found
                ),
            ),
        )

    def _figures(self, outline: Outline, years: Mapping[int, int]) -> Iterator[Figure]:
        papers = [self._library.papers[paper] for paper in outline.papers]
        yield self._figure("papers", len(papers))
        if len(years) > 1:
            yield Figure(span_text(min(years), max(years)), "")
        for kind in ("code", "data"):
            count = sum(any(link.kind == kind for link in paper.links) for paper in papers)
            if count and len(papers) > 1:
                yield self._figure(kind, count)
        people = {slug for paper in outline.papers for slug in self._relations.people_of[paper]}
        if len(people) > 1 and len(papers) > 1:
            if outline.person:
                yield self._figure("co_authors", len(people) - 1)
            else:
                yield self._figure("people", len(people))
        venues = {paper.venue for paper in papers if paper.venue}
        if len(venues) > 1:
            yield self._figure("venues", len(venues))

    def _figure(self, word: str, number: int) -> Figure:
        """A number and what it counts, which stand apart."""
        return Figure(self._wording.number(number), self._wording.say(f"figures.{word}", number))

    def _terms(
        self, wish: Wish, outline: Outline, years: Mapping[int, int]
    ) -> tuple[TermLink, ...]:
        if wish.kind == "years":
            latest = sorted(years, reverse=True)[:MOST_YEARS]
            return tuple(
                TermLink(str(year), _year_url(outline.years_at, year), years[year])
                for year in latest
            )
        found = Counter(
            term
            for paper in outline.papers
            for term in self._terms_of(wish.kind, paper)
            if term not in wish.without
        )
        # Beside terms of several papers those of a single one tell nothing.
        least = max(wish.least, 2 if max(found.values(), default=0) > 1 else 1)
        found = Counter({term: count for term, count in found.items() if count >= least})
        most = MOST_PEOPLE if wish.kind == "authors" else MOST_TERMS
        linked = {term: self._link(wish.kind, term) for term in _largest(found, most)}
        ordered = sorted(linked, key=lambda term: (-found[term], fold(linked[term].label), term))
        return tuple(
            TermLink(linked[term].label, linked[term].url, found[term]) for term in ordered[:most]
        )

    def _terms_of(self, kind: str, paper_id: str) -> Iterable[str]:
        if kind == "authors":
            # Somebody may be author and editor of the same paper.
            return dict.fromkeys(self._relations.people_of[paper_id])
        if kind == "collections":
            return (key for key, _ in self._relations.memberships.get(paper_id, ()))
        paper = self._library.papers[paper_id]
        if kind == "venues":
            return (paper.venue,) if paper.venue else ()
        # The page of a topic has the papers of narrower ones too.
        return dict.fromkeys(t for topic in paper.topics for t in self._broader[topic])

    def _link(self, kind: str, term: str) -> Link:
        if kind == "authors":
            person = self._relations.people[term]
            url = site_path("authors", term) if person.has_page else ""
            return Link(person.name.display, url)
        if kind == "collections":
            return Link(self._library.collections[term].title, term_url(kind, term))
        if kind == "venues":
            return Link(self._library.venues[term].label, term_url(kind, term))
        return Link(self._library.topics[term].name, term_url(kind, term))


def _largest(found: Mapping[str, int], most: int) -> Iterator[str]:
    """The terms that may be among the most frequent: no more need a label to be compared by."""
    counts = sorted(found.values(), reverse=True)
    least = counts[most - 1] if len(counts) >= most else 1
    return (term for term, count in found.items() if count >= least)


def _year_url(years_at: tuple[str, ...], year: int) -> str:
    return site_path(*years_at, str(year)) if years_at else ""
