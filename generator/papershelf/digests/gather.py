"""Library → digest: what came in a period, and what grew fastest when it ended."""

from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import quote

from papershelf.config import Config
from papershelf.dates import first_day
from papershelf.digests.introduction import introduction
from papershelf.digests.items import Items
from papershelf.digests.model import Digest, Item, Piece
from papershelf.digests.texts import one_line
from papershelf.mail_address import parse_mail_address
from papershelf.markup import block_to_text
from papershelf.model import DigestPage, Library
from papershelf.period_keys import PeriodKey
from papershelf.persons import People
from papershelf.plan.bylines import byline
from papershelf.plan.counts import gain_in_words
from papershelf.plan.curators import hidden_names
from papershelf.plan.direction import is_right_to_left
from papershelf.plan.feed_links import ATOM_FILE
from papershelf.plan.periods import groups_of, period_title
from papershelf.readings import readings_until
from papershelf.relate import Relations, relate, shelving_key
from papershelf.text import shorten
from papershelf.trending import by_trend, trends_of
from papershelf.urls import site_path
from papershelf.wording import Wording

_LONGEST_SUBJECT = 150
_LONGEST_PREVIEW = 140
_TITLES_IN_PREVIEW = 5
_BEGINNING = 2_000
"""Enough of an introduction's Markdown to fill a preview."""


def gather(
    library: Library,
    config: Config,
    period: PeriodKey,
    wording: Wording,
    *,
    base_url: str,
    top: int | None = None,
    written: DigestPage | None = None,
) -> Digest:
    """The digest of a day, week or month.

    `base_url`: the address of the site, with a slash at its end. `top`: how many papers that grow
    it names, if not as many as the settings say. `written`: the introduction, in place of the one
    on the shelf.
    """
    # Finding who is who takes longer than all other relations, and nothing here asks for it.
    relations = relate(
        library, half_life=config.trending.half_life, find_people=lambda *_: People({}, {}, 0)
    )
    came = groups_of(relations, period.kind).get(period.key, ())
    items = Items(library, config, wording, base_url)
    shown = came[: config.digest.most]
    grown = _grown(library, relations, config, period, wording)
    named = frozenset(shown)
    chosen = [pair for pair in grown if pair[0] not in named]
    new = tuple(map(items.item, shown))
    written = written or library.digests.get(period.key)
    headline = one_line(written.title) if written else ""
    called = period_title(wording, period.kind, period.key)
    title = (
        wording.say("digests.headline", period=called, headline=headline) if headline else called
    )
    papers = (library.papers[paper] for paper in came)
    hidden = hidden_names(config.credit)
    signed = byline(config.curators, papers, wording, hidden) if came else ()
    return Digest(
        kind=period.kind,
        key=period.key,
        title=title,
        subject=_subject(config, wording, title, "" if headline else called, len(came)),
        preview=_preview(new, written),
        site_title=one_line(config.title),
        tagline=one_line(config.tagline),
        site_url=base_url,
        url=f"{base_url}{_page(relations, period)}",
        feed=f"{base_url}{_list(relations, period)}{ATOM_FILE}",
        language=config.language,
        direction="rtl" if is_right_to_left(config.language) else "",
        new=new,
        total=len(came),
        trending=tuple(
            items.item(paper, growth)
            for paper, growth in chosen[: config.digest.top if top is None else top]
        ),
        introduction=introduction(written, library, config, wording, base_url) if written else None,
        byline=tuple(Piece(_kept(piece.label), piece.url) for piece in signed),
        # Without a service its page tells of feeds alone, and the digest leads to the feed itself.
        subscribe=f"{base_url}{site_path('subscribe')}" if config.subscribe else "",
        unsubscribe=_unsubscribe(config.digest.unsubscribe),
        postal=one_line(config.digest.postal),
    )


def _list(relations: Relations, period: PeriodKey) -> str:
    """The list of the periods of a kind; the home page where no paper came in any."""
    return site_path(period.kind) if groups_of(relations, period.kind) else ""


def _page(relations: Relations, period: PeriodKey) -> str:
    """The page of the period; where no paper came then, that of the list."""
    if period.key in groups_of(relations, period.kind):
        return site_path(period.kind, period.key)
    return _list(relations, period)


def _grown(
    library: Library, relations: Relations, config: Config, period: PeriodKey, wording: Wording
) -> list[tuple[str, str]]:
    """The papers that grew, the fastest first, each with its growth in words.

    As the site would have told on the last day of the period. Nothing where all counts are older
    than both the period and the days that growth is told of: they tell nothing of it.
    """
    days = config.trending.half_life
    there = [
        paper
        for paper in relations.shelving
        if first_day(shelving_key(library.papers[paper])) <= period.last
    ]
    counts = {
        paper: until
        for paper in there
        if paper in library.metrics
        and (until := readings_until(library.metrics[paper], period.last)).last_day
    }
    papers = {paper: library.papers[paper] for paper in there}
    trends = trends_of(papers, counts, days)
    newest = max((trend.day for trend in trends.values()), default="")
    earliest = date.fromisoformat(period.last) - timedelta(days=days)
    if newest < min(period.first, earliest.isoformat()):
        return []
    grown = (
        (paper, gain_in_words(trends.get(paper), days, wording))
        for paper in by_trend(there, library.papers, trends)
    )
    return [(paper, growth) for paper, growth in grown if growth]


def _subject(config: Config, wording: Wording, title: str, period: str, total: int) -> str:
    """The subject of a mail; `period`: what it is called, unless the title says more of it."""
    site = shorten(one_line(config.title), _LONGEST_SUBJECT // 2)
    said = wording.say("digests.subject", total, period=period) if period and total else title
    room = _LONGEST_SUBJECT - len(site) - 3
    return f"{shorten(said, room)} · {site}"


def _preview(new: Sequence[Item], written: DigestPage | None) -> str:
    if new or written is None:
        said = "; ".join(item.title for item in new[:_TITLES_IN_PREVIEW])
    else:
        said = one_line(block_to_text(written.body[:_BEGINNING]))
    return shorten(said, _LONGEST_PREVIEW)


def _kept(piece: str) -> str:
    """A piece of a byline, whose blanks at its ends part it from the next one."""
    before, after = piece[:1].isspace(), piece[-1:].isspace()
    return f"{' ' if before else ''}{one_line(piece)}{' ' if after and piece.strip() else ''}"


def _unsubscribe(target: str | None) -> str:
    if not target or "://" in target:
        return target or ""
    # What has a meaning in such an address (RFC 6068) may be a sign of the mail box.
    return f"mailto:{quote(parse_mail_address(target).address, safe='@!$*+')}"
