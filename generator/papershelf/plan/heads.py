"""What pages say to machines, made only when a page is rendered."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, Final

from papershelf.citation import work_of
from papershelf.citation.texts import line
from papershelf.config import Config
from papershelf.metadata import (
    Head,
    HeadLink,
    Meta,
    Named,
    Picture,
    Subject,
    article,
    citation_tags,
    collection_page,
    locale_of,
    page_properties,
    paper_properties,
    picture_properties,
    script_text,
    signposts,
    told_once,
    website,
)
from papershelf.model import Library, Paper
from papershelf.plan.cards import Cards, description_of, paper_url, term_url
from papershelf.plan.own_files import MARKDOWN_FILE, OwnFiles
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.social_cards import SocialCards
from papershelf.plan.titles import plain_title
from papershelf.plan.views import Link
from papershelf.relate import Relations
from papershelf.urls import root_prefix, stored_address
from papershelf.wording import Wording

_NAMED_UP_TO: Final = 3
"""Authors that the text for a picture names."""


class Heads:
    """Makes the heads of one site.

    `has_picture` tells whether the paper of an id has a picture of its own for social media.
    """

    def __init__(
        self,
        library: Library,
        relations: Relations,
        config: Config,
        wording: Wording,
        cards: Cards,
        own_files: OwnFiles,
        social_cards: SocialCards,
    ) -> None:
        self._library = library
        self._relations = relations
        self._config = config
        self._wording = wording
        self._cards = cards
        self._own = own_files
        self._social_cards = social_cards
        self._root = config.base_url or ""

    @cached_property
    def plain(self) -> Head:
        """Of a page that is neither a paper nor a list: the picture of the shelf."""
        return Head(
            names=(_card_kind(self._shelf_picture),),
            properties=(*self._locale, *picture_properties(self._shelf_picture)),
        )

    @cached_property
    def home(self) -> Head:
        """Of the home page: the site and its search."""
        config = self._config
        search = self._address("search/?q=", "") if config.search.enabled else ""
        described = line(config.description or config.tagline)
        data = website(config.title, described, config.language, self._address("", ""), search)
        return Head(self.plain.names, self.plain.properties, (), script_text(data))

    def listing(
        self, url: str, title: str, crumbs: Sequence[Link], papers: Sequence[str], first: int
    ) -> Head:
        """Of a page that lists papers, the first of them at place `first` of the list, from 0."""
        papers = tuple(papers)
        keys = b"".join(map(self._cards.key, papers))
        digest = digest_of(self._key, url, title, tuple(crumbs), keys, first)
        return deferred(digest, partial(self._listing, url, title, crumbs, papers, first))

    def terms(
        self, url: str, title: str, crumbs: Sequence[Link], terms: Iterable[Link], first: int
    ) -> Head:
        """Of a page that lists other pages, likewise."""
        items = tuple(terms)
        digest = digest_of(self._key, url, title, tuple(crumbs), items, first)
        return deferred(digest, partial(self._list_of, url, title, crumbs, items, first))

    def paper_key(self, paper_id: str) -> bytes:
        """Changes whenever the head of a paper's page does."""
        paper = self._library.papers[paper_id]
        # The key of the card covers the entry, its venue, its topics and the pages of its people.
        known = self._key + self._cards.key(paper_id)
        more = (
            tuple(self._orcids(paper)) if self._library.identities else (),
            tuple(self._collections(paper_id)),
        )
        return known + digest_of(more) if any(more) else known

    def paper(self, paper_id: str, *, is_named: bool) -> Head:
        """Of the page of a paper; `is_named`: whether others may link to it."""
        is_named = is_named and not self._config.noindex
        return deferred(self.paper_key(paper_id), partial(self._paper, paper_id, is_named))

    @cached_property
    def _key(self) -> bytes:
        config, own = self._config, self._own
        return digest_of(
            *(
                config.title,
                config.language,
                self._root,
                config.search.enabled,
                self._wording.digest,
            ),
            *(own.markdown, own.coins, self._social_cards.key),
            tuple(exporter.name for exporter in own.exports),
        )

    @cached_property
    def _locale(self) -> tuple[Meta, ...]:
        locale = locale_of(self._config.language)
        return (Meta("og:locale", locale),) if locale else ()

    @cached_property
    def _shelf_picture(self) -> Picture | None:
        if not self._root:
            return None
        address = f"{self._root}{self._social_cards.address()}"
        return Picture(address, line(self._config.title), *self._social_cards.size())

    def _address(self, url: str, seen_from: str) -> str:
        """A web address, or the way from the page that names it where the site has none."""
        return f"{self._root or root_prefix(seen_from)}{url}"

    def _listing(
        self, url: str, title: str, crumbs: Sequence[Link], papers: Sequence[str], first: int
    ) -> Head:
        # What COinS weigh, names do: a large shelf has thousands of lists.
        papers_by_id, has_names = self._library.papers, self._own.coins
        items = [
            Link(plain_title(papers_by_id[key], self._wording) if has_names else "", paper_url(key))
            for key in papers
        ]
        return self._list_of(url, title, crumbs, items, first)

    def _list_of(
        self, url: str, title: str, crumbs: Sequence[Link], items: Sequence[Link], first: int
    ) -> Head:
        def addressed(links: Iterable[Link]) -> list[tuple[str, str]]:
            return [(link.label, self._address(link.url, url)) for link in links]

        here = Link(title, url)
        data: dict[str, Any] = collection_page(
            title, self._address(url, url), addressed((*crumbs, here)), addressed(items), first + 1
        )
        return Head(self.plain.names, self.plain.properties, (), script_text(data))

    def _paper(self, paper_id: str, is_named: bool) -> Head:
        paper = self._library.papers[paper_id]
        subject, picture = self._subject(paper), self._own_picture(paper) or self._shelf_picture
        names, properties = told_once(
            (_card_kind(picture), *citation_tags(subject)),
            (
                *page_properties(
                    plain_title(paper, self._wording), subject.url if is_named else ""
                ),
                *self._locale,
                *picture_properties(picture),
                *paper_properties(subject),
            ),
        )
        return Head(
            names=names,
            properties=properties,
            links=signposts(subject, self._files(paper_id), self._collections(paper_id)),
            data=script_text(article(subject)),
        )

    def _subject(self, paper: Paper) -> Subject:
        venue = self._library.venues.get(paper.venue)
        people = tuple(self._named(paper))
        pdf = next((stored_address(link.url) for link in paper.links if link.kind == "pdf"), "")
        own = self._own_picture(paper)
        return Subject(
            work=work_of(paper, venue),
            authors=people[: len(paper.authors)],
            editors=people[len(paper.authors) :],
            venue=line(venue.name) if venue else "",
            url=self._root and f"{self._root}{paper_url(paper.id)}",
            pdf=pdf,
            pdf_url=pdf if "://" in pdf or not pdf else self._root and f"{self._root}{pdf}",
            image=own.url if own else "",
            description=description_of(paper),
            keywords=paper.keywords
            or tuple(self._library.topics[topic].name for topic in paper.topics),
        )

    def _named(self, paper: Paper) -> Iterator[Named]:
        people = zip(
            (*paper.authors, *paper.editors),
            self._cards.people(paper),
            self._orcids(paper),
            strict=True,
        )
        for contributor, person, orcid in people:
            url = self._cards.person_url(person) if self._root and person.has_page else ""
            yield Named(contributor, orcid, url and f"{self._root}{url}")

    def _orcids(self, paper: Paper) -> Iterator[str]:
        """Of authors and editors: what the entry says, else what authors.yaml knows."""
        contributors = (*paper.authors, *paper.editors)
        for contributor, person in zip(contributors, self._cards.people(paper), strict=True):
            identity = self._library.identities.get(person.identity)
            yield contributor.orcid or (identity.orcid if identity else "")

    def _collections(self, paper_id: str) -> Iterator[str]:
        for key, _ in self._relations.memberships.get(paper_id, ()):
            yield term_url("collections", key)

    def _files(self, paper_id: str) -> Iterator[HeadLink]:
        url = paper_url(paper_id)
        for exporter in self._own.exports:
            yield HeadLink("describedby", f"{url}{exporter.paper_file}", exporter.media_type)
        if self._own.markdown:
            yield HeadLink("alternate", f"{url}{MARKDOWN_FILE}", "text/markdown")

    def _own_picture(self, paper: Paper) -> Picture | None:
        if not self._root or not self._social_cards.has_card(paper.id):
            return None
        names = [line(person.name.display) for person in (*paper.authors, *paper.editors)]
        shown = ", ".join(names[:_NAMED_UP_TO]) + (", …" if len(names) > _NAMED_UP_TO else "")
        return Picture(
            f"{self._root}{self._social_cards.address(paper.id)}",
            f"{plain_title(paper, self._wording)}. {shown}",
            *self._social_cards.size(paper.id),
        )


def _card_kind(picture: Picture | None) -> Meta:
    return Meta("twitter:card", "summary_large_image" if picture else "summary")
