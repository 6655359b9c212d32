"""What all pages of a plan are made with: records, relations, settings and cards."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from papershelf.citation import CitationKeys
from papershelf.config import Config
from papershelf.drawing.fonts import Fonts
from papershelf.markup import internal_links
from papershelf.metadata import Head
from papershelf.model import Library
from papershelf.plan.atlas import Atlas
from papershelf.plan.cards import Cards, term_url
from papershelf.plan.cited import Cited
from papershelf.plan.credits import Credits
from papershelf.plan.details import Details
from papershelf.plan.feed_links import digest_links, feed_links
from papershelf.plan.heads import Heads
from papershelf.plan.listings import Listing, listings
from papershelf.plan.lists import Part, part_slugs
from papershelf.plan.near_papers import NearPapers
from papershelf.plan.own_files import own_files
from papershelf.plan.page import SECTIONS, Page, PageView, section_label
from papershelf.plan.paper_comments import PaperComments
from papershelf.plan.profile import Profiles
from papershelf.plan.rows import Rows
from papershelf.plan.social_cards import SocialCards
from papershelf.plan.views import FeedLink, Link, PaperCard, TermLink
from papershelf.relate import Relations
from papershelf.store import Store
from papershelf.urls import file_path, site_path
from papershelf.wording import Wording


class Planner:
    """Plans the pages of one library."""

    def __init__(
        self,
        library: Library,
        relations: Relations,
        config: Config,
        wording: Wording,
        related: Mapping[str, Sequence[str]],
        citation_keys: CitationKeys | None = None,
        card_fonts: Fonts | None = None,
        store: Store | None = None,
    ) -> None:
        self.library = library
        self.relations = relations
        self.config = config
        self.wording = wording
        self.related = related
        self.cards = Cards(library, relations, config, wording)
        self.rows = Rows(library, relations, config, wording)
        self.profiles = Profiles(library, relations, self.cards, wording)
        self.credit = Credits(library, config, wording, relations.newest)
        self.details = Details(library, relations, self.cards, self.credit, wording)
        self.near_papers = NearPapers(library, relations, self.cards, wording)
        self.comments = PaperComments(config.comments, config.language)
        self.cited = Cited(library, relations, config, citation_keys)
        self.own_files = own_files(config, len(relations.newest))
        fonts = card_fonts or Fonts()
        self.social_cards = SocialCards(
            *(library, relations, config, wording, self.own_files, fonts)
        )
        self.heads = Heads(
            *(library, relations, config, wording, self.cards, self.own_files, self.social_cards)
        )
        self.atlas = Atlas(library, relations, config, wording, related, store)
        self.listings = tuple(listings(library, relations, config))

    @cached_property
    def _listing_at(self) -> Mapping[str, Listing]:
        found = {listing.url: listing for listing in self.listings}
        # All papers are what the whole shelf is.
        found[site_path("papers")] = self.listings[0]
        return found

    @cached_property
    def _digest_at(self) -> Mapping[str, tuple[FeedLink, ...]]:
        return digest_links(self.relations, self.config.title, self.wording)

    def _feeds_at(self, url: str) -> tuple[FeedLink, ...]:
        listing = self._listing_at.get(url)
        if listing is None:
            # Each day, week and month names the feed of all days, weeks or months.
            return self._digest_at.get(url[: url.find("/") + 1], ())
        return feed_links(listing.url, listing.title, self.config.title, self.wording)

    def sections(self) -> tuple[Link, ...]:
        """The lists that this site has."""
        exist = {
            "papers": True,
            "collections": bool(self.library.collections),
            "topics": bool(self.library.topics),
            "authors": bool(self.relations.people),
            "venues": bool(self.relations.venues),
            "years": bool(self.relations.years),
        }
        return tuple(self.section(section) for section in SECTIONS if exist[section])

    def section(self, section: str) -> Link:
        """The link to one of the lists."""
        return Link(section_label(self.wording, section), site_path(section))

    def step(self, section: str) -> tuple[str, str]:
        """The same as a step of the way to a page: the label and the address."""
        link = self.section(section)
        return link.label, link.url

    def _crumbs(self, way: Sequence[tuple[str, str]]) -> tuple[Link, ...]:
        """The way from the home page: labels with their addresses."""
        home = Link(self.wording.say("pages.home"), "")
        return (home, *(Link(label, url) for label, url in way))

    def page(
        self,
        slugs: tuple[str, ...],
        template: str,
        title: str,
        context: Any,
        *,
        description: str = "",
        items: Sequence[str] = (),
        terms: Sequence[Link] = (),
        first: int = 0,
        way: Sequence[tuple[str, str]] = (),
        source: str = "",
        noindex: bool = False,
        same_as: str = "",
        path: str = "",
        links: tuple[str, ...] = (),
        listed: str | None = None,
        is_mapped: bool = True,
        dated_by: Sequence[str] = (),
        policy: str = "",
    ) -> Page:
        """A page at nested slugs; `way` are the pages above it.

        `items` or `terms`: the papers or the other pages that stand on it in a list, the `first` of
        them counted from 0 in the whole list.

        `listed`: the page where its list begins, if that is another one. `same_as`: the address of
        the page with the same papers that search engines shall show. `dated_by`: the papers whose
        newest date is its own; `is_mapped`: whether the sitemap names it, unless search engines may
        not show it. `policy`: its own, in place of that of the site.
        """
        url = site_path(*slugs)
        head = self._head(url, title, self._crumbs(way), items, terms, first)
        return Page(
            path=path or file_path(*slugs),
            url=url,
            template=template,
            view=self.view(
                url,
                title,
                description,
                way=way,
                noindex=noindex,
                listed=listed,
                same_as=same_as,
                head=head,
                policy=policy,
            ),
            context=context,
            source=source or f"the page {url or '/'}",
            links=links,
            dated_by=dated_by,
            is_mapped=is_mapped and not noindex,
        )

    def view(
        self,
        url: str,
        title: str,
        description: str,
        *,
        way: Sequence[tuple[str, str]] = (),
        noindex: bool = False,
        listed: str | None = None,
        same_as: str = "",
        head: Head,
        policy: str = "",
    ) -> PageView:
        """What the templates see of a page; its list in the header is the first part of its url."""
        base_url = self.config.base_url
        # In another order it is the same list, with the same feeds.
        listed = same_as or (url if listed is None else listed)
        listing = self._listing_at.get(listed)
        feeds = self._feeds_at(listed)
        is_named = (bool(same_as) or not noindex) and not self.config.noindex
        return PageView(
            title=title,
            description=" ".join(description.split()),
            url=url,
            section=url[: url.find("/") + 1],
            crumbs=self._crumbs(way) if url else (),
            canonical=f"{base_url}{same_as or url}" if base_url and is_named else "",
            noindex=noindex or self.config.noindex,
            policy=policy,
            head=head,
            feed=feeds[0].url if feeds else "",
            feeds=feeds if not listing or listing.url else (),
            exports=listing.exports(self.wording) if listing else (),
        )

    def _head(
        self,
        url: str,
        title: str,
        way: Sequence[Link],
        items: Sequence[str],
        terms: Sequence[Link],
        first: int,
    ) -> Head:
        if items:
            return self.heads.listing(url, title, way, items, first)
        if terms:
            return self.heads.terms(url, title, way, terms, first)
        return self.heads.plain if url else self.heads.home

    def list_page(
        self,
        part: Part[Any],
        slugs: tuple[str, ...],
        template: str,
        title: str,
        context: Any,
        **options: Any,
    ) -> Page:
        """A part of a list: later parts say in their titles which one they are."""
        listed = site_path(*slugs)
        if part.number > 1:
            title = self.wording.say("titles.part", title=title, number=part.number)
            slugs = part_slugs(slugs, part.number)
        return self.page(
            slugs, template, title, context, listed=listed, first=part.first, **options
        )

    def cards_of(self, papers: Sequence[str]) -> tuple[PaperCard, ...]:
        """The cards of papers, in their order."""
        return tuple(self.cards.card(paper) for paper in papers)

    def topic_term(self, topic_id: str) -> TermLink:
        """The link to a topic with the number of its papers."""
        topic = self.library.topics[topic_id]
        count = len(self.relations.topics.get(topic_id, ()))
        return TermLink(topic.name, term_url("topics", topic_id), count)


def internal_links_of(*texts: str) -> tuple[str, ...]:
    """The internal links in Markdown texts, as written."""
    return tuple(target for text in texts if "]" in text for target in internal_links(text))


def anchor_url(anchor: str, url: str, current: str) -> str:
    """The address of an anchor on a part of a list, seen from the part at `current`."""
    return f"#{anchor}" if url == current else f"{url}#{anchor}"
