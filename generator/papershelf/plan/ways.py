"""The other ways through a list of papers: its orders, its years, and refining it in place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from urllib.parse import quote

from papershelf.plan import contexts
from papershelf.plan.letter_links import letter_links
from papershelf.plan.letters import letter_anchor
from papershelf.plan.list_views import ListTools, OrderLink, RowGroup
from papershelf.plan.lists import Part, parts
from papershelf.plan.page import Page, deferred, digest_of
from papershelf.plan.planner import Planner
from papershelf.plan.profile import Wish
from papershelf.plan.rows import Rows
from papershelf.plan.views import Link
from papershelf.urls import site_path

FEWEST = 10
"""Shorter lists are seen at a glance: they have neither orders nor years nor filters."""
ROWS_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class TermList:
    """All the papers of one term, or of the shelf, latest publication first."""

    slugs: tuple[str, ...]
    title: str
    papers: Sequence[str]
    way: Sequence[tuple[str, str]]
    source: str
    """What asked for the list."""
    search: str | None
    """What `search_for` makes it, empty for all papers; None where the search does not know it."""
    elsewhere: tuple[Link, ...] = ()
    """Orders of the same papers that have pages of their own."""

    @property
    def url(self) -> str:
        """Its address."""
        return site_path(*self.slugs)

    @property
    def is_long(self) -> bool:
        """Whether there are other ways through it."""
        return len(self.papers) >= FEWEST


@dataclass(frozen=True, slots=True)
class _Order:
    """An order that long lists also stand in."""

    slug: str
    """In addresses, and in the names of the words for its label and its titles."""
    sort: Callable[[Rows, Sequence[str]], list[str]]
    heading: Callable[[Rows, str], str]
    """What a paper stands under."""
    has_letters: bool


_ORDERS = (
    _Order("added", Rows.by_shelving, Rows.month, has_letters=False),
    _Order("title", Rows.by_title, Rows.letter, has_letters=True),
)


def search_for(**terms: str) -> str:
    """The search for the papers of terms, as in the address of a page."""
    return "&".join(f"{facet}={quote(term, safe='')}" for facet, term in terms.items())


def own_tools(planner: Planner, listed: TermList) -> ListTools:
    """What can be done with a list that has an order of its own, and no other."""
    is_refined = listed.is_long and planner.config.search.enabled
    return ListTools(refine=listed.search if is_refined else None)


def tools(planner: Planner, listed: TermList, current: str = "") -> ListTools:
    """What can be done with a list, seen from one of its orders; the empty one is its own."""
    if not listed.is_long:
        return ListTools()
    say = planner.wording.say
    orders = [OrderLink(say("orders.newest"), listed.url, current == "")]
    for order in _ORDERS:
        url = site_path(*_slugs(listed, order))
        orders.append(OrderLink(say(f"orders.{order.slug}"), url, current == order.slug))
    orders.extend(OrderLink(link.label, link.url, current=False) for link in listed.elsewhere)
    return ListTools(tuple(orders), own_tools(planner, listed).refine)


def order_pages(planner: Planner, listed: TermList) -> Iterator[Page]:
    """A long list in its other orders."""
    if listed.is_long:
        for order in _ORDERS:
            yield from _order(planner, listed, order)


def _slugs(listed: TermList, order: _Order) -> tuple[str, ...]:
    return (*listed.slugs, "by", order.slug)


def _order(planner: Planner, listed: TermList, order: _Order) -> Iterator[Page]:
    rows, slugs = planner.rows, _slugs(listed, order)
    ordered = order.sort(rows, listed.papers)
    all_parts = list(parts(ordered, slugs, ROWS_PER_PAGE, planner.wording))
    title = planner.wording.say(f"titles.by_{order.slug}", title=listed.title)
    begins = _letters(rows, all_parts) if order.has_letters else {}
    own = tools(planner, listed, order.slug)
    for part in all_parts:
        yield planner.list_page(
            part,
            slugs,
            "order.html",
            title,
            contexts.OrderContext(
                tools=own,
                letters=letter_links(begins, map(rows.letter, part.items), part.url),
                groups=deferred(
                    digest_of(order.slug, rows.key(part.items)),
                    partial(_groups, rows, order, part),
                ),
                pager=part.pager,
            ),
            description=planner.wording.say("descriptions.order", title=title),
            way=[*listed.way, (listed.title, listed.url)],
            source=listed.source,
            noindex=True,
            same_as=listed.url,
        )


def _letters(rows: Rows, all_parts: Sequence[Part[str]]) -> dict[str, str]:
    """The letters of a list and the address of the part where each begins."""
    begins: dict[str, str] = {}
    for part in all_parts:
        for paper in part.items:
            begins.setdefault(rows.letter(paper), part.url)
    return begins


def _groups(rows: Rows, order: _Order, part: Part[str]) -> tuple[RowGroup, ...]:
    grouped = groupby(part.items, key=partial(order.heading, rows))
    return tuple(
        RowGroup(
            label,
            letter_anchor(label) if order.has_letters else "",
            tuple(map(rows.row, papers)),
        )
        for label, papers in grouped
    )


def years_at(listed: TermList, years: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """Where the pages of a list's years lie; empty for a list without such pages."""
    return (*listed.slugs, "years") if listed.is_long and len(years) > 1 else ()


def year_wishes(
    planner: Planner, listed: TermList, years: Mapping[int, Sequence[str]]
) -> tuple[Wish, ...]:
    """The facet of a list's years, where they have pages."""
    label = planner.wording.say("sections.years")
    return (Wish("years", label),) if years_at(listed, years) else ()


def years_of(planner: Planner, papers: Sequence[str]) -> dict[int, list[str]]:
    """The papers of a list by year of publication."""
    years: dict[int, list[str]] = {}
    for paper in papers:
        years.setdefault(planner.library.papers[paper].year, []).append(paper)
    return years


def slice_pages(
    planner: Planner, listed: TermList, years: Mapping[int, Sequence[str]]
) -> Iterator[Page]:
    """The papers of each year of a long list."""
    base = years_at(listed, years)
    if not base:
        return
    keys, say = sorted(years), planner.wording.say
    links = [Link(str(year), site_path(*base, str(year))) for year in keys]
    for place, year in enumerate(keys):
        slugs = (*base, str(year))
        part_of = replace(
            listed,
            slugs=slugs,
            papers=years[year],
            search=f"{listed.search}&{search_for(year=str(year))}",
        )
        own = own_tools(planner, part_of)
        for part in parts(years[year], slugs, planner.config.page_size, planner.wording):
            yield planner.list_page(
                part,
                slugs,
                "slice.html",
                say("titles.in_year", title=listed.title, year=str(year)),
                contexts.SliceContext(
                    whole=Link(listed.title, listed.url),
                    year=Link(str(year), site_path("years", str(year))),
                    previous=links[place - 1] if place else None,
                    next=links[place + 1] if place + 1 < len(links) else None,
                    tools=own,
                    papers=planner.cards_of(part.items),
                    pager=part.pager,
                ),
                items=part.items,
                description=say("descriptions.slice", title=listed.title, year=str(year)),
                way=[*listed.way, (listed.title, listed.url)],
                source=listed.source,
                dated_by=years[year],
            )
