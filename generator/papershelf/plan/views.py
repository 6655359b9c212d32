"""What templates see: frozen values with every string, address and order ready.

Addresses are site paths without a leading slash (`papers/vaswani-2017/`) or absolute URLs;
templates turn either into an `href` with the `href()` function. Texts in Markdown are named so and
go through the `markdown` or `inline` filter; everything else is plain text.
"""

import msgspec


class Link(msgspec.Struct, frozen=True):
    """A text that leads somewhere, or a plain text where `url` is empty."""

    label: str
    url: str = ""


class FeedLink(msgspec.Struct, frozen=True):
    """A feed as a page names it to feed readers; `type` is its media type."""

    title: str
    url: str
    type: str


class TermLink(msgspec.Struct, frozen=True):
    """One term of a facet with the number of its papers."""

    label: str
    url: str
    count: int
    detail: str = ""


class Resource(msgspec.Struct, frozen=True):
    """A link to an artifact of a paper: PDF, code, slides and so on; `kind` names its icon."""

    kind: str
    label: str
    url: str


class Moment(msgspec.Struct, frozen=True):
    """A date with its precision: `2015-06` and "June 2015"."""

    iso: str
    text: str
    url: str = ""


class Fact(msgspec.Struct, frozen=True):
    """One line of a table of facts: "DOI", "10.1145/…", its address if it has one."""

    label: str
    value: str
    url: str = ""


class Picture(msgspec.Struct, frozen=True):
    """A thumbnail with the text that stands for it."""

    url: str
    alt: str


class PaperCard(msgspec.Struct, frozen=True):
    """A paper in a list; `digest` changes whenever anything it shows does."""

    digest: bytes
    id: str
    url: str
    title: str
    """Inline Markdown."""
    language: str
    """BCP 47, empty where it is the site's own."""
    authors: tuple[Link, ...]
    """At most five."""
    more_authors: int
    venue: Link | None
    """Acronym and year: "IJCAI 2025"."""
    year: str
    summary: str
    """Inline Markdown."""
    resources: tuple[Resource, ...]
    topics: tuple[Link, ...]
    shelved: Moment | None
    """When it came on the shelf; else its date of publication."""
    featured: bool
    status: str
    """`published`, `draft`, `hidden`, `withdrawn` or `retracted`."""
    thumbnail: Picture | None
    award: str = ""
    """Its first award: "Best paper"."""
    coins: str = ""
    """What reference managers take up from a list; empty where lists do not have it."""


class RelatedPaper(msgspec.Struct, frozen=True):
    """A paper about the same things, in a line."""

    url: str
    title: str
    """Inline Markdown."""
    facts: str
    """Who and where: "Vinyals et al., NeurIPS 2015"."""
    why: str = ""
    """What both have in common: "Retrieval, in-context examples"."""
    status: str = "published"


class IntroductionView(msgspec.Struct, frozen=True):
    """What a curator says first about a day, week or month."""

    body: str
    """Block Markdown."""
    title: str = ""
    curator: Link | None = None


class TrendingItem(msgspec.Struct, frozen=True):
    """A paper among those that grow fastest."""

    card: PaperCard
    gain: str
    """What was gained lately, for a tight place: "▲ 42"; empty without metrics."""
    words: str
    """The same in words: "42 upvotes and 12 stars in 7 days"; empty without metrics."""


class CitationView(msgspec.Struct, frozen=True):
    """A paper as others cite it, in one format or style."""

    format: str
    """`bibtex`, `ris`, `csl-json`, `apa`, `mla` or `chicago`."""
    label: str
    """"BibTeX", "RIS", "CSL-JSON", "APA", "MLA", "Chicago"."""
    text: str
    file: str
    """What a download is called: "shao2025incontext.bib"."""


class PersonView(msgspec.Struct, frozen=True):
    """An author or editor as the paper's own page shows them."""

    name: str
    native: str
    url: str
    orcid_url: str
    signs: str
    """What the legend explains: "1,2,*"."""


