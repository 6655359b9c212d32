"""What templates see of the ways to get new papers, and of what becomes of readers' data."""

import msgspec

from papershelf.plan.views import Fact, Link


class SubscribeBox(msgspec.Struct, frozen=True):
    """A form that sends a reader's address to the service of a newsletter."""

    action: str
    field: str
    """What the service calls the address."""
    hidden: tuple[Fact, ...]
    """What is sent beside it: names with their values."""
    trap: str
    """The name of a field that only robots fill in; empty where there is none."""
    notice: str
    """Where the address goes, what comes how often and how to leave."""
    privacy: Link | None
    """Where the service says what it does with addresses."""


class FeedRow(msgspec.Struct, frozen=True):
    """A feed in its two forms, and what it brings."""

    title: str
    about: str
    links: tuple[Link, ...]
    """"Atom" and "JSON"."""


class Inbox(msgspec.Struct, frozen=True):
    """The box in which the home page offers new papers."""

    label: str
    title: str
    about: str
    """What can be had where there is no form; empty where one says so itself."""
    box: SubscribeBox | None
    feeds: tuple[Link, ...]
    more: Link


class PrivacyPart(msgspec.Struct, frozen=True):
    """A heading of the privacy page with its paragraphs, texts and links in a row."""

    label: str
    paragraphs: tuple[tuple[Link, ...], ...]
    facts: tuple[Fact, ...] = ()
    after: tuple[tuple[Link, ...], ...] = ()
    """Paragraphs below the facts."""
