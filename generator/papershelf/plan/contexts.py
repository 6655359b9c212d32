"""The context of each template: one frozen class per template, named after it."""

import msgspec

from papershelf.plan.inbox_views import FeedRow, Inbox, PrivacyPart, SubscribeBox
from papershelf.plan.list_views import Chart, ListTools, Profile, RowGroup
from papershelf.plan.map_views import MapView
from papershelf.plan.personal_views import FormatView
from papershelf.plan.stats_views import Statistics
from papershelf.plan.views import (
    CalendarWeek,
    CitationView,
    CollectionCard,
    CommentsView,
    Contributors,
    DayTab,
    Fact,
    Group,
    IntroductionView,
    Link,
    Moment,
    Pager,
    PaperCard,
    PaperDetails,
    RelatedPaper,
    SectionView,
    Shelf,
    Shortcut,
    Strip,
    Summary,
    TermGroup,
    TermLink,
    ToolsView,
    TopicView,
    TrendingItem,
    Weekday,
    YearCalendar,
)


class HomeContext(msgspec.Struct, frozen=True):
    """`home.html`: the newest shelf and the ways into the rest."""

    date: Moment | None
    """The date of the newest shelf, with its weekday; None on a shelf without days and months."""
    issue: str
    """"Volume 2, number 14": its volumes are years, its numbers the days that brought papers.

    Empty on a shelf without days and months.
    """
    numbers: str
    """"5 new · 51 papers on the shelf"."""
    total: int
    months: str
    """The month or months that the strip of days shows: "March 2025"."""
    days: tuple[DayTab, ...]
    periods: tuple[Link, ...]
    """"Day", "Week", "Month", "Year" with the newest of each, and "Trending"."""
    shelves: tuple[Shelf, ...]
    """The newest papers by date, the newest day first; its first paper is the lead story."""
    trending: tuple[TrendingItem, ...]
    collections: tuple[CollectionCard, ...]
    all_collections: Link | None
    """Where there are more than these."""
    topics: tuple[TermLink, ...]
    all_topics: Link | None
    years: tuple[TermLink, ...]
    """The years of publication; empty where `shelf_years` says the same."""
    shelf_years: tuple[TermLink, ...]
    """The years in which papers came on the shelf, if there are several."""
    recent: str
    """The marks of the papers in `recent.json`; empty on an empty shelf."""
    inbox: Inbox


class PapersContext(msgspec.Struct, frozen=True):
    """`papers.html`: all papers, newest first, one page of them."""

    profile: Profile | None
    """On the first page of a list, here and below."""
    tools: ListTools
    papers: tuple[PaperCard, ...]
    pager: Pager


class PaperContext(msgspec.Struct, frozen=True):
    """`paper.html`: one paper."""

    paper: PaperCard
    details: PaperDetails
    related: tuple[RelatedPaper, ...]
    """At most ten, the nearest first."""
    tools: ToolsView
    citations: tuple[CitationView, ...] = ()
    comments: CommentsView | None = None
    """None where the shelf has no comments, and for papers that nobody may find."""


class CollectionsContext(msgspec.Struct, frozen=True):
    """`collections.html`: all collections."""

    collections: tuple[CollectionCard, ...]


class CollectionContext(msgspec.Struct, frozen=True):
    """`collection.html`: a curated, ordered list with its introduction (Markdown)."""

    curator: str
    summary: str
    introduction: str
    contents: tuple[Link, ...]
    """The sections as links to their anchors (`#…` or another page of the list)."""
    sections: tuple[SectionView, ...]
    profile: Profile | None
    tools: ListTools
    pager: Pager
    fragment: str
    """What links to its papers carry, so that their pages lead on within it."""


class TopicsContext(msgspec.Struct, frozen=True):
    """`topics.html`: the vocabulary as a tree; `largest` scales the bars."""

    topics: tuple[TopicView, ...]
    largest: int


class TopicContext(msgspec.Struct, frozen=True):
    """`topic.html`: one topic and its papers, narrower topics' included."""

    description: str
    """Markdown."""
    broader: Link | None
    profile: Profile | None
    tools: ListTools
    papers: tuple[PaperCard, ...]
    pager: Pager