class PeopleView(msgspec.Struct, frozen=True):
    """The authors or the editors of a paper, the later ones of many folded."""

    role: str
    """"Authors" or "Editors"."""
    lead: str
    """What stands before the names: "Edited by", or nothing."""
    first: tuple[PersonView, ...]
    """At most twelve."""
    rest: tuple[PersonView, ...]
    more: str
    """What opens the rest: "and 2,988 more"."""
    many: bool
    """Whether the rest takes more than a screen."""


class Notice(msgspec.Struct, frozen=True):
    """What nobody may overlook about a paper."""

    kind: str
    """`retracted`, `withdrawn`, `superseded`, `corrected` or `draft`."""
    text: str
    """"Superseded by" where a link follows, else a sentence."""
    link: Link | None = None
    """The other paper; its label is inline Markdown."""


class MembershipView(msgspec.Struct, frozen=True):
    """A collection that a paper is in, with the collection's own note on it and the way through."""

    collection: Link
    fragment: str
    """What links within the collection carry: "#in=first-steps"."""
    section: str
    note: str
    """Inline Markdown."""
    place: str
    """"3 of 11"."""
    previous: Link | None
    """The paper before; its label is inline Markdown."""
    next: Link | None


class ToolsView(msgspec.Struct, frozen=True):
    """What one can do with the entry; addresses, empty where it cannot be done."""

    edit: str = ""
    report: str = ""
    correct: str = ""
    """The form to correct the entry, in place of a report."""
    mail: str = ""


class CommentsView(msgspec.Struct, frozen=True):
    """Where the discussion of a paper is."""

    frame: str
    """The web address of giscus that shows it, but for what only a browser knows."""
    repository: str
    """Whose discussions these are: "someone/shelf" at GitHub."""
    discussion: str
    """The web address where GitHub finds it, and nothing as long as nobody has commented."""


class CreditView(msgspec.Struct, frozen=True):
    """People who changed a paper; empty where nobody did."""

    first: tuple[Link, ...]
    rest: tuple[Link, ...]
    """Those whose names are folded away."""
    more: str
    """"and 3 others": what opens these."""


class Contributors(msgspec.Struct, frozen=True):
    """People who did something for the shelf."""

    label: str
    """"Curators"."""
    first: tuple[Fact, ...]
    """Names with what they did: "12 curated, 1 edited"."""
    rest: tuple[Fact, ...]
    """Those who are folded away."""
    more: str


class PaperDetails(msgspec.Struct, frozen=True):
    """Everything the page of one paper shows beside its card."""

    subtitle: str
    original_title: str
    kind: str
    """"Conference paper", "Preprint" …"""
    people: tuple[PeopleView, ...]
    legend: tuple[Fact, ...]
    """Signs after names with what they stand for: "1" and an affiliation, "*" and a mark."""
    venue_name: str
    """The venue's full name."""
    published: Moment | None
    """None where the year is all that is known, and stands behind the venue already."""
    added: Moment | None
    abstract: str
    """Markdown."""
    note: str
    """Markdown: the curator's note."""
    curated_by: Link | None
    submitted_by: Link | None
    edited_by: CreditView
    resources: tuple[Resource, ...]
    """The first PDF first."""
    identifiers: tuple[Fact, ...]
    """DOI, arXiv and so on, with their addresses."""
    facts: tuple[Fact, ...]
    """Volume, pages, publisher, licence …"""
    keywords: tuple[Link, ...]
    """With the address of a search."""
    awards: tuple[Fact, ...]
    versions: tuple[Fact, ...]
    relations: tuple[Fact, ...]
    """Label "Preprint of", value the title (inline Markdown); what others tell included."""
    references: tuple[Fact, ...]
    memberships: tuple[MembershipView, ...]
    notices: tuple[Notice, ...]
    """The gravest first."""
    counts: tuple[Fact, ...]
    """Label "Upvotes", value "1,042": the latest numbers of metrics.yaml."""
    counted: Moment | None
    """When they were counted last."""


class CollectionCard(msgspec.Struct, frozen=True):
    """A collection in a list of collections."""

    url: str
    title: str
    summary: str
    """Inline Markdown."""
    curator: str
    count: int
    first: tuple[Link, ...]
    """Its first three papers; labels are inline Markdown."""
    more: int = 0
    """How many others it has."""
    years: str = ""
    """When its papers were published: "2015–2025"; empty without papers."""
    updated: Moment | None = None
    """When the last of its papers came on the shelf."""


