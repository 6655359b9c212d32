"""A feed and its entries as every format sees them: ready texts, dates and addresses."""

from collections.abc import Sequence
from dataclasses import dataclass

NEVER = "1970-01-01T00:00:00Z"
"""When a shelf without papers was changed last."""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody behind a feed or an entry, with their page where it is known."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Something that an entry leads to; `type` is its media type, empty where nobody knows it."""

    label: str
    url: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper or a period. Texts are plain, on one line and without what XML forbids."""

    id: str
    title: str
    url: str
    published: str
    """As RFC 3339 wants it, here and below."""
    updated: str
    dated: str
    """`published` in words, as precisely as it is known."""
    authors: tuple[Author, ...] = ()
    summary: str = ""
    html: str = ""
    """Safe HTML; empty in feeds with summaries only."""
    topics: tuple[tuple[str, str], ...] = ()
    """Slugs with their names."""
    language: str = ""
    """Where it is not that of the feed."""
    elsewhere: str = ""
    """The address of the paper itself: its DOI, its page or its PDF."""
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; the addresses are whole if the site knows its own, else relative to the feed."""

    id: str
    title: str
    subtitle: str
    language: str
    direction: str
    """Which way its language is written: "rtl", else empty."""
    page: str
    """The address of the page with what it lists."""
    atom: str
    json: str
    opml: str
    """The addresses of the feed in either format, and of the list of all feeds."""
    stylesheet: str
    """What a browser shows it with: always relative; empty where the theme has none."""
    authors: tuple[Author, ...]
    generator: str
    updated: str
    words: "FeedWords"


@dataclass(frozen=True, slots=True)
class FeedWords:
    """What a feed tells a person who opens it."""

    about: str
    """What feeds are for."""
    in_short: str
    """The same for those who look into the file."""
    page: str
    """The labels of what it leads to, here and below."""
    json: str
    opml: str


def updated_last(entries: Sequence[Entry]) -> str:
    """When the last of the entries was changed."""
    return max((entry.updated for entry in entries), default=NEVER)