class AuthorsContext(msgspec.Struct, frozen=True):
    """`authors.html`: the index of people, by family name."""

    letters: tuple[Link, ...]
    """The letters of the index, each with the page and anchor where it begins."""
    groups: tuple[TermGroup, ...]
    """The letters on this page."""
    span: str
    """From whom to whom this page goes, empty when one page holds everybody."""
    total: int
    """People in the index."""
    singles: int
    """People with one paper who have no page of their own on a large shelf."""
    pager: Pager


class AuthorContext(msgspec.Struct, frozen=True):
    """`author.html`: one person and their papers."""

    native: str
    facts: tuple[Fact, ...]
    """ORCID, homepage, other forms of the name."""
    namesakes: tuple[TermLink, ...]
    """Others who are called the same."""
    others: tuple[TermLink, ...]
    """Those with whom the person must not be confused; some have no page."""
    profile: Profile | None
    tools: ListTools
    papers: tuple[PaperCard, ...]
    pager: Pager


class VenuesContext(msgspec.Struct, frozen=True):
    """`venues.html`: where papers appeared, by type; `detail` of a term is the full name."""

    groups: tuple[TermGroup, ...]
    """The types, the one with the most papers first; a single group may have no label."""
    total: int
    """Venues in all."""
    largest: int
    """The most papers of a venue: it scales the bars."""
    pager: Pager


class VenueContext(msgspec.Struct, frozen=True):
    """`venue.html`: one venue and its papers."""

    name: str
    """The full name; the page's title is the acronym."""
    facts: tuple[Fact, ...]
    profile: Profile | None
    tools: ListTools
    papers: tuple[PaperCard, ...]
    pager: Pager


class YearsContext(msgspec.Struct, frozen=True):
    """`years.html`: the years of publication; `largest` scales the bars."""

    chart: Chart | None
    years: tuple[TermLink, ...]
    largest: int


class YearContext(msgspec.Struct, frozen=True):
    """`year.html`: the papers published in a year, on the first page with their months."""

    previous: Link | None
    next: Link | None
    profile: Profile | None
    chart: Chart | None
    tools: ListTools
    papers: tuple[PaperCard, ...]
    pager: Pager


class OrderContext(msgspec.Struct, frozen=True):
    """`order.html`: a long list in another order, one line a paper."""

    tools: ListTools
    letters: tuple[Link, ...]
    """The letters of an alphabetical order, each with the page and anchor where it begins."""
    groups: tuple[RowGroup, ...]
    pager: Pager


class SliceContext(msgspec.Struct, frozen=True):
    """`slice.html`: the papers of a topic or venue that were published in a year."""

    whole: Link
    """The list that they are a part of."""
    year: Link
    """All papers of the year."""
    previous: Link | None
    next: Link | None
    tools: ListTools
    papers: tuple[PaperCard, ...]
    pager: Pager


class PeriodsContext(msgspec.Struct, frozen=True):
    """`periods.html`: all days, weeks, months or years that brought papers, newest first."""

    kind: str
    """`daily`, `weekly`, `monthly` or `yearly`."""
    kinds: tuple[Link, ...]
    """The lists of the other kinds and of this one."""
    address: str
    """The address of the whole list, also on the page of one year of it."""
    pages: tuple[Link, ...]
    """The years with a page of their own, on a large shelf."""
    years: tuple[YearCalendar, ...]


class PeriodContext(msgspec.Struct, frozen=True):
    """`period.html`: what came on the shelf in a day, a week, a month or a year."""

    kind: str
    previous: Link | None
    """The older neighbour that has papers."""
    next: Link | None
    within: tuple[Link, ...]
    """The longer periods that it is in: of a day its week, month and year."""
    strips: tuple[Strip, ...]
    """Its calendar: of a day or a week the week, of a year its months and weeks."""
    weekdays: tuple[Weekday, ...]
    """The columns of `weeks`."""
    weeks: tuple[CalendarWeek, ...]
    """The calendar of a month."""
    summary: Summary | None
    """The numbers of the whole period, on its first page if it has several papers."""
    groups: tuple[Group, ...]
    """By day or month where the period has several; else one group without label."""
    pager: Pager
    introduction: IntroductionView | None = None
    """What the curator says first, on the first page."""


