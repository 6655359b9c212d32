"""What a digest says, ready to be written down in any form: nothing here is escaped but HTML."""

import msgspec


class Piece(msgspec.Struct, frozen=True):
    """A piece of a line: text, with an address where it is a link."""

    text: str
    url: str = ""
    """Absolute."""


class Item(msgspec.Struct, frozen=True):
    """A paper in a digest."""

    title: str
    """As plain text, on one line."""
    title_html: str
    """With emphasis and maths, as safe HTML without links."""
    title_markdown: str
    """Markdown that means only itself."""
    url: str
    """The absolute address of its page."""
    facts: str
    """Who, where and when, as plain text on one line."""
    summary: str = ""
    """Plain text on one line."""
    growth: str = ""
    """Why it trends: "42 upvotes and 12 stars in 7 days"; empty where nobody counted."""
    links: tuple[Piece, ...] = ()
    """Where it can be had: "PDF", "Code" and so on, with absolute addresses."""
    language: str = ""
    """Where it is not the one of the shelf."""
    direction: str = ""
    """`ltr` or `rtl`, as the first letter of the title runs; empty where no letter tells."""


class Introduction(msgspec.Struct, frozen=True):
    """What the curator says first."""

    html: str
    """Safe, with absolute addresses."""
    markdown: str
    """With absolute addresses."""
    text: str
    """Plain, in paragraphs with an empty line between; addresses stand in brackets.

    A tab stands before each line of code.
    """


class Digest(msgspec.Struct, frozen=True):
    """The digest of one day, week or month."""

    kind: str
    """`daily`, `weekly` or `monthly`, as the folders of the site are called."""
    key: str
    """`2026-03-14`, `2026-W11` or `2026-03`."""
    title: str
    """What the period is called: "Week 11, 2026"."""
    subject: str
    """Of a mail: one line, with the name of the shelf."""
    preview: str
    """One line that mail programs show beside the subject: the first titles.

    Where no paper came, what the curator says.
    """
    site_title: str
    tagline: str
    site_url: str
    """Absolute, with a slash at its end, as all addresses here begin."""
    url: str
    """Where the digest is on the site."""
    feed: str
    """The address of the feed of digests of this kind."""
    language: str
    direction: str
    """`rtl` where the site is written from right to left, else empty."""
    new: tuple[Item, ...]
    """The papers that were added, as many as fit."""
    total: int
    """How many were added in all."""
    trending: tuple[Item, ...]
    """Those that grow the fastest at the end of the period, the fastest first."""
    introduction: Introduction | None = None
    byline: tuple[Piece, ...] = ()
    """Who brought the papers: "by …", in pieces with their spaces."""
    subscribe: str = ""
    """Where readers subscribe."""
    unsubscribe: str = ""
    """An address of a page or of e-mail (`mailto:…`); empty where site.yaml names none."""
    postal: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened that is worth a mail."""
        return not self.new and self.introduction is None
