"""Days, weeks and months as entries of the digests."""

from collections.abc import Callable
from html import escape

from papershelf.citation.texts import line
from papershelf.config import Config
from papershelf.feeds.dates import published, timestamp, updated
from papershelf.feeds.ids import Ids
from papershelf.feeds.model import Entry
from papershelf.feeds.paper_html import byline, in_language, summary_of
from papershelf.markup import internal_links, to_html, to_inline
from papershelf.model import DigestPage, Library, Paper
from papershelf.plan.cards import paper_url
from papershelf.plan.introductions import introduction_of
from papershelf.plan.links import LinkMap
from papershelf.plan.page import digest_of
from papershelf.plan.periods import groups_of, period_title
from papershelf.plan.titles import marked_title, plain_title
from papershelf.relate import Relations
from papershelf.text import shorten
from papershelf.urls import site_path
from papershelf.wording import Wording

MOST_PAPERS = 50
"""Papers that an entry lists; the page of the period has all of them."""
_SUMMARY_LENGTH = 400
_TITLES = 12
"""Enough titles for a summary."""


class PeriodEntries:
    """Makes the entries of the periods of one kind: `daily`, `weekly` or `monthly`.

    The feed has the periods that its page has, the running one too. Nobody asks the clock, so one
    that waited for its end would wait for the next paper: for weeks on a quiet shelf, and for ever
    on one that is finished. While a period grows its `updated` does, as Atom has it.
    """

    def __init__(
        self,
        library: Library,
        relations: Relations,
        ids: Ids,
        paper_digest: Callable[[str], bytes],
        kind: str,
        config: Config,
        wording: Wording,
        links: LinkMap,
    ) -> None:
        self._papers = library.papers
        self._venues = library.venues
        self._groups = groups_of(relations, kind)
        self._ids = ids
        self._paper_digest = paper_digest
        self._kind = kind
        self._language = config.language
        self._config = config
        self._wording = wording
        self._links = links
        self._introductions = library.digests

    def latest(self, most: int) -> list[str]:
        """The latest periods, the latest first."""
        return [*self._groups][: -most - 1 : -1]

    def digest(self, key: str) -> bytes:
        """Changes whenever the entry of a period does."""
        papers = self._groups[key]
        shown = tuple(map(self._paper_digest, papers[:MOST_PAPERS]))
        return digest_of(len(papers), shown, self._dates(key), self._introduced(key))

    def _introduced(self, key: str) -> tuple[object, ...]:
        """All that the introduction of a period shows."""
        written = self._introductions.get(key)
        if written is None:
            return ()
        links = tuple(
            self._links.resolve(written.source, target) or ""
            for target in internal_links(written.body)
        )
        return (introduction_of(written, self._config), links)

    def _dates(self, key: str) -> tuple[str, str]:
        """When the first paper of a period came, and when the last came or anything was changed."""
        papers = self._of(key)
        written = self._introductions.get(key)
        told = [timestamp(written.date)] if written and written.date else []
        return min(map(published, papers)), max((*map(updated, papers), *told))

    def _of(self, key: str) -> list[Paper]:
        return [self._papers[paper] for paper in self._groups[key]]

    def entry(self, key: str, root: str) -> Entry:
        """The entry of a period, in a feed from which `root` leads to the root of the site."""
        papers = self._of(key)
        shown = papers[:MOST_PAPERS]
        say = self._wording.say
        address = site_path(self._kind, key)
        came, changed = self._dates(key)
        written = self._introductions.get(key)
        items = [self._introduction(written, root)] if written else []
        items += [self._item(paper, root) for paper in shown]
        if len(papers) > len(shown):
            label = escape(say("feeds.all", len(papers)), quote=False)
            items.append(f'<p><a href="{escape(root + address)}">{label}</a></p>\n')
        titles = "; ".join(line(plain_title(paper, self._wording)) for paper in shown[:_TITLES])
        title = period_title(self._wording, self._kind, key)
        return Entry(
            id=self._ids.of(address),
            title=say("feeds.period", len(papers), period=title),
            url=f"{root}{address}",
            published=came,
            updated=changed,
            dated="",
            summary=shorten(titles, _SUMMARY_LENGTH),
            html="".join(items),
        )

    def _introduction(self, written: DigestPage, root: str) -> str:
        view = introduction_of(written, self._config)

        def resolve(target: str) -> str | None:
            found = self._links.resolve(written.source, target)
            return None if found is None else f"{root}{found}"

        title = f"<h2>{escape(line(view.title), quote=False)}</h2>\n" if view.title else ""
        page = f"{root}{site_path(self._kind, written.key)}"
        body = to_html(
            view.body, wording=self._wording, resolve=resolve, headings=3 if title else 2, page=page
        )
        signed = f"<p>— {escape(line(view.curator.label))}</p>\n" if view.curator else ""
        return f"{title}{body}{signed}<hr>\n"

    def _item(self, paper: Paper, root: str) -> str:
        title = to_inline(
            marked_title(paper, self._wording),
            wording=self._wording,
            resolve=lambda _: None,
            links=False,
        )
        address = escape(f"{root}{paper_url(paper.id)}")
        facts = escape(byline(paper, self._venues.get(paper.venue), self._wording), quote=False)
        summary = escape(summary_of(paper), quote=False)
        told = f"<p>{summary}</p>\n" if summary else ""
        html = f'<h2><a href="{address}">{title}</a></h2>\n<p>{facts}</p>\n{told}'
        return in_language(html, paper.language or self._language, self._language)
