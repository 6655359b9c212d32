"""Every page of a site with its address and its context."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast
from weakref import proxy

from papershelf.citation import CitationKeys
from papershelf.config import Config
from papershelf.drawing.fonts import Fonts
from papershelf.model import Library, Paper
from papershelf.plan.admin_page import admin_page
from papershelf.plan.atlas import Atlas
from papershelf.plan.branches import Branch, Branches
from papershelf.plan.cited import Cited
from papershelf.plan.collection_pages import collection_branches
from papershelf.plan.direction import is_right_to_left
from papershelf.plan.display_page import display_link, display_page
from papershelf.plan.editing import ADMIN, Editing, editing_of
from papershelf.plan.feed_links import feed_links
from papershelf.plan.free_pages import free_branches, free_links, not_found_page, search_page
from papershelf.plan.home_page import home_page
from papershelf.plan.inbox import subscribe_link, subscribe_page, subscribe_policy
from papershelf.plan.listings import Listing
from papershelf.plan.map_page import MAP, map_link, map_page
from papershelf.plan.offline_page import OFFLINE, offline_link, offline_page
from papershelf.plan.own_files import OwnFiles
from papershelf.plan.own_words import PRIVACY, SUBSCRIBE, own_link
from papershelf.plan.page import (
    Page,
    PageView,
    SiteView,
    digest_of,
    refuse_collisions,
)
from papershelf.plan.paper_pages import alias_branches, paper_branches
from papershelf.plan.people_pages import author_branches
from papershelf.plan.period_pages import period_branches
from papershelf.plan.personal_pages import (
    BASKET,
    READING,
    basket_page,
    personal_links,
    reading_page,
)
from papershelf.plan.planner import Planner
from papershelf.plan.policy import POLICY
from papershelf.plan.privacy import privacy_page
from papershelf.plan.repository import Repository
from papershelf.plan.rows import Rows
from papershelf.plan.sitemap import Sitemap
from papershelf.plan.social_cards import SocialCards
from papershelf.plan.stats_page import STATS, stats_links, stats_page
from papershelf.plan.topic_pages import topic_branches
from papershelf.plan.trending_page import trending_page
from papershelf.plan.venue_pages import venue_branches
from papershelf.plan.views import Link
from papershelf.plan.year_pages import year_branches
from papershelf.relate import Relations
from papershelf.store import Store
from papershelf.theme_options import OptionValue
from papershelf.urls import file_path
from papershelf.wording import Wording

__all__ = [
    "POLICY",
    "Page",
    "PageView",
    "SitePlan",
    "SiteView",
    "digest_of",
    "plan_site",
    "refuse_collisions",
]


@dataclass(frozen=True)
class SitePlan:
    """Every page of a site, and what its feeds and exports are made from."""

    config: Config
    wording: Wording
    site: SiteView
    branches: Branches
    listings: tuple[Listing, ...]
    cited: Cited
    rows: Rows
    own_files: OwnFiles
    social_cards: SocialCards
    atlas: Atlas | None
    """Where papers are on the map; None where there is none."""
    papers: Mapping[str, Paper]
    """All that are known, by their ids."""
    policies: Mapping[str, str]
    """The policies of folders with pages that have one of their own; the home page is in "".

    Where the pages of a folder differ, it allows what any of them needs.
    """
    editing: Editing | None
    """What the page for editing needs; None where there is none."""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages: takes seconds for a large site, and is never needed to show one."""
        return tuple(self.branches.pages())

    def page(self, path: str) -> Page:
        """The first page of the branch at a path, one of `pages` where these are planned."""
        if "pages" in vars(self):
            return self._pages_at[path]
        return cast("Page", self.branches.first(path))

    @cached_property
    def _pages_at(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.pages}

    @cached_property
    def sitemap(self) -> Sitemap:
        """Its map for search engines."""
        # A plan that its own map held would stay in a preview until somebody collects it.
        plan = proxy(self)

        def pages() -> Iterable[Page]:
            # A build has them all; a preview must not keep them.
            kept: Sequence[Page] | None = plan.__dict__.get("pages")
            found: Iterable[Page] = plan.branches.pages() if kept is None else kept
            return found

        return Sitemap(self.site.base_url, self.papers, pages)


