"""How readers get new papers: the box on the home page, and the page that tells of every way."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from papershelf.config import Config, SubscribeForm
from papershelf.plan import contexts
from papershelf.plan.feed_links import (
    ATOM_FILE,
    DIGESTS,
    JSON_FILE,
    OPML_FILE,
    digest_kinds,
)
from papershelf.plan.inbox_views import FeedRow, Inbox, SubscribeBox
from papershelf.plan.listings import fewest_of_authors
from papershelf.plan.own_words import SUBSCRIBE, own_description, own_words
from papershelf.plan.page import SECTIONS, Page
from papershelf.plan.periods import UNITS
from papershelf.plan.planner import Planner, internal_links_of
from papershelf.plan.policy import policy_with
from papershelf.plan.views import Fact, Link
from papershelf.plan.words import listed
from papershelf.urls import origin_of, site_path, web_address

_URL = site_path(SUBSCRIBE)
_RHYTHMS = {
    "day": "Mails come once a day at most.",
    "week": "Mails come once a week at most.",
    "month": "Mails come once a month at most.",
}


def subscribe_policy(config: Config) -> str:
    """The policy of a page with the form; empty where there is none."""
    settings = config.subscribe
    if settings is None:
        return ""
    origins = (
        origin_of(settings.target),
        *settings.newsletter.origins,
        *map(origin_of, settings.leads_to),
    )
    return policy_with(forms=dict.fromkeys(origins))


def subscribe_link(config: Config) -> Link:
    """How pages of periods and of what is trending lead there."""
    return Link("Get these by e-mail" if config.subscribe else "Follow with a feed reader", _URL)


def receiver(settings: SubscribeForm) -> str:
    """Who gets the addresses: a service by its name, any other by its host."""
    return settings.newsletter.label or urlsplit(settings.target).netloc.lower()


def receiver_privacy(settings: SubscribeForm) -> Link | None:
    """Where they say what they do with addresses."""
    address = settings.privacy or settings.newsletter.privacy
    return (
        Link(f"What {receiver(settings)} does with it", web_address(address)) if address else None
    )


def subscribe_box(config: Config) -> SubscribeBox | None:
    """The form; None where no service is set up."""
    settings = config.subscribe
    if settings is None:
        return None
    newsletter = settings.newsletter
    hidden = {**dict(newsletter.hidden), **settings.hidden}
    goes = f"Your address goes to {receiver(settings)}, which keeps it and sends the mails."
    rhythm = _RHYTHMS[settings.every] if settings.every else ""
    leave = "Each of them has a link to leave."
    return SubscribeBox(
        action=settings.target,
        field=settings.address_field,
        hidden=tuple(Fact(name, value) for name, value in hidden.items()),
        trap=settings.trap,
        notice=" ".join(filter(None, (goes, rhythm, leave))),
        privacy=receiver_privacy(settings),
    )


def home_inbox(planner: Planner) -> Inbox:
    """The box on the home page: the form, or the feeds alone."""
    box = subscribe_box(planner.config)
    kinds = digest_kinds(planner.relations)
    return Inbox(
        label="Subscribe" if box else "Feeds",
        title="Get new papers in your inbox" if box else "Follow new papers",
        about="" if box else "A feed brings them to your feed reader, and nobody asks who you are.",
        box=box,
        feeds=(
            Link("All papers", ATOM_FILE),
            *(Link(kind.capitalize(), site_path(kind) + ATOM_FILE) for kind in kinds),
        ),
        more=Link("What comes how often", _URL),
    )


def subscribe_page(planner: Planner) -> Page:
    """The page that tells of mails and feeds."""
    words = own_words(planner.library, SUBSCRIBE)
    return planner.page(
        (SUBSCRIBE,),
        "subscribe.html",
        words.title,
        contexts.SubscribeContext(
            body=words.body,
            summary=words.summary
            or f"New papers of {planner.config.title}, as they come on the shelf.",
            box=subscribe_box(planner.config),
            feeds=tuple(_feeds(planner)),
            other_feeds=_other_feeds(planner),
            all_feeds=Link("all feeds in one file", OPML_FILE),
        ),
        description=own_description(words, f"How to get the new papers of {planner.config.title}."),
        source=words.source,
        links=internal_links_of(words.body),
        policy=subscribe_policy(planner.config),
    )


def _feeds(planner: Planner) -> Iterator[FeedRow]:
    yield _row("All papers", "", "each paper as it comes on the shelf")
    for kind in digest_kinds(planner.relations):
        unit = UNITS[kind]
        yield _row(
            DIGESTS[kind],
            site_path(kind),
            f"one entry for each {unit} that brought papers, with all of them",
        )


def _other_feeds(planner: Planner) -> str:
    """What else can be followed: not every shelf has every kind of list, nor feeds of people."""
    kinds = {listing.slugs[0] for listing in planner.listings if listing.slugs}
    if not kinds:
        return ""
    names = {kind: name.lower() for kind, name in SECTIONS.items()}
    fewest = fewest_of_authors(planner.relations, planner.config)
    if fewest > 1:
        names["authors"] += f" with {fewest} papers or more"
    followed = listed([name for kind, name in names.items() if kind in kinds])
    return (
        f"{followed.capitalize()} have feeds of their own: “Feed” at the foot of their pages leads "
        "there."
    )


def _row(title: str, url: str, about: str) -> FeedRow:
    return FeedRow(title, about, (Link("Atom", url + ATOM_FILE), Link("JSON", url + JSON_FILE)))
