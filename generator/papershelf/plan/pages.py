"""Every page of a site, one method for each kind of page."""

from collections.abc import Iterator, Sequence
from typing import Any

from papershelf.config import Config
from papershelf.dates import parse_date
from papershelf.markup import block_to_text, internal_links, to_text
from papershelf.model import Collection, FreePage, Library
from papershelf.plan import contexts
from papershelf.plan.cards import Cards, description_of, paper_url, period_url, term_url
from papershelf.plan.lists import Part, parts
from papershelf.plan.page import SECTIONS, Page, PageView, crumbs, section_link
from papershelf.plan.periods import (
    KINDS,
    Period,
    by_year,
    day_tabs,
    days_in,
    periods_of,
    week_key,
)
from papershelf.plan.views import (
    CollectionCard,
    Fact,
    Group,
    ItemView,
    Link,
    PaperCard,
    SectionView,
    TermGroup,
    TermLink,
    TopicView,
)
from papershelf.relate import Person, Relations
from papershelf.text import fold, shorten, slugify
from papershelf.urls import derived_slug, file_path, site_path

HOME_PAPERS = 12
HOME_TERMS = 12
AUTHORS_PER_PAGE = 400
STRIP_DAYS = 14


class Planner:
    """Plans the pages of one library."""

    def __init__(self, library: Library, relations: Relations, config: Config) -> None:
        self.library = library
        self.relations = relations
        self.config = config
        self.cards = Cards(library, relations, config)

    def pages(self) -> Iterator[Page]:
        """Every page, in no particular order of paths."""
        yield self._home()
        yield from self._papers()
        yield from self._aliases()
        if self.library.collections:
            yield from self._collections()
        if self.relations.topics or self.library.topics:
            yield from self._topics()
        yield from self._authors()
        if self.relations.venues:
            yield from self._venues()
        yield from self._years()
        for kind in KINDS:
            yield from self._periods(kind)
        yield from self._free_pages()
        if self.config.search.enabled:
            yield self._search()
        yield self._not_found()

    def sections(self) -> tuple[Link, ...]:
        """The lists that this site has."""
        exist = {
            "papers": True,
            "collections": bool(self.library.collections),
            "topics": bool(self.relations.topics or self.library.topics),
            "authors": bool(self.relations.people),
            "venues": bool(self.relations.venues),
            "years": bool(self.relations.years),
        }
        return tuple(section_link(section) for section in SECTIONS if exist[section])

    def _page(
        self,
        slugs: tuple[str, ...],
        template: str,
        title: str,
        context: Any,
        *,
        description: str = "",
        section: str = "",
        way: Sequence[tuple[str, str]] = (),
        source: str = "",
        noindex: bool = False,
        path: str = "",
        links: tuple[str, ...] = (),
    ) -> Page:
        url = site_path(*slugs)
        base_url = self.config.base_url
        return Page(
            path=path or file_path(*slugs),
            template=template,
            view=PageView(
                title=title,
                description=description,
                url=url,
                section=section or (f"{slugs[0]}/" if slugs else ""),
                crumbs=crumbs(*way) if slugs else (),
                canonical=f"{base_url}{url}" if base_url and not noindex else "",
                noindex=noindex,
            ),
            context=context,
            source=source or f"the page {url or '/'}",
            links=links,
        )

    def _list_page(
        self,
        part: Part[Any],
        slugs: tuple[str, ...],
        template: str,
        title: str,
        context: Any,
        **options: Any,
    ) -> Page:
        """A part of a list: later parts say in their titles which one they are."""
        if part.number > 1:
            title = f"{title}, page {part.number}"
            slugs = (*slugs, "page", str(part.number))
        return self._page(slugs, template, title, context, **options)

    def _of(self, papers: Sequence[str]) -> tuple[PaperCard, ...]:
        return tuple(self.cards.card(paper) for paper in papers)

    # Home

    def _home(self) -> Page:
        relations, papers = self.relations, self.library.papers
        order = list(relations.shelving)
        lead = next((p for p in order if papers[p].featured), order[0] if order else None)
        newest_day = next(reversed([*relations.days]), "")
        groups: dict[str, list[str]] = {}
        for paper in order[:HOME_PAPERS]:
            if paper != lead:
                groups.setdefault(papers[paper].shelved or str(papers[paper].year), []).append(
                    paper
                )
        strip = list(relations.days)[-STRIP_DAYS:]
        months = dict.fromkeys(parse_date(day[:7]).text for day in (strip[:1] + strip[-1:]))
        largest_topics = sorted(
            relations.topics, key=lambda topic: (-len(relations.topics[topic]), topic)
        )
        newest_periods = [(label, periods_of(relations, kind)) for kind, label in _PERIOD_LABELS]
        return self._page(
            (),
            "home.html",
            self.config.title,
            contexts.HomeContext(
                date=parse_date(newest_day).text if newest_day else "",
                total=len(relations.newest),
                today=len(relations.days[newest_day]) if newest_day else 0,
                months=" – ".join(months),
                days=day_tabs([parse_date(day) for day in strip], relations.days, newest_day),
                periods=tuple(
                    Link(label, periods[-1].url) for label, periods in newest_periods if periods
                ),
                lead=self.cards.card(lead) if lead else None,
                shelves=tuple(
                    Group(parse_date(date).text, period_url(date), len(found), self._of(found))
                    for date, found in groups.items()
                ),
                collections=tuple(self._collection_cards()),
                topics=tuple(self._topic_term(topic) for topic in largest_topics[:HOME_TERMS]),
                years=tuple(self._year_terms()),
            ),
            description=self.config.description or self.config.tagline,
        )

    # Papers

    def _papers(self) -> Iterator[Page]:
        for part in parts(self.relations.newest, ("papers",), self.config.page_size):
            yield self._list_page(
                part,
                ("papers",),
                "papers.html",
                "Papers",
                contexts.PapersContext(self._of(part.items), part.pager),
                description=f"All papers of {self.config.title}.",
            )
        way = [("Papers", site_path("papers"))]
        for paper_id in self.relations.shown:
            paper = self.library.papers[paper_id]
            yield self._page(
                ("papers", slugify(paper_id)),
                "paper.html",
                to_text(paper.title),
                contexts.PaperContext(self.cards.card(paper_id), self.cards.details(paper_id)),
                description=description_of(paper),
                way=way,
                source=paper.source,
                noindex=paper.status in {"draft", "hidden"},
                links=_links(paper.abstract, paper.note),
            )

    def _aliases(self) -> Iterator[Page]:
        for paper_id in self.relations.shown:
            paper = self.library.papers[paper_id]
            target = Link(paper.title, paper_url(paper_id))
            for alias in dict.fromkeys(slugify(alias) for alias in paper.aliases):
                if alias != slugify(paper_id):
                    yield self._page(
                        ("papers", alias),
                        "redirect.html",
                        to_text(paper.title),
                        contexts.RedirectContext(target),
                        source=paper.source,
                        noindex=True,
                    )

    # Collections

    def _collection_cards(self) -> Iterator[CollectionCard]:
        ordered = sorted(
            self.library.collections.values(), key=lambda c: (-c.weight, slugify(c.title), c.id)
        )
        for collection in ordered:
            items = self.relations.collections[collection.id]
            yield CollectionCard(
                url=term_url("collections", collection.id),
                title=collection.title,
                summary=collection.summary,
                curator=self._curator(collection.curator),
                count=len(items),
                first=tuple(
                    Link(self.library.papers[item.paper].title, paper_url(item.paper))
                    for item in items[:3]
                ),
            )

    def _collections(self) -> Iterator[Page]:
        yield self._page(
            ("collections",),
            "collections.html",
            "Collections",
            contexts.CollectionsContext(tuple(self._collection_cards())),
            description=f"The collections of {self.config.title}.",
        )
        for collection in self.library.collections.values():
            yield from self._collection(collection)

    def _collection(self, collection: Collection) -> Iterator[Page]:
        items = self.relations.collections[collection.id]
        slugs = ("collections", slugify(collection.id))
        anchors: dict[str, str] = {}
        for item in items:
            if item.section and item.section not in anchors:
                anchors[item.section] = _distinct(f"s-{derived_slug(item.section)}", anchors)
        described = {section.title: section.description for section in collection.sections}
        all_parts = list(parts(items, slugs, self.config.page_size))
        begins: dict[str, str] = {}
        for part in all_parts:
            for item in part.items:
                if item.section and item.section not in begins:
                    begins[item.section] = part.url
        for part in all_parts:
            sections: list[tuple[str, list[ItemView]]] = []
            for place, item in enumerate(part.items, part.first + 1):
                if not sections or sections[-1][0] != item.section:
                    sections.append((item.section, []))
                view = ItemView(place, self.cards.card(item.paper), item.note)
                sections[-1][1].append(view)
            yield self._list_page(
                part,
                slugs,
                "collection.html",
                collection.title,
                contexts.CollectionContext(
                    curator=self._curator(collection.curator),
                    summary=collection.summary,
                    introduction=collection.introduction if part.number == 1 else "",
                    contents=tuple(
                        Link(title, _on_page(anchor, begins[title], part.url))
                        for title, anchor in anchors.items()
                    ),
                    sections=tuple(
                        SectionView(
                            title, anchors.get(title, ""), described.get(title, ""), tuple(views)
                        )
                        for title, views in sections
                    ),
                    pager=part.pager,
                ),
                description=shorten(
                    to_text(collection.summary) or block_to_text(collection.introduction), 200
                ),
                way=[("Collections", site_path("collections"))],
                source=collection.source,
                links=_links(collection.introduction) if part.number == 1 else (),
            )

    def _curator(self, handle: str) -> str:
        names = {curator.id: curator.name for curator in self.config.curators}
        return names.get(handle, handle)

    # Topics

    def _topic_term(self, topic_id: str) -> TermLink:
        topic = self.library.topics[topic_id]
        count = len(self.relations.topics.get(topic_id, ()))
        return TermLink(topic.name, term_url("topics", topic_id), count)

    def _topics(self) -> Iterator[Page]:
        children: dict[str, list[str]] = {}
        for key in sorted(
            self.library.topics, key=lambda k: (fold(self.library.topics[k].name), k)
        ):
            children.setdefault(self.library.topics[key].parent, []).append(key)

        def tree(topic_id: str) -> TopicView:
            term = self._topic_term(topic_id)
            return TopicView(
                term.label,
                term.url,
                term.count,
                self.library.topics[topic_id].description,
                tuple(tree(child) for child in children.get(topic_id, ())),
            )

        yield self._page(
            ("topics",),
            "topics.html",
            "Topics",
            contexts.TopicsContext(tuple(tree(topic) for topic in children.get("", ()))),
            description=f"The topics of {self.config.title}.",
        )
        for topic in self.library.topics.values():
            papers = self.relations.topics.get(topic.id, ())
            slugs = ("topics", slugify(topic.id))
            broader = self._topic_term(topic.parent) if topic.parent else None
            way = [("Topics", site_path("topics"))]
            if broader:
                way.append((broader.label, broader.url))
            for part in parts(papers, slugs, self.config.page_size):
                yield self._list_page(
                    part,
                    slugs,
                    "topic.html",
                    topic.name,
                    contexts.TopicContext(
                        description=topic.description if part.number == 1 else "",
                        broader=Link(broader.label, broader.url) if broader else None,
                        narrower=tuple(
                            self._topic_term(child) for child in children.get(topic.id, ())
                        ),
                        papers=self._of(part.items),
                        pager=part.pager,
                    ),
                    description=shorten(block_to_text(topic.description), 200)
                    or f"Papers on {topic.name}.",
                    way=way,
                    source=f"the topic {topic.id}",
                    links=_links(topic.description) if part.number == 1 else (),
                )

    # People

    def _authors(self) -> Iterator[Page]:
        people = self.relations.people.values()
        with_page = [person for person in people if person.has_page]
        with_page.sort(key=lambda p: (fold(p.name.sort_key), p.slug))
        singles = sum(1 for person in people if person.papers and not person.has_page)
        all_parts = list(parts(with_page, ("authors",), AUTHORS_PER_PAGE))
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
            yield self._list_page(
                part,
                ("authors",),
                "authors.html",
                "Authors",
                contexts.AuthorsContext(
                    letters=tuple(
                        Link(letter, _on_page(letter_anchor(letter), url, part.url))
                        for letter, url in letters.items()
                    ),
                    groups=tuple(
                        TermGroup(letter, tuple(terms), letter_anchor(letter))
                        for letter, terms in groups.items()
                    ),
                    singles=singles,
                    pager=part.pager,
                ),
                description=f"The authors of the papers of {self.config.title}.",
            )
        for person in with_page:
            yield from self._author(person)

    def _author(self, person: Person) -> Iterator[Page]:
        identity = self.library.identities.get(person.identity)
        facts: list[Fact] = []
        if identity:
            if identity.orcid:
                facts.append(Fact("ORCID", identity.orcid, f"https://orcid.org/{identity.orcid}"))
            if identity.homepage:
                facts.append(Fact("Homepage", identity.homepage, identity.homepage))
            if len(identity.names) > 1:
                facts.append(Fact("Also as", ", ".join(identity.names[1:])))
        slugs = ("authors", person.slug)
        name = person.name.display
        for part in parts(person.papers, slugs, self.config.page_size):
            yield self._list_page(
                part,
                slugs,
                "author.html",
                name,
                contexts.AuthorContext(
                    native=identity.native if identity else "",
                    facts=tuple(facts),
                    papers=self._of(part.items),
                    pager=part.pager,
                ),
                description=f"Papers by {name}.",
                way=[("Authors", site_path("authors"))],
                source=f"the author {name}",
            )

    # Venues

    def _venues(self) -> Iterator[Page]:
        relations = self.relations
        ordered = sorted(
            relations.venues, key=lambda key: (fold(self.library.venues[key].label), key)
        )
        yield self._page(
            ("venues",),
            "venues.html",
            "Venues",
            contexts.VenuesContext(
                tuple(
                    TermLink(
                        venue.label,
                        term_url("venues", key),
                        len(relations.venues[key]),
                        venue.name if venue.name != venue.label else "",
                    )
                    for key in ordered
                    for venue in (self.library.venues[key],)
                )
            ),
            description=f"Where the papers of {self.config.title} appeared.",
        )
        for key in ordered:
            venue = self.library.venues[key]
            slugs = ("venues", slugify(key))
            facts = [Fact("Type", venue.type)] if venue.type else []
            if venue.url:
                facts.append(Fact("Homepage", venue.url, venue.url))
            for part in parts(relations.venues[key], slugs, self.config.page_size):
                yield self._list_page(
                    part,
                    slugs,
                    "venue.html",
                    venue.label,
                    contexts.VenueContext(
                        name=venue.name if venue.name != venue.label else "",
                        facts=tuple(facts),
                        papers=self._of(part.items),
                        pager=part.pager,
                    ),
                    description=f"Papers that appeared at {venue.name}.",
                    way=[("Venues", site_path("venues"))],
                    source=f"the venue {venue.label}",
                )

    # Years and periods

    def _year_terms(self) -> Iterator[TermLink]:
        for year in reversed([*self.relations.years]):
            papers = self.relations.years[year]
            yield TermLink(str(year), site_path("years", str(year)), len(papers))

    def _years(self) -> Iterator[Page]:
        years = self.relations.years
        if not years:
            return
        yield self._page(
            ("years",),
            "years.html",
            "Years",
            contexts.YearsContext(
                tuple(self._year_terms()), max(len(papers) for papers in years.values())
            ),
            description=f"The papers of {self.config.title} by year of publication.",
        )
        keys = list(years)
        for place, year in enumerate(keys):
            slugs = ("years", str(year))
            neighbours = [
                Link(str(keys[i]), site_path("years", str(keys[i]))) if 0 <= i < len(keys) else None
                for i in (place - 1, place + 1)
            ]
            for part in parts(years[year], slugs, self.config.page_size):
                yield self._list_page(
                    part,
                    slugs,
                    "year.html",
                    str(year),
                    contexts.YearContext(
                        neighbours[0], neighbours[1], self._of(part.items), part.pager
                    ),
                    description=f"Papers published in {year}.",
                    way=[("Years", site_path("years"))],
                )

    def _periods(self, kind: str) -> Iterator[Page]:
        periods = periods_of(self.relations, kind)
        if not periods:
            return
        others = tuple(
            Link(label, site_path(other))
            for other, label in KINDS.items()
            if periods_of(self.relations, other)
        )
        yield self._page(
            (kind,),
            "periods.html",
            KINDS[kind],
            contexts.PeriodsContext(kind, others, tuple(by_year(periods))),
            description=f"What came on the shelf of {self.config.title}, by {kind[:-2]}.",
        )
        for place, period in enumerate(periods):
            before = periods[place - 1].link if place else None
            after = periods[place + 1].link if place + 1 < len(periods) else None
            yield from self._period(period, before, after)

    def _period(self, period: Period, before: Link | None, after: Link | None) -> Iterator[Page]:
        slugs = (period.kind, period.key)
        within: list[Link] = []
        if period.kind == "daily":
            week = week_key(period.key)
            within = [
                Link(f"Week {int(week[6:])}", site_path("weekly", week)),
                Link(parse_date(period.key[:7]).text, site_path("monthly", period.key[:7])),
            ]
        elif period.kind == "weekly":
            month = next(day for day in self._days_of(period))[:7]
            within = [Link(parse_date(month).text, site_path("monthly", month))]
        tabs = day_tabs(
            days_in(period), self.relations.days, period.key if period.kind == "daily" else ""
        )
        for part in parts(period.papers, slugs, self.config.page_size):
            yield self._list_page(
                part,
                slugs,
                "period.html",
                period.title,
                contexts.PeriodContext(
                    kind=period.kind,
                    previous=before,
                    next=after,
                    within=tuple(within),
                    days=tabs if any(tab.url for tab in tabs) else (),
                    groups=tuple(self._by_day(period, part.items)),
                    pager=part.pager,
                ),
                description=f"What came on the shelf on {period.title}."
                if period.kind == "daily"
                else f"What came on the shelf in {period.title}.",
                way=[(KINDS[period.kind], site_path(period.kind))],
            )

    def _days_of(self, period: Period) -> list[str]:
        return sorted(self.library.papers[paper].shelved for paper in period.papers)

    def _by_day(self, period: Period, papers: Sequence[str]) -> Iterator[Group]:
        if period.kind == "daily":
            yield Group("", "", len(papers), self._of(papers))
            return
        days: dict[str, list[str]] = {}
        for paper in papers:
            days.setdefault(self.library.papers[paper].shelved, []).append(paper)
        for day, found in days.items():
            url = period_url(day) if len(day) == 10 else ""
            yield Group(parse_date(day).text, url, len(found), self._of(found))

    # Other pages

    def _free_pages(self) -> Iterator[Page]:
        folders: dict[str, list[FreePage]] = {}
        for page in self.library.pages.values():
            folders.setdefault(self._folder(page), []).append(page)
        for folder, pages in folders.items():
            pages.sort(key=lambda p: (p.path != folder, p.order, p.title, p.path))
            siblings = (
                tuple(Link(page.title, self._page_url(page)) for page in pages) if folder else ()
            )
            for place, page in enumerate(pages):
                index = self.library.pages.get(folder) if folder else None
                way = [(index.title, self._page_url(index))] if index and index is not page else []
                yield self._page(
                    tuple(page.path.split("/")),
                    "page.html",
                    page.title,
                    contexts.FreePageContext(
                        body=page.body,
                        summary=page.summary,
                        source=page.source,
                        siblings=siblings,
                        previous=siblings[place - 1] if siblings and place else None,
                        next=siblings[place + 1] if place + 1 < len(siblings) else None,
                    ),
                    description=page.summary or shorten(block_to_text(page.body), 200),
                    way=way,
                    source=page.source,
                    links=_links(page.body),
                )

    def _folder(self, page: FreePage) -> str:
        """The folder whose pages are siblings; an index page belongs to its own folder."""
        if page.source.endswith("/index.md"):
            return page.path
        return page.path.rpartition("/")[0]

    def _page_url(self, page: FreePage) -> str:
        return site_path(*page.path.split("/"))

    def free_links(self, menu: str) -> tuple[Link, ...]:
        """The free pages at the top that a menu shows."""
        pages = [
            page
            for page in self.library.pages.values()
            if page.menu == menu and "/" not in page.path
        ]
        pages.sort(key=lambda p: (p.order, p.title, p.path))
        return tuple(Link(page.title, self._page_url(page)) for page in pages)

    def _search(self) -> Page:
        return self._page(
            ("search",),
            "search.html",
            "Search",
            contexts.SearchContext(self.sections(), len(self.relations.newest)),
            description=f"Search the papers of {self.config.title}.",
        )

    def _not_found(self) -> Page:
        page = self._page(
            ("404",),
            "404.html",
            "Page not found",
            contexts.NotFoundContext(self.sections()),
            noindex=True,
            path="404.html",
        )
        return page


_PERIOD_LABELS = (("daily", "Day"), ("weekly", "Week"), ("monthly", "Month"))


def _initial(person: Person) -> str:
    """The letter of the index that a person stands under; # for what is no letter."""
    letter = fold(person.name.sort_key)[:1].upper()
    return letter if letter.isalpha() else "#"


def letter_anchor(letter: str) -> str:
    """The anchor of a letter of an index."""
    return f"letter-{slugify(letter) or 'other'}"


def _links(*texts: str) -> tuple[str, ...]:
    return tuple(target for text in texts if "]" in text for target in internal_links(text))


def _on_page(anchor: str, url: str, current: str) -> str:
    return f"#{anchor}" if url == current else f"{url}#{anchor}"


def _distinct(anchor: str, taken: dict[str, str]) -> str:
    number, candidate = 1, anchor
    while candidate in taken.values():
        number += 1
        candidate = f"{anchor}-{number}"
    return candidate