def plan_site(
    library: Library,
    relations: Relations,
    config: Config,
    *,
    related: Mapping[str, Sequence[str]],
    generator: str,
    options: Mapping[str, OptionValue],
    stylesheet: str,
    wording: Wording,
    citation_keys: CitationKeys | None = None,
    card_fonts: Fonts | None = None,
    store: Store | None = None,
) -> SitePlan:
    """The plan of a site: what the pages are, not yet how they look.

    `related`: the ids of the papers nearest to each paper, nearest first. `citation_keys`: those of
    an earlier plan of the shelf, which save time and change nothing. `card_fonts`: what cards are
    set in, the packaged fonts unless given. `store` remembers where papers are on the map.
    """
    planner = Planner(
        library, relations, config, wording, related, citation_keys, card_fonts, store
    )
    today = (Link(wording.say("pages.today"), ""),) if relations.days else ()
    editing = editing_of(config)
    # A theme may be told to leave the box out, and then nothing is sent from there.
    has_box = "subscribe" in cast("Sequence[str]", options.get("home", ("subscribe",)))
    form = subscribe_policy(config)
    home = form if has_box else ""
    policies = {"": home, SUBSCRIBE: form, ADMIN: editing.policy if editing else ""}
    site = SiteView(
        title=config.title,
        tagline=config.tagline,
        description=config.description,
        language=config.language,
        direction="rtl" if is_right_to_left(config.language) else "",
        base_url=config.base_url or "",
        base_path=config.base_path,
        noindex=config.noindex,
        curators=tuple(curator.name for curator in config.curators),
        nav=(*today, *planner.sections(), *free_links(planner, "header")),
        footer=(
            *personal_links(wording),
            *stats_links(config, wording),
            *((map_link(wording),) if config.map else ()),
            own_link(library, SUBSCRIBE, wording),
            *free_links(planner, "footer"),
            own_link(library, PRIVACY, wording),
            display_link(wording),
            *((offline_link(wording),) if config.offline else ()),
        ),
        search=config.search.enabled,
        policy=POLICY,
        generator=generator,
        options=options,
        stylesheet=stylesheet,
        feed=planner.listings[0].feed,
        feeds=feed_links("", config.title, config.title, wording),
        offline=config.offline,
        suggest=Repository(config.repository).suggest,
        subscribe=subscribe_link(config, wording),
    )
    return SitePlan(
        config,
        wording,
        site,
        Branches(_branches(planner, editing, home)),
        planner.listings,
        planner.cited,
        planner.rows,
        planner.own_files,
        planner.social_cards,
        planner.atlas if config.map else None,
        library.papers,
        {folder: policy for folder, policy in policies.items() if policy}
        | planner.comments.policies,
        editing,
    )


def _branches(planner: Planner, editing: Editing | None, home: str) -> Iterator[Branch]:
    def single(page: Callable[[Planner], Page], path: str) -> Branch:
        return Branch(path, lambda: (page(planner),))

    yield single(lambda planner: home_page(planner, home), file_path())
    yield from paper_branches(planner)
    yield from alias_branches(planner)
    yield from collection_branches(planner)
    yield from topic_branches(planner)
    yield from author_branches(planner)
    yield from venue_branches(planner)
    yield from year_branches(planner)
    yield from period_branches(planner)
    if planner.relations.trending:
        yield single(trending_page, file_path("trending"))
    if planner.config.stats:
        yield single(stats_page, file_path(STATS))
    yield from free_branches(planner)
    if planner.config.search.enabled:
        yield single(search_page, file_path("search"))
    if planner.config.map:
        yield single(map_page, file_path(MAP))
    yield single(subscribe_page, file_path(SUBSCRIBE))
    yield single(lambda planner: privacy_page(planner, editing), file_path(PRIVACY))
    yield single(display_page, file_path("display"))
    if planner.config.offline:
        yield single(offline_page, file_path(OFFLINE))
    yield single(basket_page, file_path(BASKET))
    yield single(reading_page, file_path(READING))
    if editing is not None:
        yield single(lambda planner: admin_page(planner, editing), file_path(ADMIN))
    yield single(not_found_page, "404.html")
