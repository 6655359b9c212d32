"""The context of each template: one frozen class per template, named after it."""

import msgspec

from papershelf.plan.list_views import Chart, ListTools, Profile, RowGroup
from papershelf.plan.views import (
    CitationView,
    CollectionCard,
    DayTab,
    Fact,
    Group,
    Link,
    Pager,
    PaperCard,
    PaperDetails,
    RelatedPaper,
    SectionView,
    TermGroup,
    TermLink,
    TopicView,
)


class HomeContext(msgspec.Struct, frozen=True):
    """`home.html`: the newest shelf and the ways into the rest."""

    date: str
    """The newest day in words, empty on a shelf without days."""
    total: int
    today: int
    """Papers of the newest day."""
    months: str
    """The month or months that the strip of days shows: "March 2025"."""
    days: tuple[DayTab, ...]
    periods: tuple[Link, ...]
    """"Day", "Week", "Month" with the newest of each."""
    lead: PaperCard | None
    """The featured or newest paper; not repeated in `shelves`."""
    shelves: tuple[Group, ...]
    """The newest papers by day (or month), newest first, the newest shelf first."""
    collections: tuple[CollectionCard, ...]
    topics: tuple[TermLink, ...]
    years: tuple[TermLink, ...]


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
    citations: tuple[CitationView, ...] = ()


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
    """`year.html`: the papers published in a year."""

    previous: Link | None
    next: Link | None
    profile: Profile | None
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
    """`periods.html`: all days, weeks or months that brought papers, newest first, by year."""

    kind: str
    """`daily`, `weekly` or `monthly`."""
    others: tuple[Link, ...]
    groups: tuple[TermGroup, ...]


class PeriodContext(msgspec.Struct, frozen=True):
    """`period.html`: what came on the shelf in a day, a week or a month."""

    kind: str
    previous: Link | None
    """The older neighbour that has papers."""
    next: Link | None
    within: tuple[Link, ...]
    """The week and month a day is in, the month a week begins in."""
    days: tuple[DayTab, ...]
    """The days of the week or month, for its calendar strip."""
    groups: tuple[Group, ...]
    """By day where the period has several; else one group without label."""
    pager: Pager


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


class NotFoundContext(msgspec.Struct, frozen=True):
    """`404.html`: for addresses that lead nowhere."""

    browse: tuple[Link, ...]


class RedirectContext(msgspec.Struct, frozen=True):
    """`redirect.html`: an alias that leads to where a paper is now."""

    target: Link
