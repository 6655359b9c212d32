"""The page where readers set how the site looks, and where its keys are explained."""

from collections.abc import Iterator

from papershelf.plan import contexts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner
from papershelf.plan.views import Link, Shortcut
from papershelf.urls import site_path
from papershelf.wording import Wording


def display_link(wording: Wording) -> Link:
    """The link to the page; scripts look for it at this address from their own."""
    return Link(wording.say("pages.display"), site_path("display"))


def display_page(planner: Planner) -> Page:
    """The page of display settings and keys."""
    return planner.page(
        ("display",),
        "display.html",
        display_link(planner.wording).label,
        contexts.DisplayContext(tuple(_shortcuts(planner))),
        description=planner.wording.say("descriptions.display"),
        noindex=True,
    )


def _shortcuts(planner: Planner) -> Iterator[Shortcut]:
    searched, say = planner.config.search.enabled, planner.wording.say
    if searched:
        yield Shortcut(("/",), say("shortcuts.search"))
    yield Shortcut(("j",), say("shortcuts.next"))
    yield Shortcut(("k",), say("shortcuts.previous"))
    yield Shortcut(("o",), say("shortcuts.open"), other="Enter")
    yield Shortcut(("g", "h"), say("shortcuts.home"))
    for section in planner.sections():
        # As keys.js has them: the letters of addresses, which are the same in all languages.
        name = section.url.removesuffix("/")
        yield Shortcut(("g", name[0]), say(f"shortcuts.{name}"))
    if searched:
        yield Shortcut(("g", "s"), say("shortcuts.search_page"))
    yield Shortcut(("?",), say("shortcuts.keys"))
    yield Shortcut(("Esc",), say("shortcuts.leave"))
