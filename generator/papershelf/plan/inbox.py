"""How readers get new papers: the box on the home page, and the page that tells of every way."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from papershelf.config import Config, SubscribeForm
from papershelf.plan import contexts
from papershelf.plan.feed_links import (
    ATOM_FILE,
    JSON_FILE,
    OPML_FILE,
    digest_kinds,
    digest_label,
)
from papershelf.plan.inbox_views import FeedRow, Inbox, SubscribeBox
from papershelf.plan.listings import fewest_of_authors
from papershelf.plan.own_words import SUBSCRIBE, own_description, own_words
from papershelf.plan.page import SECTIONS, Page
from papershelf.plan.planner import Planner, internal_links_of
from papershelf.plan.policy import policy_with
from papershelf.plan.views import Fact, Link
from papershelf.urls import origin_of, site_path, web_address
from papershelf.wording import Wording

_URL = site_path(SUBSCRIBE)


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


def subscribe_link(config: Config, wording: Wording) -> Link:
    """How pages of periods and of what is trending lead there."""
    return Link(
        wording.say("subscribe.get_by_mail" if config.subscribe else "subscribe.by_feed"), _URL
    )


def receiver(settings: SubscribeForm) -> str:
    """Who gets the addresses: a service by its name, any other by its host."""
    return settings.newsletter.label or urlsplit(settings.target).netloc.lower()


def receiver_privacy(settings: SubscribeForm, wording: Wording) -> Link | None:
    """Where they say what they do with addresses."""
    address = settings.privacy or settings.newsletter.privacy
    if not address:
        return None
    label = wording.say("subscribe.receiver_privacy", receiver=receiver(settings))
    return Link(label, web_address(address))


def subscribe_box(config: Config, wording: Wording) -> SubscribeBox | None:
    """The form; None where no service is set up."""
    settings = config.subscribe
    if settings is None:
        return None
    newsletter = settings.newsletter
    hidden = {**dict(newsletter.hidden), **settings.hidden}
    goes = wording.say("subscribe.goes", receiver=receiver(settings))
    rhythm = wording.say(f"subscribe.every_{settings.every}") if settings.every else ""
    leave = wording.say("subscribe.leave")
    return SubscribeBox(
        action=settings.target,
        field=settings.address_field,
        hidden=tuple(Fact(name, value) for name, value in hidden.items()),
        trap=settings.trap,
        notice=" ".join(filter(None, (goes, rhythm, leave))),
        privacy=receiver_privacy(settings, wording),
    )


def home_inbox(planner: Planner) -> Inbox:
    """The box on the home page: the form, or the feeds alone."""
    say = planner.wording.say
    box = subscribe_box(planner.config, planner.wording)
    kinds = digest_kinds(planner.relations)
    return Inbox(
        label=say("subscribe.label" if box else "subscribe.feeds_label"),
        title=say("subscribe.title" if box else "subscribe.feeds_title"),
        about="" if box else say("subscribe.feeds_about"),
        box=box,
        feeds=(
            Link(say("feeds.all_papers"), ATOM_FILE),
            *(Link(say(f"feeds.{kind}"), site_path(kind) + ATOM_FILE) for kind in kinds),
        ),
        more=Link(say("subscribe.more"), _URL),
    )


def subscribe_page(planner: Planner) -> Page:
    """The page that tells of mails and feeds."""
    say, shelf = planner.wording.say, planner.config.title
    words = own_words(planner.library, SUBSCRIBE, planner.wording)
    return planner.page(
        (SUBSCRIBE,),
        "subscribe.html",
        words.title,
        contexts.SubscribeContext(
            body=words.body,
            summary=words.summary or say("subscribe.summary", shelf=shelf),
            box=subscribe_box(planner.config, planner.wording),
            feeds=tuple(_feeds(planner)),
            other_feeds=_other_feeds(planner),
            all_feeds=Link(say("feeds.all_in_one"), OPML_FILE),
        ),
        description=own_description(words, say("descriptions.subscribe", shelf=shelf)),
        source=words.source,
        links=internal_links_of(words.body),
        policy=subscribe_policy(planner.config),
    )


def _feeds(planner: Planner) -> Iterator[FeedRow]:
    say = planner.wording.say
    yield _row(say("feeds.all_papers"), "", say("feeds.about_all"))
    for kind in digest_kinds(planner.relations):
        label, about = digest_label(planner.wording, kind), say(f"feeds.about_{kind}")
        yield _row(label, site_path(kind), about)


def _other_feeds(planner: Planner) -> str:
    """What else can be followed: not every shelf has every kind of list, nor feeds of people."""
    kinds = {listing.slugs[0] for listing in planner.listings if listing.slugs}
    if not kinds:
        return ""
    wording = planner.wording
    fewest = fewest_of_authors(planner.relations, planner.config)
    names = {kind: wording.say(f"feeds.of_{kind}") for kind in SECTIONS if kind in kinds}
    if fewest > 1 and "authors" in names:
        names["authors"] = wording.say("feeds.of_some_authors", fewest)
    return wording.say("feeds.others", lists=wording.listed([*names.values()]))


def _row(title: str, url: str, about: str) -> FeedRow:
    return FeedRow(title, about, (Link("Atom", url + ATOM_FILE), Link("JSON", url + JSON_FILE)))
