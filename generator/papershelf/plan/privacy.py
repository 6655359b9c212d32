"""The privacy page: what becomes of readers' data, by what is switched on."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from papershelf.config import Config
from papershelf.hosts import HOSTS
from papershelf.plan import contexts
from papershelf.plan.editing import Editing
from papershelf.plan.inbox import receiver, receiver_privacy
from papershelf.plan.inbox_views import PrivacyPart
from papershelf.plan.own_words import PRIVACY, own_description, own_words
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner, internal_links_of
from papershelf.plan.repository import Repository
from papershelf.plan.views import Fact, Link

Text = tuple[Link, ...]

STORED = (
    Fact("papershelf-theme", "the colours that you chose"),
    Fact("papershelf-size", "the size of the text that you chose"),
    Fact("papershelf-density", "how much lists show, if you chose it"),
    Fact("papershelf-keys", "that you switched single keys off"),
    Fact(
        "papershelf-visits:…",
        "when you were here last and what the home page had then, to show you what is new",
    ),
    Fact(
        "papershelf-papers:…",
        "the papers that you starred, read, hid or put into the basket, and your notes on "
        "them; what of it cannot be read one day is kept aside under the same name",
    ),
)
"""What the scripts of the pages keep in a browser, by its key in the local storage."""
STORED_WITH_COMMENTS = (
    Fact("giscus-session", "that you are signed in to comment, until you sign out"),
    Fact("papershelf-comments", "that you opened comments, until you close the tab"),
)
"""What those of the comments keep beside it."""
_GISCUS_PRIVACY = "https://github.com/giscus/giscus/blob/main/PRIVACY-POLICY.md"
_GITHUB_PRIVACY = (
    "https://docs.github.com/site-policy/privacy-policies/github-general-privacy-statement"
)


def privacy_page(planner: Planner, editing: Editing | None) -> Page:
    """The page: the curators' own words, if there are any, and then what the settings say."""
    words = own_words(planner.library, PRIVACY)
    parts = privacy_parts(planner.config, editing, has_counts=bool(planner.library.metrics))
    return planner.page(
        (PRIVACY,),
        "privacy.html",
        words.title,
        contexts.PrivacyContext(body=words.body, summary=words.summary, parts=parts),
        description=own_description(words, f"What {planner.config.title} knows of its readers."),
        source=words.source,
        links=internal_links_of(words.body),
    )


def privacy_parts(
    config: Config, editing: Editing | None, *, has_counts: bool
) -> tuple[PrivacyPart, ...]:
    """What the settings make true, and nobody by name who has no part in it."""

    def parts() -> Iterator[PrivacyPart]:
        yield _loaded(config)
        yield _kept()
        yield _seen(config)
        yield from _mailed(config)
        yield from _discussed(config)
        if has_counts:
            yield _counted()
        yield _linked(config)
        if editing is not None:
            yield _edited(config, editing)

    return tuple(parts())


def _loaded(config: Config) -> PrivacyPart:
    comments = "But for comments, which wait for a click, every" if config.comments else "Every"
    return PrivacyPart(
        "What is loaded",
        (
            _text(
                f"{comments} page that you read here loads what it needs from this site alone: no "
                "fonts, pictures, scripts or counters of others. A policy in each page makes "
                "browsers refuse anything else."
            ),
            _text("There are no cookies, and this site does not count its visitors."),
        ),
    )


def _kept() -> PrivacyPart:
    return PrivacyPart(
        "What your browser keeps",
        (
            _text(
                "Your own browser remembers a few things for these pages, in what it calls local "
                "storage. They are sent to nobody:"
            ),
        ),
        STORED,
        (
            _text(
                "To remove them, delete the data of this site in the settings of your browser. "
                "Without JavaScript nothing is kept, and the pages can be read all the same."
            ),
        ),
    )


def _seen(config: Config) -> PrivacyPart:
    # The setting has a default, which says nothing of where a site really is.
    is_known = "host" in config.model_fields_set and config.host != "plain"
    host = HOSTS[config.host].label if is_known else ""
    where = f"This site is published with {host}, which" if host else "The host of this site"
    searched = (
        (
            _text(
                "The search runs in your browser. The host sees what you look for only where it "
                "is part of the address of a page that you open."
            ),
        )
        if config.search.enabled
        else ()
    )
    return PrivacyPart(
        "What the host sees",
        (
            _text(
                f"{where} sees, as any web server does, which pages and files are asked for, when, "
                "from which IP address, and what your browser or feed reader says of itself. How "
                "long it keeps that is up to the host."
            ),
            *searched,
        ),
    )


def _mailed(config: Config) -> Iterator[PrivacyPart]:
    settings = config.subscribe
    if settings is not None:
        name = receiver(settings)
        policy = receiver_privacy(settings)
        yield PrivacyPart(
            "New papers by e-mail",
            (
                _text(
                    f"If you send the form to subscribe, your address goes to {name}, and nothing "
                    "goes there before. The address is kept there until you leave, which a link "
                    "in each mail is for.",
                    *_after(policy),
                ),
            ),
        )
    if config.digest.sender is not None:
        yield PrivacyPart(
            "Digests from the curators",
            (
                _text(
                    "Those who keep this shelf send digests by e-mail to people who asked for "
                    "them. The list of addresses is no part of this site. Each mail says how to "
                    "be taken off it."
                ),
            ),
        )


def _discussed(config: Config) -> Iterator[PrivacyPart]:
    if config.comments is None:
        return
    yield PrivacyPart(
        "Comments",
        (
            _text(
                "Comments and upvotes on papers are kept by GitHub and shown by giscus. Nothing is "
                "asked of either before you click to load them; from then on both see that you "
                "read the page, and a frame of giscus may keep data in your browser. To comment "
                "you sign in at GitHub, and what you write is public there.",
                Link("What giscus does with data", _GISCUS_PRIVACY),
                Link("What GitHub does with data", _GITHUB_PRIVACY),
            ),
            _text("Your browser then remembers, and tells giscus alone of the first:"),
        ),
        STORED_WITH_COMMENTS,
    )


def _counted() -> PrivacyPart:
    return PrivacyPart(
        "Counts",
        (
            _text(
                "Those who keep this shelf fetch the counts of papers now and then and publish "
                "them with the pages. Your browser asks nobody for them."
            ),
        ),
    )


def _linked(config: Config) -> PrivacyPart:
    host = urlsplit(Repository(config.repository).root).netloc
    mending = (
        (_text(f"Links to suggest or mend an entry lead to {host}, where you need an account."),)
        if host
        else ()
    )
    return PrivacyPart(
        "Links to other sites",
        (
            _text(
                "Links to papers, code and the like lead to other sites, which have rules of their "
                "own. If your browser is set as usual, they learn which site you come from, and "
                "not from which page of it."
            ),
            *mending,
        ),
    )


def _edited(config: Config, editing: Editing) -> PrivacyPart:
    program = urlsplit(editing.script).netloc
    source = f" loads its program from {program} and" if program else ""
    host = urlsplit(Repository(config.repository).root).netloc
    return PrivacyPart(
        "Editing",
        (
            _text(
                f"A page for editing is for curators. It{source} talks to {host}, where they sign "
                "in; no other page does."
            ),
        ),
    )


def _after(link: Link | None) -> Text:
    return (link,) if link else ()


def _text(text: str, *links: Link) -> Text:
    """A paragraph that ends in links."""
    return (Link(text), *(piece for link in links for piece in (Link(" "), link, Link("."))))