class TrendingContext(msgspec.Struct, frozen=True):
    """`trending.html`: the papers that grow fastest."""

    items: tuple[TrendingItem, ...]
    """At most fifty, the fastest first; without counts the featured and then the latest ones."""
    counted: Moment | None
    """When the counts were taken last; None where nothing is counted."""
    explanation: str
    """Markdown: how the order is found."""


class StatsContext(msgspec.Struct, frozen=True):
    """`stats.html`: the shelf in figures and charts."""

    shelf: Statistics
    contributors: tuple[Contributors, ...]
    """Those who brought and mended papers, with what they did."""
    file: str
    """The address of the same numbers as JSON; empty on a shelf without papers."""


class MapContext(msgspec.Struct, frozen=True):
    """`map.html`: papers in the plane, those about the same things near each other."""

    map: MapView


class SearchContext(msgspec.Struct, frozen=True):
    """`search.html`: the search page."""

    browse: tuple[Link, ...]
    """The lists to browse instead."""
    total: int


class FreePageContext(msgspec.Struct, frozen=True):
    """`page.html`: a page written in Markdown."""

    body: str
    """Markdown."""
    summary: str
    source: str
    """The file it was written in, from the content folder: relative links start there."""
    siblings: tuple[Link, ...]
    """The pages of the same folder, in order; empty for a page that stands alone."""
    previous: Link | None
    next: Link | None
    contributors: tuple[Contributors, ...]
    """Who brought and mended papers; empty where the page does not ask for them."""


class SubscribeContext(msgspec.Struct, frozen=True):
    """`subscribe.html`: how to get new papers, by e-mail and by feed."""

    body: str
    """Markdown: what the curators say of it; empty without a page of theirs."""
    summary: str
    box: SubscribeBox | None
    feeds: tuple[FeedRow, ...]
    other_feeds: str
    """Which lists have feeds of their own; empty where none has."""
    all_feeds: Link


class PrivacyContext(msgspec.Struct, frozen=True):
    """`privacy.html`: what becomes of readers' data."""

    body: str
    """Markdown: what the curators say of it; empty without a page of theirs."""
    summary: str
    parts: tuple[PrivacyPart, ...]


class DisplayContext(msgspec.Struct, frozen=True):
    """`display.html`: how the site looks to this reader, and its keys."""

    shortcuts: tuple[Shortcut, ...]


class OfflineContext(msgspec.Struct, frozen=True):
    """`offline.html`: what a browser keeps of the site, filled in by a script."""

    browse: tuple[Link, ...]
    """The lists, whose first pages a reader may have opened."""


class BasketContext(msgspec.Struct, frozen=True):
    """`basket.html`: the papers that a reader picked, filled in by a script."""

    records: str
    """The site path of the folder with what exports say of papers, in so many `buckets`."""
    buckets: int
    formats: tuple[FormatView, ...]
    """What a selection can be taken away as; empty where the site makes no such files."""
    exports: tuple[Link, ...]
    """The files with all papers, for readers without JavaScript."""


class ReadingContext(msgspec.Struct, frozen=True):
    """`reading.html`: what a reader keeps about papers, filled in by a script."""

    records: str
    """The site path of the folder that tells which papers there are, in so many `buckets`."""
    buckets: int
    exports: tuple[Link, ...]
    """The files with all papers, for readers without JavaScript."""


class NotFoundContext(msgspec.Struct, frozen=True):
    """`404.html`: for addresses that lead nowhere."""

    browse: tuple[Link, ...]


class RedirectContext(msgspec.Struct, frozen=True):
    """`redirect.html`: an alias that leads to where a paper is now."""

    target: Link


class AdminContext(msgspec.Struct, frozen=True):
    """`admin.html`: the page for editing in the browser."""

    script: str
    """The address of its program."""
    integrity: str
    """What the program is checked against; empty for one of the site's own."""
    icons: str
    """The address of the font with its icons; empty where they are words."""
    settings: str
    """The address of what the program is told of the shelf."""
