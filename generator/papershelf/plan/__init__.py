"""Every page of a site with its address and its context."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from papershelf.config import Config
from papershelf.model import Library
from papershelf.plan.cited import Cited
from papershelf.plan.collection_pages import collection_pages
from papershelf.plan.direction import is_right_to_left
from papershelf.plan.display_page import DISPLAY, display_page
from papershelf.plan.free_pages import free_links, free_pages, not_found_page, search_page
from papershelf.plan.home_page import home_page
from papershelf.plan.listings import Listing
from papershelf.plan.page import (
    Page,
    PageView,
    SiteView,
    digest_of,
    refuse_collisions,
)
from papershelf.plan.paper_pages import alias_pages, paper_pages
from papershelf.plan.people_pages import author_pages
from papershelf.plan.period_pages import period_pages
from papershelf.plan.planner import Planner
from papershelf.plan.topic_pages import topic_pages
from papershelf.plan.trending_page import trending_page
from papershelf.plan.venue_pages import venue_pages
from papershelf.plan.views import Link
from papershelf.plan.year_pages import year_pages
from papershelf.relate import Relations
from papershelf.theme_options import OptionValue

__all__ = [
    "Page",
    "PageView",
    "SitePlan",
    "SiteView",
    "digest_of",
    "plan_site",
    "refuse_collisions",
]

# A <meta> policy cannot say frame-ancestors, and hosts that send headers are told elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Every page of a site, and what its feeds and exports are made from."""

    site: SiteView
    pages: tuple[Page, ...]
    listings: tuple[Listing, ...]
    cited: Cited


def plan_site(
    library: Library,
    relations: Relations,
    config: Config,
    *,
    related: Mapping[str, Sequence[str]],
    generator: str,
    options: Mapping[str, OptionValue],
    stylesheet: str,
) -> SitePlan:
    """The plan of a site: what the pages are, not yet how they look.

    `related`: the ids of the papers nearest to each paper, nearest first.
    """
    planner = Planner(library, relations, config, related)
    today = (Link("Today", ""),) if relations.days else ()
    site = SiteView(
        title=config.title,
        tagline=config.tagline,
        description=config.description,
        language=config.language,
        direction="rtl" if is_right_to_left(config.language) else "",
        base_url=config.base_url or "",
        base_path=config.base_path,
        curators=tuple(curator.name for curator in config.curators),
        nav=(*today, *planner.sections(), *free_links(planner, "header")),
        footer=(*free_links(planner, "footer"), DISPLAY),
        search=config.search.enabled,
        policy=POLICY,
        generator=generator,
        options=options,
        stylesheet=stylesheet,
        feed=planner.listings[0].feed,
    )
    return SitePlan(site, tuple(_pages(planner)), planner.listings, planner.cited)


def _pages(planner: Planner) -> Iterator[Page]:
    yield home_page(planner)
    yield from paper_pages(planner)
    yield from alias_pages(planner)
    yield from collection_pages(planner)
    yield from topic_pages(planner)
    yield from author_pages(planner)
    yield from venue_pages(planner)
    yield from year_pages(planner)
    yield from period_pages(planner)
    yield from trending_page(planner)
    yield from free_pages(planner)
    if planner.config.search.enabled:
        yield search_page(planner)
    yield display_page(planner)
    yield not_found_page(planner)