class ItemView(msgspec.Struct, frozen=True):
    """A paper in a collection: its place, its card and the collection's note on it."""

    number: int
    card: PaperCard
    note: str
    """Inline Markdown."""


class SectionView(msgspec.Struct, frozen=True):
    """A part of a collection; an empty title for papers outside every section."""

    title: str
    anchor: str
    description: str
    """Inline Markdown."""
    items: tuple[ItemView, ...]


class Group(msgspec.Struct, frozen=True):
    """Papers under a heading: one day of a week, one letter of an index."""

    label: str
    url: str
    papers: tuple[PaperCard, ...]


class TermGroup(msgspec.Struct, frozen=True):
    """Terms under a heading: the authors of one letter, the years of a decade."""

    label: str
    terms: tuple[TermLink, ...]
    anchor: str = ""


class TopicView(msgspec.Struct, frozen=True):
    """A topic in the tree of topics."""

    label: str
    url: str
    count: int
    description: str
    """Inline Markdown."""
    children: tuple["TopicView", ...]


class Pager(msgspec.Struct, frozen=True):
    """Where a page stands among the pages of one long list."""

    total: int
    """Papers (or terms) in all."""
    number: int
    pages: tuple[Link, ...]
    """Numbered links, "…" without address for gaps; empty when one page holds everything."""
    previous: str
    next: str
    """Addresses, empty at the ends."""
    words: str = ""
    """"Page 7 of 1,912", empty when one page holds everything."""
    last: int = 1
    """The number of the last page."""
    back: str = ""
    forward: str = ""
    """The addresses ten pages before and after, empty where there are none."""


class Shortcut(msgspec.Struct, frozen=True):
    """Keys to press one after the other, and what they do."""

    keys: tuple[str, ...]
    label: str
    other: str = ""
    """A key that does the same."""


class DayTab(msgspec.Struct, frozen=True):
    """One cell of a calendar: a day, a week or a month, with its page if it brought papers."""

    label: str
    title: str
    """In words, with the number of papers: "14 March 2025: 5 papers"; empty where none came."""
    url: str
    count: int
    current: bool = False
    level: int = 0
    """How many papers it brought beside the other cells, from 0 for none to 4 for the most."""


class Strip(msgspec.Struct, frozen=True):
    """A row of a calendar: the days of a week, the months of a year."""

    label: str
    url: str
    cells: tuple[DayTab, ...]
    counted: bool = False
    """Whether the cells show their numbers of papers."""


class CalendarWeek(msgspec.Struct, frozen=True):
    """A row of a month's calendar, from Monday; None stands for the days of other months."""

    label: str
    title: str
    url: str
    days: tuple[DayTab | None, ...]


class Weekday(msgspec.Struct, frozen=True):
    """The head of a column in a calendar: "Mo" and "Monday"."""

    label: str
    title: str


class YearCalendar(msgspec.Struct, frozen=True):
    """A year in a list of periods: its strips, and its days as a picture."""

    label: str
    url: str
    count: int
    heat: tuple[str, ...]
    """The data of four SVG paths, for few papers to many a day, in 53 columns of seven squares of
    ten units; empty where the strips show enough."""
    strips: tuple[Strip, ...]


class SummaryRow(msgspec.Struct, frozen=True):
    """A row of the numbers of a period: a number, or the terms seen most."""

    label: str
    number: str
    terms: tuple[TermLink, ...] = ()
    rest: str = ""
    """"and 12 more"; empty where these are all."""


class Summary(msgspec.Struct, frozen=True):
    """The numbers of a period."""

    rows: tuple[SummaryRow, ...]


class Shelf(msgspec.Struct, frozen=True):
    """The papers that came on the shelf on one date, on the home page."""

    label: str
    date: Moment
    byline: tuple[Link, ...]
    """Who brought them, in pieces with their spaces: "by ", "Ada", " and the community"."""
    first: int
    """The number of its first paper on the page."""
    papers: tuple[PaperCard, ...]
    more: Link | None
    """To all its papers, where these are not all."""
