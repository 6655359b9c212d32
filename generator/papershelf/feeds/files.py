"""The files of all feeds: which there are, what is in them and when they must be made anew."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from heapq import nsmallest

from papershelf.citation.texts import line
from papershelf.feeds.atom import atom, atom_entry
from papershelf.feeds.ids import Ids
from papershelf.feeds.json_feed import json_feed, json_item
from papershelf.feeds.model import Author, Entry, Feed, FeedWords, updated_last
from papershelf.feeds.opml import Outline, opml
from papershelf.feeds.papers import PaperEntries
from papershelf.feeds.periods import PeriodEntries
from papershelf.model import Library
from papershelf.output import Pending
from papershelf.plan import SitePlan
from papershelf.plan.feed_links import (
    ATOM_FILE,
    DIGESTS,
    JSON_FILE,
    OPML_FILE,
    digest_kinds,
    digest_label,
)
from papershelf.plan.links import LinkMap
from papershelf.plan.listings import Listing
from papershelf.plan.own_files import FILES_FOR_ALL_UP_TO
from papershelf.plan.page import SECTIONS, digest_of, section_label
from papershelf.relate import Relations
from papershelf.urls import root_prefix, site_path
from papershelf.version import program_digest

_REMEMBERED = 4_096
"""Entries at hand at a time: most stand in the feeds of a venue, a year and some topics."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What a feed is made from: its page, its title, and its entries by their keys."""

    slugs: tuple[str, ...]
    title: str
    subtitle: str
    latest: Callable[[], Sequence[str]]
    """The keys of its entries, the latest first."""
    digest: Callable[[str], bytes]
    entry: Callable[[str, str], Entry]
    """The entry with a key, in a feed from which a prefix leads to the root of the site."""
    wanted_by: str

    @property
    def url(self) -> str:
        return site_path(*self.slugs)


class Feeds:
    """Makes the feeds of a site; nothing is made before it is wanted."""

    def __init__(
        self,
        library: Library,
        relations: Relations,
        plan: SitePlan,
        links: LinkMap,
        stylesheet: str,
    ) -> None:
        """Take what feeds are made from; `stylesheet`: the site path of theirs, or nothing."""
        self._library = library
        self._relations = relations
        self._config = plan.config
        self._site = plan.site
        self._wording = plan.wording
        self._listings = plan.listings
        self._stylesheet = stylesheet
        self._ids = Ids(plan.config)
        self._links = links
        self._papers = PaperEntries(library, plan.config, plan.wording, self._ids, links)
        self._entry = lru_cache(_REMEMBERED)(self._papers.entry)
        self._places = {paper: place for place, paper in enumerate(relations.shelving)}
        self._is_small = len(relations.newest) <= FILES_FOR_ALL_UP_TO
        self._atom_entry = lru_cache(_REMEMBERED)(atom_entry)
        self._json_item = lru_cache(_REMEMBERED)(json_item)

    def pending(self) -> Iterator[Pending]:
        """Every feed in both formats, and the list of all feeds."""
        sources = [*map(self._list, self._listings), *self._digests()]
        for source in sources:
            for file, make in ((ATOM_FILE, self._atom), (JSON_FILE, self._json)):
                yield Pending(
                    "/".join((*source.slugs, file)),
                    partial(self._fingerprint, source),
                    partial(make, source),
                    source.wanted_by,
                )
        yield Pending(OPML_FILE, lambda: None, partial(self._opml, sources), "the list of feeds")

    def _list(self, listing: Listing) -> _Source:
        # On a large shelf venues, topics and years overlap so much that each text would be there
        # five times.
        full = self._config.feeds.full_text and (
            self._is_small or listing.slugs[:1] in ((), ("collections",))
        )
        return _Source(
            listing.slugs,
            listing.title,
            "" if listing.slugs else self._site.description or self._site.tagline,
            partial(self._latest, listing.papers),
            self._papers.digest,
            partial(self._entry, full=full),
            listing.source,
        )

    def _latest(self, papers: Sequence[str]) -> list[str]:
        return nsmallest(self._config.feeds.entries, papers, key=self._places.__getitem__)

    def _digests(self) -> Iterator[_Source]:
        for kind in digest_kinds(self._relations):
            periods = PeriodEntries(
                self._library,
                self._relations,
                self._ids,
                self._papers.digest,
                kind,
                self._config,
                self._wording,
                self._links,
            )
            yield _Source(
                (kind,),
                digest_label(self._wording, kind),
                self._wording.say(f"feeds.subtitle_{kind}"),
                partial(periods.latest, self._config.feeds.entries),
                periods.digest,
                periods.entry,
                f"the list {kind}/",
            )

    def _fingerprint(self, source: _Source) -> bytes:
        keys = source.latest()
        digests = tuple(map(source.digest, keys))
        return digest_of(self._shared, source.title, source.url, keys, digests)

    @cached_property
    def _shared(self) -> bytes:
        site, config = self._site, self._config
        return digest_of(
            program_digest(),
            self._wording.digest,
            (site.title, site.base_url, site.language, site.tagline, site.description),
            tuple((curator.name, curator.url) for curator in config.curators),
            (config.feed_id, config.feeds.full_text, self._is_small, self._stylesheet),
        )

    def _atom(self, source: _Source) -> bytes:
        feed, entries = self._made(source)
        return atom(feed, map(self._atom_entry, entries))

    def _json(self, source: _Source) -> bytes:
        feed, entries = self._made(source)
        return json_feed(feed, map(self._json_item, entries))

    def _made(self, source: _Source) -> tuple[Feed, list[Entry]]:
        site, url = self._site, source.url
        root = self._root(url)
        entries = [source.entry(key, root) for key in source.latest()]
        feed = Feed(
            id=self._ids.of(f"{url}{ATOM_FILE}"),
            title=self._title(source),
            subtitle=line(source.subtitle),
            language=site.language,
            direction=site.direction,
            page=f"{root}{url}",
            atom=f"{root}{url}{ATOM_FILE}",
            json=f"{root}{url}{JSON_FILE}",
            opml=f"{root}{OPML_FILE}",
            stylesheet=f"{root_prefix(url)}{self._stylesheet}" if self._stylesheet else "",
            authors=tuple(
                Author(line(curator.name), curator.url or "") for curator in self._config.curators
            )
            or (Author(line(site.title)),),
            generator=site.generator,
            updated=updated_last(entries),
            words=self._words,
        )
        return feed, entries

    @cached_property
    def _words(self) -> FeedWords:
        say = self._wording.say
        return FeedWords(
            about=say("feeds.about"),
            in_short=say("feeds.about_in_short"),
            page=say("feeds.page"),
            json=say("feeds.json"),
            opml=say("feeds.opml"),
        )

    def _title(self, source: _Source) -> str:
        # In a feed reader it stands between the feeds of other sites.
        title = self._site.title
        return line(f"{source.title} · {title}" if source.slugs else title)

    def _root(self, url: str) -> str:
        return self._site.base_url or root_prefix(url)

    def _opml(self, sources: Sequence[_Source]) -> bytes:
        root = self._root("")
        digests = self._wording.say("feeds.digests")
        groups: dict[str, list[Outline]] = {"": [], digests: []}
        for source in sources:
            section = source.slugs[0] if source.slugs else ""
            label = section_label(self._wording, section) if section in SECTIONS else ""
            label = digests if section in DIGESTS else label
            page = f"{root}{source.url}"
            outline = Outline(self._title(source), f"{page}{ATOM_FILE}", page)
            groups.setdefault(label, []).append(outline)
        return opml(line(self._site.title), groups.items())
