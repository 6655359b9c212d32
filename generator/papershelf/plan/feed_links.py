"""The feeds that pages name: of the shelf, of each list, and the digests."""

from collections.abc import Mapping
from typing import Final

from papershelf.plan.periods import groups_of
from papershelf.plan.views import FeedLink
from papershelf.relate import Relations
from papershelf.urls import site_path
from papershelf.wording import Wording

ATOM_FILE = "feed.xml"
"""What the Atom feed of a list is called, in the folder of its page."""
JSON_FILE = "feed.json"
"""What its JSON Feed is called."""
OPML_FILE = "feeds.opml"
"""The list of all feeds, at the root."""

DIGESTS: Final = ("daily", "weekly", "monthly")
"""The kinds of periods that can be followed."""


def digest_label(wording: Wording, kind: str) -> str:
    """What the feed of a kind of periods is called."""
    return wording.say(f"digests.{kind}")


def feed_links(url: str, title: str, site_title: str, wording: Wording) -> tuple[FeedLink, ...]:
    """The feeds of the list at `url`, as feed readers find them from a page."""
    name = f"{title} · {site_title}" if url else site_title
    return (
        FeedLink(name, f"{url}{ATOM_FILE}", "application/atom+xml"),
        FeedLink(
            wording.say("feeds.as_json", title=name), f"{url}{JSON_FILE}", "application/feed+json"
        ),
    )


def digest_kinds(relations: Relations) -> tuple[str, ...]:
    """The kinds of periods with a digest: those that papers came in."""
    return tuple(kind for kind in DIGESTS if groups_of(relations, kind))


def digest_links(
    relations: Relations, site_title: str, wording: Wording
) -> Mapping[str, tuple[FeedLink, ...]]:
    """The feeds of each digest by the address of the list of its periods."""
    return {
        site_path(kind): feed_links(
            site_path(kind), digest_label(wording, kind), site_title, wording
        )
        for kind in digest_kinds(relations)
    }
